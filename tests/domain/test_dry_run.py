from dataclasses import replace
from itertools import groupby
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from axis_tui.domain.auto_renew import (
    Overage,
    OverageThen,
    Rule,
    RuleState,
    SuspendReason,
    Trigger,
    after_decline,
)
from axis_tui.domain.auto_renew_decision import Facts, Why, decide
from axis_tui.domain.dry_run import DryRun, dry_run
from axis_tui.domain.money import MAX_MINOR
from axis_tui.domain.package import Effect
from axis_tui.domain.plan import PlanState
from axis_tui.domain.problem import Problem
from axis_tui.domain.renewal_word import DeclineKind
from axis_tui.domain.units import GB
from tests.domain.renewed_line import Line, total
from tests.domain.rules import PRICE, a_rule, facts, usd
from tests.domain.terms import DAY, NOW, at

ALLOWED: dict[str, Any] = {"overage": Overage.ALLOWED, "overage_limit": usd(1800)}
EXPIRED: dict[str, Any] = {"state": PlanState.EXPIRED, "expires_at": NOW - DAY, "left_bytes": 0}
PLENTY = facts(left_bytes=5 * GB)


def dry(rule: Rule, known: Facts = PLENTY, now: int = NOW, **other: Any) -> DryRun:
    """A dry run for a package of 20 GB for 30 days, at 1 GB a day and 2 GB on the worst."""
    usual: dict[str, Any] = {
        "rate_bytes_per_day": GB,
        "peak_bytes_per_day": 2 * GB,
        "package_allowance_bytes": 20 * GB,
        "package_days": 30,
        "zone": "UTC",
    }
    return dry_run(rule, known, now, **(usual | other))


def dated(count: int, trigger: Trigger = Trigger.AT_EXPIRY, days: int = 0, **other: Any) -> None:
    """Asserts how many renewals a month a rule on the expiry comes to at worst."""
    result = dry(a_rule(trigger, days), **other)
    assert result.worst_count == count
    assert result.worst_month == PRICE * count


# Today and next


def test_a_rule_on_data_says_what_it_would_do_and_about_when() -> None:
    assert dry(a_rule(value=GB)) == DryRun(
        today=None,
        today_why=Why.NOT_TRIGGERED,
        next_at=NOW + 4 * DAY + 1,
        next_is_estimate=True,
        worst_month=usd(3600),
        worst_count=4,
        is_capped=False,
    )


def test_a_rule_on_the_expiry_says_exactly_when() -> None:
    result = dry(a_rule(Trigger.BEFORE_EXPIRY, 3))
    assert (result.today, result.next_at, result.next_is_estimate) == (None, NOW + 7 * DAY, False)
    assert dry(a_rule(Trigger.AT_EXPIRY, 0)).next_at == NOW + 10 * DAY


def test_what_would_be_charged_at_once_is_said_before_the_rule_is_on() -> None:
    for state in RuleState:
        result = dry(a_rule(state=state), facts(left_bytes=0))
        assert (result.today, result.today_why) == (PRICE, Why.DUE)


def test_switching_on_does_not_wait_for_an_old_ladder_and_a_rule_that_is_on_does() -> None:
    waiting = after_decline(a_rule(), DeclineKind.TRY_LATER, NOW)
    assert dry(waiting, facts()).today_why is Why.WAITING_RETRY
    assert dry(waiting, facts()).next_at == NOW + 900
    suspended = replace(waiting, state=RuleState.SUSPENDED, suspended_for=SuspendReason.LADDER_SPENT)
    assert dry(suspended, facts()).today == PRICE


def test_what_stands_in_the_way_today_is_said() -> None:
    assert dry(a_rule(), facts(has_open_order=True)).today_why is Why.OPEN_ORDER
    assert dry(a_rule(), facts(has_open_order=True)).next_at is None


def test_a_cap_that_is_reached_puts_the_charge_off_to_the_day_it_begins_anew() -> None:
    known = facts(spent_day=usd(1), spent_month=usd(1), next_month_at=NOW + 9 * DAY)
    a_day = dry(a_rule(cap_day=PRICE), known)
    assert (a_day.today_why, a_day.next_at, a_day.next_is_estimate) == (Why.CAP_DAY, NOW + DAY // 2, False)
    both = dry(
        a_rule(Trigger.BALANCE_BELOW, 500, cap_day=PRICE, cap_month=PRICE), replace(known, balance=usd(0))
    )
    assert both.next_at == NOW + 9 * DAY


def test_a_cap_is_looked_at_as_it_will_stand_at_the_trigger() -> None:
    known = replace(PLENTY, spent_day=usd(900))
    assert dry(a_rule(Trigger.BEFORE_EXPIRY, 3, cap_day=PRICE), known).next_at == NOW + 7 * DAY
    known = replace(PLENTY, spent_month=usd(900))
    assert dry(a_rule(Trigger.BEFORE_EXPIRY, 3, cap_month=PRICE), known).next_at == known.next_month_at


def test_a_plan_that_ends_before_its_data_is_low_is_not_renewed_for_its_data() -> None:
    assert dry(a_rule(), replace(PLENTY, expires_at=NOW + 4 * DAY)).next_at is None


@pytest.mark.parametrize(
    ("rule", "other"),
    [
        (a_rule(), {"rate_bytes_per_day": None}),
        (a_rule(), {"rate_bytes_per_day": 0}),
        (a_rule(), {"rate_bytes_per_day": 1, "known": replace(PLENTY, expires_at=None)}),
        (a_rule(), {"known": facts(left_bytes=None, allowance_bytes=None)}),
        (a_rule(Trigger.BALANCE_BELOW, 500), {"known": facts(balance=usd(500))}),
        (a_rule(Trigger.AT_EXPIRY, 0), {"known": facts(expires_at=None)}),
        (a_rule(Trigger.AT_EXPIRY, 0), {"known": facts(waiting_plans=1)}),
        (a_rule(), {"known": replace(PLENTY, renewals_this_period=1)}),
        (a_rule(cap_day=usd(899)), {}),
    ],
)
def test_where_nothing_says_when_no_date_is_made_up(rule: Rule, other: dict[str, Any]) -> None:
    result = dry(rule, **other)
    assert (result.next_at, result.next_is_estimate) == (None, False)


@pytest.mark.parametrize(
    ("effect", "next_at"),
    [(Effect.STACK, NOW + 27 * DAY), (Effect.EXTEND, NOW + 27 * DAY), (Effect.RESET, NOW + 27 * DAY)],
)
def test_after_today_an_expired_plan_is_renewed_before_the_new_one_ends(effect: Effect, next_at: int) -> None:
    result = dry(a_rule(Trigger.BEFORE_EXPIRY, 3), facts(**EXPIRED), effect=effect)
    assert (result.today, result.next_at, result.next_is_estimate) == (PRICE, next_at, True)


@pytest.mark.parametrize(
    ("effect", "days"),
    [
        (Effect.STACK, 30),
        (Effect.EXTEND, 30),
        (Effect.RESET, 27),
        (Effect.BALANCE, None),
        (Effect.ADD_DATA, None),
    ],
)
def test_what_a_renewal_does_to_the_plan_tells_when_the_next_is(effect: Effect, days: int | None) -> None:
    result = dry(a_rule(Trigger.BEFORE_EXPIRY, 3), facts(expires_at=NOW + 3 * DAY), effect=effect)
    assert result.today == PRICE
    assert result.next_at == (None if days is None else NOW + days * DAY)


@pytest.mark.parametrize(
    ("effect", "use"),
    [
        (Effect.STACK, 39 * GB // 2),
        (Effect.RESET, 19 * GB),
        # Within the running validity one more is not allowed; by then the next has begun.
        (Effect.EXTEND, 39 * GB // 2),
    ],
)
def test_after_today_the_data_that_comes_lasts_at_the_usual_rate(effect: Effect, use: int) -> None:
    result = dry(a_rule(), facts(), effect=effect)
    assert result.next_at == NOW + use * DAY // GB + 1
    assert result.next_is_estimate


def test_data_added_to_a_plan_is_renewed_as_far_as_its_overage_allows() -> None:
    soon: dict[str, Any] = {"package_allowance_bytes": 2 * GB, "effect": Effect.ADD_DATA}
    assert dry(a_rule(), facts(), **soon).next_at is None
    once: dict[str, Any] = {"overage": Overage.ALLOWED, "overage_limit": PRICE}
    assert dry(a_rule(**once), facts(), **soon).next_at == NOW + DAY + DAY // 2 + 1


# The worst month


@pytest.mark.parametrize(("days", "count"), [(365, 1), (31, 1), (30, 2), (28, 2), (15, 3), (7, 5), (1, 31)])
def test_an_expiry_comes_as_often_as_the_package_fits_into_31_days(days: int, count: int) -> None:
    dated(count, package_days=days)


def test_a_month_with_an_hour_more_has_room_for_one_more_where_packages_fill_it() -> None:
    dated(32, package_days=1, zone="Europe/Berlin")
    dated(2, package_days=31, zone="Europe/Berlin")
    dated(2, package_days=30, zone="Europe/Berlin")


def test_days_before_the_expiry_make_the_next_one_come_sooner() -> None:
    dated(2, Trigger.BEFORE_EXPIRY, 3)
    dated(8, Trigger.BEFORE_EXPIRY, 3, package_days=7)


def test_use_at_its_peak_bounds_a_rule_on_data() -> None:
    assert dry(a_rule(), peak_bytes_per_day=0).worst_count == 1
    assert dry(a_rule(), peak_bytes_per_day=20 * GB).worst_count == 33
    assert dry(a_rule(Trigger.DATA_BELOW_PERCENT, 50)).worst_count == 7


def test_an_unlimited_package_ends_a_rule_on_data() -> None:
    assert dry(a_rule(), package_allowance_bytes=None, peak_bytes_per_day=None).worst_count == 1


def test_topping_up_is_bounded_by_the_validities_that_a_month_can_touch_and_their_overage() -> None:
    unknown: dict[str, Any] = {"effect": Effect.ADD_DATA, "peak_bytes_per_day": None}
    assert dry(a_rule(), **unknown).worst_count == 3
    assert dry(a_rule(**ALLOWED), **unknown).worst_count == 9
    assert dry(a_rule(cap_plan=usd(2699), **ALLOWED), **unknown).worst_count == 6
    assert dry(a_rule(Trigger.BALANCE_BELOW, 500), effect=Effect.BALANCE).worst_count == 3
    assert dry(a_rule(), effect=Effect.EXTEND, peak_bytes_per_day=None).worst_count == 3


def test_a_plan_smaller_than_its_top_up_is_low_again_after_less_use() -> None:
    rule = a_rule(**ALLOWED, overage_then=OverageThen.BUY)
    assert dry(rule, facts(allowance_bytes=2 * GB), effect=Effect.ADD_DATA).worst_count == 62
    assert dry(rule, facts(allowance_bytes=40 * GB), effect=Effect.ADD_DATA).worst_count == 4


@pytest.mark.parametrize(
    ("caps", "count", "is_capped"),
    [
        ({"cap_month": usd(2700)}, 3, True),
        ({"cap_month": usd(2699)}, 2, True),
        ({"cap_month": usd(3600)}, 4, False),
        ({"cap_day": usd(900)}, 4, False),
        ({"cap_day": usd(899)}, 0, True),
        ({"cap_plan": usd(899)}, 0, True),
        ({"cap_plan": usd(900)}, 4, False),
    ],
)
def test_a_cap_holds_the_worst_month_down_and_says_so(
    caps: dict[str, Any], count: int, is_capped: bool
) -> None:
    result = dry(a_rule(**caps))
    assert (result.worst_count, result.worst_month) == (count, PRICE * count)
    assert result.is_capped is is_capped


def test_where_nothing_bounds_a_rule_no_bound_is_made_up() -> None:
    unbounded = a_rule(**ALLOWED, overage_then=OverageThen.BUY)
    for rule, other in (
        (a_rule(), {"peak_bytes_per_day": None}),
        (a_rule(value=20 * GB + 1), {}),
        (a_rule(Trigger.BEFORE_EXPIRY, 30), {}),
        (unbounded, {"effect": Effect.ADD_DATA, "peak_bytes_per_day": None}),
        (unbounded, {"effect": Effect.BALANCE}),
        (replace(unbounded, trigger=Trigger.DATA_BELOW_PERCENT, value=9), {"effect": Effect.EXTEND}),
        (replace(unbounded, trigger=Trigger.BALANCE_BELOW), {"effect": Effect.BALANCE}),
    ):
        result = dry(rule, **other)
        assert (result.worst_month, result.worst_count, result.is_capped) == (None, None, False)
        capped = dry(replace(rule, cap_month=usd(2700)), **other)
        assert (capped.worst_month, capped.is_capped) == (usd(2700), True)


def test_a_bound_too_large_to_be_an_amount_is_none() -> None:
    dear = replace(a_rule().consent, price=usd(MAX_MINOR))
    assert dry(a_rule(Trigger.AT_EXPIRY, 0, consent=dear)).worst_month is None


def test_a_zone_that_is_not_known_is_refused() -> None:
    with pytest.raises(Problem):
        dry(a_rule(), zone="Mars/Olympus")


# What the dry run says is what happens

SPENDING = st.none() | st.integers(900, 9000).map(usd)
WAITS = st.one_of(
    st.tuples(st.just(Trigger.AT_EXPIRY), st.just(0)),
    st.tuples(st.just(Trigger.BEFORE_EXPIRY), st.integers(1, 35)),
    st.tuples(st.just(Trigger.DATA_BELOW), st.integers(1, 30)),
    st.tuples(st.just(Trigger.DATA_BELOW_PERCENT), st.integers(1, 99)),
    st.tuples(st.just(Trigger.BALANCE_BELOW), st.integers(1, 3000)),
)
SPENT_RULES = st.builds(
    lambda waits_for, **other: a_rule(*waits_for, **other),
    WAITS,
    cap_plan=SPENDING,
    cap_day=SPENDING,
    cap_month=SPENDING,
    overage=st.sampled_from(Overage),
    overage_limit=SPENDING,
    overage_then=st.sampled_from(OverageThen),
)


@settings(max_examples=400)
@given(
    SPENT_RULES,
    st.sampled_from(Effect),
    st.one_of(st.just(1), st.integers(1, 40)),
    st.integers(1, 40),
    st.integers(0, 40),
    st.tuples(st.integers(1, 40), st.integers(0, 40), st.integers(1, 40)),
    st.sampled_from(["Europe/Berlin", "UTC"]),
    st.integers(0, 2**32),
)
def test_no_month_ever_costs_more_than_the_worst_one(
    rule: Rule,
    effect: Effect,
    days: int,
    allowance: int,
    peak: int,
    running: tuple[int, int, int],
    zone: str,
    seed: int,
) -> None:
    length, left, running_allowance = running
    chance = Random(seed)
    now = at("2025-09-20", zone) + chance.randrange(0, 40) * DAY // 4
    starts = now - chance.randrange(0, length) * DAY
    left = min(left, running_allowance)
    line = Line(
        rule, effect, days, allowance, zone, now, left, running_allowance, starts, starts + length * DAY, 3000
    )
    told = dry_run(
        rule,
        line.facts(),
        now,
        rate_bytes_per_day=None,
        peak_bytes_per_day=peak,
        package_allowance_bytes=allowance,
        package_days=days,
        zone=zone,
        effect=effect,
    )
    line.run(80, peak, chance)
    if told.worst_month is None:
        assert told.worst_count is None
        return
    for _, charges in groupby(line.charges, lambda charge: charge.month):
        assert total(list(charges)) <= told.worst_month


@given(
    SPENT_RULES, st.sampled_from(RuleState), st.sampled_from(Effect), st.integers(0, 2000), st.integers(1, 40)
)
def test_today_is_what_the_rule_decides_and_the_next_is_not_before(
    rule: Rule, state: RuleState, effect: Effect, balance: int, days: int
) -> None:
    known = facts(left_bytes=25, allowance_bytes=40, balance=usd(balance))
    told = dry(
        replace(rule, state=state),
        known,
        rate_bytes_per_day=7,
        peak_bytes_per_day=9,
        package_days=days,
        package_allowance_bytes=40,
        effect=effect,
    )
    decision = decide(rule, known, NOW)
    assert (told.today, told.today_why) == (decision.amount, decision.why)
    assert told.next_at is None or told.next_at >= NOW
    for figure in (told.next_at, told.worst_count):
        assert figure is None or type(figure) is int
    if told.next_at is not None and rule.trigger is Trigger.AT_EXPIRY:
        assert told.next_at >= NOW + 10 * DAY
