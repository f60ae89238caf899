"""A case that ends an eSIM's service: its states, what moves it between them, and how the profile goes.

Pure. What comes next is decided in `cancellation_next`; that no eSIM has two open cases is held by the store.
"""

from axis_tui.domain.cancellation_word import CaseEvent as CaseEvent
from axis_tui.domain.cancellation_word import CaseState as CaseState
from axis_tui.domain.cancellation_word import Reason as Reason
from axis_tui.domain.cancellation_word import Step as Step
from axis_tui.domain.problem import N_, Problem

CASE_TRANSITIONS: dict[tuple[CaseState, CaseEvent], CaseState] = {
    (CaseState.DRAFT, CaseEvent.SUBMIT): CaseState.SUBMITTED,
    (CaseState.DRAFT, CaseEvent.WITHDRAW): CaseState.WITHDRAWN,
    (CaseState.SUBMITTED, CaseEvent.RECEIVE): CaseState.IN_REVIEW,
    # A carrier that answers at once has no review.
    (CaseState.SUBMITTED, CaseEvent.APPROVE): CaseState.APPROVED,
    (CaseState.SUBMITTED, CaseEvent.REJECT): CaseState.REJECTED,
    (CaseState.SUBMITTED, CaseEvent.WITHDRAW): CaseState.WITHDRAWN,
    (CaseState.IN_REVIEW, CaseEvent.APPROVE): CaseState.APPROVED,
    (CaseState.IN_REVIEW, CaseEvent.REJECT): CaseState.REJECTED,
    (CaseState.IN_REVIEW, CaseEvent.WITHDRAW): CaseState.WITHDRAWN,
    (CaseState.APPROVED, CaseEvent.BEGIN): CaseState.REMOVING,
    (CaseState.APPROVED, CaseEvent.WITHDRAW): CaseState.WITHDRAWN,
    (CaseState.REMOVING, CaseEvent.DISABLE): CaseState.DISABLED,
    # It was disabled already, or deleted by a hand other than ours.
    (CaseState.REMOVING, CaseEvent.DELETE): CaseState.DELETED,
    (CaseState.DISABLED, CaseEvent.DELETE): CaseState.DELETED,
    (CaseState.DELETED, CaseEvent.NOTIFY): CaseState.NOTIFIED,
    # From wherever the chip can do no more.
    (CaseState.REMOVING, CaseEvent.REVOKE): CaseState.REVOKED,
    (CaseState.DISABLED, CaseEvent.REVOKE): CaseState.REVOKED,
    (CaseState.DELETED, CaseEvent.REVOKE): CaseState.REVOKED,
    (CaseState.NOTIFIED, CaseEvent.VERIFY): CaseState.VERIFIED,
    (CaseState.REVOKED, CaseEvent.VERIFY): CaseState.VERIFIED,
    (CaseState.VERIFIED, CaseEvent.CLOSE): CaseState.CLOSED,
    (CaseState.REMOVING, CaseEvent.GIVE_UP): CaseState.UNPROVEN,
    (CaseState.DISABLED, CaseEvent.GIVE_UP): CaseState.UNPROVEN,
    (CaseState.DELETED, CaseEvent.GIVE_UP): CaseState.UNPROVEN,
    (CaseState.NOTIFIED, CaseEvent.GIVE_UP): CaseState.UNPROVEN,
    (CaseState.REVOKED, CaseEvent.GIVE_UP): CaseState.UNPROVEN,
}
"""Every lawful step; the store's triggers and the keys on screen follow from it."""

DONE = frozenset({CaseState.REJECTED, CaseState.CLOSED, CaseState.WITHDRAWN, CaseState.UNPROVEN})
"""At its end."""
OPEN = frozenset(CaseState) - DONE
"""Not at its end yet; at most one such case an eSIM."""
EXECUTING = frozenset(
    {
        CaseState.REMOVING,
        CaseState.DISABLED,
        CaseState.DELETED,
        CaseState.NOTIFIED,
        CaseState.REVOKED,
        CaseState.VERIFIED,
    }
)
"""Carried out, as far as it got: there is no way back."""

CHIP_STEPS = (Step.DISABLE, Step.DELETE, Step.KEEP, Step.NOTIFY, Step.TIDY)

RECORDED = {
    Step.ASK: CaseEvent.RECEIVE,
    Step.DISABLE: CaseEvent.DISABLE,
    Step.DELETE: CaseEvent.DELETE,
    Step.NOTIFY: CaseEvent.NOTIFY,
    Step.REVOKE: CaseEvent.REVOKE,
    Step.SEAL: CaseEvent.CLOSE,
}
"""What is recorded once a step has succeeded, where it can happen in the case's state.

A step that succeeded and was not recorded shows in the facts, or is done once more and changes nothing.
"""


def is_case_event_possible(state: CaseState, event: CaseEvent) -> bool:
    """Whether `event` can happen to a case in `state`."""
    return (state, event) in CASE_TRANSITIONS


def case_moved(state: CaseState, event: CaseEvent) -> CaseState:
    """The state that `event` leads to; Problem where it cannot happen."""
    found = CASE_TRANSITIONS.get((state, event))
    if found is None:
        raise Problem(
            N_("A cancellation that is %(state)s cannot do that; look at it again"), state=state.value
        )
    return found


def is_withdrawable(state: CaseState, *, has_ended: bool = False) -> bool:
    """Whether a person may still take it back: until its execution begins.

    `has_ended`: the carrier's word that the service has ended is kept; there is nothing left to take back.
    """
    return not has_ended and is_case_event_possible(state, CaseEvent.WITHDRAW)


def is_done(state: CaseState) -> bool:
    """Whether it is at its end."""
    return state in DONE


def steps_for(reason: Reason, has_chip_access: bool) -> tuple[Step, ...]:
    """How the profile goes: the chip's steps in their order, or REVOKE alone, by the carrier.

    By the carrier where the device is lost or damaged, whatever still answers, and where no chip that
    this machine reaches holds the profile.
    """
    return CHIP_STEPS if has_chip_access and reason is not Reason.LOST else (Step.REVOKE,)


def goes_by_chip(reason: Reason, *, has_chip: bool, chip_refused: bool = False) -> bool:
    """Whether the chip's steps apply; else the carrier's revoke takes their place."""
    return Step.REVOKE not in steps_for(reason, has_chip) and not chip_refused
