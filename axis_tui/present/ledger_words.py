"""The ledger in words: kinds of entries, signed amounts, what its check found, and where balances differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axis_tui.i18n import N_, _, ngettext, pgettext
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Span, Tone
from axis_tui.present.money import money

if TYPE_CHECKING:
    from axis_tui.domain.ledger import Verdict
    from axis_tui.domain.money import Money

LEDGER_KINDS: dict[str, str] = {
    "top_up": N_("top-up"),
    "charge": N_("charge"),
    "fee": N_("fee"),
    "refund": N_("refund"),
    "adjustment": N_("adjustment"),
}
"""A word for each value of `domain.renewal_word.LedgerKind`."""

NOTES: dict[str, str] = {
    "opening balance": N_("opening balance"),
    "difference accepted": N_("difference accepted"),
}
"""What the store notes by itself; other notes are a person's, and are shown as written."""


def ledger_kind(kind: str) -> str:
    """`top-up`, `charge`: the word of a kind; one of a later version as it is."""
    return _(LEDGER_KINDS.get(kind, kind))


def ledger_note(note: str) -> str:
    """The note of an entry, translated where it is the store's own."""
    return _(NOTES.get(note, note))


def signed(amount: Money) -> str:
    """`+20.00 USD`, `-9.00 USD`: what came in and what went out; nothing has no sign."""
    text = money(amount.minor, amount.currency, amount.exponent)
    return f"+{text}" if amount.minor > 0 else text


def verdict_span(verdict: Verdict, glyphs: Glyphs) -> Span:
    """`✓ chain whole, 12 entries`, or `✕ chain broken at entry 7: …`."""
    if verdict.is_whole:
        text = ngettext("chain whole, %(count)d entry", "chain whole, %(count)d entries", verdict.entries)
        return f"{glyphs.done} {text % {'count': verdict.entries}}", Tone.GOOD
    text = _("chain broken at entry %(number)d: what follows cannot be relied on; restore a backup")
    return f"{glyphs.bad} {text % {'number': verdict.broken_at}}", Tone.BAD


def difference_span(difference: Money | None, glyphs: Glyphs) -> Span:
    """`✓ agree`, or `▲ carrier says 0.50 USD less`; a dash where one of the two is not known."""
    if difference is None:
        return glyphs.none, Tone.MUTED
    if difference.minor == 0:
        return f"{glyphs.done} {pgettext('balances', 'agree')}", Tone.GOOD
    amount = money(abs(difference.minor), difference.currency, difference.exponent)
    words = _("carrier says %(amount)s less") if difference.minor < 0 else _("carrier says %(amount)s more")
    return f"{glyphs.warning} {words % {'amount': amount}}", Tone.WARNING
