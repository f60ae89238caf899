import unicodedata
from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.domain.cancellation_word import Reason
from axis_tui.domain.chase import Chase, chase_text
from axis_tui.domain.message import SHORT_LIMIT
from tests.domain.terms import NOW

SECRET = "K2-9TQ-SECRET"
CHASE = Chase(
    case=7,
    carrier="Axis CH",
    esim="Swiss day",
    iccid="8941012345678901234",
    reason=Reason.REPLACED,
    reason_text="",
    carrier_reference="R-881",
    asked_at=NOW,
    due_on=date(2025, 10, 16),
    days=5,
    passed=7,
    is_overdue=True,
    holidays_known=True,
)
TEXTS = [field.name for field in fields(Chase) if field.type is str]


def filled(text: str) -> Chase:
    return replace(CHASE, **dict.fromkeys(TEXTS, text))  # type: ignore[arg-type]  # texts, all of them


def test_a_late_answer_is_asked_for_with_all_that_a_desk_needs() -> None:
    found = chase_text(CHASE)
    assert found.subject == "Cancellation C-0007, your reference R-881: answer was due on 2025-10-16"
    assert found.body == (
        "We asked you to end the service of one eSIM; your answer was due on 2025-10-16.\n"
        "Please tell us whether the request is approved or refused, and if it is refused, why.\n"
        "\n"
        "Carrier: Axis CH\n"
        "eSIM: Swiss day\n"
        "ICCID: 8941012345678901234\n"
        "Your reference: R-881\n"
        "Our case: C-0007\n"
        "Reason: device replaced\n"
        "Asked: 2025-10-09 08:53:20 UTC\n"
        "Answer due: 2025-10-16, 5 working days\n"
        "Working days so far: 7"
    )
    assert found.short == (
        "Cancellation C-0007 (your reference R-881, ICCID 8941012345678901234): asked on 2025-10-09, "
        "your answer was due on 2025-10-16. Approved or refused?"
    )


def test_before_it_is_due_nothing_is_said_to_be_late() -> None:
    found = chase_text(replace(CHASE, is_overdue=False))
    for text in (found.subject, found.body, found.short):
        assert "is due on 2025-10-16" in text
        assert "was due" not in text


def test_what_is_not_known_is_left_out() -> None:
    found = chase_text(filled(""))
    assert found.subject == "Cancellation C-0007: answer was due on 2025-10-16"
    assert found.short.startswith("Cancellation C-0007: asked on 2025-10-09")
    for word in ("ICCID", "Carrier:", "reference", "None"):
        assert word not in found.body


def test_holidays_that_are_not_known_are_said() -> None:
    assert (
        "5 working days, public holidays not left out"
        in chase_text(replace(CHASE, holidays_known=False)).body
    )


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_its_words(reason: Reason) -> None:
    assert "Reason: " in chase_text(replace(CHASE, reason=reason, reason_text="as told")).body


@pytest.mark.parametrize("text", [f"LPA:1$smdp.example.com${SECRET}", f"1$smdp.example.com${SECRET}"])
def test_no_activation_code_is_sent(text: str) -> None:
    found = chase_text(filled(text))
    assert SECRET not in found.subject + found.body + found.short


@given(st.text(max_size=300))
def test_hostile_text_stays_in_its_line(text: str) -> None:
    found = chase_text(filled(text))
    assert len(found.short) <= SHORT_LIMIT
    assert len(found.body.split("\n")) <= 12
    for line in (found.subject, found.short, *found.body.split("\n")):
        assert not any(unicodedata.category(each) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for each in line)
