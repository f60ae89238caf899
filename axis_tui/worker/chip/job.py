"""What is asked of the chip, one after another: a call for its thread, and how its outcome is stored."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from axis_tui.store.write import Tx
from axis_tui.worker.renewals.errand import Errands, Outcome

Settle = Callable[[Tx, Any, Exception | None, int], None]
"""Stores what a call gave, or its error, at an instant; once its transaction is committed it is over."""


@dataclass(frozen=True, slots=True)
class Job:
    """One of them; at most one of a key waits or runs."""

    key: str
    call: Callable[[], Any]
    settle: Settle
    deadline_s: int


@dataclass(slots=True)
class Jobs:
    """The line in front of the chip; the first one runs."""

    errands: Errands
    line: deque[Job] = field(default_factory=deque)
    running: Job | None = None
    outcome: Outcome | None = None
    """Of the running one, until it is stored."""

    @property
    def is_idle(self) -> bool:
        """Whether nothing waits, runs or is to be stored."""
        return self.running is None and not self.line

    def has(self, key: str) -> bool:
        """Whether a job of that key waits or runs."""
        return any(job.key == key for job in self._all())

    def has_some(self, beginning: str) -> bool:
        """Whether a job waits or runs whose key begins so."""
        return any(job.key.startswith(beginning) for job in self._all())

    def add(self, job: Job, *, first: bool = False) -> bool:
        """Put it in the line; False where one of its key is there."""
        if self.has(job.key):
            return False
        (self.line.appendleft if first else self.line.append)(job)
        return True

    def start_next(self) -> None:
        """Begin the first of the line, where none runs."""
        if self.running is None and self.line:
            job = self.line.popleft()
            if self.errands.start(job.key, job.call, job.deadline_s):
                self.running = job
            else:
                self.line.appendleft(job)

    def take(self) -> tuple[Job, Outcome] | None:
        """The job whose call has ended; `forget` it once it is stored."""
        if self.running is None:
            return None
        for outcome in self.errands.take():
            if outcome.key == self.running.key:
                self.outcome = outcome
        return None if self.outcome is None else (self.running, self.outcome)

    def forget(self) -> None:
        """The outcome is stored."""
        self.running = self.outcome = None

    def _all(self) -> Iterator[Job]:
        if self.running is not None:
            yield self.running
        yield from self.line
