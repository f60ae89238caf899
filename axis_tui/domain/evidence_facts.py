"""What is known of an order whose data does not come, or of which it is in doubt whether it was paid."""

from dataclasses import dataclass, replace

from axis_tui.domain.credit import Holdings
from axis_tui.domain.money import Money
from axis_tui.domain.redaction import redacted
from axis_tui.domain.renewal_word import Channel, MethodKind, OrderState
from axis_tui.domain.text import clean


@dataclass(frozen=True, slots=True)
class Evidence:
    """The facts of one order; empty text and None are what is not known. Texts need not be clean.

    Never put an activation code or a matching id in.
    """

    order: int
    """The order's number in the customer's books."""
    state: OrderState
    channel: Channel
    carrier: str
    contacts: tuple[tuple[str, str], ...]
    """Where its support is reached: what it is (`phone`, `email`, …), and the number or address."""
    esim: str
    """The name that its owner gave it."""
    iccid: str
    """As it is to be told: in full, or masked by `identifiers.mask`."""
    package: str
    package_code: str
    amount: Money
    """What was charged in all, or would be."""
    fee: Money | None
    """The part of `amount` that is a fee."""
    method_kind: MethodKind
    method_label: str
    method_last4: str
    key: str
    """The idempotency key that every attempt was sent with."""
    carrier_reference: str
    """The carrier's own number of the order."""
    own_reference: str
    """What the person noted: a receipt's number, a name at the hotline."""
    times: tuple[tuple[int, str, str], ...]
    """What happened, oldest first: instant, an event's word, detail."""
    before: Holdings | None
    """What the eSIM held when it was ordered, as its carrier counts."""
    after: Holdings | None
    """What it held when it was last looked at."""
    looks: int
    """How often the carrier was asked since."""
    ledger: tuple[tuple[int, str], ...]
    """Entries about the order: number, and SHA-256 in hex."""


def told(evidence: Evidence) -> Evidence:
    """The facts as they may leave: every text `redacted` to one safe line, at most four digits of a card.

    Key and hashes are only cleaned: they are ours, and no use unless whole.
    """
    return replace(
        evidence,
        carrier=redacted(evidence.carrier),
        contacts=tuple((redacted(kind), redacted(value)) for kind, value in evidence.contacts),
        esim=redacted(evidence.esim),
        iccid=redacted(evidence.iccid),
        package=redacted(evidence.package),
        package_code=redacted(evidence.package_code),
        method_label=redacted(evidence.method_label),
        method_last4="".join(digit for digit in evidence.method_last4 if digit in "0123456789")[-4:],
        key=clean(evidence.key),
        carrier_reference=redacted(evidence.carrier_reference),
        own_reference=redacted(evidence.own_reference),
        times=tuple((at, redacted(event), redacted(detail)) for at, event, detail in evidence.times),
        ledger=tuple((number, clean(sha256)) for number, sha256 in evidence.ledger),
    )
