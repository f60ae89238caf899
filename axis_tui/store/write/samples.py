"""Bytes in bulk: samples with their hourly and daily roll-ups, in one transaction, by the driver's
executemany.

The batch is summed in memory first, so each roll-up row is touched once a batch, in the order of its key.
"""

from __future__ import annotations

import contextlib
import gc
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from axis_tui.domain.usage import Quality
from axis_tui.domain.validity import day_bounds, local_day
from axis_tui.store.problems import Refused
from axis_tui.store.write.setting import time_zone
from axis_tui.store.write.transaction import Tx

ROUTER, CARRIER = 0, 1
"""Who counted: our own meter, or the carrier."""
QUALITY_CODE = {Quality.MEASURED: 0, Quality.ESTIMATED: 1, Quality.GAP: 2}
SampleRow = tuple[int, int, int, int, int, int]
"""(at, esim_id, source, rx_bytes, tx_bytes, quality code); `at` is where the interval begins."""

_HOUR_S = 3_600
_BLOCK = 50
"""Rows a statement: twice as fast as one."""
_CHUNK = 100_000
"""Rows held in memory at a time."""
_Sums = list[int]
_Group = dict[int, _Sums]

_SAMPLE = (
    "INSERT INTO sample (at, esim_id, source, rx_bytes, tx_bytes, quality) VALUES {}"
    " ON CONFLICT (at, esim_id, source) DO UPDATE SET rx_bytes = sample.rx_bytes + excluded.rx_bytes,"
    " tx_bytes = sample.tx_bytes + excluded.tx_bytes,"
    " quality = CASE WHEN excluded.quality > sample.quality THEN excluded.quality ELSE sample.quality END"
)


def add_samples(tx: Tx, rows: Iterable[SampleRow]) -> int:
    """Store samples and add them to all roll-ups; how many. Fastest in (time, eSIM) order.

    A second sample of the same instant, eSIM and source adds to the first. Overview rows are not made anew:
    call `refresh_overview`, or let `due_overview` find them. Raises Refused on an eSIM that is not there or a
    value that cannot be.
    """
    tx.session.flush()
    zone = time_zone(tx)
    source = iter(rows)
    total = 0
    seen: set[int] = set()
    with _without_collector():
        while chunk := list(islice(source, _CHUNK)):
            _insert(tx.connection, _SAMPLE, 6, list(chain.from_iterable(chunk)))
            groups = _summed(chunk, zone)
            for group in groups.values():
                if unknown := group.keys() - seen:
                    _refuse_unknown(tx, unknown)
                    seen |= unknown
            _add(tx.connection, "hour", groups, 0)
            _add(tx.connection, "day", groups, 1)
            total += len(chunk)
    tx.connection.execute(
        "INSERT INTO store_setting (key, value) VALUES ('samples', ?) ON CONFLICT (key) DO UPDATE"
        " SET value = CAST(CAST(store_setting.value AS INTEGER) + ? AS TEXT)",
        (str(total), total),
    )
    return total


def rebuild_days(tx: Tx, zone: str) -> None:
    """Make all days anew as days of `zone`, which becomes the reporting zone; reads every sample."""
    tx.session.flush()
    bounds = tx.row("SELECT min(at), max(at) FROM sample")
    connection = tx.connection
    connection.execute("DELETE FROM usage_day")
    connection.execute("DELETE FROM fleet_day")
    connection.execute(
        "INSERT INTO store_setting (key, value) VALUES ('time_zone', ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (zone,),
    )
    if bounds is not None and bounds[0] is not None:
        for day in range(local_day(bounds[0], zone), local_day(bounds[1], zone) + 1):
            begins_at, ends_at = day_bounds(day, zone)
            connection.execute(
                "INSERT INTO usage_day (day, esim_id, rx_bytes, tx_bytes, carrier_bytes, estimated_bytes)"
                " SELECT ?, esim_id, sum(CASE WHEN source = 0 THEN rx_bytes ELSE 0 END),"
                " sum(CASE WHEN source = 0 THEN tx_bytes ELSE 0 END),"
                " sum(CASE WHEN source = 1 THEN rx_bytes + tx_bytes ELSE 0 END),"
                " sum(CASE WHEN source = 0 AND quality > 0 THEN rx_bytes + tx_bytes ELSE 0 END)"
                " FROM sample WHERE at >= ? AND at < ? GROUP BY esim_id",
                (day, begins_at, ends_at),
            )
    connection.execute(
        "INSERT INTO fleet_day (day, rx_bytes, tx_bytes, carrier_bytes, estimated_bytes)"
        " SELECT day, sum(rx_bytes), sum(tx_bytes), sum(carrier_bytes), sum(estimated_bytes)"
        " FROM usage_day GROUP BY day"
    )
    connection.execute("UPDATE overview SET next_change_at = 0")


def _summed(rows: list[SampleRow], zone: str) -> dict[tuple[int, int], _Group]:
    """Sums by (UTC hour, local day) and eSIM; an hour lies in two days where the zone is half an hour off."""
    groups: dict[tuple[int, int], _Group] = {}
    day = day_begins_at = day_ends_at = 0
    last_at: int | None = None
    group: _Group = {}
    for at, esim_id, source, rx_bytes, tx_bytes, quality in rows:
        if at != last_at:
            last_at = at
            if not day_begins_at <= at < day_ends_at:
                day = local_day(at, zone)
                day_begins_at, day_ends_at = day_bounds(day, zone)
            group = groups.setdefault((at // _HOUR_S, day), {})
        sums = group.get(esim_id)
        if sums is None:
            both = rx_bytes + tx_bytes
            group[esim_id] = (
                [0, 0, both, 0]
                if source
                else [rx_bytes, tx_bytes, 0, both]
                if quality
                else [rx_bytes, tx_bytes, 0, 0]
            )
        elif source == ROUTER:
            sums[0] += rx_bytes
            sums[1] += tx_bytes
            if quality:
                sums[3] += rx_bytes + tx_bytes
        else:
            sums[2] += rx_bytes + tx_bytes
    return groups


def _folded(groups: dict[tuple[int, int], _Group], part: int) -> dict[int, _Group]:
    """The sums by hour (part 0) or by day (part 1)."""
    folded: dict[int, _Group] = {}
    shared: set[int] = set()
    for key, group in groups.items():
        slot = key[part]
        target = folded.get(slot)
        if target is None:
            folded[slot] = group
            continue
        if slot not in shared:
            # The first group of a slot is taken as it is, and copied before anything is added to it.
            target = folded[slot] = {esim_id: sums.copy() for esim_id, sums in target.items()}
            shared.add(slot)
        for esim_id, sums in group.items():
            total = target.get(esim_id)
            if total is None:
                target[esim_id] = sums.copy()
            else:
                total[0] += sums[0]
                total[1] += sums[1]
                total[2] += sums[2]
                total[3] += sums[3]
    return folded


def _add(connection: sqlite3.Connection, unit: str, groups: dict[tuple[int, int], _Group], part: int) -> None:
    slots = _folded(groups, part)
    flat: list[int] = []
    fleet: list[int] = []
    for slot in sorted(slots):
        group = slots[slot]
        for esim_id in sorted(group):
            flat += (slot, esim_id)
            flat += group[esim_id]
        fleet.append(slot)
        fleet += map(sum, zip(*group.values(), strict=True))
    _insert(connection, _rollup(f"usage_{unit}", f"{unit}, esim_id"), 6, flat)
    _insert(connection, _rollup(f"fleet_{unit}", unit), 5, fleet)


def _rollup(table: str, key: str) -> str:
    columns = ("rx_bytes", "tx_bytes", "carrier_bytes", "estimated_bytes")
    added = ", ".join(f"{column} = {table}.{column} + excluded.{column}" for column in columns)
    return (
        f"INSERT INTO {table} ({key}, {', '.join(columns)}) VALUES {{}}"
        f" ON CONFLICT ({key}) DO UPDATE SET {added}"
    )


def _insert(connection: sqlite3.Connection, sql: str, width: int, values: list[int]) -> None:
    """Insert rows of `width` values, laid end to end."""
    one = f"({', '.join('?' * width)})"
    size = width * _BLOCK
    whole = len(values) - len(values) % size
    try:
        connection.executemany(
            sql.format(", ".join([one] * _BLOCK)), (values[at : at + size] for at in range(0, whole, size))
        )
        connection.executemany(
            sql.format(one), (values[at : at + width] for at in range(whole, len(values), width))
        )
    except (sqlite3.InterfaceError, sqlite3.ProgrammingError, OverflowError, TypeError):
        raise Refused("sample") from None


@contextlib.contextmanager
def _without_collector() -> Iterator[None]:
    """Millions of small lists that live for a moment and hold no cycle: looking for cycles takes a
    third longer.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _refuse_unknown(tx: Tx, esim_ids: set[int]) -> None:
    wanted = sorted(esim_ids)
    for first in range(0, len(wanted), 500):
        part = wanted[first : first + 500]
        marks = ", ".join("?" * len(part))
        found = tx.row(f"SELECT count(*) FROM esim WHERE id IN ({marks})", part)
        if found is None or found[0] != len(part):
            raise Refused("esim_id")
