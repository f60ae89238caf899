"""What is bought, how and with what: by flags, by the only choice there is, or by asking at a terminal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from axis_tui.cli.context import Context
from axis_tui.cli.output import print_lines
from axis_tui.cli.problem import UsageProblem
from axis_tui.cli.prompting import ask_number, can_ask
from axis_tui.domain.money import Money, parse_money
from axis_tui.domain.problem import N_
from axis_tui.domain.renewal_word import Channel
from axis_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from axis_tui.present.line import Line
    from axis_tui.store.read.payment import MethodRow, QuoteRow
    from axis_tui.store.read.renewal_options import Offer, Options, Way

CHANNELS = {
    "online": Channel.ONLINE,
    "hotline": Channel.HOTLINE,
    "store": Channel.STORE,
    "third-party": Channel.THIRD_PARTY,
}
"""What is typed for each channel that a person chooses."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """One renewal, ready to be agreed to."""

    options: Options
    offer: Offer
    way: Way
    price: Money
    fee: Money
    quote: QuoteRow | None
    method: MethodRow | None

    @property
    def total(self) -> Money:
        """What is charged in all."""
        return self.price + self.fee


def choose_offer(context: Context, options: Options) -> Offer:
    """The package of --package by its code or name, else the one chosen. Raises UsageProblem."""
    offers, typed = options.offers(), context.options.package
    if typed is not None:
        return _named(offers, typed)
    if not offers:
        raise UsageProblem(
            N_("no package of %(carrier)s is known here; describe one in the dashboard: key 3, then n"),
            carrier=options.carrier.name,
        )
    from axis_tui.cli.renew_report import report_offers

    report_offers(context, options)
    if not can_ask(context) or context.options.json:
        raise UsageProblem(N_("say which package, such as --package %(code)s"), code=offers[0].package.code)
    return offers[ask_number(_("Which package?"), len(offers)) - 1]


def choose_way(context: Context, options: Options, offer: Offer) -> Way:
    """The channel of --channel, else the carrier's own, else the only one, else the one chosen."""
    from axis_tui.present.channel_words import channel_word, what_happens
    from axis_tui.present.line import line

    ways, typed = options.ways(offer.package), context.options.channel
    if typed is not None:
        found = next((way for way in ways if way.channel is CHANNELS[typed]), None)
        if found is not None:
            return found
        raise UsageProblem(
            N_("%(carrier)s offers this by: %(ways)s; add a way with “axis-tui carrier edit”"),
            carrier=options.carrier.name, ways=_typed_ways(ways),
        )  # fmt: skip
    if not ways:
        raise UsageProblem(
            N_("%(carrier)s cannot be reached yet: axis-tui carrier edit “%(carrier)s” --phone …"),
            carrier=options.carrier.name,
        )
    if not ways[0].is_guided or len(ways) == 1:
        return ways[0]
    if not can_ask(context):
        raise UsageProblem(N_("say how, with --channel: %(ways)s"), ways=_typed_ways(ways))
    carrier = options.carrier
    rows = [
        line(
            f"{channel_word(way.channel)}: ",
            what_happens(way.channel, carrier.name, is_guided=way.is_guided, seller=carrier.third_party),
        )
        for way in ways
    ]
    return ways[_ask(context, rows, _("Which channel?"))]


def choose_method(context: Context, options: Options, way: Way) -> MethodRow | None:
    """What --pay-with names, else the only method, else the one chosen; a guided channel needs none."""
    from axis_tui.present.line import line
    from axis_tui.present.method_words import expiry_span
    from axis_tui.store.read import payment

    with context.open_reader() as reader:
        methods = payment.methods(reader, carrier_id=options.carrier.id)
    typed = context.options.pay_with
    if typed is not None:
        return _paying(methods, typed)
    if way.is_guided:
        return None
    if not methods:
        raise UsageProblem(N_("there is nothing to pay with yet; add it first: axis-tui payment add --help"))
    if len(methods) == 1:
        return methods[0]
    if not can_ask(context):
        labels = ", ".join(row.label for row in methods)
        raise UsageProblem(N_("say what to pay with, with --pay-with: %(labels)s"), labels=labels)
    now, zone = context.clock(), context.zone
    rows = [
        line(f"{method_text(row)}  ", expiry_span(row.expires_month, now, zone, context.glyphs))
        for row in methods
    ]
    return methods[_ask(context, rows, _("Pay with which?"))]


def price_of(context: Context, offer: Offer, way: Way, quote: QuoteRow | None) -> tuple[Money, Money]:
    """Price and fee: as quoted, else as a person says for a guided channel, else as listed."""
    typed = context.options.price
    if typed is not None and not way.is_guided:
        raise UsageProblem(N_("the carrier says the price on this channel; leave out --price"))
    if quote is not None:
        return quote.price, quote.fee
    price = offer.package.terms.price if typed is None else parse_money(typed)
    if price is None:
        raise UsageProblem(N_("its price is not known; say what it costs, such as --price “9.00 USD”"))
    if price.minor < 0:
        raise UsageProblem(N_("An amount here is 0 or more"))
    return price, price * 0


def method_text(row: MethodRow) -> str:
    """`card …4242 (travel card)`, `balance at Axis JP`."""
    from axis_tui.present.method_words import method_words

    words = method_words(row.kind.value, row.label, row.last4, carrier=row.carrier)
    return f"{words} ({row.label})" if row.last4 else words


def find_method(methods: Sequence[MethodRow], text: str) -> MethodRow:
    """The method of that label, or whose last four digits these are. Raises UsageProblem."""
    return _paying(methods, text)


def _named(offers: Sequence[Offer], text: str) -> Offer:
    fold = text.strip().casefold()
    choices = (
        [offer for offer in offers if offer.package.code == text.strip()],
        [offer for offer in offers if offer.package.code.casefold() == fold],
        [offer for offer in offers if offer.package.terms.name.casefold() == fold],
        [offer for offer in offers if fold == "again" and offer.package_id is None],
    )
    found = next((choice for choice in choices if choice), [])
    if len(found) == 1:
        return found[0]
    if found:
        codes = ", ".join(offer.package.code for offer in found[:5])
        raise UsageProblem(N_("several packages are called so; say which code: %(codes)s"), codes=codes)
    codes = ", ".join(offer.package.code for offer in offers[:5]) or "-"
    raise UsageProblem(N_("there is no package “%(text)s”; there are: %(codes)s"), text=text, codes=codes)


def _paying(methods: Sequence[MethodRow], text: str) -> MethodRow:
    fold = text.strip().casefold()
    choices = (
        [row for row in methods if row.label.casefold() == fold],
        [row for row in methods if row.last4 and row.last4 == fold.lstrip("…")],
        [row for row in methods if str(row.kind) == fold.replace("-", "_")],
    )
    found = next((choice for choice in choices if choice), [])
    if len(found) == 1:
        return found[0]
    labels = ", ".join(row.label for row in found or methods) or "-"
    if found:
        raise UsageProblem(N_("several methods fit; say which label: %(labels)s"), labels=labels)
    raise UsageProblem(N_("nothing that can pay here is called so; there are: %(labels)s"), labels=labels)


def _typed_ways(ways: Sequence[Way]) -> str:
    words = {channel: word for word, channel in CHANNELS.items()}
    return ", ".join(words[way.channel] for way in ways) or "-"


def _ask(context: Context, rows: Sequence[Line], prompt: str) -> int:
    from axis_tui.present.line import Tone

    numbered = (((f"{number:>3}  ", Tone.STRONG), *row) for number, row in enumerate(rows, 1))
    print_lines(numbered, context.colour)
    return ask_number(prompt, len(rows)) - 1
