"""Taking a request back at its carrier, after a person withdrew a case that a program had handed over.

Pure. Judged by what the store has and what the carrier says now, as everything about a case is: so it makes
no difference where a crash, or an answer that got lost, fell in.
"""

from dataclasses import dataclass

from axis_tui.domain.cancellation_word import Recall as Recall
from axis_tui.domain.cancellation_word import RecallStep as RecallStep

RECALL_MOVES = frozenset({
    (Recall.NO, Recall.WANTED),
    (Recall.WANTED, Recall.TOLD),
    (Recall.WANTED, Recall.NONE),
    (Recall.WANTED, Recall.REFUSED),
    # By a person, who told the carrier.
    (Recall.REFUSED, Recall.TOLD),
})  # fmt: skip
"""Every lawful step; the store's triggers hold it too. WANTED comes with the withdrawal, or never."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request that is to be taken back."""

    has_reference: bool
    """Whether the carrier's reference of it is kept."""
    is_anothers: bool
    """Whether another cancellation goes on with that reference."""
    can_withdraw: bool
    """Whether the carrier takes a program's word for it."""
    can_tell: bool
    """Whether the carrier tells which requests it has."""
    has_answered: bool
    """Whether it told so now; what it told is kept: a reference that is this request's own is known then."""
    may_arrive: bool
    """Whether what was sent before the withdrawal may reach the carrier yet."""


def next_recall(request: Request) -> RecallStep | Recall:
    """What comes next: a step, or how it ends."""
    if request.has_reference and request.is_anothers:
        return Recall.NONE
    if not request.can_withdraw:
        return Recall.REFUSED
    if request.has_reference:
        return RecallStep.WITHDRAW
    if not request.can_tell:
        # It may have it or not, and nothing here will ever know.
        return Recall.REFUSED
    if not request.has_answered or request.may_arrive:
        return RecallStep.LOOK
    return Recall.NONE
