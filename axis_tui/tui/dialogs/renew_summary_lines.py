"""The summary of a renewal as lines: package, price, what it is paid with, what then. No keys, no store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axis_tui.i18n import _, listed
from axis_tui.present.channel_words import channel_word
from axis_tui.present.finding_words import finding_mark, finding_sentence
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Line, Span, Tone, line
from axis_tui.present.method_words import method_words
from axis_tui.present.order_effect import effect_words, then_words
from axis_tui.present.when import ago
from axis_tui.present.width import cells, cut, fit
from axis_tui.present.wrap import wrapped
from axis_tui.tui.dialogs.renew_draft import Draft
from axis_tui.tui.dialogs.renew_lines import price_text, valid_text

if TYPE_CHECKING:
    from axis_tui.store.read.payment import QuoteRow

_LABEL = 11
_MINUTE_S = 60


def summary_lines(draft: Draft, quote: QuoteRow | None, width: int, glyphs: Glyphs) -> list[Line]:
    """What is about to be ordered, in `width` cells."""
    offer, way = draft.offer, draft.way
    assert offer is not None
    assert way is not None
    terms, zone = offer.package.terms, draft.screen.deps.zone
    after = draft.options.preview(offer.package)
    what = [terms.name, *filter(None, [valid_text(offer.package)])]
    if after is not None:
        waits = str(terms.start_rule) != "purchase"
        what.append(effect_words(after, draft.now, waits_for_start=waits))
    lines = _fact(_("Package"), listed(what), width)
    lines.append(_pair(_("Price"), _price(draft, quote, glyphs), _balance_after(draft, quote, glyphs), width))
    channel = _("channel: %(channel)s") % {"channel": channel_word(way.channel)}
    lines.append(
        _pair(_("Pay with"), (_paid_with(draft, glyphs), Tone.NORMAL), (channel, Tone.NORMAL), width)
    )
    if after is not None:
        system = draft.carrier.unit_system
        lines += _fact(_("Then"), then_words(after, draft.now, terms.validity.zone, system), width)
    for finding in draft.findings(offer.package, uses_api=not way.is_guided):
        mark, tone = finding_mark(finding, glyphs)
        said = finding_sentence(finding, draft.now, zone, str(draft.carrier.unit_system))
        lines += [line((text, tone)) for text in wrapped(f"{mark} {said}", width)]
    return lines


def _price(draft: Draft, quote: QuoteRow | None, glyphs: Glyphs) -> Span:
    asked, total = draft.quote_asked, draft.total(quote)
    if draft.wants_quote and asked.is_asking:
        asking = _("asking %(carrier)s") % {"carrier": draft.carrier.name}
        said = _("no answer yet") if asked.is_slow(draft.now) else asking
        return f"{said} {glyphs.ellipsis}", Tone.ACCENT
    if draft.wants_quote and asked.error:
        return f"{glyphs.warning} {asked.error}", Tone.WARNING
    if total is None:
        return _("not known"), Tone.WARNING
    text = price_text(total)
    if quote is None:
        return text, Tone.STRONG
    if draft.now >= quote.valid_until_at:
        return f"{text} {glyphs.warning} {_('the price has run out; ^r asks anew')}", Tone.WARNING
    return f"{text} ({quote_age(quote.quoted_at, draft.now)})", Tone.STRONG


def quote_age(at: int, now: int) -> str:
    """`quoted 20 s ago`, from a minute on `quoted 2 min ago`; seconds in steps of ten."""
    seconds = max(0, now - at)
    if seconds >= _MINUTE_S:
        return _("quoted %(age)s") % {"age": ago(at, now)}
    if seconds < 10:
        return _("quoted just now")
    return _("quoted %(count)d s ago") % {"count": seconds // 10 * 10}


def _balance_after(draft: Draft, quote: QuoteRow | None, glyphs: Glyphs) -> Span:
    """What the carrier's balance will hold, where it pays."""
    method, balance, total = draft.method, draft.carrier.balance, draft.total(quote)
    if method is None or method.carrier_id is None or balance is None or total is None:
        return _fee(quote)
    if (balance.currency, balance.exponent) != (total.currency, total.exponent):
        return "", Tone.NORMAL
    after = balance - total
    text = _("balance after: %(balance)s") % {"balance": price_text(after)}
    return (f"{glyphs.warning} {text}", Tone.WARNING) if after.minor < 0 else (text, Tone.NORMAL)


def _fee(quote: QuoteRow | None) -> Span:
    if quote is None or not quote.fee.minor:
        return "", Tone.NORMAL
    return _("fee %(fee)s of it") % {"fee": price_text(quote.fee)}, Tone.NORMAL


def _paid_with(draft: Draft, glyphs: Glyphs) -> str:
    method = draft.method
    if method is None:
        return _("in your own way")
    return method_words(
        method.kind, method.label, method.last4, carrier=method.carrier, ellipsis=glyphs.ellipsis
    )


def _fact(label: str, text: str, width: int) -> list[Line]:
    first, *rest = wrapped(text, width - _LABEL)
    lines = [line((fit(label, _LABEL), Tone.MUTED), first)]
    return [*lines, *(line(" " * _LABEL, each) for each in rest)]


def _pair(label: str, left: Span, right: Span, width: int) -> Line:
    """Two facts on a line, the second at the right edge; it goes where both do not fit."""
    room = width - _LABEL
    text = cut(left[0], room)
    gap = room - cells(text) - cells(right[0])
    spans: list[Span] = [(fit(label, _LABEL), Tone.MUTED), (text, left[1])]
    if right[0] and gap >= 2:
        spans += [(" " * gap, Tone.NORMAL), (right[0], Tone.MUTED if right[1] is Tone.NORMAL else right[1])]
    return line(*spans)
