"""What carrier and router say about the present cycle, each with its age, and how far they differ. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from axis_tui.i18n import _
from axis_tui.present import usage_words
from axis_tui.present.line import Tone, line
from axis_tui.present.rows import OverviewLike
from axis_tui.present.sizes import size
from axis_tui.present.when import ago
from axis_tui.tui.screens.usage_table import Pair

NORMAL_DRIFT_PERCENT = 5


@dataclass(frozen=True, slots=True)
class Meters:
    """What each side says about the present cycle, in bytes since it began.

    `carrier_bytes` is the carrier's last figure, `carrier_at` when it was given, `router_then_bytes` what the
    router had counted at that moment; `router_bytes` what it has counted by now, `router_at` when.
    """

    router_bytes: int
    router_at: int | None
    carrier_bytes: int | None = None
    carrier_at: int | None = None
    router_then_bytes: int | None = None

    @property
    def since_bytes(self) -> int:
        """The router's bytes since the carrier's figure: the estimate that bridges the carrier's lag."""
        return max(self.router_bytes - (self.router_then_bytes or 0), 0)

    @property
    def drifts_far(self) -> bool:
        """Whether the two differ by more than what is normal."""
        if not self.carrier_bytes or self.router_then_bytes is None:
            return False
        apart = abs(self.router_then_bytes - self.carrier_bytes)
        return apart * 100 > NORMAL_DRIFT_PERCENT * self.carrier_bytes


def sources(row: OverviewLike, meters: Meters | None, now: int) -> list[Pair]:
    """Carrier and router, each with its figure and age, then how they differ."""
    system = row.unit_system
    if meters is None:
        return [(_("Router"), line((_("no reading yet"), Tone.MUTED)))]
    read = _("read %(age)s") % {"age": ago(meters.router_at, now)}
    router = line(size(meters.router_bytes, system), (f"  {read}", Tone.MUTED))
    if meters.router_at is None:
        router = line((_("no reading yet"), Tone.MUTED))
    if meters.carrier_bytes is None:
        return [(_("Router"), router), (_("Carrier"), line((_("has given no figure"), Tone.MUTED)))]
    given = _("given %(age)s") % {"age": ago(meters.carrier_at, now)}
    carrier = line(size(meters.carrier_bytes, system), (f"  {given}", Tone.MUTED))
    pairs = [(_("Carrier"), carrier), (_("Router"), router)]
    if meters.router_then_bytes is not None:
        drift = usage_words.drift(meters.carrier_bytes, meters.router_then_bytes)
        tone = Tone.WARNING if meters.drifts_far else Tone.NORMAL
        if not meters.router_then_bytes:
            drift, tone = _("the router has counted none of it"), Tone.MUTED
        since = _("  +%(since)s since, an estimate") % {"since": size(meters.since_bytes, system)}
        pairs.append((_("Drift"), line((drift, tone), (since if meters.since_bytes else "", Tone.ESTIMATE))))
    return pairs
