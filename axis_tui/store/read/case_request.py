"""What a person sends to a carrier that no program reaches, from the case as the store has it."""

from __future__ import annotations

from axis_tui.domain.cancellation_act import Act
from axis_tui.domain.cancellation_request import Request, request_text
from axis_tui.domain.message import Message
from axis_tui.domain.problem import N_, Problem
from axis_tui.store.read.case_acts import possible_acts
from axis_tui.store.read.cases import CaseRow
from axis_tui.store.read.reader import Reader


def request_of(reader: Reader, case: CaseRow) -> Message:
    """The text, with the ICCID in full: support finds an eSIM by nothing else.

    Raises Problem where it is not for a person to hand it over, or not any more.
    """
    if Act.REQUEST not in possible_acts(reader, case) or case.submitted_at is None:
        raise Problem(
            N_("cancellation %(number)d does not wait for you to hand it over; see how it stands"),
            number=case.id,
        )
    return request_text(Request(
        case=case.id, carrier=case.carrier, esim=case.esim_name, iccid=case.esim_reference,
        reason=case.reason, reason_text=case.notes, contact=case.contact, checks=case.checks,
        submitted_at=case.submitted_at,
    ))  # fmt: skip
