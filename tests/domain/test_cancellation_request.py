"""The text that asks a carrier for the end of a service: what a desk needs, and nothing it must not have."""

import unicodedata
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.domain.cancellation_request import Request, request_text
from axis_tui.domain.cancellation_subject import Check
from axis_tui.domain.cancellation_word import CheckCode, Level, Reason
from axis_tui.domain.message import SHORT_LIMIT
from tests.domain.terms import NOW

SECRET = "K2-9TQ-SECRET"
AMOUNT = (("minor", 640), ("currency", "USD"), ("exponent", 2))
PART = Check(CheckCode.REFUND_PART, Level.WARNS, AMOUNT)
REQUEST = Request(
    case=7,
    carrier="Axis CH",
    esim="Swiss day",
    iccid="8941012345678901234",
    reason=Reason.REPLACED,
    reason_text="",
    contact="me@mail.example",
    checks=(Check(CheckCode.FEE_NONE, Level.OK), PART),
    submitted_at=NOW,
)
TEXTS = [field.name for field in fields(Request) if field.type is str]


def filled(text: str) -> Request:
    return replace(REQUEST, **dict.fromkeys(TEXTS, text))  # type: ignore[arg-type]  # texts, all of them


def test_it_asks_for_the_end_the_refund_and_a_written_word_and_says_where_to_answer() -> None:
    found = request_text(REQUEST)
    assert found.subject == "Cancellation C-0007: please end the service of one eSIM"
    assert found.body == (
        "Please end the service of the eSIM below, and confirm in writing on which date it ends.\n"
        "Please refund what was not used, by our reckoning up to 6.40 USD.\n"
        "If you refuse, please tell us why.\n"
        "\n"
        "Carrier: Axis CH\n"
        "eSIM: Swiss day\n"
        "ICCID: 8941012345678901234\n"
        "Our case: C-0007\n"
        "Reason: device replaced\n"
        "Requested: 2025-10-09 08:53:20 UTC\n"
        "Please answer to: me@mail.example"
    )
    assert found.short == (
        "Cancellation C-0007: please end the service of ICCID 8941012345678901234 and confirm in writing on "
        "which date it ends, to me@mail.example. Please refund what was not used, by our reckoning up to "
        "6.40 USD."
    )
    assert found.whole == f"{found.subject}\n\n{found.body}\n"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (CheckCode.REFUND_FULL, "Please refund all that was paid, 6.40 USD."),
        (CheckCode.REFUND_UNKNOWN, "Please tell us what, if anything, is refunded."),
        (CheckCode.REFUND_NONE, ""),
        (CheckCode.REFUND_NOTHING, ""),
    ],
)
def test_money_is_asked_for_only_where_some_may_come_back(code: CheckCode, said: str) -> None:
    body = request_text(replace(REQUEST, checks=(Check(code, Level.OK, AMOUNT),))).body
    assert said in body
    assert ("refund" in body) is bool(said)


def test_of_a_device_out_of_reach_the_profile_is_to_be_revoked() -> None:
    for reason in Reason:
        body = request_text(replace(REQUEST, reason=reason)).body
        assert ("revoked on your side" in body) is (reason is Reason.LOST)
        assert "Reason: " in body


def test_what_is_not_known_is_left_out() -> None:
    found = request_text(replace(filled(""), checks=()))
    assert (
        found.short
        == "Cancellation C-0007: please end the service and confirm in writing on which date it ends."
    )
    for word in ("ICCID", "Carrier:", "answer to", "None", "refund"):
        assert word not in found.body


@pytest.mark.parametrize("text", [f"LPA:1$smdp.example.com${SECRET}", f"1$smdp.example.com${SECRET}"])
def test_no_activation_code_is_sent(text: str) -> None:
    found = request_text(filled(text))
    assert SECRET not in found.subject + found.body + found.short


@given(st.text(max_size=300))
def test_hostile_text_stays_in_its_line(text: str) -> None:
    found = request_text(filled(text))
    assert len(found.short) <= SHORT_LIMIT
    assert len(found.body.split("\n")) <= 12
    for line in (found.subject, found.short, *found.body.split("\n")):
        assert not any(unicodedata.category(each) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for each in line)
