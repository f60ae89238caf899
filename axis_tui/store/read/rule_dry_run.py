"""A dry run of an auto-renew rule from what the store knows: the same for the screen and the command line."""

from __future__ import annotations

from axis_tui.domain.auto_renew import Rule
from axis_tui.domain.auto_renew_package import least_days
from axis_tui.domain.dry_run import DryRun, dry_run
from axis_tui.domain.package import Package
from axis_tui.domain.validity import local_day
from axis_tui.store.read.reader import Reader
from axis_tui.store.read.rule_facts import facts
from axis_tui.store.read.setting import time_zone

PEAK_DAYS = 366
"""Among the use of so many days the peak is looked for."""


def foretold(reader: Reader, esim_id: int, rule: Rule, package: Package, now: int) -> DryRun | None:
    """What `rule`, which buys `package`, would do from `now` on; None where there is no such eSIM.

    Raises Problem where an amount that the store knows is in another currency than the rule's.
    """
    known = facts(reader, esim_id, now, rule=rule)
    if known is None:
        return None
    zone = time_zone(reader)
    return dry_run(
        rule,
        known,
        now,
        rate_bytes_per_day=_rate(reader, esim_id),
        peak_bytes_per_day=peak_bytes_per_day(reader, esim_id, local_day(now, zone)),
        package_allowance_bytes=package.terms.allowance_bytes,
        package_days=least_days(package.terms.validity),
        zone=zone,
        effect=package.effect,
    )


def peak_bytes_per_day(reader: Reader, esim_id: int, today: int) -> int | None:
    """The most used on one local day of the last PEAK_DAYS; None where no use is known."""
    (most,) = reader.row(
        "WITH RECURSIVE slots (n) AS (SELECT ? UNION ALL SELECT n + 1 FROM slots WHERE n < ?)"
        " SELECT max(CASE WHEN u.rx_bytes + u.tx_bytes > u.carrier_bytes THEN u.rx_bytes + u.tx_bytes"
        " ELSE u.carrier_bytes END) FROM slots JOIN usage_day u ON u.day = slots.n AND u.esim_id = ?",
        (today - PEAK_DAYS + 1, today, esim_id),
    ) or (None,)
    return int(most) if most else None


def _rate(reader: Reader, esim_id: int) -> int | None:
    found = reader.row("SELECT rate_bytes_per_day FROM overview WHERE esim_id = ?", (esim_id,))
    return None if found is None else found[0]
