"""A renewal while it is put together: what is known of the eSIM, what was chosen and typed so far.

It outlives the steps of the wizard, so that going back and forth loses nothing. No drawing, no rules.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from axis_tui.domain.money import Money
from axis_tui.domain.package import Package
from axis_tui.domain.renewal_check import Finding
from axis_tui.domain.renewal_word import Channel
from axis_tui.present.channel_contact import Contact, contact_of
from axis_tui.store.read.renewal_options import BY_HAND, Offer, Options, renewal_options
from axis_tui.tui.dialogs.renew_request import Answer
from axis_tui.tui.editor import LineEditor

if TYPE_CHECKING:
    from axis_tui.store.read import Reader
    from axis_tui.store.read.carrier_port import CarrierPort
    from axis_tui.store.read.detail import EsimDetail
    from axis_tui.store.read.inventory import CarrierRow
    from axis_tui.store.read.payment import MethodRow, QuoteRow
    from axis_tui.tui.screens.base import AxisScreen

BALANCE_FRESH_S = 600


@dataclass(frozen=True, slots=True)
class Way:
    """A channel that can be taken, and how the carrier is reached on it."""

    channel: Channel
    is_guided: bool
    contact: Contact


@dataclass(slots=True)
class Draft:
    """One renewal being put together on a main screen."""

    screen: AxisScreen
    known: Options
    """The eSIM as the store had it when it was last looked at."""
    offer: Offer | None = None
    way: Way | None = None
    method: MethodRow | None = None
    at: dict[str, int] = field(default_factory=dict)
    """Where the cursor stands on each step."""
    amount: LineEditor = field(default_factory=lambda: LineEditor(typed_only=True))
    pin: LineEditor = field(default_factory=lambda: LineEditor(secret=True, typed_only=True))
    catalogue: Answer = field(default_factory=Answer)
    quote_asked: Answer = field(default_factory=Answer)
    balance_asked: Answer = field(default_factory=Answer)
    typed: dict[str, dict[str, str]] = field(default_factory=dict)
    """What was written in the form, by the code of the package it describes; empty for another one."""
    form: str | None = None
    """The form that the chosen package came by; None where it came by none."""
    described: Offer | None = None
    """The package without a price that the form completed."""

    @property
    def now(self) -> int:
        """This instant."""
        return self.screen.now

    @property
    def reader(self) -> Reader:
        """The read side; there is one, or no wizard."""
        assert self.screen.reader is not None
        return self.screen.reader

    @property
    def options(self) -> Options:
        """What is known of the eSIM, as of this instant."""
        return replace(self.known, now=self.now)

    @property
    def esim(self) -> EsimDetail:
        """The eSIM to renew."""
        return self.known.esim

    @property
    def carrier(self) -> CarrierRow:
        """Who sells for it."""
        return self.known.carrier

    @property
    def port(self) -> CarrierPort:
        """What the carrier's adapter declares."""
        return self.known.port

    def reload(self) -> None:
        """What the store holds may have changed."""
        self.known = renewal_options(self.reader, self.esim.esim_id, self.now) or self.known

    def findings(self, package: Package, *, uses_api: bool) -> tuple[Finding, ...]:
        """What speaks against buying it; an order that was opened since the last look counts."""
        from axis_tui.store.read import renewals

        opened = renewals.open_of_esim(self.reader, self.esim.esim_id)
        known = replace(self.options, open_order=None if opened is None else opened.id)
        return known.findings(package, uses_api=uses_api)

    # How

    def ways(self, package: Package) -> list[Way]:
        """The channels for it: by itself where the carrier takes orders, then those that a person follows."""
        by_itself = self.known.sells(package)
        found = [Way(Channel.ONLINE, False, Contact("", "", "", ""))] if by_itself else []
        offered = self.port.channels or set(BY_HAND)
        for channel in BY_HAND:
            if channel is Channel.ONLINE and by_itself:
                continue
            if channel not in offered:
                continue
            contact = contact_of(channel, self.carrier)
            # Whoever no program can ask has a page or an app somewhere, known here or not.
            if contact.is_known or (channel is Channel.ONLINE and not self.port.capabilities):
                found.append(Way(channel, True, contact))
        return found

    # For how much

    @property
    def wants_quote(self) -> bool:
        """Whether the price is the carrier's to say now."""
        way, offer = self.way, self.offer
        is_listed = offer is not None and offer.package_id is not None
        return is_listed and way is not None and not way.is_guided and "quote" in self.port.capabilities

    def quote(self) -> QuoteRow | None:
        """The latest quote for what was chosen; it may have run out."""
        from axis_tui.store.read import payment

        if self.offer is None or self.offer.package_id is None or not self.wants_quote:
            return None
        return payment.quote(self.reader, self.esim.esim_id, self.offer.package_id)

    def ask_quote(self) -> None:
        """Have the carrier asked for the price, unless it is being asked."""
        if self.offer is not None and self.offer.package_id is not None:
            payload = {"esim_id": self.esim.esim_id, "package_id": self.offer.package_id}
            self.quote_asked.ask(self.screen, "quote", payload)

    def ask_balance(self) -> None:
        """Have the carrier asked for the balance, where it tells one and was not asked of late."""
        is_old = self.now - (self.carrier.balance_at or 0) > BALANCE_FRESH_S
        if "balance" in self.port.capabilities and is_old and not self.balance_asked.was_asked:
            self.balance_asked.ask(self.screen, "balance", {"carrier_id": self.carrier.id})

    def is_too_little(self, total: Money) -> bool:
        """Whether the carrier takes no amount as small at once."""
        least = self.port.minimum
        if least is None or self.way is None or self.way.is_guided:
            return False
        return (least.currency, least.exponent) == (total.currency, total.exponent) and total < least

    def total(self, quote: QuoteRow | None) -> Money | None:
        """What is charged in all: by the quote, or as the package is listed where none is to be had."""
        if quote is not None:
            return quote.total
        return None if self.wants_quote or self.offer is None else self.offer.package.terms.price


def draft_of(screen: AxisScreen, esim_id: int) -> Draft | None:
    """A new draft; None where the eSIM is gone."""
    reader = screen.reader
    known = None if reader is None else renewal_options(reader, esim_id, screen.now)
    return None if known is None else Draft(screen, known)
