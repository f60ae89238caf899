from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.domain.package import Billing, CapRule
from axis_tui.domain.plan import (
    OVER,
    TRANSITIONS,
    Plan,
    PlanEvent,
    PlanState,
    add_usage,
    advance,
    is_possible,
    moved,
    new_plan,
    next_change_at,
    start,
    take_carrier_figure,
)
from axis_tui.domain.problem import Problem
from axis_tui.domain.units import GB
from axis_tui.domain.validity import StartRule, ValidityUnit
from tests.domain.terms import DAY, NOW, at, calendar, local, rolling, terms

PLANS = st.builds(
    new_plan,
    st.builds(
        terms,
        st.builds(
            lambda make, count, unit: make(count, unit, "Europe/Berlin"),
            st.sampled_from([rolling, calendar]),
            st.integers(1, 5),
            st.sampled_from(ValidityUnit),
        ),
        allowance_bytes=st.sampled_from([None, 0, GB]),
        daily_cap_bytes=st.sampled_from([None, GB // 2]),
        cap_rule=st.sampled_from(CapRule),
        start_rule=st.sampled_from(StartRule),
        billing=st.sampled_from(Billing),
        activation_window_days=st.sampled_from([None, 10]),
    ),
    st.just(NOW),
    installed_at=st.sampled_from([None, NOW + DAY, NOW + 20 * DAY]),
    starts_at=st.sampled_from([None, NOW + 2 * DAY]),
    is_queued=st.booleans(),
)
AMOUNTS = st.lists(st.tuples(st.integers(0, 60 * DAY), st.sampled_from([0, GB // 4, GB])), max_size=6)


def used(plan: Plan, amounts: list[tuple[int, int]]) -> Plan:
    for later, amount in amounts:
        plan = add_usage(plan, amount, NOW + later)
    return plan


@given(PLANS, AMOUNTS, st.integers(-DAY, 900 * DAY))
def test_advancing_twice_is_advancing_once(plan: Plan, amounts: list[tuple[int, int]], later: int) -> None:
    once = advance(used(plan, amounts), NOW + later)
    assert advance(once, NOW + later) == once


@given(PLANS, AMOUNTS, st.integers(0, 400 * DAY), st.integers(0, 400 * DAY))
def test_advancing_in_steps_is_advancing_at_once(
    plan: Plan, amounts: list[tuple[int, int]], step: int, further: int
) -> None:
    plan = used(plan, amounts)
    since = NOW + 60 * DAY
    in_steps = advance(advance(plan, since + step), since + step + further)
    assert in_steps == advance(plan, since + step + further)


@given(PLANS, AMOUNTS, st.integers(0, 400 * DAY))
def test_nothing_changes_before_the_next_change_is_due(
    plan: Plan, amounts: list[tuple[int, int]], later: int
) -> None:
    now = NOW + 60 * DAY + later
    plan = advance(used(plan, amounts), now)
    due = next_change_at(plan, now)
    before = (now + 1000 * DAY if due is None else due) - 1
    if before >= now:
        unchanged = advance(plan, before)
        assert replace(unchanged, day=0) == replace(plan, day=0)
    if due is not None:
        assert due > now
        assert replace(advance(plan, due), day=0) != replace(plan, day=0)


@given(PLANS, AMOUNTS, st.integers(0, 400 * DAY))
def test_what_is_left_is_never_negative_and_plans_that_are_over_stay_so(
    plan: Plan, amounts: list[tuple[int, int]], later: int
) -> None:
    plan = advance(used(plan, amounts), NOW + later)
    assert plan.left_bytes is None or plan.left_bytes >= 0
    if plan.state in OVER:
        assert advance(plan, NOW + later + 1000 * DAY) == plan
        assert add_usage(plan, GB, NOW + later) == plan


@pytest.mark.parametrize("state", PlanState)
@pytest.mark.parametrize("event", PlanEvent)
def test_only_what_the_table_allows_can_happen(state: PlanState, event: PlanEvent) -> None:
    plan = replace(new_plan(terms(), NOW), state=state)
    if is_possible(state, event):
        assert moved(plan, event).state is TRANSITIONS[state, event]
    else:
        with pytest.raises(Problem):
            moved(plan, event)


def test_every_state_can_be_reached_and_what_is_over_leads_nowhere() -> None:
    assert set(TRANSITIONS.values()) == set(PlanState)
    assert not {state for state, _ in TRANSITIONS} & OVER


def test_a_plan_that_starts_on_purchase_starts_then_however_late_we_look() -> None:
    plan = advance(new_plan(terms(start_rule=StartRule.PURCHASE), NOW), NOW + 3 * DAY)
    assert (plan.state, plan.starts_at, plan.expires_at) == (PlanState.ACTIVE, NOW, NOW + 30 * DAY)


def test_a_plan_that_starts_on_install_waits_for_it() -> None:
    bought = new_plan(terms(start_rule=StartRule.INSTALL), NOW)
    assert advance(bought, NOW + 9 * DAY).state is PlanState.READY
    plan = advance(replace(bought, installed_at=NOW + DAY), NOW + 9 * DAY)
    assert (plan.state, plan.starts_at) == (PlanState.ACTIVE, NOW + DAY)


def test_a_plan_that_starts_on_first_use_starts_with_the_first_byte() -> None:
    bought = new_plan(terms(), NOW)
    assert add_usage(bought, 0, NOW + DAY).state is PlanState.READY
    plan = add_usage(bought, 5, NOW + DAY)
    assert (plan.state, plan.starts_at, plan.used_bytes) == (PlanState.ACTIVE, NOW + DAY, 5)


def test_a_start_fixed_ahead_holds_against_rule_and_traffic() -> None:
    bought = new_plan(terms(start_rule=StartRule.PURCHASE), NOW, starts_at=NOW + 5 * DAY)
    assert add_usage(bought, 5, NOW + DAY) == bought
    assert advance(bought, NOW + 6 * DAY).starts_at == NOW + 5 * DAY


def test_a_plan_not_started_in_its_window_lapses() -> None:
    bought = new_plan(terms(activation_window_days=10), NOW)
    assert advance(bought, NOW + 10 * DAY - 1).state is PlanState.READY
    assert advance(bought, NOW + 10 * DAY).state is PlanState.LAPSED
    assert start(bought, NOW + 10 * DAY).state is PlanState.LAPSED
    assert add_usage(bought, 5, NOW + 11 * DAY).used_bytes == 0


def test_a_plan_installed_in_time_has_not_lapsed_however_late_we_look() -> None:
    bought = new_plan(
        terms(start_rule=StartRule.INSTALL, activation_window_days=10), NOW, installed_at=NOW + 9 * DAY
    )
    assert advance(bought, NOW + 20 * DAY).state is PlanState.ACTIVE


def test_a_started_plan_starts_only_once() -> None:
    plan = start(new_plan(terms(), NOW), NOW)
    assert start(plan, NOW + DAY) == plan


def test_a_prepaid_plan_expires_at_its_very_second() -> None:
    plan = start(new_plan(terms(), NOW), NOW)
    assert advance(plan, NOW + 30 * DAY - 1).state is PlanState.ACTIVE
    assert advance(plan, NOW + 30 * DAY).state is PlanState.EXPIRED


def test_a_plan_used_up_is_depleted_and_refills_when_the_carrier_says_so() -> None:
    plan = add_usage(start(new_plan(terms(allowance_bytes=GB), NOW), NOW), GB, NOW)
    assert (plan.state, plan.left_bytes) == (PlanState.DEPLETED, 0)
    assert take_carrier_figure(plan, GB // 2, NOW + 60).state is PlanState.ACTIVE
    assert advance(plan, NOW + 30 * DAY).state is PlanState.EXPIRED


def test_an_unlimited_plan_is_never_depleted() -> None:
    plan = add_usage(new_plan(terms(allowance_bytes=None), NOW), 10**15, NOW)
    assert (plan.state, plan.left_bytes) == (PlanState.ACTIVE, None)


def test_the_carriers_figure_is_bridged_by_what_was_metered_since() -> None:
    plan = add_usage(new_plan(terms(), NOW), 3 * GB, NOW)
    assert not plan.is_estimate
    plan = take_carrier_figure(plan, 4 * GB, NOW + 60)
    assert (plan.used_bytes, plan.is_estimate) == (4 * GB, False)
    plan = add_usage(plan, GB, NOW + 120)
    assert (plan.used_bytes, plan.left_bytes, plan.is_estimate) == (5 * GB, 5 * GB, True)
    assert take_carrier_figure(plan, GB, NOW + 30) == plan
    lagging = take_carrier_figure(plan, 4 * GB, NOW + 180, metered_bytes=3 * GB)
    assert lagging.used_bytes == 5 * GB


def test_postpaid_months_begun_on_the_31st_return_to_the_31st() -> None:
    first = at("2025-01-31 10:00")
    plan = start(new_plan(terms(rolling(1, ValidityUnit.MONTH), billing=Billing.POSTPAID), first), first)
    assert local(plan.expires_at or 0) == "2025-02-28 10:00"
    plan = advance(add_usage(plan, GB, first + 1), at("2025-03-01"))
    assert (plan.cycle, local(plan.expires_at or 0), plan.used_bytes) == (2, "2025-03-31 10:00", 0)
    assert local(plan.cycle_starts_at or 0) == "2025-02-28 10:00"
    assert advance(plan, at("2025-06-15")).cycle == 5


def test_a_new_cycle_revives_a_depleted_postpaid_plan() -> None:
    plan = new_plan(terms(calendar(1, ValidityUnit.MONTH), allowance_bytes=GB, billing=Billing.POSTPAID), NOW)
    plan = take_carrier_figure(add_usage(plan, GB, NOW), GB, NOW)
    assert plan.state is PlanState.DEPLETED
    plan = advance(plan, NOW + 31 * DAY)
    assert (plan.state, plan.left_bytes, plan.carrier_used_bytes) == (PlanState.ACTIVE, GB, None)


def test_a_cycle_that_the_carrier_ended_early_is_followed_by_exactly_one() -> None:
    first = at("2025-01-01")
    plan = start(new_plan(terms(rolling(1, ValidityUnit.MONTH), billing=Billing.POSTPAID), first), first)
    early = advance(replace(plan, expires_at=at("2025-01-20")), at("2025-01-20"))
    assert (early.cycle, early.expires_at) == (2, at("2025-02-01"))


def test_a_daily_cap_counts_the_local_day_of_the_plans_zone() -> None:
    zone = "Asia/Tokyo"
    capped = terms(rolling(30, zone=zone), daily_cap_bytes=GB, cap_rule=CapRule.THROTTLE)
    evening = at("2025-05-14 23:00", zone)
    plan = add_usage(new_plan(capped, evening), GB, evening)
    assert plan.is_capped_today(evening + 3599)
    assert next_change_at(plan, evening) == evening + 3600
    assert not plan.is_capped_today(evening + 3600)
    assert advance(plan, evening + 3600).day_bytes == 0


def test_a_clock_that_goes_back_hands_out_no_cap_twice() -> None:
    capped = terms(daily_cap_bytes=GB, cap_rule=CapRule.CUT)
    plan = add_usage(new_plan(capped, NOW), GB, NOW)
    back = advance(plan, NOW - 2 * DAY)
    assert back.is_capped_today(NOW - 2 * DAY)
    late = add_usage(plan, 5, NOW - DAY)
    assert (late.day_bytes, late.metered_bytes) == (GB, GB + 5)


def test_whole_lengths_ignore_clock_changes() -> None:
    zone = "Europe/Berlin"
    plan = start(new_plan(terms(calendar(30, zone=zone)), NOW), at("2025-10-10 00:00", zone))
    assert plan.length_days == 30
    assert new_plan(terms(), NOW).length_days is None


@pytest.mark.parametrize(
    "wrong", [{"allowance_bytes": -1}, {"daily_cap_bytes": -1}, {"activation_window_days": 0}]
)
def test_impossible_terms_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(Problem):
        terms(**wrong)  # type: ignore[arg-type]  # one keyword at a time
