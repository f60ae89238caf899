"""A worker of the dashboard's own, for a machine where none runs as a service.

Its standard input is a pipe held here: it ends when the pipe closes, however the dashboard ended, but stays
until a switch of the chip's profile is undone that waits for it. It is a process and not a thread, because a
stalled terminal freezes this one. If it dies it is started again, more and more rarely.
"""

import subprocess
import time
from contextlib import suppress

_FIRST_PAUSE_S = 2.0
_LONGEST_PAUSE_S = 300.0
_STOP_WAIT_S = 2.0


class Companion:
    """At most one child process running `argv`. Nothing here blocks but `stop`, for two seconds at most."""

    def __init__(self, argv: tuple[str, ...]) -> None:
        self._argv = argv
        self._process: subprocess.Popen[bytes] | None = None
        self._pause_s = _FIRST_PAUSE_S
        self._not_before = 0.0

    def keep_running(self, some_worker_runs: bool) -> None:
        """Called now and then: start or restart the child unless a worker, ours or another, runs."""
        if self._process is not None and self._process.poll() is None:
            return
        now = time.monotonic()
        if self._process is not None:
            self._process = None
            self._not_before = now + self._pause_s
            self._pause_s = min(self._pause_s * 2, _LONGEST_PAUSE_S)
        if some_worker_runs:
            self._pause_s = _FIRST_PAUSE_S
        elif now >= self._not_before:
            self._start()

    def stop(self) -> None:
        """Close its standard input, on which it ends: at once, or when what it stays for is done."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin is not None:
            process.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            process.wait(_STOP_WAIT_S)

    def _start(self) -> None:
        try:
            self._process = subprocess.Popen(
                self._argv, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                start_new_session=True, close_fds=True,
            )  # fmt: skip
        except OSError:
            self._not_before = time.monotonic() + self._pause_s
            self._pause_s = min(self._pause_s * 2, _LONGEST_PAUSE_S)
