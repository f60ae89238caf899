"""Calls to carriers in threads of their own, so that a slow one holds up neither the others nor the loop.

What comes back is a value or the error; nothing here touches the store or knows what a call means.
"""

import queue
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from axis_tui.carriers.base import NotSent
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


@dataclass(slots=True)
class _Call:
    """A call that was started and has not been taken."""

    number: int
    deadline_s: int
    until: float
    """Monotonic: given up from then on; counted anew once it has begun."""
    has_begun: bool = False


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
        self._running: dict[str, _Call] = {}
        self._number = 0
        self._deciding = threading.Lock()
        """Held while a call begins or is given up, so that it is one or the other."""

    @property
    def count(self) -> int:
        """How many calls are under way."""
        return len(self._running)

    def is_running(self, key: str) -> bool:
        """Whether a call of that key is under way."""
        return key in self._running

    def start(
        self,
        key: str,
        call: Callable[[], Any],
        deadline_s: int,
        turn: AbstractContextManager[Any] | None = None,
    ) -> bool:
        """Begin a call as soon as it has the `turn`; False where one of that key is under way.

        One that waited in vain for its turn never begins: `take` gives NotSent for it, and it stays undone.
        """
        if key in self._running:
            return False
        self._number += 1
        number = self._number
        self._running[key] = _Call(number, deadline_s, self._monotonic() + deadline_s)

        def run() -> None:
            with turn or nullcontext():
                if not self._begins(key, number):
                    return
                try:
                    outcome = Outcome(key, call(), None)
                except Exception as error:  # a third party's carrier may raise anything
                    outcome = Outcome(key, None, error)
            self._done.put((number, outcome))
            self._wake()

        self._spawn(run)
        return True

    def take(self) -> list[Outcome]:
        """The calls that have ended, and for each past its deadline a Silent, or NotSent if it never began.

        What a call given up gives later is dropped.
        """
        taken: list[Outcome] = []
        while True:
            try:
                number, outcome = self._done.get_nowait()
            except queue.Empty:
                break
            if self._is_current(outcome.key, number):
                del self._running[outcome.key]
                taken.append(outcome)
        now = self._monotonic()
        for key in list(self._running):
            with self._deciding:
                call = self._running[key]
                if call.until > now:
                    continue
                del self._running[key]
            taken.append(Outcome(key, None, _given_up(call)))
        return taken

    def _begins(self, key: str, number: int) -> bool:
        """Whether the call is still wanted now that it is its turn; if so, it has begun."""
        with self._deciding:
            if not self._is_current(key, number):
                return False
            call = self._running[key]
            call.has_begun, call.until = True, self._monotonic() + call.deadline_s
            return True

    def _is_current(self, key: str, number: int) -> bool:
        call = self._running.get(key)
        return call is not None and call.number == number


def _given_up(call: _Call) -> Problem:
    if call.has_begun:
        return Silent(call.deadline_s)
    return NotSent(
        N_("the carrier was busy with another call for %(seconds)d s; nothing was sent"),
        seconds=call.deadline_s,
    )


def said(error: Exception) -> str:
    """The error's line; of an unexpected one only its kind, for its text may hold anything."""
    return tell(error) if isinstance(error, Problem) else f"unexpected error ({type(error).__name__})"
