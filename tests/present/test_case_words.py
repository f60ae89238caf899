"""Cancellations in words: every state, reason, event and check has its own; a timeline shows the place."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.domain.cancellation import CaseEvent, CaseState, Reason
from axis_tui.domain.cancellation_review import Review
from axis_tui.domain.cancellation_subject import Check
from axis_tui.domain.cancellation_word import CheckCode, Level
from axis_tui.present import case_words
from axis_tui.present.check_words import CHECK_WORDS, check_mark, check_sentence
from axis_tui.present.glyphs import ASCII, UNICODE
from axis_tui.present.line import plain

NOW = 1_780_000_000
MONEY = (("minor", 500), ("currency", "USD"), ("exponent", 2))
PARAMS = {
    CheckCode.REASON: (("reason", "lost"),),
    CheckCode.VALUE_LEFT: (*MONEY, ("by", "data")),
    CheckCode.FEE: MONEY,
    CheckCode.REFUND_FULL: MONEY,
    CheckCode.REFUND_PART: MONEY,
    CheckCode.NOTICE_PERIOD: (("days", 30), ("until_at", NOW)),
    CheckCode.OTHER_WORKS: (("count", 2), ("device", "Phone")),
    CheckCode.LAST_WORKING: (("device", "Phone"),),
    CheckCode.OPEN_ORDERS: (("count", 1),),
    CheckCode.BACKUP_MADE: (("at", NOW),),
    CheckCode.BACKUP_OLD: (("at", NOW),),
}


def test_every_word_of_the_domain_has_one_of_ours() -> None:
    assert set(case_words.REASON_WORDS) == {reason.value for reason in Reason}
    assert set(case_words.STATE_WORDS) == {state.value for state in CaseState}
    assert {event.value for event in CaseEvent} <= set(case_words.EVENT_WORDS)
    assert set(CHECK_WORDS) | {"other_works", "open_orders"} == {code.value for code in CheckCode}


@pytest.mark.parametrize("code", CheckCode)
def test_every_check_makes_a_sentence_without_open_places(code: CheckCode) -> None:
    said = check_sentence(Check(code, Level.OK, PARAMS.get(code, ())), "UTC", NOW)
    assert said
    assert "%(" not in said


def test_sentences_tell_amounts_dates_and_counts() -> None:
    def said(code: CheckCode) -> str:
        return check_sentence(Check(code, Level.OK, PARAMS[code]), "UTC", NOW)

    assert said(CheckCode.FEE) == "fee: 5.00 USD"
    assert said(CheckCode.OTHER_WORKS) == "2 other eSIMs work on “Phone”"
    assert said(CheckCode.OPEN_ORDERS) == "1 renewal is not at its end"
    assert said(CheckCode.NOTICE_PERIOD) == "it goes on and costs until Thu 28 May"
    assert said(CheckCode.REASON) == "reason: lost or damaged"


def test_marks_tell_levels_apart_without_colour() -> None:
    for glyphs in (UNICODE, ASCII):
        assert len({check_mark(level, glyphs)[0] for level in Level}) == len(Level)


def test_a_timeline_marks_where_a_case_stands() -> None:
    said = plain(case_words.timeline(CaseState.IN_REVIEW, UNICODE, by_chip=True))
    assert said == "draft ─ submitted ─› under review ─ approved ─ off the chip ─ notified ─ proven"
    said = plain(case_words.timeline(CaseState.APPROVED, ASCII, by_chip=False))
    assert said == "draft - submitted - under review -> approved - ended by the carrier - proven"


@given(st.sampled_from(CaseState), st.booleans(), st.sampled_from([UNICODE, ASCII]))
def test_a_timeline_can_be_drawn_of_any_case(state: CaseState, by_chip: bool, glyphs: object) -> None:
    assert plain(case_words.timeline(state, glyphs, by_chip=by_chip))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("review", "said"),
    [
        (
            Review(date(2026, 11, 25), date(2026, 11, 24), 5, 3, False, False),
            "3 of 5 working days, answer due Wed 25 Nov",
        ),
        (
            Review(date(2026, 11, 25), date(2026, 11, 24), 5, 7, True, True),
            "7 working days of 5, answer was due Wed 25 Nov",
        ),
    ],
)
def test_a_review_is_told_by_working_days(review: Review, said: str) -> None:
    assert case_words.review_words(review, holidays_known=True) == said
    assert "holidays not known" in case_words.review_words(review, holidays_known=False)


def test_a_reason_and_a_detail_are_told_in_words() -> None:
    assert case_words.reason_word("replaced", "a new phone") == "device replaced: a new phone"
    assert case_words.event_detail("drafted", "lost") == "lost or damaged"
    assert case_words.event_detail("disable", "by hand") == "by hand"
    assert case_words.event_word("later_words") == "later words"
