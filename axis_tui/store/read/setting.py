"""The store’s own settings; apart from the inventory, since the first picture needs one of them."""

from axis_tui.store.read.reader import Reader


def setting(reader: Reader, key: str) -> str | None:
    """A value of the store's own settings: `uuid`, `created_at`, `time_zone`, `clock_high_water_at`."""
    found = reader.row("SELECT value FROM store_setting WHERE key = ?", (key,))
    return None if found is None else str(found[0])


def clock_high_water(reader: Reader) -> int | None:
    """The latest instant that the store has seen; None in a new store."""
    found = setting(reader, "clock_high_water_at")
    return None if found is None else int(found)


def time_zone(reader: Reader) -> str:
    """The reporting zone: whose days `usage.days` counts."""
    return setting(reader, "time_zone") or "UTC"
