"""An order that renews a plan: its states, what moves it between them, and when it is looked at again.

Pure. What is sent and how is the worker's business; that no order exists twice is held by the store.
"""

from dataclasses import dataclass

from axis_tui.domain.canonical import canonical_json, sha256_of
from axis_tui.domain.money import Money
from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.renewal_word import Channel as Channel
from axis_tui.domain.renewal_word import OrderEvent as OrderEvent
from axis_tui.domain.renewal_word import OrderState as OrderState

ORDER_TRANSITIONS: dict[tuple[OrderState, OrderEvent], OrderState] = {
    (OrderState.INTENT, OrderEvent.SEND): OrderState.SENT,
    (OrderState.INTENT, OrderEvent.WITHDRAW): OrderState.WITHDRAWN,
    # By the quote, before anything was sent.
    (OrderState.INTENT, OrderEvent.DECLINE): OrderState.DECLINED,
    # A guided channel: the person paid by telephone or at a counter and records it.
    (OrderState.INTENT, OrderEvent.ACCEPT): OrderState.SUCCEEDED,
    (OrderState.SENT, OrderEvent.RELEASE): OrderState.INTENT,
    (OrderState.SENT, OrderEvent.ACCEPT): OrderState.SUCCEEDED,
    (OrderState.SENT, OrderEvent.DECLINE): OrderState.DECLINED,
    (OrderState.SENT, OrderEvent.LOSE): OrderState.UNKNOWN,
    (OrderState.UNKNOWN, OrderEvent.RESEND): OrderState.SENT,
    (OrderState.UNKNOWN, OrderEvent.ACCEPT): OrderState.SUCCEEDED,
    (OrderState.UNKNOWN, OrderEvent.DECLINE): OrderState.DECLINED,
    (OrderState.UNKNOWN, OrderEvent.PARK): OrderState.REVIEW,
    (OrderState.REVIEW, OrderEvent.ACCEPT): OrderState.SUCCEEDED,
    (OrderState.REVIEW, OrderEvent.DECLINE): OrderState.DECLINED,
    (OrderState.SUCCEEDED, OrderEvent.CREDIT): OrderState.CREDITED,
    (OrderState.SUCCEEDED, OrderEvent.REFUND): OrderState.REFUNDED,
    (OrderState.CREDITED, OrderEvent.REFUND): OrderState.REFUNDED,
}
"""Every lawful step; the store's triggers and the keys on screen follow from it."""

OPEN = frozenset(
    {OrderState.INTENT, OrderState.SENT, OrderState.UNKNOWN, OrderState.REVIEW, OrderState.SUCCEEDED}
)
"""Not at its end yet; at most one such order a plan."""
VOID = frozenset({OrderState.DECLINED, OrderState.WITHDRAWN})
"""Nothing was charged, so the same period may be ordered again."""
IN_DOUBT = frozenset({OrderState.SENT, OrderState.UNKNOWN, OrderState.REVIEW})
"""Whether money moved is not known."""
GUIDED = frozenset({Channel.HOTLINE, Channel.STORE, Channel.THIRD_PARTY})
"""Always carried out by a person; ONLINE is where the carrier has no API."""

ALERT_AFTER_S = 30 * 60
"""Paid and no data for so long: an alert with evidence."""
WATCH_GIVES_UP_S = 14 * 86_400
"""From then on only a person says whether the data came."""
_WATCH_S = (5, 10, 20, 40, 60, 120, 180, 300)
_WATCH_LATER_S = 900
_LOOK_UP_S = (2, 5, 15, 30, 60, 120, 300, 600)
LOOK_UPS_UNTIL_PARKED = len(_LOOK_UP_S)
KEY_SHARE = (4, 5)
"""Past 4/5 of an idempotency key's lifetime an order is looked up, never sent again (RELIABILITY, Money)."""


@dataclass(frozen=True, slots=True)
class Body:
    """What is ordered: the same bytes at every attempt, so that a carrier can recognise it."""

    kind: str
    """`base` or `top_up`."""
    package_code: str
    esim_reference: str
    """The ICCID or the carrier's own number of the line."""
    amount: Money
    """What it may cost in all; more must not be charged."""

    def digest(self) -> str:
        """SHA-256 in hex of the canonical JSON (sorted keys, no blanks) of this body."""
        values = {
            "amount_minor": self.amount.minor, "currency": self.amount.currency,
            "esim": self.esim_reference, "exponent": self.amount.exponent,
            "kind": self.kind, "package": self.package_code,
        }  # fmt: skip
        return sha256_of(canonical_json(values))


def is_order_event_possible(state: OrderState, event: OrderEvent) -> bool:
    """Whether `event` can happen to an order in `state`."""
    return (state, event) in ORDER_TRANSITIONS


def order_moved(state: OrderState, event: OrderEvent) -> OrderState:
    """The state that `event` leads to; Problem where it cannot happen."""
    found = ORDER_TRANSITIONS.get((state, event))
    if found is None:
        raise Problem(N_("An order that is %(state)s cannot do that; look at it again"), state=state.value)
    return found


def may_resend(sent_at: int, now: int, *, idempotent: bool, key_lifetime_s: int | None) -> bool:
    """Whether an order first sent at `sent_at` may go out again with its key.

    Only where the carrier promises to take a key once, and before 4/5 of the key's lifetime are over (None:
    it keeps keys for ever). A clock that went back says nothing, so no.
    """
    if not idempotent or now < sent_at:
        return False
    return key_lifetime_s is None or (now - sent_at) * KEY_SHARE[1] < key_lifetime_s * KEY_SHARE[0]


def next_look_up_s(looks: int) -> int | None:
    """Seconds until an order without an answer is asked for again, after `looks` looks; None: park it."""
    return _LOOK_UP_S[looks] if looks < len(_LOOK_UP_S) else None


def next_watch_s(checks: int, paid_at: int, now: int) -> int | None:
    """Seconds until the carrier is asked again whether the data is there; None: no more."""
    if now - paid_at >= WATCH_GIVES_UP_S:
        return None
    return _WATCH_S[checks] if checks < len(_WATCH_S) else _WATCH_LATER_S if checks > 16 else _WATCH_S[-1]
