"""What is lost with an eSIM: every plan of it by its name, with its time, data and money."""

from dataclasses import replace
from typing import Any

import pytest

from axis_tui.domain.cancellation_lost import LostPlan, lost_plans
from axis_tui.domain.cancellation_subject import Policy, Subject
from axis_tui.domain.cancellation_word import Reason
from axis_tui.domain.money import Money
from axis_tui.domain.package import Billing
from axis_tui.domain.plan import PlanState, new_plan
from axis_tui.domain.units import GB
from axis_tui.domain.validity import StartRule
from axis_tui.present.lost_words import lost_sentences
from tests.tui.world import DAY_S, NOW, terms

JAPAN = LostPlan("Japan 10 GB", "decimal", "Europe/Berlin", False, NOW + 10 * DAY_S, 61 * GB // 10, None)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "10 days and 6.1 GB of “Japan 10 GB”"),
        ({"left_bytes": None}, "10 days of “Japan 10 GB”"),
        ({"left_bytes": 0}, "10 days of “Japan 10 GB”; its data is used up"),
        ({"is_postpaid": True}, "nothing ahead: “Japan 10 GB” is paid for by the month"),
        ({"expires_at": None}, "all of “Japan 10 GB”, never started"),
    ],
)
def test_what_is_lost_is_told_by_time_and_data(changes: dict[str, Any], said: str) -> None:
    priced = replace(JAPAN, worth=Money(540, "USD", 2), **changes)
    assert lost_sentences([priced], NOW) == [said], "the checklist tells the money of one plan"


def test_every_plan_that_runs_or_waits_is_named_with_its_own_money_and_none_that_is_over() -> None:
    price = Money(900, "USD", 2)
    later = {"start_rule": StartRule.FIRST_USE}
    plans = (
        new_plan(terms("Old", GB, 1, "JP"), NOW - 40 * DAY_S),
        replace(new_plan(terms("Next", 5 * GB, 30, "JP", price=price, **later), NOW), state=PlanState.QUEUED),
        new_plan(terms("Japan", 10 * GB, 30, "JP", price=price), NOW - 15 * DAY_S),
        new_plan(terms("Free", None, 30, "JP", billing=Billing.POSTPAID), NOW - DAY_S),
    )
    subject = Subject(
        Reason.UNUSED, "", "enabled", False, None, "", 0, plans, Policy(), False, 0, False, "", None, NOW
    )
    assert lost_sentences(lost_plans(subject), NOW) == [
        "15 days and 10.0 GB of “Japan” (9.00 USD)",
        "nothing ahead: “Free” is paid for by the month",
        "all of “Next”, never started (9.00 USD)",
    ]
    assert lost_sentences(lost_plans(replace(subject, plans=plans[:1])), NOW) == [
        "nothing: no plan runs on it"
    ]
