"""The process and its terminal: a crash tells nothing private, the companion ends with the dashboard."""

import io
import sys
from typing import Any

import pytest

from axis_tui import i18n
from axis_tui.present.glyphs import ASCII, UNICODE, Glyphs
from axis_tui.store.presence import Presence
from axis_tui.tui.companion import Companion
from axis_tui.tui.frame import Repertoire
from axis_tui.tui.lifeline import print_fault, repertoire
from tests.tui.seeing import press, settled, text

UNTIL_STDIN_CLOSES = (sys.executable, "-c", "import sys; sys.stdin.read()")
ENDS_AT_ONCE = (sys.executable, "-c", "pass")


def test_a_crash_is_one_line_and_a_hint_without_values(monkeypatch: pytest.MonkeyPatch) -> None:
    said = io.StringIO()
    monkeypatch.setattr(sys, "__stderr__", said)
    iccid = "8981100000000000017"
    try:
        raise KeyError(iccid)
    except KeyError as fault:
        print_fault(fault)
    assert "KeyError (test_lifeline.py:" in said.getvalue()
    assert iccid not in said.getvalue()
    assert len(said.getvalue().splitlines()) == 2


async def test_an_error_in_a_screen_ends_with_that_line_and_no_traceback(
    app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = io.StringIO()
    monkeypatch.setattr(sys, "__stderr__", said)

    async def press_s() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            monkeypatch.setattr(type(app.screen), "action_sort", lambda _self: 1 // 0)
            await pilot.press("s")

    with pytest.raises(ZeroDivisionError):
        await press_s()
    assert app.return_code == 1
    assert "ZeroDivisionError" in said.getvalue()
    assert "Traceback" not in said.getvalue()


async def test_a_store_that_fails_while_it_is_shown_is_one_line_and_the_keys_go_on(
    app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3

    from axis_tui.store.read import overview

    def broken(*_: object, **__: object) -> Any:
        raise sqlite3.DatabaseError("disk I/O error")

    async with app.run_test(size=(80, 24)) as pilot:
        monkeypatch.setattr(overview, "page", broken)
        await pilot.press("s")
        await settled(pilot)
        assert "cannot be read now" in text(app)
        monkeypatch.undo()
        await pilot.press("s")
        await settled(pilot)
        assert "Japan 10 GB" in text(app)


@pytest.mark.parametrize(
    ("presence", "words"),
    [
        (Presence(True, "service"), "worker ok"),
        (Presence(True, "companion"), "companion ok"),
        (Presence(True, "service", heartbeat_age_s=300), "worker stalled ▲"),
        (Presence(False), "no worker ▲"),
    ],
)
async def test_the_footer_says_who_refreshes(make_app: Any, presence: Presence, words: str) -> None:
    app = make_app(presence=lambda: presence)
    async with app.run_test(size=(80, 24)):
        assert words in text(app).splitlines()[-1]


def test_a_companion_runs_where_no_worker_does_and_ends_with_its_pipe() -> None:
    companion = Companion(UNTIL_STDIN_CLOSES)
    companion.keep_running(some_worker_runs=False)
    process = companion._process
    assert process is not None
    assert process.poll() is None
    companion.stop()
    assert process.wait(5) == 0


def test_no_companion_is_started_beside_a_worker() -> None:
    companion = Companion(UNTIL_STDIN_CLOSES)
    companion.keep_running(some_worker_runs=True)
    assert companion._process is None


def test_a_companion_that_dies_is_not_started_again_at_once() -> None:
    companion = Companion(ENDS_AT_ONCE)
    companion.keep_running(some_worker_runs=False)
    assert companion._process is not None
    companion._process.wait(10)
    companion.keep_running(some_worker_runs=False)
    assert companion._process is None
    companion._not_before = 0.0
    companion.keep_running(some_worker_runs=False)
    assert companion._process is not None
    companion.stop()


def test_a_program_that_is_not_there_is_no_error() -> None:
    companion = Companion(("/nonexistent/axis-tui",))
    companion.keep_running(some_worker_runs=False)
    companion.stop()


@pytest.mark.parametrize(
    ("encoding", "glyphs", "sent"),
    [
        ("utf-8", UNICODE, Repertoire.ALL),
        ("utf-8", ASCII, Repertoire.PLAIN),
        ("iso-8859-1", ASCII, Repertoire.ASCII),
        ("iso-8859-1", UNICODE, Repertoire.ASCII),
    ],
)
def test_only_a_terminal_without_utf8_is_sent_nothing_but_ascii(
    monkeypatch: pytest.MonkeyPatch, encoding: str, glyphs: Glyphs, sent: Repertoire
) -> None:
    terminal = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr(sys, "__stdout__", terminal)
    assert repertoire(glyphs) is sent


async def test_chinese_is_not_offered_where_the_terminal_cannot_show_it(
    app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        assert "L language" in await press(pilot, "6")
        monkeypatch.setattr(sys, "__stdout__", io.TextIOWrapper(io.BytesIO(), encoding="iso-8859-1"))
        await press(pilot, "L")
        assert i18n.current() == "en"
        assert "L language" not in await press(pilot, "1", "6")


async def test_the_dashboard_starts_a_companion_and_takes_it_along(make_app: Any) -> None:
    app = make_app(presence=lambda: Presence(False), companion_argv=UNTIL_STDIN_CLOSES)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        companion = app.feed._companion
        assert companion is not None
        process = companion._process
        assert process.poll() is None
    assert process.wait(5) == 0
