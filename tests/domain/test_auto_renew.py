from collections.abc import Callable
from dataclasses import replace
from itertools import groupby, product
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.domain.auto_renew import (
    LADDER_S,
    RULE_TRANSITIONS,
    Consent,
    Overage,
    OverageThen,
    Rule,
    RuleEvent,
    RuleState,
    SuspendReason,
    Trigger,
    Wake,
    after_decline,
    after_success,
    is_rule_event_possible,
    may_send,
    rule_moved,
    suspended,
    wakes_by,
    woken,
)
from axis_tui.domain.auto_renew_check import rule_problem
from axis_tui.domain.auto_renew_decision import Decision, Facts, Why, decide, is_triggered
from axis_tui.domain.money import Money
from axis_tui.domain.package import Effect
from axis_tui.domain.plan import PlanState
from axis_tui.domain.problem import Problem
from axis_tui.domain.renewal_word import DeclineKind
from axis_tui.domain.units import GB
from tests.domain.renewed_line import Charge, Line, total
from tests.domain.rules import PRICE, a_rule, facts, usd
from tests.domain.terms import DAY, NOW

SOFT = [kind for kind in DeclineKind if not kind.is_hard]
HARD = [kind for kind in DeclineKind if kind.is_hard]
ALLOWED: dict[str, Any] = {"overage": Overage.ALLOWED, "overage_limit": usd(1800)}
WITH_CAPS = a_rule(cap_plan=usd(2700), cap_day=usd(1800), cap_month=usd(3600))

AMOUNTS = st.integers(0, 4000).map(usd)
INSTANTS = st.integers(-400 * DAY, 400 * DAY).map(NOW.__add__)
RULES = st.builds(
    lambda trigger, value, **other: a_rule(trigger, value, **other),
    st.sampled_from(Trigger),
    st.one_of(st.integers(0, 99), st.integers(0, 30 * GB)),
    cap_plan=st.none() | AMOUNTS,
    cap_day=st.none() | AMOUNTS,
    cap_month=st.none() | AMOUNTS,
    overage=st.sampled_from(Overage),
    overage_limit=st.none() | AMOUNTS,
    overage_then=st.sampled_from(OverageThen),
    ladder_s=st.lists(st.integers(60, 7 * DAY), max_size=8).map(tuple),
    next_attempt_at=st.just(0) | INSTANTS,
)
FACTS = st.builds(
    facts,
    state=st.none() | st.sampled_from(PlanState),
    left_bytes=st.none() | st.integers(0, 20 * GB),
    allowance_bytes=st.none() | st.integers(0, 20 * GB),
    expires_at=st.none() | INSTANTS,
    waiting_plans=st.integers(0, 1),
    balance=st.none() | AMOUNTS,
    spent_period=AMOUNTS,
    spent_overage=AMOUNTS,
    spent_day=AMOUNTS,
    spent_month=AMOUNTS,
    renewals_this_period=st.integers(0, 3),
    minimum=st.none() | AMOUNTS,
)


def why(rule: Rule, **known: Any) -> Why:
    return decide(rule, facts(**known), NOW).why


# What a rule waits for


def test_data_below_means_below() -> None:
    assert not is_triggered(a_rule(value=GB), facts(left_bytes=GB), NOW)
    assert is_triggered(a_rule(value=GB), facts(left_bytes=GB - 1), NOW)
    assert is_triggered(a_rule(value=GB), facts(left_bytes=0, state=PlanState.DEPLETED), NOW)


def test_a_share_of_the_data_is_counted_of_the_allowance() -> None:
    tenth = a_rule(Trigger.DATA_BELOW_PERCENT, 10)
    assert not is_triggered(tenth, facts(left_bytes=2 * GB, allowance_bytes=20 * GB), NOW)
    assert is_triggered(tenth, facts(left_bytes=2 * GB - 1, allowance_bytes=20 * GB), NOW)


@pytest.mark.parametrize("trigger", [Trigger.DATA_BELOW, Trigger.DATA_BELOW_PERCENT])
def test_unlimited_data_is_never_low(trigger: Trigger) -> None:
    assert not is_triggered(a_rule(trigger, 99), facts(left_bytes=None, allowance_bytes=None), NOW)


def test_days_before_the_expiry_are_counted_to_the_second() -> None:
    rule = a_rule(Trigger.BEFORE_EXPIRY, 3)
    assert not is_triggered(rule, facts(expires_at=NOW + 3 * DAY + 1), NOW)
    assert is_triggered(rule, facts(expires_at=NOW + 3 * DAY), NOW)


def test_at_the_expiry_is_neither_before_it_nor_too_late_a_year_after() -> None:
    rule = a_rule(Trigger.AT_EXPIRY, 0)
    assert not is_triggered(rule, facts(expires_at=NOW + 1), NOW)
    assert is_triggered(rule, facts(expires_at=NOW), NOW)
    assert is_triggered(rule, facts(expires_at=NOW - 365 * DAY, state=PlanState.EXPIRED), NOW)


@pytest.mark.parametrize("trigger", [Trigger.BEFORE_EXPIRY, Trigger.AT_EXPIRY])
@pytest.mark.parametrize("overage", [{}, ALLOWED, {**ALLOWED, "overage_then": OverageThen.BUY}])
def test_one_expiry_is_made_up_for_once(trigger: Trigger, overage: dict[str, Any]) -> None:
    after_a_year = {"expires_at": NOW - 365 * DAY, "state": PlanState.EXPIRED}
    rule = a_rule(trigger, 3, **overage)
    assert why(rule, **after_a_year) is Why.DUE
    assert why(rule, **after_a_year, renewals_this_period=1) is Why.NOT_TRIGGERED


def test_an_expired_plan_is_not_low_on_data() -> None:
    assert why(a_rule(), left_bytes=0, state=PlanState.EXPIRED) is Why.NOT_TRIGGERED


@pytest.mark.parametrize("trigger", [t for t in Trigger if t is not Trigger.BALANCE_BELOW])
def test_a_plan_that_waits_to_take_over_is_renewal_enough(trigger: Trigger) -> None:
    urgent = {"left_bytes": 0, "expires_at": NOW, "state": PlanState.DEPLETED}
    assert why(a_rule(trigger, 1), **urgent) is Why.DUE
    assert why(a_rule(trigger, 1), **urgent, waiting_plans=1) is Why.NOT_TRIGGERED


def test_a_balance_is_low_below_its_amount_and_in_its_own_currency() -> None:
    rule = a_rule(Trigger.BALANCE_BELOW, 500)
    assert is_triggered(rule, facts(balance=usd(499)), NOW)
    assert is_triggered(rule, facts(balance=usd(-1), waiting_plans=1), NOW)
    for enough in (None, usd(500), Money(1, "EUR", 2), Money(1, "USD", 3)):
        assert not is_triggered(rule, facts(balance=enough), NOW)
    assert not is_triggered(rule, facts(balance=usd(0), state=PlanState.EXPIRED), NOW)


# What keeps a rule from charging


def test_a_due_rule_charges_what_was_agreed_to() -> None:
    assert decide(a_rule(), facts(), NOW) == Decision(True, Why.DUE, PRICE, None)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({"state": None}, Why.NO_PLAN),
        ({"state": PlanState.ENDED}, Why.NO_PLAN),
        ({"state": PlanState.LAPSED}, Why.NO_PLAN),
        ({"state": PlanState.READY}, Why.NOT_TRIGGERED),
        ({"is_postpaid": True}, Why.POSTPAID),
        ({"service_ended": True}, Why.SERVICE_ENDED),
        ({"clock_trusted": False}, Why.CLOCK_UNTRUSTED),
        ({"has_open_order": True}, Why.OPEN_ORDER),
        ({"has_open_order": True, "in_doubt": True}, Why.IN_DOUBT),
        ({"method_usable": False}, Why.METHOD_UNUSABLE),
        ({"minimum": usd(901)}, Why.BELOW_MINIMUM),
        ({"minimum": usd(900)}, Why.DUE),
    ],
)
def test_what_stands_in_the_way_is_said(known: dict[str, Any], expected: Why) -> None:
    decision = decide(a_rule(), facts(**known), NOW)
    assert (decision.why, decision.is_due) == (expected, expected is Why.DUE)


@pytest.mark.parametrize(
    ("spent", "expected", "again_at"),
    [
        ({"spent_period": usd(1800)}, Why.DUE, None),
        ({"spent_period": usd(1801)}, Why.CAP_PLAN, None),
        ({"spent_day": usd(900)}, Why.DUE, None),
        ({"spent_day": usd(901)}, Why.CAP_DAY, NOW + DAY // 2),
        ({"spent_month": usd(2700)}, Why.DUE, None),
        ({"spent_month": usd(2701)}, Why.CAP_MONTH, NOW + 20 * DAY),
    ],
)
def test_a_cap_may_be_reached_and_not_passed(
    spent: dict[str, Any], expected: Why, again_at: int | None
) -> None:
    decision = decide(WITH_CAPS, facts(**spent), NOW)
    assert (decision.why, decision.again_at) == (expected, again_at)


def test_what_is_dearer_than_a_cap_is_not_waited_for() -> None:
    assert decide(a_rule(cap_day=usd(899)), facts(), NOW) == Decision(False, Why.CAP_DAY)


def test_an_expiry_to_come_says_when_to_look_again() -> None:
    early = decide(a_rule(Trigger.BEFORE_EXPIRY, 3), facts(), NOW)
    assert early == Decision(False, Why.NOT_TRIGGERED, None, NOW + 7 * DAY)


def test_only_a_second_renewal_of_a_validity_is_overage() -> None:
    assert why(a_rule()) is Why.DUE
    assert why(a_rule(), renewals_this_period=1) is Why.OVERAGE_NOT_ALLOWED


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        (OverageThen.STOP, Why.OVERAGE_SPENT_STOP),
        (OverageThen.SLOW, Why.OVERAGE_SPENT_SLOW),
        (OverageThen.BUY, Why.DUE),
    ],
)
def test_overage_goes_up_to_its_amount_and_then_as_agreed(then: OverageThen, expected: Why) -> None:
    rule = a_rule(**ALLOWED, overage_then=then)
    assert why(rule, renewals_this_period=2, spent_overage=usd(900)) is Why.DUE
    assert why(rule, renewals_this_period=3, spent_overage=usd(901)) is expected


def test_buying_past_the_overage_amount_stays_within_the_caps() -> None:
    rule = a_rule(**ALLOWED, overage_then=OverageThen.BUY, cap_month=usd(3600))
    assert why(rule, renewals_this_period=4, spent_overage=usd(1801), spent_month=usd(2701)) is Why.CAP_MONTH


def test_sums_in_another_currency_are_refused() -> None:
    with pytest.raises(Problem):
        decide(WITH_CAPS, facts(spent_day=Money(0, "EUR", 2)), NOW)


@given(RULES, FACTS, st.sampled_from([RuleState.OFF, RuleState.SUSPENDED]))
def test_a_rule_that_is_not_on_is_never_due(rule: Rule, known: Facts, state: RuleState) -> None:
    assert not decide(replace(rule, state=state), known, NOW).is_due


@given(
    RULES,
    FACTS,
    st.sampled_from(
        [
            {"has_open_order": True},
            {"in_doubt": True},
            {"clock_trusted": False},
            {"service_ended": True},
            {"is_postpaid": True},
            {"method_usable": False},
            {"state": None},
        ]
    ),
)
def test_nothing_overrules_what_forbids_to_charge(rule: Rule, known: Facts, bar: dict[str, Any]) -> None:
    assert not decide(rule, replace(known, **bar), NOW).is_due


@given(RULES, FACTS)
def test_what_is_due_is_triggered_affordable_and_its_turn(rule: Rule, known: Facts) -> None:
    decision = decide(rule, known, NOW)
    assert decision.is_due is (decision.why is Why.DUE) is (decision.amount is not None)
    assert decision.again_at is None or (decision.again_at > NOW and not decision.is_due)
    if not decision.is_due:
        return
    assert decision.amount == PRICE
    assert is_triggered(rule, known, NOW)
    assert rule.next_attempt_at <= NOW
    for spent, cap in (
        (known.spent_period, rule.cap_plan),
        (known.spent_day, rule.cap_day),
        (known.spent_month, rule.cap_month),
    ):
        assert cap is None or spent + PRICE <= cap


CAPS = st.none() | st.integers(900, 6000).map(usd)


@given(
    st.sampled_from(
        [(Trigger.DATA_BELOW, 3), (Trigger.DATA_BELOW_PERCENT, 50), (Trigger.BALANCE_BELOW, 2000)]
    ),
    st.sampled_from(Effect),
    st.builds(dict, cap_plan=CAPS, cap_day=CAPS, cap_month=CAPS, overage_limit=CAPS),
    st.sampled_from(OverageThen),
    st.integers(0, 2**32),
)
def test_caps_and_the_overage_amount_hold_whatever_is_used(
    waits_for: tuple[Trigger, int], effect: Effect, caps: dict[str, Any], then: OverageThen, seed: int
) -> None:
    rule = a_rule(*waits_for, **caps, overage=Overage.ALLOWED, overage_then=then)
    line = Line(rule, effect, 7, 5, "Europe/Berlin", NOW, 9, 10, NOW, NOW + 5 * DAY)
    line.run(40, 8, Random(seed))
    keys: list[tuple[Money | None, Callable[[Charge], object]]] = [
        (rule.cap_plan, lambda charge: charge.validity),
        (rule.cap_day, lambda charge: charge.day),
        (rule.cap_month, lambda charge: charge.month),
    ]
    for cap, key in keys:
        for _, charges in groupby(line.charges, key):
            assert cap is None or total(list(charges)) <= cap
    for _, charges in groupby(line.charges, lambda charge: charge.validity):
        overage = total([charge for charge in charges if charge.is_overage])
        assert then is OverageThen.BUY or overage <= (rule.overage_limit or usd(0))


# Declined payments


def test_the_default_ladder_waits_15_minutes_2_hours_12_hours_and_a_day() -> None:
    assert a_rule().ladder_s == LADDER_S == (15 * 60, 2 * 3600, 12 * 3600, 24 * 3600)


@given(RULES, st.lists(st.tuples(st.sampled_from(SOFT), st.integers(0, 30 * DAY)), min_size=9, max_size=9))
def test_a_payment_is_tried_again_exactly_as_the_ladder_says(
    rule: Rule, declines: list[tuple[DeclineKind, int]]
) -> None:
    waits, now = [], NOW
    for kind, later in declines:
        if rule.state is RuleState.ON:
            rule = after_decline(rule, kind, now)
            waits.append(rule.next_attempt_at - now)
        now = max(now, rule.next_attempt_at) + later
    assert tuple(waits[:-1]) == rule.ladder_s
    assert (rule.state, rule.suspended_for) == (RuleState.SUSPENDED, SuspendReason.LADDER_SPENT)
    assert rule.failures == len(rule.ladder_s) + 1


def test_a_rule_waits_for_its_rung_and_not_a_second_longer() -> None:
    rule = after_decline(a_rule(), DeclineKind.INSUFFICIENT_FUNDS, NOW)
    waiting = decide(rule, facts(), NOW + 899)
    assert (waiting.why, waiting.again_at) == (Why.WAITING_RETRY, NOW + 900)
    assert decide(rule, facts(), NOW + 900).is_due


def test_a_payment_that_went_through_forgets_the_failures() -> None:
    rule = after_decline(a_rule(), DeclineKind.TRY_LATER, NOW)
    assert after_success(rule) == a_rule()


@given(RULES, FACTS, st.sampled_from(HARD), st.integers(0, 4000 * DAY))
def test_a_hard_decline_is_never_tried_again(rule: Rule, known: Facts, kind: DeclineKind, later: int) -> None:
    declined = after_decline(rule, kind, NOW)
    assert declined.state is RuleState.SUSPENDED
    assert not decide(declined, known, NOW + later).is_due


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (DeclineKind.CARD_EXPIRED, SuspendReason.DECLINED_HARD),
        (DeclineKind.CARD_BLOCKED, SuspendReason.DECLINED_HARD),
        (DeclineKind.NOT_ELIGIBLE, SuspendReason.DECLINED_HARD),
        (DeclineKind.PRICE_CHANGED, SuspendReason.PRICE_CHANGED),
        (DeclineKind.PACKAGE_GONE, SuspendReason.PACKAGE_GONE),
    ],
)
def test_a_hard_decline_says_what_it_was(kind: DeclineKind, reason: SuspendReason) -> None:
    assert after_decline(a_rule(), kind, NOW).suspended_for is reason


@pytest.mark.parametrize("kind", DeclineKind)
def test_a_rule_switched_off_while_it_charged_stays_off(kind: DeclineKind) -> None:
    off = a_rule(state=RuleState.OFF)
    assert after_decline(off, kind, NOW) == off
    assert after_success(off).state is RuleState.OFF
    assert suspended(off, SuspendReason.IN_DOUBT) == off


# States, what wakes a rule, and consent


@pytest.mark.parametrize(("state", "event"), product(RuleState, RuleEvent))
def test_the_table_says_all_that_can_happen(state: RuleState, event: RuleEvent) -> None:
    rule = a_rule(state=state, failures=3, next_attempt_at=NOW)
    if is_rule_event_possible(state, event):
        moved = rule_moved(rule, event)
        assert moved.state is RULE_TRANSITIONS[state, event]
        assert (moved.failures, moved.next_attempt_at, moved.suspended_for) == (0, 0, None)
    else:
        with pytest.raises(Problem):
            rule_moved(rule, event)


@pytest.mark.parametrize("state", [RuleState.ON, RuleState.SUSPENDED])
def test_off_is_possible_at_any_time_and_ends_what_it_waited_for(state: RuleState) -> None:
    off = rule_moved(a_rule(state=state, suspended_for=SuspendReason.IN_DOUBT), RuleEvent.SWITCH_OFF)
    assert off == a_rule(state=RuleState.OFF)


def test_what_was_claimed_is_not_sent_once_the_rule_is_off_changed_or_gone() -> None:
    assert may_send(a_rule(version=4), 4)
    assert not may_send(a_rule(version=5), 4)
    assert not may_send(a_rule(version=4, state=RuleState.OFF), 4)
    assert not may_send(a_rule(version=4, state=RuleState.SUSPENDED), 4)
    assert not may_send(None, 4)


@pytest.mark.parametrize(
    ("reason", "wakes"),
    [
        (SuspendReason.DECLINED_HARD, {Wake.METHOD, Wake.PERSON}),
        (SuspendReason.LADDER_SPENT, {Wake.METHOD, Wake.BALANCE, Wake.PERSON}),
        (SuspendReason.PRICE_CHANGED, {Wake.CONSENT}),
        (SuspendReason.PACKAGE_GONE, {Wake.CONSENT}),
        (SuspendReason.METHOD_UNUSABLE, {Wake.METHOD}),
        (SuspendReason.IN_DOUBT, {Wake.RESOLVED}),
    ],
)
def test_each_suspension_ends_by_what_mends_it(reason: SuspendReason, wakes: set[Wake]) -> None:
    assert wakes_by(reason) == wakes


@given(RULES, st.sampled_from(SuspendReason), st.sampled_from(Wake))
def test_a_rule_is_woken_by_what_is_listed_and_by_nothing_else(
    rule: Rule, reason: SuspendReason, wake: Wake
) -> None:
    again = woken(suspended(replace(rule, failures=2), reason), wake)
    if wake in wakes_by(reason):
        assert again == replace(rule, failures=0, next_attempt_at=0)
    else:
        assert again is None


@pytest.mark.parametrize("wake", Wake)
@pytest.mark.parametrize("state", [RuleState.OFF, RuleState.ON])
def test_only_a_suspended_rule_is_woken(state: RuleState, wake: Wake) -> None:
    assert woken(a_rule(state=state), wake) is None


def test_the_first_reason_of_a_suspension_stays() -> None:
    once = suspended(a_rule(), SuspendReason.PRICE_CHANGED)
    assert suspended(once, SuspendReason.METHOD_UNUSABLE) == once


# Rules that cannot be meant


@pytest.mark.parametrize(
    ("rule", "word"),
    [
        (a_rule(Trigger.BALANCE_BELOW, 0), "balance"),
        (a_rule(Trigger.DATA_BELOW, 0), "data left"),
        (a_rule(Trigger.DATA_BELOW_PERCENT, 0), "percent"),
        (a_rule(Trigger.DATA_BELOW_PERCENT, 100), "percent"),
        (a_rule(Trigger.BEFORE_EXPIRY, 0), "1 to 365"),
        (a_rule(Trigger.BEFORE_EXPIRY, 366), "1 to 365"),
        (a_rule(cap_plan=usd(899)), "9.00 USD and a cap is 8.99 USD"),
        (a_rule(cap_day=usd(899), cap_month=usd(5000)), "raise it"),
        (a_rule(cap_month=Money(5000, "EUR", 2)), "one currency"),
        (a_rule(consent=Consent("EU-20", usd(0), NOW)), "more than 0"),
        (a_rule(consent=Consent("EU-20", usd(499), NOW)), "no less than 5.00 USD"),
        (a_rule(overage=Overage.ALLOWED), "up to an amount"),
        (a_rule(**ALLOWED, overage_then=OverageThen.BUY), "needs a cap"),
        (a_rule(ladder_s=(60,) * 9), "at most 8"),
        (a_rule(ladder_s=(59,)), "1 minute"),
        (a_rule(ladder_s=(60, 7 * DAY + 1)), "7 days"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_one_line(rule: Rule, word: str) -> None:
    problem = rule_problem(rule, usd(500))
    assert word in str(problem)
    assert "\n" not in str(problem)


@pytest.mark.parametrize(
    "rule",
    [
        a_rule(),
        WITH_CAPS,
        a_rule(Trigger.BALANCE_BELOW, 1),
        a_rule(Trigger.DATA_BELOW_PERCENT, 99),
        a_rule(Trigger.BEFORE_EXPIRY, 365),
        a_rule(Trigger.AT_EXPIRY, 0),
        a_rule(cap_day=PRICE),
        a_rule(**ALLOWED, overage_then=OverageThen.BUY, cap_month=usd(5000)),
        a_rule(ladder_s=()),
        a_rule(ladder_s=(7 * DAY, 60)),
    ],
)
def test_what_can_be_meant_is_taken(rule: Rule) -> None:
    assert rule_problem(rule) is None
    assert rule_problem(rule, PRICE) is None


def test_a_minimum_in_another_currency_is_said_and_not_raised() -> None:
    assert "one currency" in str(rule_problem(a_rule(), Money(1, "EUR", 2)))


@pytest.mark.parametrize(
    ("rule", "bought", "word"),
    [
        (a_rule(Trigger.AT_EXPIRY, 0), {"effect": Effect.ADD_DATA}, "no time"),
        (a_rule(Trigger.BALANCE_BELOW, 1), {"effect": Effect.STACK}, "tops it up"),
        (a_rule(Trigger.BEFORE_EXPIRY, 7), {"package_days": 7}, "7 days"),
        (a_rule(value=GB), {"package_allowance_bytes": GB}, "no more data"),
    ],
)
def test_what_would_buy_without_end_or_in_vain_is_refused(
    rule: Rule, bought: dict[str, Any], word: str
) -> None:
    assert word in str(rule_problem(rule, **bought))
    enough: dict[str, Any] = {"package_days": 8, "package_allowance_bytes": 20 * GB}
    assert rule_problem(rule, **enough) is None
