"""What a person sends to a carrier that no program reaches, to ask for the end of an eSIM's service."""

from dataclasses import dataclass

from axis_tui.domain.cancellation import Reason
from axis_tui.domain.cancellation_subject import Check
from axis_tui.domain.cancellation_word import CheckCode
from axis_tui.domain.dossier import case_text
from axis_tui.domain.dossier_content import reason_line
from axis_tui.domain.message import SHORT_LIMIT, Message
from axis_tui.domain.money import Money
from axis_tui.domain.page import utc
from axis_tui.domain.redaction import redacted


@dataclass(frozen=True, slots=True)
class Request:
    """The facts of a request that was not handed over yet; empty text is what is not known."""

    case: int
    carrier: str
    esim: str
    iccid: str
    """As it is to be told; support needs it in full."""
    reason: Reason
    reason_text: str
    contact: str
    """Where the carrier may answer."""
    checks: tuple[Check, ...]
    """The checklist that it was submitted with: what it says of a refund is asked for."""
    submitted_at: int


def request_text(request: Request) -> Message:
    """What to send, what must not leave taken out."""
    iccid, contact = redacted(request.iccid), redacted(request.contact)
    case, refund = case_text(request.case), _refund(request.checks)
    wishes = (
        "Please end the service of the eSIM below, and confirm in writing on which date it ends.",
        refund,
        "The device is lost or damaged, so the profile has to be revoked on your side."
        if request.reason is Reason.LOST
        else "",
        "If you refuse, please tell us why.",
    )
    facts = (
        ("Carrier", redacted(request.carrier)),
        ("eSIM", redacted(request.esim)),
        ("ICCID", iccid),
        ("Our case", case),
        ("Reason", reason_line(request.reason, redacted(request.reason_text))),
        ("Requested", f"{utc(request.submitted_at)} UTC"),
        ("Please answer to", contact),
    )
    lines = [
        *(wish for wish in wishes if wish),
        "",
        *(f"{name}: {value}" for name, value in facts if value),
    ]
    about = f" of ICCID {iccid}" if iccid else ""
    short = (
        f"Cancellation {case}: please end the service{about} and confirm in writing on which date it ends"
        f"{f', to {contact}' if contact else ''}."
    )
    short += f" {refund}" if refund else ""
    return Message(
        f"Cancellation {case}: please end the service of one eSIM",
        "\n".join(lines),
        redacted(short, SHORT_LIMIT),
    )


def _refund(checks: tuple[Check, ...]) -> str:
    """What is asked for of the money; empty where the carrier's rules give nothing back."""
    for check in checks:
        match check.code:
            case CheckCode.REFUND_FULL:
                return f"Please refund all that was paid, {_amount(check)}."
            case CheckCode.REFUND_PART:
                return f"Please refund what was not used, by our reckoning up to {_amount(check)}."
            case CheckCode.REFUND_UNKNOWN:
                return "Please tell us what, if anything, is refunded."
    return ""


def _amount(check: Check) -> str:
    told = dict(check.params)
    return Money(int(told["minor"]), str(told["currency"]), int(told["exponent"])).text()
