"""The orders of the list of eSIMs, and the stored non-null values that they sort by; standard library only.

Shared by the side that writes these values and the side that pages by them.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from axis_tui.domain.word import Status

LAST = 1 << 40
"""Sorts after every instant: never, or not known."""
_HALF = LAST // 2
UNLIMITED = (1 << 63) - 2
"""Sorts after every amount."""
NOTHING = UNLIMITED + 1
"""Sorts after unlimited: a plan that is over holds nothing to use."""
SEPARATOR = "\x1f"
"""Stands between the parts of a text to sort or search by; no text from outside holds it."""
OVER = frozenset(
    {Status.EXPIRED, Status.LAPSED, Status.NONE, Status.PROFILE_EXPIRED, Status.CANCELLED, Status.ARCHIVED}
)
URGENCY: dict[Status, int] = {
    status: rank
    for rank, status in enumerate(
        (
            Status.SERVICE_ENDED,
            Status.PROFILE_EXPIRED,
            Status.DEPLETED,
            Status.LOW,
            Status.EXPIRING,
            Status.SLOWED,
            Status.ACTIVE,
            Status.READY,
            Status.QUEUED,
            Status.EXPIRED,
            Status.LAPSED,
            Status.NONE,
            Status.CANCELLED,
            Status.ARCHIVED,
        )
    )
}
"""Order of the states: what needs a person first."""
_RANK_SHIFT = 41


class Order(StrEnum):
    """How the list of eSIMs is sorted."""

    NAME = "name"
    CARRIER = "carrier"
    DEVICE = "device"
    LEFT = "left"
    EXPIRY = "expiry"
    FORECAST = "forecast"
    STATUS = "status"


class Sortable(Protocol):
    """What the orders look at."""

    @property
    def name(self) -> str: ...
    @property
    def carrier(self) -> str: ...
    @property
    def device(self) -> str: ...
    @property
    def status(self) -> Status: ...
    @property
    def left_bytes(self) -> int | None: ...
    @property
    def expires_at(self) -> int | None: ...
    @property
    def lapses_at(self) -> int | None: ...
    @property
    def runs_out_at(self) -> int | None: ...


def sort_value(order: Order, row: Sortable) -> str | int:
    """The stored value that `order` sorts this row by; ties go by the eSIM's id."""
    match order:
        case Order.NAME:
            return _text(row.name)
        case Order.CARRIER:
            return _text(row.carrier, row.name)
        case Order.DEVICE:
            return _text(row.device, row.name)
        case Order.LEFT:
            return _left(row)
        case Order.EXPIRY:
            return _expiry(row)
        case Order.FORECAST:
            return LAST if row.runs_out_at is None else _bounded(row.runs_out_at)
        case Order.STATUS:
            return (URGENCY[row.status] << _RANK_SHIFT) + _expiry(row)


def status_range(status: Status) -> tuple[int, int]:
    """The first and the last value that a state has in the order by status."""
    return URGENCY[status] << _RANK_SHIFT, ((URGENCY[status] + 1) << _RANK_SHIFT) - 1


def _text(*parts: str) -> str:
    # Without regard to case; an empty part comes last.
    return SEPARATOR.join(part.casefold() if part else "\U0010fffd" for part in parts)


def _left(row: Sortable) -> int:
    if row.status in OVER:
        return NOTHING
    return UNLIMITED if row.left_bytes is None else row.left_bytes


def _expiry(row: Sortable) -> int:
    at = row.expires_at if row.expires_at is not None else row.lapses_at
    if at is None:
        return LAST
    # What is over comes after all that is still to end, the latest first.
    return _HALF + max(0, _HALF - 1 - _bounded(at)) if row.status in OVER else _bounded(at)


def _bounded(at: int) -> int:
    return min(max(0, at), _HALF - 1)
