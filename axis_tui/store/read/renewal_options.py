"""What can be bought for one eSIM, by which channels, and what speaks against it: the same for every door."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property

from axis_tui.domain.package import Effect, Package, PackageKind, Terms
from axis_tui.domain.plan import RUNNING, Plan
from axis_tui.domain.problem import Problem
from axis_tui.domain.queue import advance_queue, current_plan
from axis_tui.domain.renewal_check import Case, Finding, findings
from axis_tui.domain.renewal_effect import Preview, needs_running_plan, preview
from axis_tui.domain.renewal_word import Channel
from axis_tui.store.read import detail, inventory, renewals
from axis_tui.store.read.carrier_port import CarrierPort, carrier_port
from axis_tui.store.read.detail import EsimDetail
from axis_tui.store.read.inventory import CarrierRow
from axis_tui.store.read.reader import Reader

FRESH_S = 3_600
"""A catalogue older than this is asked for anew."""
BY_HAND = (Channel.ONLINE, Channel.HOTLINE, Channel.STORE, Channel.THIRD_PARTY)
"""The channels that a person can follow."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A package to choose; one without an id is stored when it is ordered."""

    package: Package
    package_id: int | None = None
    seen_at: int | None = None
    """When the carrier's catalogue last listed it."""


@dataclass(frozen=True, slots=True)
class Way:
    """A channel that can be taken; a guided one is carried out by a person."""

    channel: Channel
    is_guided: bool


@dataclass(frozen=True)
class Options:
    """One eSIM with all that decides how it can be renewed, as of `now`."""

    esim: EsimDetail
    carrier: CarrierRow
    port: CarrierPort
    plans: tuple[Plan, ...]
    listed: tuple[Offer, ...]
    """The carrier's packages, cheapest first."""
    open_order: int | None
    """The number of an order that is not at its end."""
    now: int

    @cached_property
    def current(self) -> Plan | None:
        """The plan that the lists show, as it stands now."""
        plans = advance_queue(self.plans, self.now)
        at = current_plan(plans)
        return None if at is None else plans[at]

    @property
    def has_catalogue(self) -> bool:
        """Whether the carrier can be asked for what it sells."""
        return "catalogue" in self.port.capabilities

    @property
    def catalogue_is_old(self) -> bool:
        """Whether nothing of the catalogue was seen of late."""
        return self.now - max((offer.seen_at or 0 for offer in self.listed), default=0) > FRESH_S

    def offers(self) -> list[Offer]:
        """All that can be chosen, what fits first; without a catalogue the present plan again leads."""
        again = None if self.has_catalogue else self.same_again()
        listed = [offer for offer in self.listed if again is None or offer.package.code != again.package.code]
        listed.sort(key=lambda offer: not self.fits(offer.package))
        return [*([] if again is None else [again]), *listed]

    def same_again(self) -> Offer | None:
        """The present plan's terms as a package of their own; None where there is no plan."""
        return None if self.current is None else Offer(by_hand(self.current.terms, self.carrier.name))

    def fits(self, package: Package) -> bool:
        """Whether it can be had now and holds somewhere where the eSIM does."""
        current = self.current
        if needs_running_plan(package) and (current is None or current.state not in RUNNING):
            return False
        here = set() if current is None else set(current.terms.coverage)
        return not here or not package.terms.coverage or bool(here.intersection(package.terms.coverage))

    def sells(self, package: Package) -> bool:
        """Whether the carrier takes an order for it without a person."""
        needed = "top_up" if package.kind is PackageKind.TOP_UP else "order"
        return needed in self.port.capabilities and Channel.ONLINE in self.port.channels

    def ways(self, package: Package) -> list[Way]:
        """The channels for it: by itself where the carrier takes orders, then those that a person follows."""
        by_itself = self.sells(package)
        found = [Way(Channel.ONLINE, False)] if by_itself else []
        has_adapter = bool(self.port.channels)
        for channel in BY_HAND:
            if channel is Channel.ONLINE and by_itself:
                continue
            if has_adapter and channel not in self.port.channels:
                continue
            # Whoever has no adapter has a page or an app somewhere, known here or not.
            if self._is_known(channel) or (channel is Channel.ONLINE and not has_adapter):
                found.append(Way(channel, True))
        return found

    def findings(self, package: Package, *, uses_api: bool) -> tuple[Finding, ...]:
        """What speaks against buying it, what blocks it first."""
        esim, current = self.esim, self.current
        return findings(
            Case(
                has_iccid=bool(esim.iccid_masked),
                profile_state=esim.profile_state,
                device=esim.device,
                plans=self.plans,
                coverage=() if current is None else current.terms.coverage,
                package=package,
                service_ended=esim.service_ended_at is not None and esim.service_ended_at <= self.now,
                is_archived=esim.archived_at is not None,
                has_open_order=self.open_order is not None,
                uses_api=uses_api,
                now=self.now,
            )
        )

    def preview(self, package: Package) -> Preview | None:
        """How the eSIM would stand with it; None where it needs a running plan and none runs."""
        try:
            return preview(self.plans, package, self.now)
        except Problem:
            return None

    def _is_known(self, channel: Channel) -> bool:
        carrier = self.carrier
        match channel:
            case Channel.HOTLINE:
                return bool(carrier.support_phone)
            case Channel.STORE:
                return bool(carrier.store_address)
            case Channel.THIRD_PARTY:
                return bool(carrier.third_party or carrier.third_party_url)
        return bool(carrier.renew_url or carrier.support_url)


def renewal_options(reader: Reader, esim_id: int, now: int) -> Options | None:
    """How this eSIM can be renewed at `now`; None where there is no such eSIM."""
    esim, carrier = detail.esim(reader, esim_id), inventory.carrier_of(reader, esim_id)
    if esim is None or carrier is None:
        return None
    opened = renewals.open_of_esim(reader, esim_id)
    return Options(
        esim=esim,
        carrier=carrier,
        port=carrier_port(reader, carrier.id),
        plans=tuple(row.plan for row in detail.plans(reader, esim_id)),
        listed=tuple(
            Offer(row.package, row.id, row.seen_at) for row in inventory.packages_of(reader, carrier.id)
        ),
        open_order=None if opened is None else opened.id,
        now=now,
    )


def by_hand(terms: Terms, carrier: str, effect: Effect = Effect.STACK) -> Package:
    """A package that a person describes; the same description is the same package."""
    kind = PackageKind.BASE if effect in (Effect.STACK, Effect.RESET) else PackageKind.TOP_UP
    told = (terms.name, terms.allowance_bytes, terms.validity, terms.price, effect.value)
    code = f"own-{hashlib.sha256(repr(told).encode()).hexdigest()[:12]}"
    return Package(code, carrier, kind, terms, effect)
