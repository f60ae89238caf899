"""Orders in words: their states, what happened to them, why a carrier declined one and what to do then.

Keyed by the values of `domain.renewal_word`; a word of a later version is shown as it is.
"""

from typing import NamedTuple

from axis_tui.domain.renewal_word import OrderState
from axis_tui.i18n import N_, _
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Span, Tone

SENT_IN_DOUBT_S = 10
"""An answer takes this long at most when all is well; after it, money may have moved without our knowing."""


class StateWord(NamedTuple):
    """How one state reads: `glyph` names a field of `Glyphs`."""

    glyph: str
    word: str
    tone: Tone


STATE_WORDS: dict[str, StateWord] = {
    "intent": StateWord("ready", N_("asked"), Tone.ACCENT),
    "sent": StateWord("forward", N_("sent"), Tone.ACCENT),
    "unknown": StateWord("warning", N_("in doubt"), Tone.WARNING),
    "review": StateWord("warning", N_("in review"), Tone.WARNING),
    "succeeded": StateWord("good", N_("paid"), Tone.ACCENT),
    "credited": StateWord("done", N_("credited"), Tone.GOOD),
    "declined": StateWord("bad", N_("declined"), Tone.BAD),
    "withdrawn": StateWord("none", N_("withdrawn"), Tone.MUTED),
    "refunded": StateWord("back", N_("refunded"), Tone.MUTED),
}
"""The glyph, the word and the tone of every state."""

NO_ANSWER = StateWord("warning", N_("no answer"), Tone.WARNING)
"""Sent, and silent for longer than an answer takes."""

EVENT_WORDS: dict[str, str] = {
    "asked": N_("asked for"),
    "sent": N_("sent to the carrier"),
    "not_sent": N_("not sent, nothing left this machine"),
    "put_off": N_("not sent yet"),
    "paid": N_("paid"),
    "declined": N_("declined, nothing was charged"),
    "lost": N_("no answer that can be trusted"),
    "looked_up": N_("looked up at the carrier"),
    "resent": N_("sent again with the same key"),
    "parked": N_("parked for your decision"),
    "resolved": N_("decided by you"),
    "watched": N_("looked for the data, not there yet"),
    "credited": N_("the data arrived"),
    "withdrawn": N_("withdrawn, nothing was sent"),
    "refunded": N_("the money came back"),
}
"""What stands in an order's history."""

DECLINES: dict[str, tuple[str, str]] = {
    "insufficient_funds": (
        N_("not enough money"),
        N_("Top up the balance or pay with something else, then renew again."),
    ),
    "try_later": (
        N_("the carrier could not take it just now"),
        N_("Renew again in a while; nothing was charged."),
    ),
    "limit": (
        N_("a limit of the card or the carrier was reached"),
        N_("Wait for the next day or month, raise the limit, or pay with something else."),
    ),
    "card_expired": (
        N_("the card has expired"),
        N_("Add the new card with the carrier and on Account (key 6), then renew again."),
    ),
    "card_blocked": (
        N_("the card is blocked"),
        N_("Ask your bank, or pay with something else."),
    ),
    "price_changed": (
        N_("the price has changed"),
        N_("Renew again to see the new price and decide."),
    ),
    "package_gone": (
        N_("the carrier no longer sells this package"),
        N_("Renew again and choose another package."),
    ),
    "not_eligible": (
        N_("this eSIM cannot have this package"),
        N_("Choose another package, or ask the carrier why."),
    ),
    "not_charged": (
        N_("you decided that it was not charged"),
        N_("Renew again if you still want it."),
    ),
}
"""Why an order was declined, and what to do next."""

_REASONS = (
    N_("could not be sent in time"),
    N_("the rule was changed or switched off"),
    N_("the rule was changed"),
    N_("auto-renew was switched off"),
    N_("what was ordered is not what was stored"),
    N_("the payment method was removed"),
    N_("the carrier cannot be asked"),
    N_("the carrier cannot be asked by this program"),
    N_("the carrier cannot be asked what became of it"),
    N_("the carrier's clock and this one differ"),
    N_("the carrier knows no such order"),
    N_("the carrier knows no such order (yet)"),
    N_("no answer"),
)
"""Details that the program itself writes, so that they can be translated; all else is someone's own words."""


def is_in_doubt(state: str, changed_at: int, now: int) -> bool:
    """Whether it is not known if money moved, so that a person must see it."""
    if state == OrderState.SENT:
        return now - changed_at > SENT_IN_DOUBT_S
    return state in (OrderState.UNKNOWN, OrderState.REVIEW)


def order_state_word(state: str) -> str:
    """`asked`, `in doubt`, `paid`: the word alone."""
    return _(STATE_WORDS[state].word)


def order_state_span(state: str, changed_at: int, now: int, glyphs: Glyphs) -> Span:
    """`○ asked`, `▲ in doubt`; one that was sent and is silent reads `▲ no answer`."""
    entry = STATE_WORDS[state]
    if state == OrderState.SENT and is_in_doubt(state, changed_at, now):
        entry = NO_ANSWER
    return f"{getattr(glyphs, entry.glyph)} {_(entry.word)}", entry.tone


def order_event_word(event: str) -> str:
    """`sent to the carrier`: what happened, as its history tells it."""
    words = EVENT_WORDS.get(event)
    return event.replace("_", " ") if words is None else _(words)


def order_detail(detail: str) -> str:
    """A detail of an order in the language in use, where it is one that the store wrote itself."""
    return _(detail) if detail in _REASONS else detail


def decline_reason(kind: str) -> str:
    """`not enough money`: why an order was declined."""
    found = DECLINES.get(kind)
    return (kind.replace("_", " ") or _("the carrier did not take it")) if found is None else _(found[0])


def decline_advice(kind: str) -> str:
    """What to do after that."""
    found = DECLINES.get(kind)
    return _("Ask the carrier why, or choose another package.") if found is None else _(found[1])
