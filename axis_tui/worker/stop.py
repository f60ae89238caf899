"""When the worker must end, and how it sleeps until then.

A signal (TERM, HUP, INT) or the end of the parent is seen by a small thread through `signal.set_wakeup_fd`,
because Python runs signal handlers only once the main thread leaves C code, and SQLite may hold it there
for seconds. That thread arms alarm(3) with the default action, so that whatever hangs, the process is gone
within 5 s, and kills the programs that meters started, so that nothing outlives it.
"""

import contextlib
import os
import select
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType

ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
GRACE_S = 3
_LOOK_AGAIN_S = 0.2


class Stop:
    """Sleeps for the main loop, wakes it early, and knows whether it must end.

    `parent`: a file descriptor whose end of file means that the parent is gone (a companion's stdin), or
    None. `kill`: what ends child processes; called again and again until the process is gone. Without
    `install()` no signal is handled: `request()` is then the only way to stop.
    """

    def __init__(self, parent: int | None = None, kill: Callable[[], None] = lambda: None) -> None:
        self.requested = False
        self.holds: Callable[[], bool] = lambda: False
        """Whether the end of the parent has to wait, asked from the watching thread; a signal never waits."""
        self.reason = 0
        """The signal's number; 0 where the parent went away or `request()` was called."""
        self._parent = parent
        self._kill = kill
        self._wake_read, self._wake_write = _pipe()
        self._signal_read, self._signal_write = _pipe()
        self._before: list[tuple[int, object]] = []
        self._watcher: threading.Thread | None = None
        self._closing = False
        self._open = threading.Lock()
        self._is_open = True

    def install(self) -> None:
        """Handle the signals and watch the parent; only from the main thread."""
        for number in ENDING:
            self._before.append((number, signal.signal(number, _leave_to_watcher)))
        self._before.append((signal.SIGALRM, signal.signal(signal.SIGALRM, signal.SIG_DFL)))
        signal.set_wakeup_fd(self._signal_write, warn_on_full_buffer=False)
        self._watcher = threading.Thread(target=self._watch, name="stop", daemon=True)
        self._watcher.start()

    def close(self) -> None:
        """Put the signals back as they were; called at the end of the main loop, from the main thread."""
        if self._watcher is not None:
            signal.set_wakeup_fd(-1)
            self._closing = True
            os.write(self._signal_write, b"\0")
            self._watcher.join()
            signal.alarm(0)
            for number, handler in self._before:
                signal.signal(number, handler)  # type: ignore[arg-type]  # what signal() itself gave
        with self._open:
            self._is_open = False
            for fd in (self._wake_read, self._wake_write, self._signal_read, self._signal_write):
                os.close(fd)

    def request(self) -> None:
        """Ask the main loop to end, without arming anything."""
        self.requested = True
        self.wake()

    def wake(self) -> None:
        """End the current or next `wait` at once; from any thread.

        After `close` it does nothing: a meter that answers too late must not write to a descriptor whose
        number may by then be a database's.
        """
        with self._open, contextlib.suppress(OSError):
            if self._is_open:
                os.write(self._wake_write, b"\1")

    def wait(self, seconds: float) -> None:
        """Sleep until woken, at most `seconds`."""
        ready, _, _ = select.select([self._wake_read], [], [], seconds)
        if ready:
            with contextlib.suppress(BlockingIOError):
                os.read(self._wake_read, 4096)

    def _watch(self) -> None:
        watched = [self._signal_read] + ([] if self._parent is None else [self._parent])
        is_alone = False
        while True:
            is_quick = self.requested or is_alone
            ready, _, _ = select.select(watched, [], [], _LOOK_AGAIN_S if is_quick else None)
            if self._signal_read in ready:
                for number in os.read(self._signal_read, 64):
                    if number in ENDING:
                        self._end(number)
            if self._closing:
                return
            if self._parent in ready and self._parent is not None and _at_end(self._parent):
                watched.remove(self._parent)
                is_alone = True
            if is_alone and not self.holds():
                self._end(0)
            if self.requested:
                self._kill()

    def _end(self, reason: int) -> None:
        if not self.requested:
            self.requested, self.reason = True, reason
            signal.alarm(GRACE_S)
            self.wake()


def parent_pipe() -> int:
    """The descriptor a companion watches: its standard input."""
    return sys.stdin.fileno() if sys.stdin is not None else 0


def _at_end(fd: int) -> bool:
    try:
        return not os.read(fd, 4096)
    except OSError:
        return True


def _leave_to_watcher(number: int, frame: FrameType | None) -> None:
    """The wake-up descriptor has told the watcher already."""


def _pipe() -> tuple[int, int]:
    read, write = os.pipe()
    os.set_blocking(read, False)
    os.set_blocking(write, False)
    return read, write
