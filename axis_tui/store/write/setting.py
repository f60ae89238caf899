"""Facts of the store itself: its reporting zone, and the latest instant it has seen."""

from __future__ import annotations

from axis_tui.domain.validity import zone_info
from axis_tui.store.write.transaction import Tx

HIGH_WATER = "clock_high_water_at"


def time_zone(tx: Tx) -> str:
    """The zone whose days the daily roll-ups count."""
    found = tx.row("SELECT value FROM store_setting WHERE key = 'time_zone'")
    return "UTC" if found is None else str(found[0])


def set_time_zone(tx: Tx, zone: str) -> bool:
    """Count days by `zone` from now on and make all past days anew; False where it was so already.

    Raises Problem on a zone that does not exist.
    """
    from axis_tui.store.write.samples import rebuild_days

    zone_info(zone)
    if time_zone(tx) == zone:
        return False
    rebuild_days(tx, zone)
    return True


def clock_high_water(tx: Tx) -> int | None:
    """The latest instant noted; None in a new store."""
    found = tx.row("SELECT value FROM store_setting WHERE key = ?", (HIGH_WATER,))
    return None if found is None else int(found[0])


def note_clock(tx: Tx, now: int) -> int:
    """Raise the high-water mark to `now`; it never falls. Gives the mark."""
    mark = clock_high_water(tx)
    if mark is not None and mark >= now:
        return mark
    tx.execute(
        "INSERT INTO store_setting (key, value) VALUES (?, ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (HIGH_WATER, str(now)),
    )
    return now
