"""The list of eSIMs, a page at a time by key, and how many there are in each state."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from axis_tui.domain.package import Billing
from axis_tui.domain.status import Status
from axis_tui.domain.units import UnitSystem
from axis_tui.store.read.filter import Filter
from axis_tui.store.read.reader import Reader
from axis_tui.store.read.search import is_searchable, matching_ids
from axis_tui.store.sort_key import SEPARATOR, UNLIMITED, Order, sort_value, status_range

__all__ = ["Filter", "Key", "Order", "OverviewRow", "count", "page", "row", "state_counts"]

Key = tuple[str | int, int]
"""Where a row stands in an order: its sort value and its eSIM."""
FEW = 1000
"""Up to so many candidates are fetched and sorted; more are met soon enough when walking along the order."""


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """One eSIM with the plan that counts, as of the last change; instants UTC, amounts in bytes."""

    esim_id: int
    name: str
    carrier: str
    device: str
    """Empty where it is in none."""
    coverage: str
    """ISO 3166 codes with spaces between."""
    iccid_tail: str
    """The last four digits."""
    profile_state: str
    status: Status
    unit_system: UnitSystem
    plan_id: int | None
    plan_name: str
    billing: Billing | None
    allowance_bytes: int | None
    """None: unlimited, or no plan."""
    used_bytes: int
    left_bytes: int | None
    daily_cap_bytes: int | None
    today_bytes: int
    """Used on the running day of the plan's zone."""
    is_estimate: bool
    """The carrier's figure bridged with our own bytes."""
    starts_at: int | None
    """Start of the plan, or of its running cycle."""
    expires_at: int | None
    lapses_at: int | None
    zone: str
    runs_out_at: int | None
    rate_bytes_per_day: int | None
    budget_bytes_per_day: int | None
    lasts: bool | None
    reading_at: int | None
    auto_renew: bool
    service_ended: bool

    def key(self, order: Order) -> Key:
        """Where this row stands in `order`; give it to `page` as after or before."""
        return sort_value(order, self), self.esim_id


COLUMNS = tuple(field.name for field in fields(OverviewRow))
_SELECT = ", ".join(COLUMNS)


def page(
    reader: Reader,
    filter: Filter,
    order: Order,
    limit: int,
    after: Key | None = None,
    before: Key | None = None,
    descending: bool = False,
    from_end: bool = False,
) -> list[OverviewRow]:
    """At most `limit` rows in display order.

    From the top; or those that follow `after`; or those that end just before `before`; or the last ones
    (`from_end`). A key whose row is gone still marks its place.
    """
    is_backwards = before is not None or from_end
    is_falling = descending != is_backwards
    few = _few(reader, filter)
    found: list[tuple[Any, ...]] = []
    for archived in (0, 1) if filter.include_archived else (0,):
        where, parameters = _conditions(filter, order)
        where.insert(0, "archived = ?")
        parameters.insert(0, archived)
        if (key := before if is_backwards else after) is not None:
            where.append(f"(sort_{order.value}, esim_id) {'<' if is_falling else '>'} (?, ?)")
            parameters += key
        direction = "DESC" if is_falling else "ASC"
        tail = f"ORDER BY sort_{order.value} {direction}, esim_id {direction} LIMIT ?"
        source = "overview"
        if few is not None:
            # The LIMIT keeps the planner from walking along the order after all.
            source = f"(SELECT * FROM overview WHERE esim_id IN ({_marks(few)}) LIMIT {len(few) + 1}) AS few"
            parameters[:0] = few
        found += reader.rows(
            f"SELECT {_SELECT} FROM {source} WHERE {' AND '.join(where)} {tail}", (*parameters, max(0, limit))
        )
    rows = [_overview_row(values) for values in found]
    if filter.include_archived:
        rows.sort(key=lambda found: found.key(order), reverse=is_falling)
        rows = rows[: max(0, limit)]
    return rows[::-1] if is_backwards else rows


def row(reader: Reader, esim_id: int) -> OverviewRow | None:
    """One eSIM's row; None where it is gone."""
    found = reader.row(f"SELECT {_SELECT} FROM overview WHERE esim_id = ?", (esim_id,))
    return None if found is None else _overview_row(found)


def count(reader: Reader, filter: Filter) -> int:
    """How many eSIMs the filter lets pass."""
    if filter.is_by_status_only:
        counts = state_counts(reader)
        wanted = filter.statuses or tuple(Status)
        return sum(
            counts.get(status, 0)
            for status in wanted
            if filter.include_archived or status is not Status.ARCHIVED
        )
    where, parameters = _conditions(filter, None)
    if not filter.include_archived:
        where.insert(0, "archived = 0")
    few = _few(reader, filter)
    if few is not None:
        where.insert(0, f"esim_id IN ({_marks(few)})")
        parameters[:0] = few
    condition = f"WHERE {' AND '.join(where)}" if where else ""
    found = reader.row(f"SELECT count(*) FROM overview {condition}", parameters)
    return int(found[0]) if found else 0


def state_counts(reader: Reader) -> dict[Status, int]:
    """How many eSIMs are in each state that occurs."""
    return {
        Status(status): esims
        for status, esims in reader.rows("SELECT status, esims FROM state_count")
        if esims
    }


def _conditions(filter: Filter, order: Order | None) -> tuple[list[str], list[Any]]:
    """What a row must satisfy; the unary plus keeps the planner on the index of the order."""
    where: list[str] = []
    parameters: list[Any] = []
    for word in filter.words:
        where.append(r"search_text LIKE ? ESCAPE '\'")
        parameters.append(f"%{_literal(word)}%")
    for column, text in (("sort_carrier", filter.carrier), ("sort_device", filter.device)):
        if text:
            where.append(rf"{column} LIKE ? ESCAPE '\'")
            parameters.append(f"%{_literal(text.casefold())}%{SEPARATOR}%")
    left = "sort_left" if order is Order.LEFT else "+sort_left"
    if filter.left_below_bytes is not None:
        where.append(f"{left} < ?")
        parameters.append(filter.left_below_bytes)
    if filter.left_above_bytes is not None:
        where.append(f"{left} > ? AND {left} <= ?")
        parameters += (filter.left_above_bytes, UNLIMITED)
    if filter.statuses:
        ranges = [status_range(status) for status in filter.statuses]
        if order is Order.STATUS:
            where.append("sort_status BETWEEN ? AND ?")
            parameters += (min(first for first, _ in ranges), max(last for _, last in ranges))
        where.append("(" + " OR ".join("+sort_status BETWEEN ? AND ?" for _ in ranges) + ")")
        parameters += [bound for pair in ranges for bound in pair]
    return where, parameters


def _few(reader: Reader, filter: Filter) -> list[int] | None:
    """Ids among which all that pass are, where some part of the filter leaves at most FEW; else None."""
    named = [text.casefold() for text in (filter.carrier, filter.device) if text]
    words = [word for word in (*filter.words, *named) if is_searchable(word)]
    if words and len(found := matching_ids(reader, words, FEW + 1)) <= FEW:
        return found
    if filter.statuses:
        counts = state_counts(reader)
        if sum(counts.get(status, 0) for status in filter.statuses) <= FEW:
            ranges = [status_range(status) for status in filter.statuses]
            return [
                found[0]
                for first, last in ranges
                for found in reader.rows(
                    "SELECT esim_id FROM overview WHERE archived IN (0, 1) AND sort_status BETWEEN ? AND ?",
                    (first, last),
                )
            ]
    if filter.left_below_bytes is not None:
        low = -1 if filter.left_above_bytes is None else filter.left_above_bytes
        found = [
            found[0]
            for found in reader.rows(
                "SELECT esim_id FROM overview WHERE archived IN (0, 1)"
                " AND sort_left > ? AND sort_left < ? LIMIT ?",
                (low, filter.left_below_bytes, FEW + 1),
            )
        ]
        if len(found) <= FEW:
            return found
    return None


def _marks(values: list[int]) -> str:
    return ", ".join("?" * len(values)) or "NULL"


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _overview_row(values: tuple[Any, ...]) -> OverviewRow:
    (
        esim_id, name, carrier, device, coverage, iccid_tail, profile_state, status, unit_system, plan_id,
        plan_name, billing, allowance, used, left, cap, today, is_estimate, starts_at, expires_at, lapses_at,
        zone, runs_out_at, rate, budget, lasts, reading_at, auto_renew, service_ended,
    ) = values  # fmt: skip
    return OverviewRow(
        esim_id, name, carrier, device, coverage, iccid_tail, profile_state, Status(status),
        UnitSystem(unit_system), plan_id, plan_name, Billing(billing) if billing else None, allowance,
        used, left, cap, today, bool(is_estimate), starts_at, expires_at, lapses_at, zone, runs_out_at,
        rate, budget, None if lasts is None else bool(lasts), reading_at, bool(auto_renew),
        bool(service_ended),
    )  # fmt: skip
