"""The time a worker goes by: the clock while it can be believed, else the last believed instant onwards."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.worker.clock import SMALL_STEP_S, Instant, TrustedClock
from axis_tui.worker.time_service import keeps_the_clock

NOW = 1_760_000_000
DAY = 86_400
YEARS = 20 * 365 * DAY


@dataclass
class Machine:
    """A wall clock that can be set, a monotonic one that only runs, and a time service."""

    wall: int = NOW
    elapsed: float = 1_000.0
    synchronised: bool = False
    asked: int = field(default=0)

    def clock(self, high_water_at: int | None = None) -> TrustedClock:
        return TrustedClock(
            lambda: self.wall, high_water_at, proof=self.proof, monotonic=lambda: self.elapsed
        )

    def proof(self) -> bool:
        self.asked += 1
        return self.synchronised

    def pass_time(self, seconds: int) -> None:
        self.wall += seconds
        self.elapsed += seconds


def test_a_clock_that_runs_evenly_is_believed_and_raises_the_mark() -> None:
    machine = Machine()
    clock = machine.clock(NOW - 5 * DAY)
    assert clock.look() == Instant(NOW, True)
    machine.pass_time(60)
    assert clock.look() == Instant(NOW + 60, True)
    assert clock.high_water_at == NOW + 60
    assert machine.asked == 0


def test_the_first_clock_of_a_new_store_is_believed() -> None:
    assert Machine().clock(None).look() == Instant(NOW, True)


@pytest.mark.parametrize("jump", [-YEARS, -DAY, -SMALL_STEP_S - 100, 33 * DAY, YEARS])
def test_after_a_jump_time_goes_on_from_the_last_believed_instant(jump: int) -> None:
    machine = Machine()
    clock = machine.clock(NOW)
    clock.look()
    machine.wall += jump
    machine.pass_time(90)
    assert clock.look() == Instant(NOW + 90, False)
    assert clock.high_water_at == NOW
    machine.wall -= jump
    assert clock.look() == Instant(NOW + 90, True)


def test_a_router_that_boots_in_1970_counts_from_the_mark_in_the_store() -> None:
    machine = Machine(wall=30)
    clock = machine.clock(NOW)
    machine.pass_time(12)
    assert clock.look() == Instant(NOW + 12, False)


def test_a_small_step_back_is_held_without_doubt() -> None:
    machine = Machine()
    clock = machine.clock(NOW)
    clock.look()
    machine.wall -= 2
    assert clock.look() == Instant(NOW, True)


def test_a_long_time_off_is_believed_once_a_time_service_vouches_for_it() -> None:
    machine = Machine()
    clock = machine.clock(NOW - 60 * DAY)
    assert clock.look().trusted is False
    machine.synchronised = True
    assert clock.look().trusted is False, "asked again only after a minute"
    machine.pass_time(61)
    assert clock.look() == Instant(NOW + 61, True)
    assert machine.asked == 2


def test_a_time_service_does_not_vouch_for_a_clock_behind_the_mark() -> None:
    machine = Machine(synchronised=True)
    assert machine.clock(NOW + DAY).look().trusted is False


@given(st.lists(st.tuples(st.integers(-YEARS, YEARS), st.integers(0, 3_600)), max_size=30))
def test_without_proof_no_series_of_jumps_shorter_than_a_month_of_running_makes_time_run_ahead(
    jumps: list[tuple[int, int]],
) -> None:
    machine = Machine()
    clock = machine.clock(NOW)
    clock.look()
    for jump, seconds in jumps:
        machine.wall = NOW + int(machine.elapsed) - 1_000 + (jump if abs(jump) > 32 * DAY else 0)
        machine.pass_time(seconds)
        looked = clock.look()
        assert looked.at <= NOW + int(machine.elapsed) - 1_000
        assert looked.at >= NOW - SMALL_STEP_S


def test_asking_the_kernel_gives_an_answer_on_any_machine() -> None:
    assert keeps_the_clock() in (True, False)
