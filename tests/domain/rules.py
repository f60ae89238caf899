"""Auto-renew rules and facts to test with: one call, and only what matters to the test is named."""

from dataclasses import replace
from typing import Any

from axis_tui.domain.auto_renew import Consent, Rule, RuleState, Trigger
from axis_tui.domain.auto_renew_decision import Facts
from axis_tui.domain.money import Money
from axis_tui.domain.plan import PlanState
from axis_tui.domain.units import GB
from tests.domain.terms import DAY, NOW


def usd(minor: int) -> Money:
    return Money(minor, "USD", 2)


PRICE = usd(900)


def a_rule(trigger: Trigger = Trigger.DATA_BELOW, value: int = GB, **other: Any) -> Rule:
    """A rule that is on, for 9.00 USD, without caps."""
    return replace(
        Rule(
            state=RuleState.ON,
            trigger=trigger,
            value=value,
            consent=Consent("EU-20", PRICE, NOW - DAY),
            method_id=1,
            cap_plan=None,
            cap_day=None,
            cap_month=None,
        ),
        **other,
    )


def facts(**other: Any) -> Facts:
    """A plan of 20 GB for 30 days that has 10 days and half a gigabyte left, and nothing in its way."""
    return replace(
        Facts(
            state=PlanState.ACTIVE,
            left_bytes=GB // 2,
            allowance_bytes=20 * GB,
            starts_at=NOW - 20 * DAY,
            expires_at=NOW + 10 * DAY,
            waiting_plans=0,
            balance=None,
            spent_period=usd(0),
            spent_overage=usd(0),
            spent_day=usd(0),
            spent_month=usd(0),
            renewals_this_period=0,
            has_open_order=False,
            in_doubt=False,
            minimum=None,
            method_usable=True,
            clock_trusted=True,
            service_ended=False,
            is_postpaid=False,
            next_day_at=NOW + DAY // 2,
            next_month_at=NOW + 20 * DAY,
        ),
        **other,
    )
