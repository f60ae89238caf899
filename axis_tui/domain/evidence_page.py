"""Evidence of an order as a page that a support agent reads.

English in every language of the program, and so not marked for the translators: it goes to a support desk
abroad, where each page must read the same.
"""

from axis_tui.domain.credit import Holdings
from axis_tui.domain.evidence_facts import Evidence, told
from axis_tui.domain.page import section, utc
from axis_tui.domain.renewal_word import OrderState
from axis_tui.domain.units import scale

_MEANS = {
    OrderState.INTENT: "not sent yet",
    OrderState.SENT: "sent, no answer yet",
    OrderState.UNKNOWN: "sent, not known whether it was charged",
    OrderState.REVIEW: "sent, not known whether it was charged",
    OrderState.SUCCEEDED: "paid, data not seen",
    OrderState.CREDITED: "paid, data seen",
    OrderState.DECLINED: "declined, nothing charged",
    OrderState.WITHDRAWN: "withdrawn before it was sent",
    OrderState.REFUNDED: "refunded",
}
_ASKED = {
    OrderState.SENT: "Please tell us whether you received this order and charged for it.",
    OrderState.UNKNOWN: "Please tell us whether you received this order and charged for it.",
    OrderState.REVIEW: "Please tell us whether you received this order and charged for it.",
    OrderState.SUCCEEDED: "Please tell us when the data that was paid for will be on the eSIM.",
}
"""What support is asked to do, where the order is not at its end."""


def as_markdown(evidence: Evidence, generated_at: int) -> str:
    """The page as Markdown that reads well without being rendered too; what must not leave is taken out.

    All that comes from data stands in code spans, so that none of it is ever a link, an image or HTML.
    """
    facts = told(evidence)
    method = f"{facts.method_kind.value} {facts.method_label}".strip()
    ending = f", ending in {facts.method_last4}" if facts.method_last4 else ""
    parts = [
        f"# Order {facts.order}: {_MEANS[facts.state]}",
        _ASKED.get(facts.state, ""),
        f"Written {utc(generated_at)}. All times are UTC.",
        section(
            "Order",
            ("Carrier", facts.carrier),
            ("Channel", facts.channel.value),
            ("Key, the same at every attempt", facts.key),
            ("Carrier's reference", facts.carrier_reference),
            ("Customer's reference", facts.own_reference),
        ),
        section(
            "eSIM and package",
            ("ICCID", facts.iccid),
            ("Name", facts.esim),
            ("Package", facts.package),
            ("Package code", facts.package_code),
        ),
        section(
            "Payment",
            ("Amount in all", facts.amount.text()),
            ("Fee in it", "" if facts.fee is None else facts.fee.text()),
            ("Method", method + ending),
        ),
        section("What happened", *((utc(at), f"{event} {detail}") for at, event, detail in facts.times)),
        section(
            "What the eSIM held",
            ("When it was ordered", _held(facts.before)),
            ("When last looked at", _held(facts.after)),
            ("Looked at since", f"{facts.looks} times"),
        ),
        section(
            "Entries in the customer's ledger",
            *((f"No. {number}", f"SHA-256 {sha256}") for number, sha256 in facts.ledger),
        ),
        section("Support", *(("Contact", f"{kind} {value}") for kind, value in facts.contacts)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _held(held: Holdings | None) -> str:
    if held is None:
        return ""
    until = utc(held.expires_at) if held.expires_at else "no end"
    return (
        f"{held.packages} packages, {_size(held.allowance_bytes)} in all, {_size(held.used_bytes)} used,"
        f" until {until}"
    )


def _size(amount_bytes: int) -> str:
    # Exact beside the round figure: it is differences that tell whether data came.
    return f"{scale(amount_bytes).text()} ({amount_bytes} bytes)"
