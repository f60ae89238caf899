"""The terminal goes away, or is taken away: the dashboard ends within five seconds and leaves it usable."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal.dashboard import dashboard_environ, small_store
from tests.terminal.session import Session

ROUNDS = int(os.environ.get("AXIS_TUI_TERMINAL_ROUNDS", "3"))
LEAVE_ALTERNATE_SCREEN = b"\x1b[?1049l"


def close(session: Session) -> None:
    session.hang_up()


def signalled(number: signal.Signals) -> Callable[[Session], None]:
    def send(session: Session) -> None:
        os.kill(session.pid, number)

    return send


def stall_then_terminate(session: Session) -> None:
    """The reader stops reading, as a stalled connection does, and then the program is told to end."""
    for _ in range(400):
        session.send("1")
        session.send("2")
    os.kill(session.pid, signal.SIGTERM)


WAYS = {
    "closed": close,
    "hang-up": signalled(signal.SIGHUP),
    "terminate": signalled(signal.SIGTERM),
    "stalled": stall_then_terminate,
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("round_", range(ROUNDS))
def test_the_dashboard_ends_within_five_seconds(way: str, round_: int, tmp_path: Path) -> None:
    environ = dashboard_environ(small_store(tmp_path))
    with Session([sys.executable, "-m", "axis_tui"], environ) as session:
        assert session.read_until(lambda text: "Japan 10 GB" in text, 15), session.text()
        below = [pid for pid in session.processes() if pid != session.pid]
        WAYS[way](session)
        assert session.wait(5)
        if way != "closed":
            assert LEAVE_ALTERNATE_SCREEN in b"".join(data for _, data in session.chunks)
        for pid in below:
            assert gone(pid, session), f"process {pid} outlived its dashboard"


def test_the_dashboard_ends_when_hang_up_is_ignored_and_the_terminal_closes(tmp_path: Path) -> None:
    environ = dashboard_environ(small_store(tmp_path))
    argv = ["/bin/sh", "-c", f'trap "" HUP; exec {sys.executable} -m axis_tui']
    with Session(argv, environ) as session:
        assert session.read_until(lambda text: "Japan 10 GB" in text, 15), session.text()
        session.hang_up()
        assert session.wait(5)


def gone(pid: int, session: Session) -> bool:
    """Whether a process ends soon: one that is just starting ends when it has started."""
    for _ in range(750):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":
            return True  # it has ended, and waits for init to take note
        session.read(0.02)
    return False
