"""What an auto-renew rule can be made of for one eSIM, asked of the store once, or why there can be none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from axis_tui.domain.money import Money, exponent_of
from axis_tui.domain.package import Package
from axis_tui.domain.renewal_word import Effect, MethodKind
from axis_tui.i18n import _
from axis_tui.present.method_words import expiry_state, method_words
from axis_tui.present.money import money

if TYPE_CHECKING:
    from axis_tui.store.read import Reader
    from axis_tui.store.read.inventory import CarrierRow
    from axis_tui.store.read.payment import MethodRow

USUAL_CURRENCY = "USD"


@dataclass(frozen=True, slots=True)
class Offer:
    """A package with what it costs in all now."""

    package_id: int
    package: Package
    price: Money

    @property
    def words(self) -> str:
        """Its name."""
        return self.package.terms.name or self.package.code


@dataclass(frozen=True, slots=True)
class Method:
    """What can be paid with."""

    id: int
    is_balance: bool
    words: str


@dataclass(frozen=True, slots=True)
class Ground:
    """All that the editor chooses from."""

    esim_id: int
    name: str
    carrier: CarrierRow
    system: str
    """The unit system that sizes are shown and typed in."""
    offers: Sequence[Offer]
    """What renews the plan, the cheapest first."""
    methods: Sequence[Method]
    minimum: Money | None
    obstacle: str
    """Why no rule can act here; empty where one can."""

    @property
    def like(self) -> Money:
        """Nothing, in the currency that the carrier's balance is kept in as far as that is known."""
        known = self.minimum or self.carrier.balance or (self.offers[0].price if self.offers else None)
        return known * 0 if known is not None else Money(0, USUAL_CURRENCY, exponent_of(USUAL_CURRENCY))

    def method(self, method_id: int) -> Method | None:
        """One of the methods."""
        return next((each for each in self.methods if each.id == method_id), None)

    def offer(self, code: str) -> Offer | None:
        """The package of that code, where it is still offered."""
        return next((each for each in self.offers if each.package.code == code), None)


def ground(
    reader: Reader, esim_id: int, name: str, now: int, zone: str, ellipsis: str = "…"
) -> Ground | None:
    """What there is for this eSIM; None where there is no such eSIM. `zone` is the person's."""
    from axis_tui.store.read import inventory, overview, payment
    from axis_tui.store.read.carrier_port import carrier_port

    carrier = inventory.carrier_of(reader, esim_id)
    row = overview.row(reader, esim_id)
    if carrier is None or row is None:
        return None
    port = carrier_port(reader, carrier.id)
    offers = []
    for each in inventory.packages_of(reader, carrier.id):
        quote = payment.quote(reader, esim_id, each.id)
        price = quote.total if quote is not None and quote.valid_until_at >= now else each.terms.price
        if price is not None and each.effect is not Effect.BALANCE:
            offers.append(Offer(each.id, each.package, price))
    methods = [
        _method(each, ellipsis)
        for each in payment.methods(reader, carrier_id=carrier.id)
        if expiry_state(each.expires_month, now, zone) != "expired"
    ]
    obstacle = ""
    if not port.can_auto_renew:
        obstacle = _(
            "%(carrier)s is kept by hand: no program can order there, so a plan cannot renew itself. Connect"
            " it with a [[carrier]] entry in the settings file, or renew by one of its other ways."
        ) % {"carrier": carrier.name}
    elif str(row.billing) == "postpaid":
        obstacle = _("This plan is postpaid: the carrier begins the next cycle by itself.")
    elif str(row.status) == "archived":
        obstacle = _("This eSIM is archived; put it back on the list first.")
    elif not methods:
        obstacle = _("There is nothing to pay with yet. Add a payment method on Account (key 6).")
    return Ground(esim_id, name, carrier, str(row.unit_system), offers, methods, port.minimum, obstacle)


def method_text(row: MethodRow, ellipsis: str = "…") -> str:
    """`card …4242`, `balance at Axis JP`."""
    return method_words(row.kind.value, row.label, row.last4, carrier=row.carrier, ellipsis=ellipsis)


def amount_text(amount: Money) -> str:
    """`9.00 USD`."""
    return money(amount.minor, amount.currency, amount.exponent)


def _method(row: MethodRow, ellipsis: str) -> Method:
    words = method_text(row, ellipsis)
    if row.last4 and row.label:
        words = f"{words} ({row.label})"
    return Method(row.id, row.kind is MethodKind.BALANCE, words)
