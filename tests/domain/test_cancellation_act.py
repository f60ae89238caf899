"""What a person can do with a cancellation: never what the state table forbids, and always a way on."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from axis_tui.domain.cancellation import (
    CASE_TRANSITIONS,
    DONE,
    CaseEvent,
    CaseState,
    Reason,
    is_case_event_possible,
)
from axis_tui.domain.cancellation_act import HAND_STEPS, Act, acts_of, hand_steps
from axis_tui.domain.cancellation_recall import RECALL_MOVES
from axis_tui.domain.cancellation_word import Recall

EVENTS = {
    Act.ASKED: CaseEvent.RECEIVE,
    Act.APPROVE: CaseEvent.APPROVE,
    Act.REJECT: CaseEvent.REJECT,
    Act.WITHDRAW: CaseEvent.WITHDRAW,
    Act.GIVE_UP: CaseEvent.GIVE_UP,
}


@dataclass(frozen=True)
class Case:
    """A case by hand, without a chip."""

    state: CaseState
    reason: Reason = Reason.UNUSED
    has_chip: bool = False
    chip_refused: bool = False
    confirmed_at: int | None = None
    received_at: int | None = 1
    confirmation: str = ""
    recall: Recall = Recall.NO


@pytest.mark.parametrize("state", CaseState)
@pytest.mark.parametrize("by_program", [True, False])
def test_nothing_is_offered_that_the_state_table_forbids(state: CaseState, by_program: bool) -> None:
    acts = acts_of(Case(state), by_program=by_program)
    for act, event in EVENTS.items():
        assert act not in acts or (state, event) in CASE_TRANSITIONS
    if state in DONE:
        assert acts == ()
    for word in hand_steps(Case(state)):
        assert is_case_event_possible(state, HAND_STEPS[word])


@pytest.mark.parametrize("state", [state for state in CaseState if state not in DONE])
def test_by_hand_there_is_always_a_way_on(state: CaseState) -> None:
    acts = acts_of(Case(state), by_program=False)
    assert acts or state in (CaseState.VERIFIED,)


def test_what_a_program_does_is_not_for_a_person() -> None:
    by_program = acts_of(Case(CaseState.IN_REVIEW), by_program=True)
    assert by_program == (Act.WITHDRAW, Act.CHASE)
    assert acts_of(Case(CaseState.SUBMITTED), by_program=True) == (Act.WITHDRAW,)
    assert acts_of(Case(CaseState.SUBMITTED), by_program=False)[:2] == (Act.REQUEST, Act.ASKED)


def test_a_removal_is_agreed_to_once() -> None:
    assert Act.REMOVE in acts_of(Case(CaseState.APPROVED), by_program=True)
    assert Act.REMOVE not in acts_of(Case(CaseState.APPROVED, confirmed_at=5), by_program=True)
    assert Act.ENDED not in acts_of(Case(CaseState.REVOKED, confirmation="ended"), by_program=False)


def test_steps_by_hand_are_for_devices_that_no_program_reaches_and_that_are_there() -> None:
    assert hand_steps(Case(CaseState.REMOVING)) == ("disabled", "deleted")
    assert hand_steps(Case(CaseState.DELETED)) == ("notified",)
    assert hand_steps(Case(CaseState.REMOVING, has_chip=True)) == ()
    assert hand_steps(Case(CaseState.REMOVING, has_chip=True, chip_refused=True)) == ("disabled", "deleted")
    assert hand_steps(Case(CaseState.REMOVING, Reason.LOST)) == ()


def test_a_carrier_that_no_program_could_tell_is_told_by_a_person() -> None:
    told = {recall: acts_of(Case(CaseState.WITHDRAWN, recall=recall), by_program=True) for recall in Recall}
    assert told == {recall: (Act.TOLD,) if recall is Recall.REFUSED else () for recall in Recall}
    # Its adapter is no more: nothing else would ever end it.
    gone = {recall: acts_of(Case(CaseState.WITHDRAWN, recall=recall), by_program=False) for recall in Recall}
    assert {recall for recall, acts in gone.items() if acts} == {Recall.REFUSED, Recall.WANTED}
    assert {(recall, Recall.TOLD) for recall, acts in gone.items() if acts} <= RECALL_MOVES
