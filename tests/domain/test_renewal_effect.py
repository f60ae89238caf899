from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.domain.package import Billing, Effect, Package, PackageKind
from axis_tui.domain.plan import (
    OVER,
    Plan,
    PlanState,
    add_usage,
    advance,
    new_plan,
    start,
    take_carrier_figure,
)
from axis_tui.domain.problem import Problem
from axis_tui.domain.queue import advance_queue
from axis_tui.domain.renewal_effect import Preview, preview, renewed, stacked, target
from axis_tui.domain.units import GB, MAX_BYTES
from axis_tui.domain.validity import StartRule, ValidityUnit
from tests.domain.terms import DAY, NOW, at, calendar, local, rolling, terms


def package(
    effect: Effect,
    days: int = 10,
    *,
    allowance_bytes: int | None = 3 * GB,
    rollover: bool = False,
    kind: PackageKind = PackageKind.TOP_UP,
    start_rule: StartRule = StartRule.PURCHASE,
    window: int | None = None,
) -> Package:
    offered = terms(
        rolling(days), allowance_bytes=allowance_bytes, start_rule=start_rule, activation_window_days=window
    )
    return Package("P-1", "Axis", kind, offered, effect, rollover)


def running(used_bytes: int = 0, *, allowance_bytes: int | None = 10 * GB) -> Plan:
    """Thirty days since NOW, of which `used_bytes` are used."""
    return add_usage(start(new_plan(terms(allowance_bytes=allowance_bytes), NOW), NOW), used_bytes, NOW)


LATER = NOW + 5 * DAY
CHANGING = st.sampled_from([Effect.ADD_DATA, Effect.EXTEND, Effect.RESET])
AMOUNTS = st.sampled_from([None, 0, 1, GB, 10 * GB])
PACKAGES = st.builds(
    package,
    st.sampled_from(Effect),
    st.integers(1, 40),
    allowance_bytes=AMOUNTS,
    rollover=st.booleans(),
    kind=st.just(PackageKind.BASE),
    start_rule=st.sampled_from(StartRule),
    window=st.sampled_from([None, 1, 20]),
)
PLANS = st.lists(
    st.builds(
        lambda allowance, used, rule, window, is_queued, billing: add_usage(
            new_plan(
                terms(
                    rolling(30),
                    allowance_bytes=allowance,
                    start_rule=rule,
                    activation_window_days=window,
                    billing=billing,
                ),
                NOW,
                is_queued=is_queued,
            ),
            used,
            NOW,
        ),
        AMOUNTS,
        st.sampled_from([0, GB, 20 * GB]),
        st.sampled_from(StartRule),
        st.sampled_from([None, 7]),
        st.booleans(),
        st.sampled_from(Billing),
    ),
    max_size=4,
)


def left_of(plans: "list[Plan] | tuple[Plan, ...]") -> int | None:
    left = [plan.left_bytes for plan in plans if plan.state not in OVER]
    return None if None in left else sum(each or 0 for each in left)


def test_added_data_leaves_the_expiry_and_the_counters() -> None:
    plan = renewed(running(4 * GB), package(Effect.ADD_DATA), LATER)
    assert (plan.left_bytes, plan.used_bytes, plan.terms.allowance_bytes) == (9 * GB, 4 * GB, 13 * GB)
    assert plan.expires_at == NOW + 30 * DAY


def test_an_extension_counts_from_the_present_expiry() -> None:
    plan = renewed(running(4 * GB), package(Effect.EXTEND), LATER)
    assert (plan.left_bytes, plan.expires_at, plan.starts_at) == (9 * GB, NOW + 40 * DAY, NOW)
    assert plan.length_days == 40
    assert advance(plan, NOW + 40 * DAY - 1).state is PlanState.ACTIVE
    assert advance(plan, NOW + 40 * DAY).state is PlanState.EXPIRED


def test_an_extension_by_a_calendar_month_ends_at_a_local_midnight() -> None:
    month = replace(
        package(Effect.EXTEND), terms=terms(calendar(1, ValidityUnit.MONTH, "Asia/Tokyo"), allowance_bytes=GB)
    )
    plan = replace(running(), expires_at=at("2026-02-01", "Asia/Tokyo"))
    assert local(renewed(plan, month, LATER).expires_at or 0, "Asia/Tokyo") == "2026-03-01 00:00"


def test_a_reset_begins_anew_and_throws_away_what_is_left() -> None:
    plan = renewed(take_carrier_figure(running(4 * GB), 4 * GB, NOW), package(Effect.RESET, 30), LATER)
    assert (plan.left_bytes, plan.used_bytes, plan.carrier_used_bytes) == (3 * GB, 0, None)
    assert (plan.starts_at, plan.expires_at, plan.length_days) == (LATER, LATER + 30 * DAY, 30)
    assert preview([running(4 * GB)], package(Effect.RESET, 30), LATER).lost_bytes == 6 * GB


def test_a_reset_with_rollover_keeps_what_is_left() -> None:
    offer = package(Effect.RESET, 30, rollover=True)
    plan = renewed(running(4 * GB), offer, LATER)
    assert (plan.left_bytes, plan.used_bytes) == (9 * GB, 0)
    assert preview([running(4 * GB)], offer, LATER).lost_bytes == 0


def test_a_reset_to_a_shorter_validity_says_so_and_counts_from_now() -> None:
    assert preview([running()], package(Effect.RESET, 10), LATER).valid_until == LATER + 10 * DAY


@pytest.mark.parametrize("effect", [Effect.ADD_DATA, Effect.EXTEND, Effect.RESET])
def test_a_plan_used_up_works_again_with_all_that_was_paid_for(effect: Effect) -> None:
    plan = running(12 * GB)
    assert plan.state is PlanState.DEPLETED
    plan = renewed(plan, package(effect), LATER)
    assert (plan.state, plan.left_bytes) == (PlanState.ACTIVE, 3 * GB)


def test_data_without_limit_makes_a_plan_unlimited_and_stays_so() -> None:
    assert renewed(running(), package(Effect.ADD_DATA, allowance_bytes=None), LATER).left_bytes is None
    unlimited = running(allowance_bytes=None)
    assert renewed(unlimited, package(Effect.EXTEND), LATER).left_bytes is None
    found = preview([unlimited], package(Effect.RESET, rollover=True), LATER)
    assert (found.ends_unlimited, found.left_bytes, found.lost_bytes) == (True, 3 * GB, 0)
    found = preview([running()], package(Effect.RESET, allowance_bytes=None), LATER)
    assert (found.ends_unlimited, found.left_bytes, found.lost_bytes) == (False, None, 0)


@pytest.mark.parametrize("effect", [Effect.ADD_DATA, Effect.EXTEND])
def test_a_top_up_is_refused_where_no_plan_runs(effect: Effect) -> None:
    expired = advance(running(), NOW + 30 * DAY)
    for plan in (expired, new_plan(terms(), NOW)):
        with pytest.raises(Problem, match="only renews a running plan"):
            renewed(plan, package(effect), NOW + 30 * DAY)
        with pytest.raises(Problem, match="only renews a running plan"):
            preview([plan], package(effect), NOW + 30 * DAY)


def test_a_plan_that_expired_while_its_data_was_awaited_is_renewed_all_the_same() -> None:
    expired = advance(running(), NOW + 31 * DAY)
    paid_at = NOW + 30 * DAY - 1
    assert target([expired], package(Effect.EXTEND), paid_at) == 0
    plan = renewed(expired, package(Effect.EXTEND), paid_at)
    assert (plan.state, plan.expires_at) == (PlanState.ACTIVE, NOW + 40 * DAY)
    plan = renewed(expired, package(Effect.ADD_DATA), paid_at)
    assert advance(plan, NOW + 31 * DAY).state is PlanState.EXPIRED


@pytest.mark.parametrize("effect", [Effect.STACK, Effect.BALANCE])
def test_what_changes_no_plan_is_not_added_to_one(effect: Effect) -> None:
    with pytest.raises(Problem, match="cannot be added"):
        renewed(running(), package(effect), LATER)


def test_money_for_the_balance_changes_no_plan() -> None:
    found = preview([running(GB)], package(Effect.BALANCE), LATER)
    assert found == Preview(Effect.BALANCE, NOW + 30 * DAY, 9 * GB, None, 0, False)
    assert target([running(GB)], package(Effect.BALANCE), LATER) is None


def test_beside_a_postpaid_plan_each_package_is_a_plan_of_its_own() -> None:
    monthly = new_plan(terms(rolling(1, ValidityUnit.MONTH), billing=Billing.POSTPAID), NOW)
    monthly = add_usage(monthly, GB, NOW)
    found = preview([monthly], package(Effect.ADD_DATA), LATER)
    assert found == Preview(Effect.STACK, None, 12 * GB, None, 0, True)
    with pytest.raises(Problem, match="cannot be added"):
        renewed(monthly, package(Effect.ADD_DATA), LATER)


def test_the_plan_that_a_list_shows_is_the_one_renewed() -> None:
    depleted = running(10 * GB)
    second = new_plan(terms(), NOW + 1, is_queued=True)
    assert target([depleted, second], package(Effect.ADD_DATA), LATER) == 1
    assert target([second, running()], package(Effect.ADD_DATA), LATER) == 1


def test_a_stacked_plan_begins_when_those_before_it_end() -> None:
    second = new_plan(terms(rolling(10)), NOW + 1, is_queued=True)
    found = preview([running(), second], package(Effect.STACK), LATER)
    assert found == Preview(Effect.STACK, NOW + 50 * DAY, 23 * GB, NOW + 40 * DAY, 0, True)


def test_a_stacked_plan_begins_at_once_where_the_one_before_is_used_up() -> None:
    found = preview([running(10 * GB)], package(Effect.STACK), LATER)
    assert (found.begins_at, found.valid_until, found.left_bytes) == (LATER, LATER + 10 * DAY, 3 * GB)


def test_when_a_stacked_plan_begins_is_not_known_behind_one_that_waits_for_its_first_use() -> None:
    found = preview([new_plan(terms(), NOW)], package(Effect.STACK), LATER)
    assert (found.begins_at, found.valid_until, found.lapses_at) == (None, None, None)
    assert preview([], package(Effect.STACK, start_rule=StartRule.FIRST_USE), LATER).begins_at is None


def test_a_package_bought_for_an_installed_esim_that_starts_on_install_starts_at_once() -> None:
    expired = advance(running(), NOW + 30 * DAY)
    offer = package(Effect.STACK, start_rule=StartRule.INSTALL)
    assert preview([expired], offer, NOW + 31 * DAY).begins_at == NOW + 31 * DAY
    assert preview([], offer, NOW + 31 * DAY).begins_at is None


def test_a_stacked_plan_whose_window_ends_before_its_turn_is_foretold_to_lapse() -> None:
    found = preview([running()], package(Effect.STACK, window=20), LATER)
    assert (found.begins_at, found.lapses_at) == (None, LATER + 20 * DAY)
    assert preview([running()], package(Effect.STACK, window=26), LATER).lapses_at is None


def test_a_catalogue_that_promises_more_than_can_be_stored_is_cut_to_it() -> None:
    assert (
        renewed(running(), package(Effect.ADD_DATA, allowance_bytes=MAX_BYTES), LATER).left_bytes == MAX_BYTES
    )


@given(st.integers(0, 20 * GB), AMOUNTS, CHANGING, AMOUNTS, st.booleans(), st.integers(0, 29 * DAY))
def test_a_renewal_takes_nothing_away_but_what_its_preview_says(
    used: int, allowance: int | None, effect: Effect, added: int | None, rollover: bool, later: int
) -> None:
    plan = running(used, allowance_bytes=allowance)
    offer = package(effect, allowance_bytes=added, rollover=rollover)
    after, found = renewed(plan, offer, NOW + later), preview([plan], offer, NOW + later)
    assert (found.valid_until, found.left_bytes) == (after.expires_at, after.left_bytes)
    if effect is not Effect.RESET:
        assert (after.expires_at or 0) >= (plan.expires_at or 0)
    if after.left_bytes is not None and not found.ends_unlimited:
        assert after.left_bytes == (plan.left_bytes or 0) - found.lost_bytes + (added or 0)
    assert found.lost_bytes == 0 or (effect is Effect.RESET and not rollover)
    assert found.ends_unlimited == (plan.left_bytes is None and after.left_bytes is not None)
    assert advance(after, NOW + later) == after


@given(PLANS, PACKAGES, st.integers(0, 40 * DAY))
def test_a_preview_comes_true_where_nothing_else_happens(
    plans: list[Plan], offer: Package, later: int
) -> None:
    now = NOW + later
    found = preview(plans, offer, now)
    if not found.is_new_plan:
        return
    row = advance_queue([*plans, stacked(plans, offer, now)], now)
    assert found.left_bytes == left_of(row)
    if found.begins_at is not None:
        own = advance_queue(row, found.begins_at)[-1]
        assert (own.starts_at, own.expires_at) == (found.begins_at, found.valid_until)
        assert advance_queue(row, found.begins_at - 1)[-1].starts_at is None or found.begins_at == now
    elif found.lapses_at is not None:
        assert advance_queue(row, found.lapses_at)[-1].state is PlanState.LAPSED
    else:
        assert row[-1].state in (PlanState.READY, PlanState.QUEUED)
