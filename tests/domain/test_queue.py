from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from axis_tui.domain.plan import (
    Plan,
    PlanEvent,
    PlanState,
    add_usage,
    end,
    moved,
    new_plan,
    next_in_queue,
    start,
)
from axis_tui.domain.queue import advance_queue, current_plan
from axis_tui.domain.units import GB
from axis_tui.domain.validity import StartRule
from tests.domain.terms import DAY, NOW, rolling, terms

TEN_DAYS = terms(rolling(10), start_rule=StartRule.PURCHASE)


def stack(*purchases: int) -> list[Plan]:
    """One running plan and queued ones behind it."""
    return [new_plan(TEN_DAYS, NOW), *(new_plan(TEN_DAYS, bought, is_queued=True) for bought in purchases)]


def states(plans: "tuple[Plan, ...] | list[Plan]") -> list[str]:
    return [plan.state.value for plan in plans]


def test_a_queued_plan_starts_the_second_the_one_before_expires() -> None:
    assert states(advance_queue(stack(NOW + 1), NOW + 10 * DAY - 1)) == ["active", "queued"]
    plans = advance_queue(stack(NOW + 1), NOW + 12 * DAY)
    assert states(plans) == ["expired", "active"]
    assert plans[1].starts_at == NOW + 10 * DAY


def test_a_queued_plan_starts_when_the_one_before_is_used_up() -> None:
    first, second = stack(NOW + 1)
    plans = advance_queue([add_usage(first, 10 * GB, NOW + DAY), second], NOW + DAY)
    assert states(plans) == ["depleted", "active"]
    assert plans[1].starts_at == NOW + DAY


def test_after_a_long_time_off_each_has_run_its_course() -> None:
    plans = advance_queue(stack(NOW + 2, NOW + 1), NOW + 25 * DAY)
    assert states(plans) == ["expired", "active", "expired"]
    assert [plan.starts_at for plan in plans] == [NOW, NOW + 20 * DAY, NOW + 10 * DAY]


def test_a_plan_bought_after_the_one_before_ended_starts_at_its_purchase() -> None:
    plans = advance_queue(stack(NOW + 15 * DAY), NOW + 16 * DAY)
    assert plans[1].starts_at == NOW + 15 * DAY


def test_a_queued_plan_waits_behind_one_not_yet_started() -> None:
    waiting = new_plan(terms(rolling(10)), NOW)
    assert states(advance_queue([waiting, new_plan(TEN_DAYS, NOW, is_queued=True)], NOW + 90 * DAY)) == [
        "ready",
        "queued",
    ]


def test_a_turn_that_comes_after_the_window_is_a_lapse_and_one_before_is_not() -> None:
    windowed = terms(rolling(10), activation_window_days=9)
    late = new_plan(windowed, NOW, is_queued=True)
    in_time = new_plan(replace(windowed, activation_window_days=11), NOW, is_queued=True)
    assert states(advance_queue([*stack(), late], NOW + 15 * DAY)) == ["expired", "lapsed"]
    assert states(advance_queue([*stack(), in_time], NOW + 15 * DAY)) == ["expired", "active"]
    assert states(advance_queue([*stack(), late], NOW + 9 * DAY)) == ["active", "lapsed"]


def test_one_ended_early_makes_room_at_once() -> None:
    ended = end(start(new_plan(TEN_DAYS, NOW), NOW), NOW + DAY)
    plans = advance_queue([ended, new_plan(TEN_DAYS, NOW + 1, is_queued=True)], NOW + DAY)
    assert states(plans) == ["ended", "active"]
    assert plans[1].starts_at == NOW + DAY


def test_the_one_bought_first_is_next() -> None:
    assert next_in_queue(stack(NOW + 2, NOW + 1)) == 2
    assert next_in_queue(stack()) is None
    assert next_in_queue([]) is None


@given(
    st.lists(st.integers(0, 40 * DAY), max_size=4),
    st.lists(st.sampled_from([None, 5, 30]), min_size=4, max_size=4),
    st.integers(0, 90 * DAY),
)
def test_advancing_a_queue_is_idempotent_and_runs_one_at_a_time(
    purchases: list[int], windows: list[int | None], later: int
) -> None:
    queued = [
        new_plan(replace(TEN_DAYS, activation_window_days=window), NOW + bought, is_queued=True)
        for bought, window in zip(purchases, windows, strict=False)
    ]
    plans = advance_queue([new_plan(TEN_DAYS, NOW), *queued], NOW + later)
    assert advance_queue(plans, NOW + later) == plans
    spans = sorted((plan.starts_at, plan.expires_at) for plan in plans if plan.starts_at and plan.expires_at)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_a_list_shows_the_running_plan_else_the_next_else_the_last() -> None:
    running = start(new_plan(TEN_DAYS, NOW), NOW)
    ready = new_plan(TEN_DAYS, NOW)
    early, late = (replace(moved(running, PlanEvent.EXPIRE), expires_at=NOW + days * DAY) for days in (1, 2))
    assert current_plan([]) is None
    assert current_plan([early, ready, running]) == 2
    assert current_plan([early, ready]) == 1
    assert current_plan([early, late]) == 1
    assert current_plan([replace(ready, state=PlanState.QUEUED), ready]) == 1
    assert current_plan([late, end(ready, NOW + 3 * DAY), end(running, NOW + DAY)]) == 1
