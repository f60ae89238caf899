"""Reads meters in threads of their own, so that one that hangs holds up neither the others nor the requests.

What comes back is a value; nothing here touches the store.
"""

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.usage import Reading
from axis_tui.meters.base import Capability, HistoryRow, Meter

GIVE_UP_S = 90
"""Longer than any of our meters' own time-outs: only a meter that broke its promise gets here."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a meter gave: a reading, or a problem. `history` is empty unless it was asked for."""

    meter_id: int
    reading: Reading | None
    history: tuple[HistoryRow, ...] | None
    problem: Problem | None


def spawn_thread(work: Callable[[], None]) -> None:
    """Run `work` in a daemon thread: it never keeps the process alive."""
    threading.Thread(target=work, name="meter", daemon=True).start()


class Fetcher:
    """At most one read a meter at a time; `wake` is called when a result waits in `take`."""

    def __init__(
        self,
        wake: Callable[[], None],
        spawn: Callable[[Callable[[], None]], None] = spawn_thread,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._wake = wake
        self._spawn = spawn
        self._monotonic = monotonic
        self._results: queue.SimpleQueue[Fetched] = queue.SimpleQueue()
        self._started: dict[int, float] = {}
        self._given_up: set[int] = set()
        self._refused: list[Fetched] = []

    @property
    def awaited(self) -> frozenset[int]:
        """The meters whose result is still to come."""
        return frozenset(self._started.keys() - self._given_up)

    def start(self, meter_id: int, meter: Meter, now: int, history_since: int | None) -> None:
        """Begin a read, with the history from `history_since` on; nothing where one is under way.

        A meter that was given up and still hangs fails at once.
        """
        if meter_id in self._given_up:
            self._refused.append(_silent_result(meter_id))
        elif meter_id not in self._started:
            self._started[meter_id] = self._monotonic()
            self._spawn(lambda: self._read(meter_id, meter, now, history_since))

    def take(self) -> list[Fetched]:
        """The results that have come in, and a problem for each meter that will not answer."""
        taken, self._refused = self._refused, []
        while True:
            try:
                result = self._results.get_nowait()
            except queue.Empty:
                break
            self._started.pop(result.meter_id)
            if result.meter_id in self._given_up:
                self._given_up.discard(result.meter_id)
            else:
                taken.append(result)
        for meter_id in self._silent():
            self._given_up.add(meter_id)
            taken.append(_silent_result(meter_id))
        return taken

    def _silent(self) -> list[int]:
        longest = self._monotonic() - GIVE_UP_S
        return [meter for meter in self.awaited if self._started[meter] < longest]

    def _read(self, meter_id: int, meter: Meter, now: int, history_since: int | None) -> None:
        try:
            reading = meter.read(now)
            history: tuple[HistoryRow, ...] | None = None
            if history_since is not None and Capability.HISTORY in meter.capabilities:
                history = tuple(meter.history(now, history_since))
            result = Fetched(meter_id, reading, history, None)
        except Problem as problem:
            result = Fetched(meter_id, None, None, problem)
        except Exception as error:  # a third party's meter may raise anything
            unexpected = Problem(N_("unexpected error (%(kind)s)"), kind=type(error).__name__)
            result = Fetched(meter_id, None, None, unexpected)
        self._results.put(result)
        self._wake()


def _silent_result(meter_id: int) -> Fetched:
    problem = Problem(N_("the meter gave no answer within %(seconds)d s"), seconds=GIVE_UP_S)
    return Fetched(meter_id, None, None, problem)
