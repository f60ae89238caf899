"""Follows one call of lpac while it runs: its lines as they come, its one question, a person's wish to stop.

Secrets that were given to it are taken out of what it says, before anything else sees that.
"""

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Event

from axis_tui.euicc.base import Preview, Progress, SignedNotification
from axis_tui.euicc.lpac_failure import LOAD
from axis_tui.euicc.lpac_line import Result, Step, read_line
from axis_tui.euicc.lpac_parse import preview
from axis_tui.program import Running

METADATA = "es8p_metadata_parse"
QUESTION = "preview"
"""The step at which `profile download -p` waits for y or n."""
STOP_GRACE_S = 20.0
"""How long lpac may take to close its session with the carrier's server after it was told to stop."""
HIDDEN = "…"
MARK = "axis "
"""Before the number of lpac's process on another machine, in a line of its own."""
_REMOTE_PID = re.compile(rf"{MARK}([1-9][0-9]{{0,9}})".encode())


@dataclass(frozen=True, slots=True)
class Listener:
    """Who follows a download."""

    on_progress: Callable[[Progress], None] | None = None
    on_preview: Callable[[Preview], bool] | None = None
    cancel: Event | None = None


@dataclass(slots=True)
class Talk:
    """A watcher for `program.run`, and what was said when it is over."""

    listener: Listener
    secrets: Sequence[str] = field(repr=False)
    stop: Callable[[Running, int | None], None]
    """How to tell lpac to stop; gets its process number on another machine, where it is known."""
    steps: list[Step] = field(default_factory=list, init=False)
    signed: list[SignedNotification] = field(default_factory=list, init=False)
    result: Result | None = field(default=None, init=False)
    remote_pid: int | None = field(default=None, init=False)
    _read_to: int = field(default=0, init=False)
    _deadline: float | None = field(default=None, init=False)
    """The one from before lpac was told to stop."""

    def __call__(self, running: Running) -> None:
        """Take in what is new."""
        if self.listener.on_preview is None:
            running.end_input()
        end = running.out.rfind(b"\n") + 1
        for raw in bytes(running.out[self._read_to : end]).splitlines():
            self._take(raw, running)
        self._read_to = max(self._read_to, end)
        if self._deadline is None and not self.is_loading and self._is_given_up:
            self._deadline = running.deadline
            running.deadline = min(running.deadline, time.monotonic() + STOP_GRACE_S)
            self.stop(running, self.remote_pid)

    def finish(self, out: str) -> None:
        """Take in the last line, where it does not end in a line break."""
        rest = out.rpartition("\n")[2]
        if rest and self.result is None:
            self._keep(rest.encode())

    @property
    def is_loading(self) -> bool:
        """Whether the profile has begun to go to the chip."""
        return any(step.progress.message == LOAD for step in self.steps)

    def hide(self, text: str) -> str:
        """`text` without the secrets, however their letters are cased."""
        for secret in filter(None, self.secrets):
            text = re.sub(re.escape(secret), HIDDEN, text, flags=re.IGNORECASE)
        return text

    @property
    def _is_given_up(self) -> bool:
        return self.listener.cancel is not None and self.listener.cancel.is_set()

    def _take(self, raw: bytes, running: Running) -> None:
        step = self._keep(raw)
        if step is None:
            return
        if step.progress.message == LOAD and self._deadline is not None:
            running.deadline = self._deadline
        if self.listener.on_progress is not None:
            self.listener.on_progress(step.progress)
        if step.progress.message == QUESTION and self.listener.on_preview is not None:
            asked_at = time.monotonic()
            agreed = self.listener.on_preview(self._preview()) and not self._is_given_up
            running.deadline += time.monotonic() - asked_at
            running.say("y\n" if agreed else "n\n")
            running.end_input()

    def _keep(self, raw: bytes) -> Step | None:
        """Remember the line; gives it where it is a step."""
        if self.remote_pid is None and (told := _REMOTE_PID.fullmatch(raw)):
            self.remote_pid = int(told[1])
            return None
        line = read_line(raw, self.hide)
        if isinstance(line, Result):
            self.result = line
        elif isinstance(line, SignedNotification):
            self.signed.append(line)
        elif line is not None:
            self.steps.append(line)
            return line
        return None

    def _preview(self) -> Preview:
        data = [step.data for step in self.steps if step.progress.message == METADATA]
        return preview(data[-1] if data else None)
