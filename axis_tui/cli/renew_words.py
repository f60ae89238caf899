"""A renewal before it is agreed to, as lines: packages, the summary, how a person carries it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axis_tui.cli.context import Context
from axis_tui.cli.wrapping import fact, sentence
from axis_tui.i18n import _, listed
from axis_tui.present.channel_contact import contact_lines, contact_of, fact_line
from axis_tui.present.channel_words import channel_word, what_happens, what_to_do
from axis_tui.present.finding_words import finding_advice, finding_mark, finding_sentence
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.money import money
from axis_tui.present.order_effect import effect_word, effect_words, then_words, valid_words
from axis_tui.present.sizes import size
from axis_tui.present.width import fit, fit_right

if TYPE_CHECKING:
    from collections.abc import Iterator

    from axis_tui.cli.renew_choice import Chosen
    from axis_tui.domain.money import Money
    from axis_tui.domain.package import Package
    from axis_tui.domain.renewal_check import Finding
    from axis_tui.store.read.renewal_options import Options

_DATA, _VALID, _PRICE = 9, 10, 13
_ADVICE = {
    "open_order": "axis-tui renewals show %(order)d",
    "archived": "axis-tui archive “%(name)s” --undo",
    "no_device": "axis-tui edit “%(name)s” --device …",
    "no_reference": "axis-tui edit “%(name)s” --iccid …",
}
"""What to type here about some findings; for the others the screens' advice holds."""


def amount(of: Money | None) -> str:
    """`11.50 USD`, or a question mark where no price is known."""
    return "?" if of is None else money(of.minor, of.currency, of.exponent)


def offer_lines(context: Context, options: Options) -> list[Line]:
    """Every package with its number, what does not fit muted at the end."""
    room = context.width() - 4 - _DATA - _VALID - _PRICE - 3
    name_room = max(20, room * 2 // 3)
    head = f"{'':4}{fit(_('Package'), name_room)}{fit_right(_('Data'), _DATA)}{fit_right(_('Valid'), _VALID)}"
    lines = [line((f"{head}{fit_right(_('Price'), _PRICE)}   {_('Code')}", Tone.MUTED))]
    for number, offer in enumerate(options.offers(), 1):
        terms = offer.package.terms
        words = _("again: %(name)s") % {"name": terms.name} if offer.package_id is None else terms.name
        data = (
            _("no limit")
            if terms.allowance_bytes is None
            else size(terms.allowance_bytes, str(terms.unit_system))
        )
        valid = valid_words(offer.package.effect, terms.validity)
        text = f"{fit(words, name_room)}{fit_right(data, _DATA)}{fit_right(valid, _VALID)}"
        text += f"{fit_right(amount(terms.price), _PRICE)}   {offer.package.code}"
        tone = Tone.NORMAL if options.fits(offer.package) else Tone.MUTED
        lines.append(line((f"{number:>3} ", Tone.STRONG), (text, tone)))
    return lines


def summary_lines(context: Context, chosen: Chosen) -> Iterator[Line]:
    """What is about to be ordered, and how the eSIM stands with it."""
    options, package = chosen.options, chosen.offer.package
    carrier, terms = options.carrier, package.terms
    yield line((options.esim.name, Tone.TITLE), (f"  {carrier.name}", Tone.MUTED))
    valid = valid_words(package.effect, terms.validity)
    what = [terms.name, *filter(None, [valid]), _effect(options, package)]
    width = context.width()
    yield from fact(_("Package"), listed(what), width)
    yield _price_line(context, chosen)
    yield from fact(_("Pay with"), _paid_with(chosen), width)
    happens = what_happens(
        chosen.way.channel, carrier.name, is_guided=chosen.way.is_guided, seller=carrier.third_party
    )
    yield from fact(_("Channel"), f"{channel_word(chosen.way.channel)}: {happens}", width)
    after = options.preview(package)
    if after is not None:
        then = then_words(after, options.now, terms.validity.zone, str(carrier.unit_system))
        yield from fact(_("Then"), then, width)
    for finding in findings_of(chosen):
        mark, tone = finding_mark(finding, context.glyphs)
        yield from sentence(finding_text(context, options, finding), width, tone, mark)


def findings_of(chosen: Chosen) -> tuple[Finding, ...]:
    """What speaks against it."""
    return chosen.options.findings(chosen.offer.package, uses_api=not chosen.way.is_guided)


def finding_text(context: Context, options: Options, finding: Finding) -> str:
    """What is the matter."""
    return finding_sentence(finding, options.now, context.zone, str(options.carrier.unit_system))


def advice(options: Options, finding: Finding) -> str:
    """What to do about it here."""
    words = _ADVICE.get(str(finding.code))
    if words is None:
        return finding_advice(str(finding.code))
    return words % {"name": options.esim.name, "order": options.open_order or 0}


def guide_lines(context: Context, chosen: Chosen, order_id: int) -> Iterator[Line]:
    """How a person carries the order out: whom to reach, what to do there, what to type here then."""
    carrier = chosen.options.carrier
    contact = contact_of(chosen.way.channel, carrier)
    yield line((what_to_do(chosen.way.channel), Tone.STRONG))
    if not contact.is_known:
        yield line((_("its address is not known here"), Tone.MUTED))
    yield from contact_lines(contact, carrier.time_zone, context.zone, context.clock())
    paid = f"axis-tui renewals paid {order_id} --amount {chosen.total.decimal_text()} --reference …"
    yield fact_line(_("paid"), paid, Tone.KEY)
    yield fact_line(_("arrived"), f"axis-tui renewals arrived {order_id}", Tone.KEY)
    yield fact_line(_("withdraw"), f"axis-tui renewals withdraw {order_id}", Tone.KEY)


def _effect(options: Options, package: Package) -> str:
    after = options.preview(package)
    if after is None:
        return effect_word(package.effect.value)
    return effect_words(after, options.now, waits_for_start=str(package.terms.start_rule) != "purchase")


def _price_line(context: Context, chosen: Chosen) -> Line:
    text = amount(chosen.total)
    if chosen.quote is not None:
        source = _("quoted just now")
        if chosen.fee.minor:
            source += ", " + _("fee %(fee)s of it") % {"fee": amount(chosen.fee)}
    elif chosen.way.is_guided:
        source = _("as you were told") if context.options.price is not None else _("as far as is known here")
    else:
        source = _("as listed; the carrier was not asked")
    return (*fact_line(_("Price"), text, Tone.STRONG), (f" ({source})", Tone.MUTED))


def _paid_with(chosen: Chosen) -> str:
    from axis_tui.cli.renew_choice import method_text

    if chosen.method is None:
        return _("in your own way")
    text = method_text(chosen.method)
    balance = chosen.options.carrier.balance
    if chosen.method.carrier_id is None or balance is None:
        return text
    if (balance.currency, balance.exponent) != (chosen.total.currency, chosen.total.exponent):
        return text
    return f"{text}, {_('balance after: %(balance)s') % {'balance': amount(balance - chosen.total)}}"
