"""Cancellations for lists that move both ways: pages by the case's number, and a count up to a bound."""

from __future__ import annotations

from dataclasses import dataclass, replace

from axis_tui.domain.cancellation import OPEN
from axis_tui.store.read.cases import SELECT, CaseRow, case_of
from axis_tui.store.read.reader import Reader, made

OPEN_STATES = tuple(sorted(state.value for state in OPEN))
MOST_LOOKED_THROUGH = 5_000
"""Words and reasons, which no index knows, are looked for in so many cases, the latest."""
_LAST = 1 << 62
_FROM = (
    " FROM cancellation k JOIN carrier c ON c.id = k.carrier_id LEFT JOIN overview o ON o.esim_id = k.esim_id"
)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which cases a list shows; None and empty are all."""

    states: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    number: int | None = None
    text: str = ""
    """Words, each to be found in the eSIM's name, the carrier's, the device's or the reference."""

    @property
    def is_looked_through(self) -> bool:
        """Whether cases are looked at one by one."""
        return bool(self.text or self.reasons)

    def open_only(self) -> Filter:
        """The same, of cases that are not at their end."""
        return replace(self, states=tuple(set(OPEN_STATES) & set(self.states or OPEN_STATES)) or ("",))


def page(
    reader: Reader, filter_: Filter, limit: int, *, over: int = 0, under: int = _LAST, falling: bool = False
) -> list[CaseRow]:
    """At most `limit` cases numbered between `over` and `under`, from the low end up or the high end down."""
    where, parameters = _where(filter_)
    low = max(over, _looked_down_to(reader, filter_))
    found = reader.rows(
        f"{SELECT} WHERE k.id > ? AND k.id < ?{where} ORDER BY k.id {'DESC' if falling else 'ASC'} LIMIT ?",
        (low, under, *parameters, limit),
    )
    return made(reader.path, case_of, found)


def count_up_to(reader: Reader, filter_: Filter, most: int) -> int:
    """How many cases the filter leaves; `most` where there are as many or more."""
    where, parameters = _where(filter_)
    (found,) = reader.row(
        f"WITH few AS (SELECT k.id{_FROM} WHERE k.id > ?{where} LIMIT ?) SELECT count(*) FROM few",
        (_looked_down_to(reader, filter_), *parameters, most),
    ) or (0,)
    return int(found)


def is_cut(reader: Reader, filter_: Filter) -> bool:
    """Whether there are earlier cases that were not looked through."""
    return _looked_down_to(reader, filter_) > 0


def _looked_down_to(reader: Reader, filter_: Filter) -> int:
    """The number of the latest case that is not looked at; 0 where all are."""
    if not filter_.is_looked_through:
        return 0
    (last,) = reader.row("SELECT coalesce(max(id), 0) FROM cancellation") or (0,)
    return max(0, int(last) - MOST_LOOKED_THROUGH)


def _where(filter_: Filter) -> tuple[str, tuple[object, ...]]:
    """The conditions that a filter adds, and their parameters."""
    parts: list[str] = []
    parameters: list[object] = []
    for column, values in (("state", filter_.states), ("reason", filter_.reasons)):
        if values:
            parts.append(f"k.{column} IN ({', '.join('?' * len(values))})")
            parameters += values
    if filter_.number is not None:
        parts.append("k.id = ?")
        parameters.append(filter_.number)
    for word in filter_.text.split():
        escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        columns = ("coalesce(o.name, '')", "c.name", "k.device", "k.reference")
        parts.append("(" + " OR ".join(f"lower({column}) LIKE ? ESCAPE '\\'" for column in columns) + ")")
        parameters += [f"%{escaped.lower()}%"] * len(columns)
    return "".join(f" AND {part}" for part in parts), tuple(parameters)
