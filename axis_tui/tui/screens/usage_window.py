"""Which stretch of time the Usage screen shows: grain, range and page turned into the slots of a chart.

Pure: dates and zones in, slots out. Hours are counted as the store keeps them, in whole UTC hours; days in
the store's reporting zone. No queries and no drawing here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise

from axis_tui.present.when import HOUR_S, local, zone_of

EPOCH = date(1970, 1, 1)


class Grain(StrEnum):
    """What one bar stands for."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Range(StrEnum):
    """How far the days shown reach: the plan's cycle, or the last 30 days."""

    CYCLE = "cycle"
    LAST_30 = "last-30"


DAYS_BACK = 30
WEEKS_BACK = 12
MONTHS_BACK = 12


@dataclass(frozen=True, slots=True)
class Slot:
    """One bar: the rows [first, end) of the store it adds up, hours since 1970 for `Grain.HOUR`, else days.

    `on` is the local date it starts on, `hour` the local hour (0 for days and longer).
    """

    first: int
    end: int
    on: date
    hour: int = 0


@dataclass(frozen=True, slots=True)
class Window:
    """The bars of one page; `now_index` is the one that holds the present, None where none does."""

    grain: Grain
    slots: tuple[Slot, ...]
    now_index: int | None
    is_cycle: bool = False
    """Whether they are days of the plan's present cycle, all of them or the part that fits."""
    cycle_days: int | None = None
    """How many days that cycle has, where only a part of it fits."""

    @property
    def first(self) -> int:
        """The first row to ask for, in the unit of the slots."""
        return self.slots[0].first

    @property
    def count(self) -> int:
        """How many rows of the store the window covers."""
        return self.slots[-1].end - self.slots[0].first

    @property
    def first_on(self) -> date:
        """The first local date shown."""
        return self.slots[0].on

    @property
    def last_on(self) -> date:
        """The last local date shown."""
        last = self.slots[-1]
        return last.on if self.grain is Grain.HOUR else EPOCH + timedelta(days=last.end - 1)


def day_number(on: date) -> int:
    """Days since 1970-01-01, as the store counts them."""
    return (on - EPOCH).days


def window(
    grain: Grain,
    reach: Range,
    page: int,
    now: int,
    zone: str,
    capacity: int,
    cycle: tuple[int, int] | None = None,
) -> Window:
    """The page `page` (0 is the present one, 1 the one before it, …) of at most `capacity` bars.

    `cycle` is the start and end of the plan's present cycle in UTC seconds; without one `Range.CYCLE` shows
    the last 30 days.
    """
    today = local(now, zone).date()
    if grain is Grain.HOUR:
        return _hours(today - timedelta(days=page), now, zone)
    if grain is Grain.WEEK:
        return _weeks(today, page, min(WEEKS_BACK, capacity))
    if grain is Grain.MONTH:
        return _months(today, page, min(MONTHS_BACK, capacity))
    if reach is Range.CYCLE and cycle is not None:
        return _cycle_days(today, page, capacity, cycle, zone)
    count = min(DAYS_BACK, capacity)
    return _days(today - timedelta(days=count * (page + 1) - 1), count, today)


def _days(
    first_on: date, count: int, today: date, *, is_cycle: bool = False, cycle_days: int | None = None
) -> Window:
    first = day_number(first_on)
    slots = tuple(Slot(n, n + 1, EPOCH + timedelta(days=n)) for n in range(first, first + count))
    return Window(Grain.DAY, slots, _index(slots, day_number(today)), is_cycle, cycle_days)


def _cycle_days(today: date, page: int, capacity: int, cycle: tuple[int, int], zone: str) -> Window:
    """The whole cycle where it fits, else the stretch of it that ends with today."""
    first_on, last_on = local(cycle[0], zone).date(), local(max(cycle[1] - 1, cycle[0]), zone).date()
    length = (last_on - first_on).days + 1
    if length <= capacity:
        return _days(first_on - timedelta(days=length * page), length, today, is_cycle=page == 0)
    end = min(max(today, first_on + timedelta(days=capacity - 1)), last_on)
    first_shown = end - timedelta(days=capacity * (page + 1) - 1)
    if page:
        return _days(first_shown, capacity, today)
    return _days(first_shown, capacity, today, is_cycle=True, cycle_days=length)


def _hours(on: date, now: int, zone: str) -> Window:
    """The hours that start on a local day: 23, 24 or 25."""
    tz = zone_of(zone)
    start = int(datetime.combine(on, time(), tz).timestamp())
    end = int(datetime.combine(on + timedelta(days=1), time(), tz).timestamp())
    hours = range(-(-start // HOUR_S), -(-end // HOUR_S))
    slots = tuple(Slot(n, n + 1, on, local(n * HOUR_S, zone).hour) for n in hours)
    return Window(Grain.HOUR, slots, _index(slots, now // HOUR_S))


def _weeks(today: date, page: int, count: int) -> Window:
    """ISO weeks, Monday to Sunday; the last one is this week on page 0."""
    monday = today - timedelta(days=today.weekday() + 7 * count * page)
    starts = [monday - timedelta(weeks=back) for back in range(count - 1, -1, -1)]
    slots = tuple(Slot(day_number(on), day_number(on) + 7, on) for on in starts)
    return Window(Grain.WEEK, slots, _index(slots, day_number(today)))


def _months(today: date, page: int, count: int) -> Window:
    last = today.year * 12 + today.month - 1 - count * page
    starts = [_month(n) for n in range(last - count + 1, last + 2)]
    slots = tuple(Slot(day_number(a), day_number(b), a) for a, b in pairwise(starts))
    return Window(Grain.MONTH, slots, _index(slots, day_number(today)))


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def _index(slots: tuple[Slot, ...], row: int) -> int | None:
    return next((index for index, slot in enumerate(slots) if slot.first <= row < slot.end), None)
