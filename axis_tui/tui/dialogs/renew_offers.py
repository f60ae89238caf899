"""What can be bought for an eSIM: the carrier's packages, those that fit first; or the same again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from axis_tui.domain.package import Effect, Package, PackageKind, Terms
from axis_tui.domain.plan import RUNNING
from axis_tui.domain.renewal_effect import needs_running_plan
from axis_tui.tui.dialogs.renew_draft import Draft, Offer

FRESH_S = 3_600
"""A catalogue older than this is asked for anew."""


def offers(draft: Draft) -> list[Offer]:
    """All that can be chosen, what fits first, cheapest first among its like.

    Without a catalogue the first is the present plan again, where there is one.
    """
    from axis_tui.store.read import inventory

    listed = [
        Offer(row.package, row.id, row.seen_at)
        for row in inventory.packages_of(draft.reader, draft.carrier.id)
    ]
    again = None if draft.has_catalogue else same_again(draft)
    if again is not None:
        listed = [offer for offer in listed if offer.package.code != again.package.code]
    current = draft.current
    runs = current is not None and current.state in RUNNING
    here = set() if current is None else set(current.terms.coverage)
    listed.sort(key=lambda offer: _rank(offer.package, here, runs=runs))
    return [*([again] if again is not None else []), *listed]


def same_again(draft: Draft) -> Offer | None:
    """The present plan's terms as a package of their own; None where there is no plan."""
    current = draft.current
    return None if current is None else Offer(by_hand(current.terms, draft.carrier.name))


def by_hand(terms: Terms, carrier: str, effect: Effect = Effect.STACK) -> Package:
    """A package that a person describes; the same description is the same package."""
    kind = PackageKind.BASE if effect in (Effect.STACK, Effect.RESET) else PackageKind.TOP_UP
    told = (terms.name, terms.allowance_bytes, terms.validity, terms.price, effect.value)
    code = f"own-{hashlib.sha256(repr(told).encode()).hexdigest()[:12]}"
    return Package(code, carrier, kind, terms, effect)


def catalogue_is_old(listed: Sequence[Offer], now: int) -> bool:
    """Whether nothing of it was seen of late."""
    return now - max((offer.seen_at or 0 for offer in listed), default=0) > FRESH_S


def _rank(package: Package, here: set[str], *, runs: bool) -> int:
    """0 for what fits, 1 for what throws away what is left, 2 for what cannot be had or holds elsewhere."""
    covers = package.terms.coverage
    if (needs_running_plan(package) and not runs) or (here and covers and not here.intersection(covers)):
        return 2
    return int(runs and package.effect is Effect.RESET and not package.rollover)
