"""What a person sends to a carrier whose answer to a cancellation is late, or soon will be."""

from dataclasses import dataclass
from datetime import date

from axis_tui.domain.cancellation import Reason
from axis_tui.domain.dossier import case_text
from axis_tui.domain.dossier_content import reason_line
from axis_tui.domain.message import SHORT_LIMIT, Message
from axis_tui.domain.page import utc
from axis_tui.domain.redaction import redacted


@dataclass(frozen=True, slots=True)
class Chase:
    """The facts of a request without an answer; empty text is what is not known. Texts need not be clean."""

    case: int
    carrier: str
    esim: str
    iccid: str
    """As it is to be told; support needs it in full."""
    reason: Reason
    reason_text: str
    carrier_reference: str
    asked_at: int
    due_on: date
    """In the carrier's zone."""
    days: int
    """Working days that it has."""
    passed: int
    """Working days so far."""
    is_overdue: bool
    holidays_known: bool
    """Whether the carrier's public holidays are left out of the working days, too."""


def chase_text(chase: Chase) -> Message:
    """What to send, what must not leave taken out."""
    iccid, reference = redacted(chase.iccid), redacted(chase.carrier_reference)
    case = case_text(chase.case)
    due = f"was due on {chase.due_on}" if chase.is_overdue else f"is due on {chase.due_on}"
    subject = f"Cancellation {case}{f', your reference {reference}' if reference else ''}: answer {due}"
    calendar = "" if chase.holidays_known else ", public holidays not left out"
    facts = (
        ("Carrier", redacted(chase.carrier)),
        ("eSIM", redacted(chase.esim)),
        ("ICCID", iccid),
        ("Your reference", reference),
        ("Our case", case),
        ("Reason", reason_line(chase.reason, redacted(chase.reason_text))),
        ("Asked", f"{utc(chase.asked_at)} UTC"),
        ("Answer due", f"{chase.due_on}, {chase.days} working days{calendar}"),
        ("Working days so far", str(chase.passed)),
    )
    lines = [
        f"We asked you to end the service of one eSIM; your answer {due}.",
        "Please tell us whether the request is approved or refused, and if it is refused, why.",
        "",
        *(f"{name}: {value}" for name, value in facts if value),
    ]
    about = ", ".join(
        part
        for part in (f"your reference {reference}" if reference else "", f"ICCID {iccid}" if iccid else "")
        if part
    )
    asked_on = utc(chase.asked_at)[:10]
    short = (
        f"Cancellation {case}{f' ({about})' if about else ''}: asked on {asked_on}, your answer {due}. "
        "Approved or refused?"
    )
    return Message(subject, "\n".join(lines), redacted(short, SHORT_LIMIT))
