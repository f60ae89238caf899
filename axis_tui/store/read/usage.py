"""Bytes by hour and by day, of one eSIM or of the whole fleet, from the roll-ups."""

from __future__ import annotations

from dataclasses import dataclass

from axis_tui.store.read.reader import Reader

_SUMS = (
    "coalesce(u.rx_bytes, 0), coalesce(u.tx_bytes, 0), coalesce(u.carrier_bytes, 0),"
    " coalesce(u.estimated_bytes, 0)"
)
_SLOTS = "WITH RECURSIVE slots (n) AS (SELECT ? UNION ALL SELECT n + 1 FROM slots WHERE n < ?)"
SMALL_FLEET = 2000
"""Up to so many eSIMs the top users are summed exactly; beyond, among those who used most of late."""


@dataclass(frozen=True, slots=True)
class UsageRow:
    """The bytes of one hour or day; `slot` counts them since 1970."""

    slot: int
    rx_bytes: int
    tx_bytes: int
    carrier_bytes: int
    """As the carrier reported them."""
    estimated_bytes: int
    """The part of rx + tx whose time or completeness is a guess."""

    @property
    def total_bytes(self) -> int:
        """Both directions, as our own meters counted them."""
        return self.rx_bytes + self.tx_bytes


@dataclass(frozen=True, slots=True)
class UserRow:
    """An eSIM and what it used in a range of days."""

    esim_id: int
    name: str
    rx_bytes: int
    tx_bytes: int

    @property
    def total_bytes(self) -> int:
        """Both directions."""
        return self.rx_bytes + self.tx_bytes


def hours(reader: Reader, esim_id: int | None, first_hour: int, n: int) -> list[UsageRow]:
    """`n` UTC hours from `first_hour` (hours since 1970), zeros where nothing was; None: all eSIMs."""
    return _slots(reader, "hour", esim_id, first_hour, n)


def days(reader: Reader, esim_id: int | None, first_day: int, n: int) -> list[UsageRow]:
    """`n` days of the reporting zone from `first_day` (days since 1970), zeros where nothing was."""
    return _slots(reader, "day", esim_id, first_day, n)


def first_day(reader: Reader) -> int | None:
    """The first day of which anything is known."""
    found = reader.row("SELECT min(day) FROM fleet_day")
    return None if found is None else found[0]


def top_users(reader: Reader, day_from: int, day_to: int, limit: int) -> list[UserRow]:
    """Who used most from `day_from` to `day_to`, both included, most first.

    Exact up to SMALL_FLEET eSIMs; in larger fleets those who used most in the last two weeks are compared.
    """
    candidates = [
        found[0]
        for found in reader.rows(
            "SELECT esim_id FROM overview ORDER BY recent_bytes DESC LIMIT ?",
            (max(SMALL_FLEET // 10, 4 * limit),),
        )
    ]
    (esims,) = reader.row("SELECT coalesce(sum(esims), 0) FROM state_count") or (0,)
    if esims > SMALL_FLEET:
        days = day_to - day_from + 1
        return _sum_of(reader, candidates, day_from, max(0, days), limit)
    found = reader.rows(
        "SELECT u.esim_id, o.name, u.rx, u.tx FROM (SELECT esim_id, sum(rx_bytes) AS rx, sum(tx_bytes) AS tx"
        " FROM usage_day WHERE day BETWEEN ? AND ? GROUP BY esim_id) AS u"
        " JOIN overview o ON o.esim_id = u.esim_id WHERE u.rx + u.tx > 0"
        " ORDER BY u.rx + u.tx DESC, u.esim_id LIMIT ?",
        (day_from, day_to, limit),
    )
    return [UserRow(*row) for row in found]


def _sum_of(reader: Reader, esim_ids: list[int], day_from: int, days: int, limit: int) -> list[UserRow]:
    marks = ", ".join("?" * len(esim_ids)) or "NULL"
    found = reader.rows(
        f"{_SLOTS} SELECT o.esim_id, o.name, sum(u.rx_bytes) AS rx, sum(u.tx_bytes) AS tx FROM slots"
        " CROSS JOIN overview o LEFT JOIN usage_day u ON u.day = slots.n AND u.esim_id = o.esim_id"
        f" WHERE o.esim_id IN ({marks}) GROUP BY o.esim_id, o.name HAVING sum(u.rx_bytes + u.tx_bytes) > 0"
        " ORDER BY sum(u.rx_bytes + u.tx_bytes) DESC, o.esim_id LIMIT ?",
        (day_from, day_from + days - 1, *esim_ids, limit),
    )
    return [UserRow(*row) for row in found]


def _slots(reader: Reader, unit: str, esim_id: int | None, first: int, n: int) -> list[UsageRow]:
    if n < 1:
        return []
    table, of_esim, parameters = f"fleet_{unit}", "", [first, first + n - 1]
    if esim_id is not None:
        table, of_esim = f"usage_{unit}", " AND u.esim_id = ?"
        parameters.append(esim_id)
    # One look-up a slot: the roll-ups are keyed by time first.
    found = reader.rows(
        f"{_SLOTS} SELECT slots.n, {_SUMS} FROM slots LEFT JOIN {table} u ON u.{unit} = slots.n{of_esim}"
        " ORDER BY slots.n",
        parameters,
    )
    return [UsageRow(*row) for row in found]
