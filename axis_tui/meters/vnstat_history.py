"""The past from a vnStat snapshot: hours while they are kept, whole days before that, nothing twice. Pure."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from axis_tui.domain.problem import N_
from axis_tui.meters.base import COUNTER_LIMIT, HistoryRow, MeterProblem
from axis_tui.meters.vnstat_parse import Row, Snapshot

HOUR_S = 3_600
DAY_S = 24 * HOUR_S


def history(snapshot: Snapshot, since: int, until: int, ahead_s: int = 0) -> list[HistoryRow]:
    """Rows that start at `since` or later, oldest first, disjoint, none reaching past `until`.

    vnStat drops hours after some days, so the oldest day with hours may have lost some. A day's hours are
    taken where they add up to the day, or where there is no such day; else the day is. The rows' clock is
    `ahead_s` ahead of ours; what still starts at `until` or later goes into the second before that, since
    vnStat files bytes under the hour in which it counted them. Raises MeterProblem where the sum is beyond
    a counter.
    """
    starts: dict[int, tuple[int, int, int]] = {}
    for row, seconds in _choose(snapshot):
        start_at = min(row.start_at - ahead_s, until - 1)
        if start_at >= since and (row.rx_bytes or row.tx_bytes):
            _, rx_bytes, tx_bytes = starts.get(start_at, (0, 0, 0))
            starts[start_at] = (seconds, rx_bytes + row.rx_bytes, tx_bytes + row.tx_bytes)
    if sum(rx_bytes + tx_bytes for _, rx_bytes, tx_bytes in starts.values()) >= COUNTER_LIMIT:
        raise MeterProblem(N_("vnStat's history adds up to more than a counter holds"))
    ends = [*sorted(starts), until][1:]
    return [
        HistoryRow(start_at, min(starts[start_at][0], end_at - start_at), *starts[start_at][1:])
        for start_at, end_at in zip(sorted(starts), ends, strict=True)
    ]


def without_latest(rows: Sequence[HistoryRow], rx_bytes: int, tx_bytes: int) -> list[HistoryRow]:
    """`rows` less so many bytes, taken from the newest on: what was counted after an earlier reading."""
    kept: list[HistoryRow] = []
    for row in reversed(rows):
        rx_off, tx_off = min(rx_bytes, row.rx_bytes), min(tx_bytes, row.tx_bytes)
        rx_bytes, tx_bytes = rx_bytes - rx_off, tx_bytes - tx_off
        left = replace(row, rx_bytes=row.rx_bytes - rx_off, tx_bytes=row.tx_bytes - tx_off)
        if left.rx_bytes or left.tx_bytes:
            kept.append(left)
    return kept[::-1]


def _choose(snapshot: Snapshot) -> list[tuple[Row, int]]:
    hours: dict[date, list[Row]] = defaultdict(list)
    for row in snapshot.hours:
        hours[row.on].append(row)
    days: dict[date, Row] = {}
    for row in snapshot.days:
        days.setdefault(row.on, row)
    chosen: list[tuple[Row, int]] = []
    for on in hours.keys() | days.keys():
        day = days.get(on)
        if day is None or _sums(hours[on]) == (day.rx_bytes, day.tx_bytes):
            chosen += [(row, HOUR_S) for row in hours[on]]
        else:
            chosen.append((day, DAY_S))
    return chosen


def _sums(rows: Sequence[Row]) -> tuple[int, int]:
    return sum(row.rx_bytes for row in rows), sum(row.tx_bytes for row in rows)
