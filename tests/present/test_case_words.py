"""Cancellations in words: every state, reason, event and check has its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pytest

from axis_tui.domain.cancellation import CaseEvent, CaseState, Reason
from axis_tui.domain.cancellation_act import Act
from axis_tui.domain.cancellation_review import Review
from axis_tui.domain.cancellation_subject import Check
from axis_tui.domain.cancellation_word import CarrierSays, CheckCode, Level, OnChip, Recall
from axis_tui.domain.dossier_facts import Standing
from axis_tui.present import case_words
from axis_tui.present.case_done import done_words, is_yours_to_tell, withdrawal_words
from axis_tui.present.case_removal import removal_sentences
from axis_tui.present.case_standing import standing_words
from axis_tui.present.check_words import CHECK_WORDS, check_lines, check_mark, check_sentence
from axis_tui.present.glyphs import ASCII, UNICODE
from axis_tui.present.line import Tone, plain
from axis_tui.present.width import cells

NOW = 1_780_000_000
MONEY = (("minor", 500), ("currency", "USD"), ("exponent", 2))
PARAMS = {
    CheckCode.ALREADY_ENDED: (("case", 4),),
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

    assert said(CheckCode.ALREADY_ENDED) == "ended by C-0004"
    assert said(CheckCode.FEE) == "fee: 5.00 USD"
    assert said(CheckCode.OTHER_WORKS) == "2 other eSIMs work on “Phone”"
    assert said(CheckCode.OPEN_ORDERS) == "1 renewal is not at its end"
    assert said(CheckCode.NOTICE_PERIOD) == "it goes on and costs until Thu 28 May"
    assert said(CheckCode.REASON) == "reason: lost or damaged"


def test_marks_tell_levels_apart_without_colour() -> None:
    for glyphs in (UNICODE, ASCII):
        assert len({check_mark(level, glyphs)[0] for level in Level}) == len(Level)


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
    assert case_words.event_detail("submit", "auto-renew off") == "auto-renew turned off"


# What is done, and what it means


@dataclass(frozen=True)
class Case:
    """What is told of a case."""

    id: int = 7
    esim_name: str = "Swiss day"
    iccid_masked: str = "…0041"
    carrier: str = "Axis CH"
    device: str = "Phone"
    reason: Reason = Reason.UNUSED
    has_chip: bool = False
    chip_refused: bool = False
    confirmation: str = ""
    received_at: int | None = None
    deadline_on: date | None = None
    recall: Recall = Recall.NO
    after: Standing | None = None


def test_a_late_review_is_told_in_red_with_a_glyph_and_a_word() -> None:
    days = date(2026, 11, 25), date(2026, 11, 24)
    late = case_words.review_span(Review(*days, 5, 7, True, True), UNICODE, holidays_known=True)
    assert late == ("✕ overdue: 7 working days of 5, answer was due Wed 25 Nov", Tone.BAD)
    soon = case_words.review_span(Review(*days, 5, 4, True, False), UNICODE, holidays_known=True)
    assert soon == ("▲ 4 of 5 working days, answer due Wed 25 Nov", Tone.WARNING)
    early = case_words.review_span(Review(*days, 5, 0, False, False), ASCII, holidays_known=False)
    assert early[0].startswith(f"{ASCII.ready} 0 of 5")


def test_the_end_is_told_as_it_was_seen() -> None:
    gone = Standing(NOW, OnChip.ABSENT, CarrierSays.CANCELLED, "", None, None)
    unread = replace(gone, profile=OnChip.UNKNOWN)
    said = case_words.case_event_word
    assert said("verify", Case(after=gone)) == "gone from the carrier and from the chip"
    assert said("verify", Case(after=unread)) == "the carrier has ended it; no chip was read"
    lost = Case(reason=Reason.LOST, after=unread)
    assert said("verify", lost) == "the carrier has ended it; the device is out of reach"
    assert said("approve", lost) == "the carrier agreed"


@pytest.mark.parametrize("act", sorted(set(Act) - {Act.REQUEST, Act.CHASE}))
def test_every_act_says_what_was_done(act: Act) -> None:
    said = done_words(act, Case(deadline_on=date(2026, 11, 25)))
    assert said
    assert "%(" not in said
    assert act is not Act.ASKED or said.endswith("due Wed 25 Nov")


def test_it_is_said_who_tells_the_carrier_of_a_withdrawal() -> None:
    assert withdrawal_words(Case()) == ""
    assert "tell it" in withdrawal_words(Case(received_at=5))
    assert is_yours_to_tell(Case(recall=Recall.REFUSED))
    assert withdrawal_words(Case(recall=Recall.WANTED, received_at=5)) == "Axis CH is told so by the worker"
    assert withdrawal_words(Case(recall=Recall.TOLD, received_at=5)) == ""


def test_a_removal_is_told_as_it_will_be_done() -> None:
    by_chip = " ".join(removal_sentences(Case(has_chip=True)))
    lost = " ".join(removal_sentences(Case(has_chip=True, reason=Reason.LOST)))
    by_hand = " ".join(removal_sentences(Case()))
    assert "leaves this machine’s chip for ever" in by_chip
    assert "in place of the chip’s steps" in lost
    assert "delete the profile on Phone yourself" in by_hand
    ended = " ".join(removal_sentences(Case(confirmation="It ended.")))
    lost_too = " ".join(removal_sentences(Case(confirmation="It ended.", reason=Reason.LOST)))
    assert "Axis CH has ended" in ended
    assert "Axis CH has ended" in lost_too
    assert "delete" not in lost_too
    for told in (by_chip, lost, by_hand, ended, lost_too):
        assert told.endswith("From here on there is no way back.")
        assert "…0041" in told


def test_a_standing_tells_chip_carrier_and_plan() -> None:
    stood = Standing(NOW, OnChip.ENABLED, CarrierSays.UNKNOWN, "active", 6_100_000_000, NOW + 60)
    said = standing_words(stood, "UTC", NOW, "decimal")
    assert said == (
        "20:26: enabled on the chip, the carrier was not asked, a plan that runs, 6.1 GB left, "
        "valid until 20:27"
    )
    for profile in OnChip:
        for carrier in CarrierSays:
            assert standing_words(Standing(NOW, profile, carrier, "", None, None), "UTC", NOW, "decimal")


@pytest.mark.parametrize("width", [58, 78, 118])
def test_a_checklist_stands_in_two_columns_where_that_fits(width: int) -> None:
    found = [Check(code, Level.OK, PARAMS.get(code, ())) for code in CheckCode]
    lines = check_lines(found, "UTC", NOW, width, UNICODE)
    assert max(cells(plain(each)) for each in lines) <= width
    assert sum(plain(each).count(UNICODE.done) for each in lines) == len(found)
    assert width < 78 or len(lines) < len(found)
