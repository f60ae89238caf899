"""What a renewal is paid with, in words; keyed by the values of `domain.renewal_word.MethodKind`."""

from axis_tui.i18n import N_, _
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Span, Tone
from axis_tui.present.when import local

METHOD_KINDS: dict[str, str] = {
    "card": N_("card"),
    "debit_card": N_("debit card"),
    "paypal": N_("PayPal"),
    "e_wallet": N_("e-wallet"),
    "balance": N_("carrier balance"),
}
"""A word for each kind."""

MONTHS_AHEAD = 2
"""A card is told to expire from so many months before its last one."""


def method_kind(kind: str) -> str:
    """`card`, `PayPal`: the word of a kind; one of a later version as it is."""
    return _(METHOD_KINDS.get(kind, kind))


def method_words(kind: str, label: str, last4: str, *, carrier: str = "", ellipsis: str = "…") -> str:
    """`card …4242`, `PayPal (travel)`, `balance at Axis JP`, or what is known of it."""
    if kind == "balance":
        return _("balance at %(carrier)s") % {"carrier": carrier} if carrier else label
    if last4:
        return f"{method_kind(kind)} {ellipsis}{last4}"
    if not kind:
        return label
    return _("%(kind)s (%(label)s)") % {"kind": method_kind(kind), "label": label}


def expiry(month: int | None) -> str:
    """`05/27` of the month 202705; empty where it does not expire."""
    return "" if month is None else f"{month % 100:02d}/{month // 100 % 100:02d}"


def expiry_state(month: int | None, now: int, zone: str) -> str:
    """`ok`, `expiring`, `expired`, or empty where it does not expire; `month` (YYYYMM) is its last one."""
    if month is None:
        return ""
    today = local(now, zone)
    left = month // 100 * 12 + month % 100 - (today.year * 12 + today.month)
    return "expired" if left < 0 else "expiring" if left < MONTHS_AHEAD else "ok"


def expiry_span(month: int | None, now: int, zone: str, glyphs: Glyphs) -> Span:
    """`05/27`, `▲ expires 12/26`, `✕ expired 10/26`: a glyph and a word where there is something to do."""
    state, text = expiry_state(month, now, zone), expiry(month)
    if state == "expired":
        return f"{glyphs.bad} " + _("expired %(month)s") % {"month": text}, Tone.BAD
    if state == "expiring":
        return f"{glyphs.warning} " + _("expires %(month)s") % {"month": text}, Tone.WARNING
    return text, Tone.MUTED
