"""What happens next with a cancellation, and where its review stands by the days that the store keeps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from axis_tui.domain.cancellation import DONE, CaseState, Reason
from axis_tui.domain.cancellation_review import review
from axis_tui.domain.cancellation_subject import Check
from axis_tui.domain.cancellation_word import CarrierSays, CheckCode, Level, OnChip, Recall
from axis_tui.domain.dossier_facts import Standing
from axis_tui.domain.working_day import WorkCalendar
from axis_tui.present.case_next import auto_renew_words, case_advice, case_next, is_yours
from axis_tui.present.case_review import review_count, rough_review
from axis_tui.present.width import cells

NOW = 1_795_176_000
"""Friday 20 November 2026, 12:00 UTC."""


@dataclass(frozen=True)
class Case:
    state: CaseState = CaseState.IN_REVIEW
    reason: Reason = Reason.REPLACED
    has_chip: bool = True
    chip_refused: bool = False
    uses_api: bool = False
    submitted_at: int | None = NOW
    received_at: int | None = NOW
    decided_at: int | None = NOW
    confirmed_at: int | None = NOW
    carrier: str = "Axis JP"
    esim_name: str = "Japan 10 GB"
    checks: tuple[Check, ...] = ()
    carrier_zone: str = "Asia/Tokyo"
    rejection: str = "the contract runs"
    confirmation: str = ""
    recall: Recall = Recall.NO
    has_proof: bool = False
    after: Standing | None = None
    error: str = ""
    review_days: int | None = 5
    remind_on: date | None = date(2026, 11, 23)
    deadline_on: date | None = date(2026, 11, 24)


def test_a_review_is_counted_back_from_its_deadline_as_the_worker_counts_it() -> None:
    asked = date(2026, 11, 17)
    for after in range(12):
        found = rough_review(Case(), NOW + (after - 3) * 86_400)
        assert found == review(asked, asked + timedelta(after), 5, WorkCalendar().is_working)
    assert rough_review(replace(Case(), deadline_on=None), NOW) is None


def test_a_holiday_ahead_never_counts_a_day_too_many() -> None:
    late = rough_review(replace(Case(), deadline_on=date(2026, 12, 24)), NOW)
    assert late is not None
    assert late.passed == 0
    assert not late.is_overdue


@pytest.mark.parametrize(("days", "said"), [(0, "3 of 5 working days"), (7, "3 working days late")])
def test_a_column_tells_how_far_or_how_late(days: int, said: str) -> None:
    found = rough_review(Case(), NOW + days * 86_400)
    assert found is not None
    assert review_count(found) == said


def test_every_state_says_what_is_next_and_whose_turn_it_is() -> None:
    for state in CaseState:
        for chip in (True, False):
            for api in (True, False):
                case = replace(Case(state), has_chip=chip, uses_api=api)
                assert 0 < cells(case_next(case, NOW)) <= 26
                assert case_advice(case, NOW).endswith((".", case.rejection))
                if state in DONE:
                    assert not is_yours(case, NOW)
    assert is_yours(replace(Case(CaseState.APPROVED), confirmed_at=None), NOW)
    assert not is_yours(Case(CaseState.APPROVED), NOW)
    assert not is_yours(Case(), NOW)
    assert is_yours(Case(), NOW + 7 * 86_400)
    assert case_next(Case(), NOW + 7 * 86_400) == "chase the carrier"
    assert not is_yours(replace(Case(CaseState.SUBMITTED), uses_api=True), NOW)
    assert is_yours(replace(Case(CaseState.DELETED), has_chip=False), NOW)
    assert not is_yours(Case(CaseState.DELETED), NOW)
    # A lost one leaves its chip alone, whatever chip this machine has.
    assert case_next(Case(CaseState.REMOVING, Reason.LOST), NOW) == "record that it ended"


def test_trouble_comes_before_advice() -> None:
    said = case_advice(replace(Case(CaseState.SUBMITTED), error="no answer"), NOW)
    assert said == "It could not go on: no answer. It is tried again."


def test_once_the_carrier_has_ended_it_nothing_is_promised_that_is_not_so() -> None:
    case = replace(Case(CaseState.APPROVED), confirmed_at=None, confirmation="It ended.")
    by_chip, by_hand = case_advice(case, NOW), case_advice(replace(case, has_chip=False), NOW)
    for told in (by_chip, by_hand, case_advice(replace(case, reason=Reason.LOST), NOW)):
        assert told.startswith("Axis JP has ended the service. ")
        assert "onfirming" in told
    assert "from the chip here" in by_chip
    assert "on its device" in by_hand
    refused = replace(Case(CaseState.WITHDRAWN), recall=Recall.REFUSED)
    assert "may end the service all the same" in case_advice(refused, NOW)
    assert case_next(refused, NOW) == "tell the carrier"


def test_no_more_is_said_to_be_proven_than_is() -> None:
    gone = Standing(NOW, OnChip.ABSENT, CarrierSays.CANCELLED, "ended", None, None)
    by_chip = replace(Case(CaseState.CLOSED), has_proof=True, after=gone)
    assert case_advice(by_chip, NOW).endswith("and the dossier proves it.")
    for less in (
        replace(by_chip, has_proof=False),
        replace(by_chip, after=None),
        replace(by_chip, has_chip=False, has_proof=False, after=replace(gone, profile=OnChip.UNKNOWN)),
    ):
        assert case_advice(less, NOW).endswith("the dossier says what is not proven.")
    lost = replace(by_chip, reason=Reason.LOST, after=replace(gone, profile=OnChip.UNKNOWN))
    assert case_advice(lost, NOW).endswith("by the word of Axis JP; the device is out of reach.")


def test_a_request_that_came_to_nothing_says_that_auto_renew_stays_off_where_it_was_on() -> None:
    was_on = (Check(CheckCode.AUTO_RENEW_ON, Level.WARNS),)
    for state in (CaseState.REJECTED, CaseState.WITHDRAWN):
        assert "axis-tui auto-renew “Japan 10 GB” on" in auto_renew_words(replace(Case(state), checks=was_on))
        assert auto_renew_words(Case(state)) == ""
    assert auto_renew_words(replace(Case(CaseState.APPROVED), checks=was_on)) == ""
