"""What the Usage screen asks of the read side: the bars of a stretch of time, and the figures below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from axis_tui.present.chart import ROUTER, Slot, slots_that_fit
from axis_tui.present.when import HOUR_S, local
from axis_tui.tui.screens.usage_lines import HEAT_DAYS, Panel, UsageView, slot_label
from axis_tui.tui.screens.usage_meters import Meters
from axis_tui.tui.screens.usage_window import Grain, Range, Window, day_number, window

if TYPE_CHECKING:
    from axis_tui.store.read import Reader
    from axis_tui.store.read.overview import OverviewRow
    from axis_tui.store.read.usage import UsageRow

TOP_ROWS = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person looks at. `row` is None for the fleet; `columns` is the terminal's width in cells."""

    row: OverviewRow | None
    now: int
    zone: str
    columns: int
    grain: Grain
    reach: Range
    page: int

    @property
    def esim_id(self) -> int | None:
        """The eSIM asked about, None for all."""
        return None if self.row is None else self.row.esim_id

    def window(self, series: str) -> Window:
        """The stretch of time that fits in the chart of that series."""
        row, cycle = self.row, None
        if row is not None and row.starts_at is not None and row.expires_at is not None:
            cycle = (row.starts_at, row.expires_at)
        capacity = slots_that_fit(self.columns, series)
        return window(self.grain, self.reach, self.page, self.now, self.zone, capacity, cycle)


@dataclass(frozen=True, slots=True)
class Bars:
    """The bars of a window, of the series that there is something to show of."""

    window: Window
    slots: tuple[Slot, ...]
    series: str
    has_carrier: bool


def bars(reader: Reader, asked: Asked, series: str) -> Bars:
    """The bars asked for; of the router alone where the carrier gave no figures by day."""
    shown = asked.window(ROUTER)
    rows = _rows(reader, asked.esim_id, shown)
    has_carrier = any(each.carrier_bytes for each in rows)
    if not has_carrier:
        series = ROUTER
    elif len(shown.slots) > slots_that_fit(asked.columns, series):
        shown = asked.window(series)
        rows = _rows(reader, asked.esim_id, shown)
    return Bars(shown, _slots(shown, rows), series, has_carrier)


def view(reader: Reader, asked: Asked, found: Bars, panel: Panel) -> UsageView:
    """All that is shown with those bars."""
    row, now, zone = asked.row, asked.now, asked.zone
    fleet = row is None
    today = day_number(local(now, zone).date())
    return UsageView(
        row=row,
        meters=None if row is None else _meters(reader, row),
        window=found.window,
        slots=found.slots,
        series=found.series,
        heat=_heat(reader, asked.esim_id, zone, now),
        top=_top(reader, found.window) if fleet else (),
        counts=_counts(reader) if fleet else (),
        today_bytes=sum(_router(each) for each in _days(reader, None, today, 1)) if fleet else 0,
        panel=panel,
        zone=zone,
        now=now,
    )


def reporting_zone(reader: Reader) -> str:
    """The zone in which the store cuts its days."""
    from axis_tui.store.read import inventory

    return inventory.time_zone(reader)


def _rows(reader: Reader, esim_id: int | None, shown: Window) -> Sequence[UsageRow]:
    from axis_tui.store.read import usage

    ask = usage.hours if shown.grain is Grain.HOUR else usage.days
    return ask(reader, esim_id, shown.first, shown.count)


def _days(reader: Reader, esim_id: int | None, first: int, count: int) -> Sequence[UsageRow]:
    from axis_tui.store.read import usage

    return usage.days(reader, esim_id, first, count)


def _heat(reader: Reader, esim_id: int | None, zone: str, now: int) -> list[list[int]]:
    """Bytes by local weekday and hour of the last four weeks."""
    from axis_tui.store.read import usage

    count = HEAT_DAYS * 24
    first = now // HOUR_S - count + 1
    heat = [[0] * 24 for _weekday in range(7)]
    for hour in usage.hours(reader, esim_id, first, count):
        amount = _router(hour)
        if amount:
            then = local(hour.slot * HOUR_S, zone)
            heat[then.weekday()][then.hour] += amount
    return heat


def _top(reader: Reader, shown: Window) -> list[tuple[str, int]]:
    from axis_tui.store.read import usage

    first, last = day_number(shown.first_on), day_number(shown.last_on)
    return [(user.name, user.total_bytes) for user in usage.top_users(reader, first, last, TOP_ROWS)]


def _counts(reader: Reader) -> list[tuple[str, int]]:
    from axis_tui.store.read import overview

    return [(str(status), count) for status, count in overview.state_counts(reader).items()]


def _meters(reader: Reader, row: OverviewRow) -> Meters | None:
    """Both sides' figures for the plan that the row shows."""
    from axis_tui.store.read import detail

    found = detail.plan(reader, row.plan_id) if row.plan_id is not None else None
    if found is None:
        return None
    plan = found.plan
    return Meters(
        plan.metered_bytes,
        row.reading_at,
        plan.carrier_used_bytes,
        plan.carrier_used_at,
        plan.metered_at_carrier_bytes,
    )


def _router(row: UsageRow) -> int:
    return row.rx_bytes + row.tx_bytes


def _slots(shown: Window, rows: Sequence[UsageRow]) -> tuple[Slot, ...]:
    """The rows of the store added up into the bars of the window."""
    sums = []
    for index, slot in enumerate(shown.slots):
        part = rows[slot.first - shown.first : slot.end - shown.first]
        sums.append(
            Slot(
                slot_label(shown, index),
                sum(_router(each) for each in part),
                sum(each.carrier_bytes for each in part),
                sum(each.estimated_bytes for each in part),
            )
        )
    return tuple(sums)
