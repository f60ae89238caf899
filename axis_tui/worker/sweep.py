"""A look over the whole list for eSIMs whose alerts may have changed, by time or by someone else's hand.

Reads the overview only, a page at a time, and remembers of each eSIM which thresholds it was past, so that
the judging, which loads plans and takes the write lock, is asked only where one was crossed.
"""

from collections.abc import Iterator

from axis_tui.domain.alert import AlertRules
from axis_tui.domain.status import Status
from axis_tui.domain.validity import DAY_S
from axis_tui.store.read import Reader, alerts, overview
from axis_tui.store.read.overview import Filter, Order, OverviewRow

_PAGE = 500
Mark = tuple[int | None, Status, int | None, int | None, int | None, int | None, bool]
"""Plan, status, start of its cycle, days to the expiry and to the lapse, percent used, running out early."""


class Sweep:
    """Remembers the eSIMs that were past a threshold at the last sweep."""

    def __init__(self, rules: AlertRules) -> None:
        self._rules = rules
        self._marks: dict[int, Mark] | None = None
        self.next_at: int | None = None
        """When time alone makes another one cross a threshold, as of the last whole sweep."""

    def pages(self, reader: Reader, now: int) -> Iterator[list[int]]:
        """The eSIMs whose alerts may have changed since the last sweep, a page of the list at a time.

        The first time also those that have alerts. Take all pages: only then is the sweep remembered.
        """
        before, marks = self._marks, dict[int, Mark]()
        next_at: int | None = None
        key: overview.Key | None = None
        if before is None:
            yield _with_alerts(reader)
        while rows := overview.page(reader, Filter(), Order.NAME, _PAGE, after=key):
            found: list[int] = []
            for row in rows:
                mark, crossing = self._mark(row, now)
                if mark is not None:
                    marks[row.esim_id] = mark
                if mark != (before or {}).get(row.esim_id):
                    found.append(row.esim_id)
                if crossing is not None and (next_at is None or crossing < next_at):
                    next_at = crossing
            yield found
            key = rows[-1].key(Order.NAME)
        self._marks, self.next_at = marks, next_at

    def _mark(self, row: OverviewRow, now: int) -> tuple[Mark | None, int | None]:
        """None for an eSIM past no threshold and not cancelled; and when it next crosses one."""
        expiry, next_expiry = _crossed(row.expires_at, self._rules.expiry_days, now)
        lapse, next_lapse = _crossed(row.lapses_at, self._rules.lapse_days, now)
        percent = None
        if row.allowance_bytes is not None:
            full, used = row.allowance_bytes, row.used_bytes * 100
            percent = max((p for p in self._rules.low_data_percent if used >= p * full), default=None)
        early = row.lasts is False
        next_at = min((at for at in (next_expiry, next_lapse) if at is not None), default=None)
        is_marked = early or row.status is Status.CANCELLED
        if not is_marked and all(crossed is None for crossed in (expiry, lapse, percent)):
            return None, next_at
        return (row.plan_id, row.status, row.starts_at, expiry, lapse, percent, early), next_at


def _crossed(ends_at: int | None, thresholds: tuple[int, ...], now: int) -> tuple[int | None, int | None]:
    """The sharpest threshold in days that is crossed, and when the next one is; nothing once it is over."""
    if ends_at is None or ends_at <= now:
        return None, None
    within = min((days for days in thresholds if ends_at - now <= days * DAY_S), default=None)
    ahead = (ends_at - days * DAY_S for days in (*thresholds, 0))
    return within, min(at for at in ahead if at > now)


def _with_alerts(reader: Reader) -> list[int]:
    found: set[int] = set()
    key: alerts.Key | None = None
    while rows := alerts.page(reader, _PAGE, after=key):
        found.update(row.esim_id for row in rows if row.esim_id is not None)
        key = rows[-1].key
    return sorted(found)
