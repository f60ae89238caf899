from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.domain.cancellation_check import (
    BACKUP_HOLDS_S,
    Check,
    CheckCode,
    Level,
    Policy,
    PolicyRule,
    Subject,
    checks,
    is_blocked,
)
from axis_tui.domain.cancellation_value import RefundRule, loss, refund
from axis_tui.domain.cancellation_word import Reason
from axis_tui.domain.money import Money
from axis_tui.domain.package import Billing
from axis_tui.domain.plan import Plan, PlanEvent, add_usage, moved, new_plan, start
from axis_tui.domain.units import GB
from axis_tui.domain.validity import ValidityUnit
from tests.domain.terms import DAY, NOW, rolling, terms

PRICE = Money(3_000, "USD", 2)


def priced(price: Money | None = PRICE, *, allowance_bytes: int | None = 10 * GB) -> Plan:
    """Ten gigabytes in thirty days, bought and not started."""
    return new_plan(replace(terms(allowance_bytes=allowance_bytes), price=price), NOW)


def running(used_bytes: int = 0, price: Money | None = PRICE, allowance_bytes: int | None = 10 * GB) -> Plan:
    return add_usage(start(priced(price, allowance_bytes=allowance_bytes), NOW), used_bytes, NOW)


GOOD = Subject(
    reason=Reason.REPLACED,
    reason_text="",
    profile_state="enabled",
    has_chip_access=True,
    possible_rules=None,
    device="Router",
    others_working=1,
    plans=(),
    policy=Policy(fee=Money(0, "USD", 2), refund=RefundRule.NEVER),
    has_open_case=False,
    open_orders=0,
    auto_renews=False,
    contact_email="me@example.com",
    backup_verified_at=NOW,
    now=NOW,
)


def checked(**changes: object) -> tuple[Check, ...]:
    return checks(replace(GOOD, **changes))  # type: ignore[arg-type]  # by name


def told(*codes: CheckCode, **changes: object) -> list[tuple[str, str, dict[str, int | str]]]:
    """Those of `codes` that the checklist has: code, level, params."""
    return [
        (check.code.value, check.level.value, dict(check.params))
        for check in checked(**changes)
        if check.code in codes
    ]


def amount(minor: int, **more: str) -> dict[str, int | str]:
    return {"minor": minor, "currency": "USD", "exponent": 2, **more}


VALUE = (CheckCode.VALUE_NONE, CheckCode.VALUE_LEFT, CheckCode.VALUE_UNKNOWN)
REFUND = (
    CheckCode.REFUND_NOTHING,
    CheckCode.REFUND_FULL,
    CheckCode.REFUND_PART,
    CheckCode.REFUND_NONE,
    CheckCode.REFUND_UNKNOWN,
)


def test_where_all_is_in_order_every_line_says_so() -> None:
    assert [check.code.value for check in checked()] == [
        "reason",
        "value_none",
        "fee_none",
        "refund_nothing",
        "rules_allow",
        "other_works",
        "orders_none",
        "auto_renew_off",
        "contact_set",
        "backup_made",
    ]
    assert {check.level for check in checked()} == {Level.OK}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"has_open_case": True}, CheckCode.OPEN_CASE),
        ({"ended_by": 4}, CheckCode.ALREADY_ENDED),
        ({"open_orders": 2}, CheckCode.OPEN_ORDERS),
        ({"backup_verified_at": None}, CheckCode.BACKUP_MISSING),
        ({"backup_verified_at": NOW - BACKUP_HOLDS_S - 1}, CheckCode.BACKUP_OLD),
        ({"backup_verified_at": NOW + 1}, CheckCode.BACKUP_OLD),
        ({"reason": Reason.OTHER, "reason_text": " \n"}, CheckCode.REASON_TEXT_MISSING),
        ({"policy": Policy(rules=frozenset({PolicyRule.NO_DELETE}))}, CheckCode.RULE_NO_DELETE),
        ({"policy": Policy(rules=frozenset({PolicyRule.NO_DISABLE}))}, CheckCode.RULE_NO_DISABLE),
    ],
)
def test_what_blocks_comes_first(changes: dict[str, object], code: CheckCode) -> None:
    found = checked(**changes)
    assert (found[0].code, found[0].level) == (code, Level.BLOCKS)
    assert is_blocked(found)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"auto_renews": True}, CheckCode.AUTO_RENEW_ON),
        ({"contact_email": " "}, CheckCode.CONTACT_MISSING),
        ({"others_working": 0}, CheckCode.LAST_WORKING),
        ({"policy": Policy(fee=Money(500, "USD", 2))}, CheckCode.FEE),
        ({"policy": Policy()}, CheckCode.FEE_UNKNOWN),
    ],
)
def test_what_only_warns_blocks_nothing(changes: dict[str, object], code: CheckCode) -> None:
    found = checked(**changes)
    assert (found[0].code, found[0].level) == (code, Level.WARNS)
    assert not is_blocked(found)


def test_other_with_a_word_about_it_is_a_reason() -> None:
    assert not is_blocked(checked(reason=Reason.OTHER, reason_text="moved"))


def test_an_esim_on_no_device_leaves_none_without() -> None:
    for changes in ({"device": ""}, {"profile_state": "released"}, {"profile_state": "deleted"}):
        assert told(CheckCode.NO_DEVICE, **changes, others_working=0) == [("no_device", "ok", {})]


def test_the_profile_s_rules_count_only_for_the_steps_that_the_chip_has_to_do() -> None:
    both = Policy(rules=frozenset(PolicyRule))
    assert [check.code for check in checked(policy=both)][:2] == [
        CheckCode.RULE_NO_DISABLE,
        CheckCode.RULE_NO_DELETE,
    ]
    no_disable = Policy(rules=frozenset({PolicyRule.NO_DISABLE}))
    assert not is_blocked(checked(policy=no_disable, profile_state="disabled"))
    for by_carrier in ({"reason": Reason.LOST}, {"has_chip_access": False}):
        assert not is_blocked(checked(policy=both, **by_carrier))
        assert told(CheckCode.CARRIER_REVOKES, **by_carrier) == [("carrier_revokes", "ok", {})]


@pytest.mark.parametrize(
    ("possible", "known", "profile_state", "code"),
    [
        (None, None, "enabled", "rules_allow"),
        ((), None, "enabled", "rules_none"),
        ((), (PolicyRule.NO_DELETE,), "enabled", "rule_no_delete"),
        ((PolicyRule.NO_DISABLE,), None, "enabled", "rules_may_forbid"),
        ((PolicyRule.NO_DISABLE,), None, "disabled", "rules_none"),
        ((PolicyRule.NO_DELETE,), None, "disabled", "rules_may_forbid"),
        ((PolicyRule.NO_DELETE,), (), "disabled", "rules_allow"),
    ],
)
def test_what_the_chip_lets_its_profiles_forbid_counts_where_nothing_is_known_of_this_one(
    possible: tuple[PolicyRule, ...] | None,
    known: tuple[PolicyRule, ...] | None,
    profile_state: str,
    code: str,
) -> None:
    levels = {"rules_may_forbid": "warns", "rule_no_delete": "blocks"}
    found = told(
        *(each for each in CheckCode if each.value.startswith("rule")),
        possible_rules=None if possible is None else frozenset(possible),
        policy=Policy(rules=None if known is None else frozenset(known)),
        profile_state=profile_state,
    )
    assert found == [(code, levels.get(code, "ok"), {})]


def test_the_larger_loss_is_told_by_data_or_by_time() -> None:
    # A tenth of the data used and a third of the time gone; then the other way round.
    assert told(*VALUE, plans=(running(1 * GB),), now=NOW + 10 * DAY, backup_verified_at=NOW + 10 * DAY) == [
        ("value_left", "warns", amount(2_700, by="data"))
    ]
    assert told(*VALUE, plans=(running(9 * GB),), now=NOW + 10 * DAY) == [
        ("value_left", "warns", amount(2_000, by="time"))
    ]


def test_a_plan_that_never_started_is_lost_whole() -> None:
    assert told(*VALUE, plans=(priced(),)) == [("value_left", "warns", amount(3_000, by="price"))]


def test_without_a_limit_only_time_is_reckoned() -> None:
    assert told(*VALUE, plans=(running(allowance_bytes=None),), now=NOW + 15 * DAY) == [
        ("value_left", "warns", amount(1_500, by="time"))
    ]


def test_a_loss_is_rounded_up_and_a_refund_down() -> None:
    plan = running(1, Money(1_000, "USD", 2))
    later = NOW + 10 * DAY + 1
    assert loss(plan, later) == (Money(1_000, "USD", 2), "data")
    assert refund(plan, "enabled", RefundRule.PRO_RATA, later) == Money(666, "USD", 2)


def test_sums_are_by_currency_and_nothing_is_exchanged() -> None:
    plans = (running(5 * GB), priced(), priced(Money(900, "JPY", 0)))
    assert told(CheckCode.VALUE_LEFT, plans=plans, now=NOW + 15 * DAY) == [
        ("value_left", "warns", {"minor": 900, "currency": "JPY", "exponent": 0, "by": "plans"}),
        ("value_left", "warns", amount(4_500, by="plans")),
    ]


def test_a_price_that_is_not_known_is_said_and_not_taken_for_nothing() -> None:
    unknown = Policy(refund=RefundRule.UNSTARTED)
    assert told(*VALUE, *REFUND, plans=(priced(None),), policy=unknown) == [
        ("value_unknown", "warns", {}),
        ("refund_unknown", "warns", {}),
    ]
    assert [code for code, _, _ in told(*VALUE, plans=(priced(None), running()))] == [
        "value_left",
        "value_unknown",
    ]


@pytest.mark.parametrize(
    "plan",
    [priced(Money(0, "USD", 2)), moved(running(), PlanEvent.EXPIRE), moved(priced(), PlanEvent.END)],
)
def test_what_was_free_or_is_over_is_no_loss(plan: Plan) -> None:
    assert told(*VALUE, *REFUND, plans=(plan,)) == [("value_none", "ok", {}), ("refund_nothing", "ok", {})]


def test_plans_are_judged_as_they_stand_now() -> None:
    assert told(*VALUE, plans=(running(),), now=NOW + 31 * DAY) == [("value_none", "ok", {})]


@pytest.mark.parametrize(
    ("rule", "profile_state", "plan", "minor"),
    [
        (RefundRule.NEVER, "released", priced(), None),
        (RefundRule.UNINSTALLED, "released", priced(), 3_000),
        (RefundRule.UNINSTALLED, "installed", priced(), None),
        (RefundRule.UNINSTALLED, "released", replace(priced(), installed_at=NOW), None),
        (RefundRule.UNSTARTED, "installed", priced(), 3_000),
        (RefundRule.UNSTARTED, "enabled", running(), None),
        (RefundRule.UNSTARTED, "enabled", replace(priced(), metered_bytes=1), None),
        (RefundRule.PRO_RATA, "enabled", priced(), 3_000),
        (RefundRule.PRO_RATA, "enabled", running(4 * GB), 1_800),
        (RefundRule.PRO_RATA, "enabled", running(10 * GB), None),
    ],
)
def test_a_refund_goes_by_the_real_state(
    rule: RefundRule, profile_state: str, plan: Plan, minor: int | None
) -> None:
    expected = None if minor is None else Money(minor, "USD", 2)
    assert refund(plan, profile_state, rule, NOW) == expected


def test_what_comes_back_is_told_in_words_of_its_own() -> None:
    pro_rata = Policy(refund=RefundRule.PRO_RATA)
    assert told(*REFUND, plans=(priced(),), policy=pro_rata) == [("refund_full", "ok", amount(3_000))]
    assert told(*REFUND, plans=(priced(), running(4 * GB)), policy=pro_rata) == [
        ("refund_part", "warns", amount(4_800))
    ]
    assert told(*REFUND, plans=(running(),)) == [("refund_none", "warns", {})]
    assert told(*REFUND, plans=(running(),), policy=Policy()) == [("refund_unknown", "warns", {})]


def test_a_postpaid_plan_has_a_notice_period_and_no_refund() -> None:
    monthly = terms(rolling(1, ValidityUnit.MONTH), billing=Billing.POSTPAID)
    plan = start(new_plan(replace(monthly, price=PRICE), NOW), NOW)
    codes = (*VALUE, *REFUND, CheckCode.NOTICE_PERIOD, CheckCode.NOTICE_UNKNOWN)
    assert told(*codes, plans=(plan,), policy=Policy(notice_days=30)) == [
        ("notice_period", "warns", {"days": 30, "until_at": NOW + 30 * DAY}),
        ("value_none", "ok", {}),
        ("refund_nothing", "ok", {}),
    ]
    assert told(CheckCode.NOTICE_UNKNOWN, plans=(plan,)) == [("notice_unknown", "warns", {})]


@given(
    st.integers(1, 10**12),
    st.integers(0, 12 * GB),
    st.integers(0, 40 * DAY),
    st.sampled_from(RefundRule),
    st.sampled_from(["released", "installed", "enabled", "disabled", "deleted"]),
)
def test_nobody_is_promised_more_than_is_lost_nor_loses_more_than_was_paid(
    minor: int, used_bytes: int, later: int, rule: RefundRule, profile_state: str
) -> None:
    plan = running(used_bytes, Money(minor, "USD", 2))
    lost, back = loss(plan, NOW + later), refund(plan, profile_state, rule, NOW + later)
    if lost is not None:
        assert 0 < lost[0].minor <= minor
    if back is not None:
        assert lost is not None
        assert 0 < back.minor <= lost[0].minor


@given(
    st.sampled_from(Reason),
    st.sampled_from(["released", "installed", "enabled", "disabled", "deleted"]),
    st.lists(st.sampled_from([priced(), running(), priced(None), running(allowance_bytes=None)]), max_size=3),
    st.builds(
        Policy,
        fee=st.sampled_from([None, Money(0, "USD", 2), Money(5, "EUR", 2)]),
        refund=st.none() | st.sampled_from(RefundRule),
        notice_days=st.none() | st.integers(0, 90),
        rules=st.frozensets(st.sampled_from(PolicyRule)),
    ),
    st.booleans(),
    st.integers(-DAY, 60 * DAY),
)
def test_every_list_has_each_line_once_a_currency_and_what_blocks_first(
    reason: Reason, profile_state: str, plans: list[Plan], policy: Policy, flag: bool, later: int
) -> None:
    found = checks(
        replace(
            GOOD,
            reason=reason,
            profile_state=profile_state,
            plans=tuple(plans),
            policy=policy,
            has_chip_access=flag,
            auto_renews=flag,
            now=NOW + later,
        )
    )
    levels = [list(Level).index(check.level) for check in found]
    assert levels == sorted(levels)
    lines = [(check.code, dict(check.params).get("currency")) for check in found]
    assert len(set(lines)) == len(lines)
    codes = {check.code for check in found}
    for topic in (VALUE, REFUND, (CheckCode.FEE, CheckCode.FEE_NONE, CheckCode.FEE_UNKNOWN)):
        assert codes & set(topic)
