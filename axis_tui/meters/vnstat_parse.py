"""What `vnstat --json` printed, as counters and rows. Pure: no program, no clock, no file.

JSON version 2 (vnStat 2.x) counts bytes. Version 1 (vnStat 1.x) counts KiB, names its sections in the plural
and puts an hour's number into `id`; it is converted. Format: dbjson.c of vnStat.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from axis_tui.domain.problem import N_
from axis_tui.domain.text import clean
from axis_tui.meters.base import COUNTER_LIMIT, MeterProblem

LATEST_AT = 1 << 40
"""No instant of a sane source is later (the year 36 812)."""


@dataclass(frozen=True, slots=True)
class Row:
    """One hour or one day: its date in the router's zone, its start, its bytes."""

    on: date
    start_at: int
    rx_bytes: int
    tx_bytes: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One interface of a vnStat database at one moment."""

    rx_bytes: int
    tx_bytes: int
    created: str
    """The database's birthday as written there; never its timestamp, which moves with the reader's zone."""
    updated_at: int | None
    """When the daemon last counted."""
    hours: tuple[Row, ...]
    days: tuple[Row, ...]


def parse(text: str, interface: str, zone: tzinfo, *, trust_timestamps: bool = True) -> Snapshot:
    """The interface's snapshot; raises MeterProblem on anything else than vnStat's JSON.

    Times without a timestamp, as vnStat up to 2.9 prints them, are in `zone`; with `trust_timestamps` off,
    all are. Of rows with the same start only the first counts.
    """
    start = text.find("{")
    try:
        answer = json.loads(text[start:]) if start >= 0 else None
    except (ValueError, RecursionError):
        answer = None
    if answer is None:
        raise MeterProblem(N_("vnStat gave no JSON but: %(text)s"), text=clean(text, 100) or "-")
    answer = _object(answer)
    version = str(answer.get("jsonversion"))
    if version not in ("1", "2"):
        raise MeterProblem(
            N_("vnStat answered in JSON version %(version)s; only 1 and 2 are understood"),
            version=clean(version, 40),
        )
    reader = _Reader(zone, trust_timestamps, unit_bytes=1024 if version == "1" else 1)
    return reader.snapshot(_chosen(_list(answer.get("interfaces")), interface))


def _chosen(entries: list[Any], interface: str) -> Mapping[str, Any]:
    found = [_object(entry) for entry in entries]
    for keys in (("name", "id"), ("alias", "nick")):
        for entry in found:
            if interface in [entry.get(key) for key in keys]:
                return entry
    names = clean(", ".join(str(entry.get("name", entry.get("id"))) for entry in found[:20]))
    raise MeterProblem(
        N_("vnStat does not count %(interface)s; it counts: %(names)s"),
        interface=interface, names=names or "-",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Reader:
    zone: tzinfo
    trust_timestamps: bool
    unit_bytes: int

    def snapshot(self, entry: Mapping[str, Any]) -> Snapshot:
        traffic = _object(entry.get("traffic"))
        total = _object(traffic.get("total"))
        return Snapshot(
            rx_bytes=self._bytes(total.get("rx")),
            tx_bytes=self._bytes(total.get("tx")),
            created=self._created(entry),
            updated_at=self._instant(_object(entry["updated"])) if "updated" in entry else None,
            hours=self._rows(traffic, "hour"),
            days=self._rows(traffic, "day"),
        )

    def _created(self, entry: Mapping[str, Any]) -> str:
        created = _object(entry.get("created", {}))
        return _date(_object(created["date"])).isoformat() if "date" in created else "-"

    def _rows(self, traffic: Mapping[str, Any], section: str) -> tuple[Row, ...]:
        listed = traffic.get(section, traffic.get(section + "s", []))
        rows: dict[int, Row] = {}
        for row in self._each(_list(listed), is_hour=section == "hour"):
            rows.setdefault(row.start_at, row)
        return tuple(rows[start_at] for start_at in sorted(rows))

    def _each(self, listed: list[Any], *, is_hour: bool) -> Iterator[Row]:
        for item in listed:
            row = _object(item)
            if is_hour and "time" not in row:
                row = {**row, "time": {"hour": row.get("id"), "minute": 0}}
            yield Row(
                _date(_object(row.get("date"))),
                self._instant(row),
                self._bytes(row.get("rx")),
                self._bytes(row.get("tx")),
            )

    def _instant(self, moment: Mapping[str, Any]) -> int:
        if self.trust_timestamps and "timestamp" in moment:
            return _whole(moment["timestamp"], LATEST_AT)
        on = _date(_object(moment.get("date")))
        time = _object(moment.get("time", {"hour": 0, "minute": 0}))
        hour = _whole(time.get("hour"), 24)
        minute = _whole(time.get("minute", time.get("minutes", 0)), 60)
        try:
            local = datetime(on.year, on.month, on.day, hour, minute, tzinfo=self.zone)
            return _whole(int(local.astimezone(UTC).timestamp()), LATEST_AT)
        except (ValueError, OverflowError, OSError):
            raise _nonsense(moment) from None

    def _bytes(self, value: object) -> int:
        return _whole(value, COUNTER_LIMIT // self.unit_bytes) * self.unit_bytes


def _date(value: Mapping[str, Any]) -> date:
    year, month, day = (_whole(value.get(key), 10_000) for key in ("year", "month", "day"))
    try:
        return date(year, month, day)
    except ValueError:
        raise _nonsense(value) from None


def _whole(value: object, limit: int) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < limit:
        return value
    raise _nonsense(value)


def _object(value: object) -> Mapping[str, Any]:
    if isinstance(value, dict):
        return value
    raise _nonsense(value)


def _list(value: object) -> list[Any]:
    if isinstance(value, list):
        return value
    raise _nonsense(value)


def _nonsense(value: object) -> MeterProblem:
    try:
        text = clean(repr(value), 60)
    except (ValueError, RecursionError):  # too long or too deep for Python to print
        text = "…"
    return MeterProblem(N_("vnStat's JSON holds %(text)s where something else belongs"), text=text)
