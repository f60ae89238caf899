"""Calls to carriers in threads of their own, so that a slow one holds up neither the others nor the loop.

What comes back is a value or the error; nothing here touches the store or knows what a call means.
"""

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from axis_tui.domain.problem import N_, Problem
from axis_tui.i18n import tell


class Silent(Problem):
    """A call that did not end within its deadline; what it did is not known."""

    def __init__(self, seconds: int) -> None:
        super().__init__(N_("the carrier gave no answer within %(seconds)d s"), seconds=seconds)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a call gave."""

    key: str
    value: Any
    error: Exception | None


def spawn_thread(work: Callable[[], None]) -> None:
    """Run `work` in a daemon thread: it never keeps the process alive."""
    threading.Thread(target=work, name="carrier", daemon=True).start()


class Errands:
    """At most one call a key at a time; `wake` is called when an outcome waits in `take`."""

    def __init__(
        self,
        wake: Callable[[], None],
        spawn: Callable[[Callable[[], None]], None] = spawn_thread,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._wake = wake
        self._spawn = spawn
        self._monotonic = monotonic
        self._done: queue.SimpleQueue[tuple[int, Outcome]] = queue.SimpleQueue()
        self._running: dict[str, tuple[int, float, int]] = {}
        """Key → (number of the call, monotonic end, deadline in seconds)."""
        self._number = 0

    @property
    def count(self) -> int:
        """How many calls are under way."""
        return len(self._running)

    def is_running(self, key: str) -> bool:
        """Whether a call of that key is under way."""
        return key in self._running

    def start(self, key: str, call: Callable[[], Any], deadline_s: int) -> bool:
        """Begin a call; False where one of that key is under way."""
        if key in self._running:
            return False
        self._number += 1
        number = self._number
        self._running[key] = (number, self._monotonic() + deadline_s, deadline_s)

        def run() -> None:
            try:
                outcome = Outcome(key, call(), None)
            except Exception as error:  # a third party's carrier may raise anything
                outcome = Outcome(key, None, error)
            self._done.put((number, outcome))
            self._wake()

        self._spawn(run)
        return True

    def take(self) -> list[Outcome]:
        """The calls that have ended, and a Silent for each that is past its deadline.

        What a call given up gives later is dropped.
        """
        taken: list[Outcome] = []
        while True:
            try:
                number, outcome = self._done.get_nowait()
            except queue.Empty:
                break
            if self._running.get(outcome.key, (0,))[0] == number:
                del self._running[outcome.key]
                taken.append(outcome)
        now = self._monotonic()
        for key, (_, until, deadline_s) in list(self._running.items()):
            if until <= now:
                del self._running[key]
                taken.append(Outcome(key, None, Silent(deadline_s)))
        return taken


def said(error: Exception) -> str:
    """The error's line; of an unexpected one only its kind, for its text may hold anything."""
    return tell(error) if isinstance(error, Problem) else f"unexpected error ({type(error).__name__})"
