"""How the worker is ended: signals and the end of the parent, in processes of their own."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from axis_tui.worker.stop import Stop

POLITE = """
import sys
from axis_tui.worker.stop import Stop
stop = Stop()
stop.install()
print("ready", flush=True)
while not stop.requested:
    stop.wait(60)
stop.close()
sys.exit(40 + stop.reason)
"""

STUCK_IN_C = """
import sqlite3, sys
from axis_tui.worker.children import kill_children
from axis_tui.worker.stop import Stop
import subprocess
child = subprocess.Popen(["sleep", "60"], start_new_session=True)
holder, waiter = (sqlite3.connect(sys.argv[1], timeout=60, isolation_level=None) for _ in range(2))
holder.execute("BEGIN IMMEDIATE")
stop = Stop(kill=kill_children)
stop.install()
print(child.pid, flush=True)
waiter.execute("BEGIN IMMEDIATE")
"""

CHILD_OF = """
import sys
from pathlib import Path
from axis_tui.worker.stop import Stop, parent_pipe
stop = Stop(parent_pipe())
if sys.argv[1:]:
    stop.holds = Path(sys.argv[1]).exists
stop.install()
print("ready", flush=True)
while not stop.requested:
    stop.wait(60)
stop.close()
"""


def spawned(code: str, *words: str) -> tuple[subprocess.Popen[str], str]:
    process = subprocess.Popen(
        [sys.executable, "-c", code, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_wakes_the_loop_and_says_which_it_was(number: signal.Signals) -> None:
    process, _ = spawned(POLITE)
    process.send_signal(number)
    assert process.wait(5) == 40 + number


def test_a_process_stuck_in_sqlite_is_gone_within_five_seconds_with_its_children(tmp_path: Path) -> None:
    process, child = spawned(STUCK_IN_C, str(tmp_path / "held.db"))
    process.send_signal(signal.SIGTERM)
    assert process.wait(5) == -signal.SIGALRM
    assert not is_running(int(child))


def test_the_end_of_the_parent_waits_for_what_holds_and_a_signal_does_not(tmp_path: Path) -> None:
    holding = tmp_path / "a switch waits"
    holding.touch()
    for end in ("done", "signal"):
        process, _ = spawned(CHILD_OF, str(holding))
        assert process.stdin is not None
        process.stdin.close()
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.5)
        process.terminate() if end == "signal" else holding.unlink()
        assert process.wait(5) == 0
        holding.touch()


def test_the_end_of_the_parent_is_seen_through_its_pipe() -> None:
    process, _ = spawned(CHILD_OF)
    assert process.stdin is not None
    process.stdin.write("words on the pipe are not its end\n")
    process.stdin.flush()
    process.stdin.close()
    assert process.wait(5) == 0


def test_a_wake_up_from_another_thread_ends_the_next_wait_at_once() -> None:
    stop = Stop()
    stop.wake()
    began = time.monotonic()
    stop.wait(30)
    assert time.monotonic() - began < 30
    stop.request()
    stop.wait(30)
    assert stop.requested
    stop.close()


def test_signals_are_as_before_once_it_is_closed() -> None:
    before = signal.getsignal(signal.SIGTERM)
    stop = Stop()
    stop.install()
    assert signal.getsignal(signal.SIGTERM) is not before
    stop.close()
    assert signal.getsignal(signal.SIGTERM) is before


def is_running(pid: int) -> bool:
    """Whether that process still runs; one that only waits to be reaped does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in ("Z", "X") and os.path.exists(f"/proc/{pid}")


def test_a_wake_after_the_end_writes_to_no_descriptor_that_others_may_have() -> None:
    stop = Stop()
    stop.close()
    others = [os.pipe() for _ in range(4)]
    try:
        stop.wake()
        for reader, _ in others:
            os.set_blocking(reader, False)
            with pytest.raises(BlockingIOError):
                os.read(reader, 1)
    finally:
        for pair in others:
            for fd in pair:
                os.close(fd)
