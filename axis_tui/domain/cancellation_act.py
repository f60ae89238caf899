"""What a person can do with a cancellation as it stands: the keys on screen and the command line's hints.

Pure. Whether it is taken is the store's, which goes by the same state table; nothing here is a second rule.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from axis_tui.domain.cancellation import (
    EXECUTING,
    CaseEvent,
    CaseState,
    Reason,
    is_case_event_possible,
    is_withdrawable,
)
from axis_tui.domain.cancellation_word import Recall


class Act(StrEnum):
    """What a person does; the values are the command line's words."""

    REQUEST = "request"
    """Takes the text that asks the carrier for it, to hand over."""
    ASKED = "asked"
    """Says that the carrier has the request."""
    APPROVE = "approve"
    """Records that it agreed."""
    REJECT = "reject"
    REMOVE = "remove"
    """Agrees to the removal."""
    STEP = "step"
    """Records what was done on a device that no program reaches."""
    ENDED = "ended"
    """Records the carrier's word that the service has ended."""
    WITHDRAW = "withdraw"
    TOLD = "told"
    """Says that the carrier knows of a withdrawal that no program could tell it."""
    CHASE = "chase"
    """Reminds the carrier of its answer."""
    GIVE_UP = "give-up"


HAND_STEPS = {
    "disabled": CaseEvent.DISABLE,
    "deleted": CaseEvent.DELETE,
    "notified": CaseEvent.NOTIFY,
}
"""What a person may have done on a device → what that makes happen."""


class CaseLike(Protocol):
    """What it is judged by (`store.read.cases.CaseRow`)."""

    @property
    def state(self) -> CaseState: ...
    @property
    def reason(self) -> Reason: ...
    @property
    def has_chip(self) -> bool: ...
    @property
    def chip_refused(self) -> bool: ...
    @property
    def confirmed_at(self) -> int | None: ...
    @property
    def received_at(self) -> int | None: ...
    @property
    def confirmation(self) -> str: ...
    @property
    def recall(self) -> Recall: ...


def acts_of(case: CaseLike, *, by_program: bool) -> tuple[Act, ...]:
    """What a person can do now, what is awaited of them first.

    `by_program`: a program hands the request over and hears the answer, so that neither is for a person.
    """
    return tuple(act for act in Act if _is_possible(case, act, by_program=by_program))


def hand_steps(case: CaseLike) -> tuple[str, ...]:
    """The words of HAND_STEPS that a person may record now.

    None where this machine's chip does them, or where the device is lost or damaged.
    """
    if (case.has_chip and not case.chip_refused) or case.reason is Reason.LOST:
        return ()
    return tuple(word for word, event in HAND_STEPS.items() if is_case_event_possible(case.state, event))


def _is_possible(case: CaseLike, act: Act, *, by_program: bool) -> bool:
    match act:
        case Act.REQUEST | Act.ASKED:
            return not by_program and is_case_event_possible(case.state, CaseEvent.RECEIVE)
        case Act.APPROVE | Act.REJECT:
            return not by_program and is_case_event_possible(case.state, CaseEvent(act.value))
        case Act.REMOVE:
            return case.state is CaseState.APPROVED and case.confirmed_at is None
        case Act.STEP:
            return bool(hand_steps(case))
        case Act.ENDED:
            is_under_way = case.state in EXECUTING and case.state is not CaseState.VERIFIED
            is_heard = not by_program and case.state in (CaseState.SUBMITTED, CaseState.IN_REVIEW)
            return (is_under_way or is_heard) and not case.confirmation
        case Act.WITHDRAW:
            return is_withdrawable(case.state, has_ended=bool(case.confirmation))
        case Act.TOLD:
            return case.recall is Recall.REFUSED or (case.recall is Recall.WANTED and not by_program)
        case Act.CHASE:
            return case.state is CaseState.IN_REVIEW and case.received_at is not None
        case Act.GIVE_UP:
            return is_case_event_possible(case.state, CaseEvent.GIVE_UP)
