"""One program at a time on a chip, whoever dies in between."""

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.euicc.lock import ChipLock, file_name
from axis_tui.euicc.problem import ChipBusy, ChipProblem

HOLD = """
import sys
from pathlib import Path
from axis_tui.euicc.lock import ChipLock
with ChipLock(Path(sys.argv[1]), "").held("download a profile"):
    print("held", flush=True)
    sys.stdin.read()
"""


def lock(directory: Path, host: str = "", wait_s: float = 0.1) -> ChipLock:
    return ChipLock(directory, host, wait_s=wait_s)


def test_the_file_is_private_and_so_is_its_new_directory(tmp_path: Path) -> None:
    held = lock(tmp_path / "state")
    with held.held("list"):
        assert stat.S_IMODE(held.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(held.path.parent.stat().st_mode) == 0o700
    assert held.path.exists()


def test_a_looser_file_is_made_private(tmp_path: Path) -> None:
    held = lock(tmp_path)
    held.path.write_text("")
    held.path.chmod(0o644)
    with held.held("list"):
        assert stat.S_IMODE(held.path.stat().st_mode) == 0o600


def test_another_process_is_named_with_what_it_does(tmp_path: Path) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert other.stdout is not None
    assert other.stdin is not None
    try:
        assert other.stdout.readline() == "held\n"
        with pytest.raises(ChipBusy, match=rf"in use by process {other.pid} \(download a profile\); try"):
            lock(tmp_path).held("list").__enter__()
        other.kill()
        other.wait()
        with lock(tmp_path, wait_s=5).held("list"):
            pass
    finally:
        other.stdin.close()
        other.stdout.close()
        other.kill()
        other.wait()


def test_an_lpac_that_outlives_its_program_keeps_the_chip(tmp_path: Path) -> None:
    with lock(tmp_path).held("download a profile") as fd:
        left_behind = subprocess.Popen(["sleep", "60"], pass_fds=[fd])
    try:
        with pytest.raises(ChipBusy):
            lock(tmp_path).held("list").__enter__()
    finally:
        left_behind.kill()
        left_behind.wait()
    with lock(tmp_path).held("list"):
        pass


def test_it_is_taken_when_it_is_given_back_in_time(tmp_path: Path) -> None:
    taken, done = threading.Event(), threading.Event()

    def hold() -> None:
        with lock(tmp_path).held("list"):
            taken.set()
            done.wait(0.3)

    thread = threading.Thread(target=hold)
    thread.start()
    taken.wait()
    with lock(tmp_path, wait_s=10).held("list"):
        pass
    done.set()
    thread.join()


def test_one_object_may_hold_it_twice_and_its_threads_take_turns(tmp_path: Path) -> None:
    held = lock(tmp_path)
    refused: list[str] = []

    def try_it() -> None:
        try:
            with held.held("list"):
                pass
        except ChipBusy as problem:
            refused.append(str(problem))

    with held.held("delete a profile") as fd, held.held("list") as same:
        assert fd == same
        thread = threading.Thread(target=try_it)
        thread.start()
        thread.join()
    assert refused == [
        f"the chip is in use by process {os.getpid()} (delete a profile); try again when that is done"
    ]
    try_it()
    assert len(refused) == 1


def test_hosts_have_a_lock_each(tmp_path: Path) -> None:
    with lock(tmp_path).held("list"), lock(tmp_path, "root@router").held("list"):
        assert {file.name for file in tmp_path.iterdir()} == {"chip-local.lock", "chip-root@router.lock"}


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_host_has_a_file_name_of_its_own(host: str, other: str) -> None:
    for name in (file_name(host), file_name(other)):
        assert "/" not in name
        assert len(name) < 100
    assert (file_name(host) == file_name(other)) == ((host.lower() or "local") == (other.lower() or "local"))


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_text("precious")
    held = lock(tmp_path)
    held.path.symlink_to(target)
    with pytest.raises(ChipProblem, match=r"Cannot use the chip's lock .*chip-local\.lock"):
        held.held("list").__enter__()
    assert target.read_text() == "precious"


def test_a_directory_or_a_pipe_in_its_place_is_one_line(tmp_path: Path) -> None:
    held = lock(tmp_path)
    held.path.mkdir()
    with pytest.raises(ChipProblem, match="Is a directory"):
        held.held("list").__enter__()
    held.path.rmdir()
    os.mkfifo(held.path)
    with pytest.raises(ChipProblem, match="not a regular file"):
        held.held("list").__enter__()


@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"{}", b"[]", b'{"pid": "\\u001b[2J", "purpose": [1]}', b"[" * 4_000]
)
def test_whatever_stands_in_the_file_is_one_clean_line(tmp_path: Path, content: bytes) -> None:
    holder = lock(tmp_path)
    with holder.held("list"):
        holder.path.write_bytes(content)
        with pytest.raises(ChipBusy) as caught:
            lock(tmp_path, wait_s=0).held("list").__enter__()
    assert str(caught.value).isprintable()
