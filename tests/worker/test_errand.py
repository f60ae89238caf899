"""Calls to carriers in threads: what is given up before it began is never begun."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from axis_tui.carriers.base import NotSent
from axis_tui.worker.renewals.errand import Errands, Outcome, Silent

DEADLINE_S = 60


@dataclass
class Time:
    """Monotonic seconds that stand still until moved."""

    at: float = 0.0

    def __call__(self) -> float:
        return self.at


@dataclass
class Threads:
    """Threads of calls, all of which can be waited for."""

    begun: list[threading.Thread] = field(default_factory=list)

    def spawn(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, daemon=True)
        self.begun.append(thread)
        thread.start()

    def join(self) -> None:
        for thread in self.begun:
            thread.join(10)
            assert not thread.is_alive()


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def threads() -> Iterator[Threads]:
    threads = Threads()
    yield threads
    threads.join()


@pytest.fixture
def errands(time: Time, threads: Threads) -> Errands:
    return Errands(lambda: None, threads.spawn, time)


def test_a_call_whose_turn_does_not_come_in_time_is_never_made(
    errands: Errands, time: Time, threads: Threads
) -> None:
    turn, charges = threading.Lock(), list[str]()
    with turn:  # another call to this carrier hangs
        errands.start("order:send:1", lambda: charges.append("charged"), DEADLINE_S, turn)
        time.at += DEADLINE_S
        (given_up,) = errands.take()
    threads.join()
    assert isinstance(given_up.error, NotSent)
    assert charges == []
    assert errands.take() == []


def test_a_call_has_its_whole_deadline_from_when_it_has_its_turn(
    errands: Errands, time: Time, threads: Threads
) -> None:
    turn, begun, go = threading.Lock(), threading.Event(), threading.Event()

    def call() -> str:
        begun.set()
        assert go.wait(10)
        return "taken"

    with turn:
        errands.start("order:send:1", call, DEADLINE_S, turn)
        time.at += DEADLINE_S - 1
    assert begun.wait(10)
    time.at += DEADLINE_S - 1
    assert errands.take() == []
    go.set()
    threads.join()
    assert errands.take() == [Outcome("order:send:1", "taken", None)]


def test_a_call_that_was_begun_and_is_silent_is_not_known_to_have_done_nothing(
    errands: Errands, time: Time, threads: Threads
) -> None:
    begun, go = threading.Event(), threading.Event()

    def call() -> None:
        begun.set()
        assert go.wait(10)

    errands.start("order:send:1", call, DEADLINE_S, threading.Lock())
    assert begun.wait(10)
    time.at += DEADLINE_S
    (outcome,) = errands.take()
    assert isinstance(outcome.error, Silent)
    go.set()
    threads.join()
    assert errands.take() == []


def test_a_key_can_be_called_again_once_it_was_given_up_and_only_the_new_answer_counts(
    errands: Errands, time: Time, threads: Threads
) -> None:
    turn = threading.Lock()
    with turn:
        errands.start("order:send:1", lambda: "old", DEADLINE_S, turn)
        assert not errands.start("order:send:1", lambda: "too early", DEADLINE_S, turn)
        time.at += DEADLINE_S
        errands.take()
        assert errands.start("order:send:1", lambda: "new", DEADLINE_S, turn)
    threads.join()
    assert [outcome.value for outcome in errands.take()] == ["new"]
