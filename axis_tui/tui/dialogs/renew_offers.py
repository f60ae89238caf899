"""What the wizard lists for an eSIM, and in which order."""

from __future__ import annotations

from axis_tui.domain.package import Effect
from axis_tui.domain.plan import RUNNING
from axis_tui.store.read.renewal_options import Offer, Options


def offers(options: Options) -> list[Offer]:
    """All that can be chosen, what fits first, cheapest first among its like.

    Without a catalogue the first is the present plan again, where there is one.
    """
    return sorted(options.offers(), key=lambda offer: _rank(options, offer))


def _rank(options: Options, offer: Offer) -> int:
    """0 for what fits, 1 for what throws away what is left, 2 for what cannot be had or holds elsewhere."""
    package, current = offer.package, options.current
    if not options.fits(package):
        return 2
    runs = current is not None and current.state in RUNNING
    return int(runs and package.effect is Effect.RESET and not package.rollover)
