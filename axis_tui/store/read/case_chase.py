"""What a person sends to a carrier that owes an answer, from the case as the store has it."""

from __future__ import annotations

from axis_tui.deadline import review_of
from axis_tui.domain.cancellation import CaseState
from axis_tui.domain.chase import Chase, chase_text
from axis_tui.domain.message import Message
from axis_tui.domain.problem import N_, Problem
from axis_tui.store.read.cases import CaseRow


def chase_of(case: CaseRow, now: int) -> Message:
    """The text, with the ICCID in full: support finds an eSIM by nothing else.

    Loads the carrier's holidays, so screens ask for it in a thread. Raises Problem where nothing is awaited.
    """
    review = review_of(case, now)
    if review is None or case.received_at is None or case.state is not CaseState.IN_REVIEW:
        raise Problem(
            N_("cancellation %(number)d is not under review; there is nothing to chase"), number=case.id
        )
    return chase_text(Chase(
        case=case.id, carrier=case.carrier, esim=case.esim_name, iccid=case.esim_reference,
        reason=case.reason, reason_text=case.notes, carrier_reference=case.reference,
        asked_at=case.received_at, due_on=review.due_on, days=review.days, passed=review.passed,
        is_overdue=review.is_overdue, holidays_known=case.holidays_known,
    ))  # fmt: skip
