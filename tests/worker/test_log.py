"""What the worker says: clean lines, no identifiers, and no harm when nobody listens."""

import os
from collections.abc import Iterator

import pytest

from axis_tui.worker import log


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    read, write = os.pipe()
    yield read, write
    log.LOG.handlers, log.LOG.propagate = [], True
    for fd in (read, write):
        try:
            os.close(fd)
        except OSError:
            continue


def test_an_event_is_one_clean_line(pipe: tuple[int, int]) -> None:
    log.start(pipe[1])
    log.LOG.warning("meter %s failed", "wwan0\x1b[31m\nnext\u202e line")
    assert os.read(pipe[0], 4096).decode() == "axis-tui worker: meter wwan0[31m next line failed\n"


def test_after_the_end_nothing_is_written_to_a_descriptor_that_others_may_have(pipe: tuple[int, int]) -> None:
    log.start(pipe[1])
    log.stop()
    log.LOG.error("too late")
    os.set_blocking(pipe[0], False)
    with pytest.raises(BlockingIOError):
        os.read(pipe[0], 1)


def test_identifiers_keep_only_their_last_four_digits() -> None:
    said = log.redact("eSIM 8985200012345670017, LPA:1$smdp.example$SECRET-CODE or 1$a.b$C, +14155550123")
    assert "8985200012345" not in said
    assert "SECRET" not in said
    assert "a.b" not in said
    assert "…0017" in said
    assert "…0123" in said


def test_a_traceback_is_never_part_of_a_line(pipe: tuple[int, int]) -> None:
    log.start(pipe[1])
    try:
        raise RuntimeError("secret")
    except RuntimeError:
        log.LOG.exception("it failed")
    assert os.read(pipe[0], 4096) == b"axis-tui worker: it failed\n"


def test_a_reader_that_went_away_is_no_error(
    pipe: tuple[int, int], capfd: pytest.CaptureFixture[str]
) -> None:
    log.start(pipe[1])
    os.close(pipe[0])
    log.LOG.warning("nobody hears this")
    assert capfd.readouterr().err == ""


def test_a_reader_that_stalls_costs_lines_but_never_waits(pipe: tuple[int, int]) -> None:
    log.start(pipe[1])
    for number in range(5_000):
        log.LOG.warning("line %d of many that nobody reads", number)
    assert os.read(pipe[0], 40).startswith(b"axis-tui worker: line 0 of many")
