"""The list of eSIMs, a page at a time by key, and how many there are in each state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

from axis_tui.domain.word import Billing, Status, UnitSystem
from axis_tui.store.read.filter import Filter
from axis_tui.store.read.reader import Reader, made
from axis_tui.store.read.search import count_matching, matching, matching_ids
from axis_tui.store.search_text import anywhere_pattern, search_pattern
from axis_tui.store.sort_key import SEPARATOR, UNLIMITED, Order, sort_value, status_range

__all__ = ["Filter", "Key", "Order", "OverviewRow", "count", "page", "row", "state_counts"]

Key = tuple[str | int, int]
"""Where a row stands in an order: its sort value and its eSIM."""
FEW = 1000
"""Up to so many candidates are fetched and sorted; of more, a page is mostly met in a GLANCE along
the order.
"""
GLANCE = 500
"""So many rows are looked at one by one before the indexes are asked."""


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


_MOST_NAMES = 20
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
    key = before if is_backwards else after
    limit = max(0, limit)
    few = _few(reader, filter)
    rows: list[OverviewRow] = []
    for archived in (0, 1) if filter.include_archived else (0,):
        walk = _Walk(order, archived, key, is_falling, limit)
        rows += made(reader.path, _overview_row, walk.rows(reader, filter, few))
    if filter.include_archived:
        rows.sort(key=lambda found: found.key(order), reverse=is_falling)
        rows = rows[:limit]
    return rows[::-1] if is_backwards else rows


def row(reader: Reader, esim_id: int) -> OverviewRow | None:
    """One eSIM's row; None where it is gone."""
    found = reader.row(f"SELECT {_SELECT} FROM overview WHERE esim_id = ?", (esim_id,))
    return None if found is None else made(reader.path, _overview_row, [found])[0]


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
    if filter.is_by_text_only:
        patterns = _patterns(filter.words)
        return count_matching(reader, patterns, include_archived=filter.include_archived)
    few = _few(reader, filter)
    where, parameters = _conditions(filter, None) if few is not None else _thorough(reader, filter, None)
    if few is not None:
        where.insert(0, f"esim_id IN ({_marks(few)})")
        parameters[:0] = few
    where.insert(0, "archived IN (0, 1)" if filter.include_archived else "archived = 0")
    found = reader.row(f"SELECT count(*) FROM overview WHERE {' AND '.join(where)}", parameters)
    return int(found[0]) if found else 0


def state_counts(reader: Reader) -> dict[Status, int]:
    """How many eSIMs are in each state that occurs."""
    found = reader.rows("SELECT status, esims FROM state_count")
    return {status: esims for status, esims in made(reader.path, _counted, found) if esims}


def _counted(row: tuple[Any, ...]) -> tuple[Status, int]:
    return Status(row[0]), row[1]


@dataclass(frozen=True, slots=True)
class _Walk:
    """One way along the index of an order."""

    order: Order
    archived: int
    key: Key | None
    is_falling: bool
    limit: int

    def rows(self, reader: Reader, filter: Filter, few: list[int] | None) -> list[tuple[Any, ...]]:
        """The first rows that pass, by whichever way is short for this filter."""
        where, parameters = _conditions(filter, self.order)
        if few is not None:
            # The LIMIT keeps the planner from walking along the order after all.
            source = f"(SELECT * FROM overview WHERE esim_id IN ({_marks(few)}) LIMIT {len(few) + 1}) AS few"
            place, keys = self._place()
            return self._select(reader, source, [*place, *where], [*few, *keys, *parameters])
        if not where:
            return self._select(reader, "overview", *self._place())
        place, keys = self._place()
        first = reader.rows(
            f"SELECT sort_{self.order.value}, esim_id FROM overview WHERE {' AND '.join(place)}"
            f" {self._by} LIMIT ?",
            (*keys, GLANCE),
        )
        is_all = len(first) < GLANCE
        bound = (
            []
            if is_all
            else [f"(sort_{self.order.value}, esim_id) {'>=' if self.is_falling else '<='} (?, ?)"]
        )
        last = () if is_all else first[-1]
        found = self._select(reader, "overview", [*place, *bound, *where], [*keys, *last, *parameters])
        if is_all or len(found) >= self.limit:
            return found
        where, parameters = _thorough(reader, filter, self.order)
        return self._select(reader, "overview", [*place, *where], [*keys, *parameters])

    def _place(self) -> tuple[list[str], list[Any]]:
        if self.key is None:
            return ["archived = ?"], [self.archived]
        sign = "<" if self.is_falling else ">"
        return ["archived = ?", f"(sort_{self.order.value}, esim_id) {sign} (?, ?)"], [
            self.archived,
            *self.key,
        ]

    @property
    def _by(self) -> str:
        direction = "DESC" if self.is_falling else "ASC"
        return f"ORDER BY sort_{self.order.value} {direction}, esim_id {direction}"

    def _select(
        self, reader: Reader, source: str, where: list[str], parameters: list[Any]
    ) -> list[tuple[Any, ...]]:
        sql = f"SELECT {_SELECT} FROM {source} WHERE {' AND '.join(where)} {self._by} LIMIT ?"
        return reader.rows(sql, (*parameters, self.limit))


def _conditions(filter: Filter, order: Order | None) -> tuple[list[str], list[Any]]:
    """What a row must satisfy, told from the row itself."""
    where: list[str] = []
    parameters: list[Any] = []
    for pattern in _patterns(filter.words):
        where.append(r"search_text LIKE ? ESCAPE '\'")
        parameters.append(f"%{_literal(pattern)}%")
    _add_named(filter, where, parameters)
    if (bounds := _left_range(filter)) is not None:
        where.append("+sort_left BETWEEN ? AND ?")
        parameters += bounds
    _add_statuses(filter, order, where, parameters)
    return where, parameters


def _thorough(reader: Reader, filter: Filter, order: Order | None) -> tuple[list[str], list[Any]]:
    """The same, told from indexes as far as they go; the unary plus keeps the planner on that of
    the order.
    """
    where: list[str] = []
    parameters: list[Any] = []
    _add_statuses(filter, order, where, parameters)
    bounds = _left_range(filter)
    names = _carriers_named(reader, filter) if bounds is not None else []
    patterns = _patterns(filter.words)
    if order is not None and not names:
        patterns = (*patterns, *_named_patterns(filter))
    if patterns:
        sql, query = matching(patterns)
        where.append(f"+esim_id IN ({sql})")
        parameters.append(query)
    if bounds is not None:
        within = "sort_left BETWEEN ? AND ?"
        if names:
            within = f"carrier IN ({_marks(names)}) AND {within}"
            parameters += names
        is_alone = order is None and not filter.device
        among = f"+esim_id IN (SELECT esim_id FROM overview WHERE archived IN (0, 1) AND {within})"
        where.append(within if is_alone else among)
        parameters += bounds
    _add_named(filter, where, parameters, is_carrier_told=bool(names))
    return where, parameters


def _add_named(
    filter: Filter, where: list[str], parameters: list[Any], *, is_carrier_told: bool = False
) -> None:
    carrier = "" if is_carrier_told else filter.carrier
    for column, text in (("sort_carrier", carrier), ("sort_device", filter.device)):
        if text:
            where.append(rf"{column} LIKE ? ESCAPE '\'")
            parameters.append(f"%{_literal(text.casefold())}%{SEPARATOR}%")


def _add_statuses(filter: Filter, order: Order | None, where: list[str], parameters: list[Any]) -> None:
    if not filter.statuses:
        return
    ranges = [status_range(status) for status in filter.statuses]
    if order in (Order.STATUS, None):
        where.append("sort_status BETWEEN ? AND ?")
        parameters += (min(first for first, _ in ranges), max(last for _, last in ranges))
    where.append("(" + " OR ".join("+sort_status BETWEEN ? AND ?" for _ in ranges) + ")")
    parameters += [bound for pair in ranges for bound in pair]


def _left_range(filter: Filter) -> tuple[int, int] | None:
    above, below = filter.left_above_bytes, filter.left_below_bytes
    if above is None and below is None:
        return None
    return 0 if above is None else above + 1, UNLIMITED if below is None else below - 1


def _few(reader: Reader, filter: Filter) -> list[int] | None:
    """Ids among which all that pass are, where some part of the filter leaves at most FEW; else None."""
    patterns = (*_patterns(filter.words), *_named_patterns(filter))
    if patterns and len(found := matching_ids(reader, patterns, FEW + 1)) <= FEW:
        return found
    if filter.statuses:
        counts = state_counts(reader)
        if sum(counts.get(status, 0) for status in filter.statuses) <= FEW:
            return [
                found[0]
                for status in filter.statuses
                for found in reader.rows(
                    "SELECT esim_id FROM overview WHERE archived IN (0, 1) AND sort_status BETWEEN ? AND ?",
                    status_range(status),
                )
            ]
    if (bounds := _left_range(filter)) is not None:
        found = [
            found[0]
            for found in reader.rows(
                "SELECT esim_id FROM overview WHERE archived IN (0, 1) AND sort_left BETWEEN ? AND ? LIMIT ?",
                (*bounds, FEW + 1),
            )
        ]
        if len(found) <= FEW:
            return found
    return None


def _patterns(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(pattern for word in words if (pattern := search_pattern(word)))


def _named_patterns(filter: Filter) -> list[str]:
    """What the search text of all that pass holds because of carrier and device; it may hold it
    for other reasons.
    """
    parts = (part for text in (filter.carrier, filter.device) for part in text.split())
    return [pattern for part in parts if (pattern := anywhere_pattern(part))]


def _carriers_named(reader: Reader, filter: Filter) -> list[str]:
    """The carriers that the filter means, where they are few; empty where they are not, or none is meant.

    An index holds carrier and data left together, so both are told without looking at a row.
    """
    if not filter.carrier:
        return []
    names = [name for (name,) in reader.rows("SELECT name FROM carrier LIMIT ?", (FEW,))]
    fitting = [name for name in names if filter.carrier.casefold() in name.casefold()]
    return fitting if len(names) < FEW and len(fitting) <= _MOST_NAMES else []


def _marks(values: Sequence[object]) -> str:
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
