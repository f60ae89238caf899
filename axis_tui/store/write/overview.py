"""The overview: one row an eSIM with all that a list shows, made anew from the tables when something changed.

Pure rules come from the domain; counts by state and the search index follow by triggers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from axis_tui.domain.forecast import WINDOW_DAYS, Forecast, forecast
from axis_tui.domain.plan import RUNNING, Plan, next_change_at
from axis_tui.domain.queue import current_plan
from axis_tui.domain.status import Status, is_cancelled, next_status_change_at, status_of
from axis_tui.domain.units import UnitSystem
from axis_tui.domain.validity import day_bounds, local_day
from axis_tui.store.read.detail import PLANS_OF, plan_of
from axis_tui.store.read.overview import COLUMNS, OverviewRow
from axis_tui.store.search_text import search_text
from axis_tui.store.sort_key import LAST, Order, sort_value
from axis_tui.store.write.plans import settle
from axis_tui.store.write.search import index_texts
from axis_tui.store.write.setting import time_zone
from axis_tui.store.write.transaction import Tx

_CHUNK = 500
_OUT_OF_USE = frozenset({Status.PROFILE_EXPIRED, Status.SERVICE_ENDED, Status.CANCELLED, Status.ARCHIVED})
_EXTRA = (
    "archived", "recent_bytes", "next_change_at", *(f"sort_{order.value}" for order in Order), "search_text",
)  # fmt: skip
_COLUMNS_OF = attrgetter(*COLUMNS)
_BILLING = COLUMNS.index("billing")
_ALL = (*COLUMNS, *_EXTRA)
_STORED = f"SELECT {', '.join(_ALL)} FROM overview WHERE esim_id IN ({{}})"
_SAVE = (
    f"INSERT INTO overview ({', '.join(_ALL)}) VALUES ({', '.join('?' * len(_ALL))})"
    f" ON CONFLICT (esim_id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _ALL[1:])}"
)
_PLANS = PLANS_OF.replace("WHERE esim_id = ?", "WHERE esim_id IN ({})").replace(
    "SELECT id", "SELECT esim_id, id"
)
_ESIMS = (
    "SELECT e.id, e.nickname, e.iccid, e.profile_state, e.profile_expires_at, e.archived_at, c.name,"
    " c.unit_system, c.time_zone, c.service_ended_at, coalesce(d.name, ''), coalesce(a.state = 'on', 0),"
    " (SELECT max(k.verified_at) FROM cancellation k WHERE k.esim_id = e.id)"
    " FROM esim e JOIN carrier c ON c.id = e.carrier_id LEFT JOIN auto_renew a ON a.esim_id = e.id"
    " LEFT JOIN device d ON d.id = e.device_id WHERE e.id IN ({}) ORDER BY e.id"
)
_READ = (
    "SELECT a.esim_id, max(CASE WHEN a.to_at < m.read_at THEN a.to_at ELSE m.read_at END)"
    " FROM activation a JOIN meter m ON m.id = a.meter_id"
    " WHERE a.esim_id IN ({}) AND m.read_at IS NOT NULL AND m.read_at >= a.from_at GROUP BY a.esim_id"
)


@dataclass(frozen=True, slots=True)
class _Use:
    """What an eSIM used of late, by days of the reporting zone."""

    daily: tuple[int, ...]
    """Complete days, oldest first, from the first one with use."""
    today_bytes: int


def refresh_overview(tx: Tx, esim_ids: Iterable[int], now: int) -> int:
    """Bring these eSIMs' plans to `now` and make their overview rows anew; how many rows that changed."""
    wanted = sorted(set(esim_ids))
    zone = time_zone(tx)
    today = local_day(now, zone)
    begins_at, ends_at = day_bounds(today, zone)
    changed = 0
    for first in range(0, len(wanted), _CHUNK):
        part = wanted[first : first + _CHUNK]
        marks = ", ".join("?" * len(part))
        plans: dict[int, list[tuple[int, Plan]]] = {}
        for row in tx.rows(_PLANS.format(marks), part):
            plans.setdefault(row[0], []).append((row[1], plan_of(row[1:])))
        read_at: dict[int, int] = dict(tx.rows(_READ.format(marks), part))
        used = _used(tx, part, marks, today)
        stored = {row[0]: row for row in tx.rows(_STORED.format(marks), part)}
        rows: list[tuple[Any, ...]] = []
        for esim in tx.rows(_ESIMS.format(marks), part):
            esim_id = esim[0]
            settled = settle(tx, plans.get(esim_id, ()), now)
            values = _values(
                esim,
                settled,
                used.get(esim_id, _Use((), 0)),
                read_at.get(esim_id),
                now,
                now - begins_at,
                ends_at,
            )
            if stored.get(esim_id) != values:
                rows.append(values)
        tx.connection.executemany(_SAVE, rows)
        index_texts(
            tx, ((row[0], before[-1] if (before := stored.get(row[0])) else None, row[-1]) for row in rows)
        )
        changed += len(rows)
    return changed


def due_overview(tx: Tx, now: int, limit: int = 1000) -> list[int]:
    """The eSIMs that time alone has changed by `now`: plans that start, expire or lapse, new days."""
    found = tx.rows(
        "SELECT esim_id FROM overview WHERE next_change_at <= ? ORDER BY next_change_at LIMIT ?", (now, limit)
    )
    return [row[0] for row in found]


def _used(tx: Tx, part: Sequence[int], marks: str, today: int) -> dict[int, _Use]:
    by_day: dict[int, dict[int, int]] = {}
    for day in range(today - WINDOW_DAYS, today + 1):
        for esim_id, own_bytes, carrier_bytes in tx.connection.execute(
            "SELECT esim_id, rx_bytes + tx_bytes, carrier_bytes FROM usage_day"
            f" WHERE day = ? AND esim_id IN ({marks})",
            (day, *part),
        ):
            by_day.setdefault(esim_id, {})[day] = max(own_bytes, carrier_bytes)
    return {
        esim_id: _Use(
            tuple(days.get(day, 0) for day in range(min(days), today)) if days else (), days.get(today, 0)
        )
        for esim_id, days in by_day.items()
    }


def _values(
    esim: tuple[Any, ...],
    plans: Sequence[tuple[int, Plan]],
    use: _Use,
    read_at: int | None,
    now: int,
    elapsed_s: int,
    day_ends_at: int,
) -> tuple[Any, ...]:
    (
        esim_id, nickname, iccid, profile_state, profile_expires_at, archived_at, carrier, unit_system,
        carrier_zone, service_ended_at, device, auto_renew, cancelled_at,
    ) = esim  # fmt: skip
    index = current_plan([plan for _, plan in plans])
    plan_id, plan = (None, None) if index is None else plans[index]
    is_archived = archived_at is not None
    facts: dict[str, Any] = {
        "service_ended_at": service_ended_at,
        "profile_expires_at": profile_expires_at,
        "archived": is_archived,
    }
    status = status_of(plan, now, cancelled_at=cancelled_at, **facts)
    zone = plan.terms.validity.zone if plan else carrier_zone
    seen = [at for at in (read_at, plan.carrier_used_at if plan else None) if at is not None]
    is_measured = bool(seen) or use.today_bytes > 0 or any(use.daily)
    ahead = _forecast(plan, status, use, now, elapsed_s, is_measured=is_measured)
    is_this_day = plan is not None and plan.day == local_day(now, zone)
    row = OverviewRow(
        esim_id=esim_id,
        name=nickname or (f"{carrier} …{iccid[-4:]}" if iccid else carrier),
        carrier=carrier,
        device=device,
        coverage=" ".join(plan.terms.coverage) if plan else "",
        iccid_tail=iccid[-4:],
        profile_state=profile_state,
        status=status,
        unit_system=plan.terms.unit_system if plan else UnitSystem(unit_system),
        plan_id=plan_id,
        plan_name=plan.terms.name if plan else "",
        billing=plan.terms.billing if plan else None,
        allowance_bytes=plan.terms.allowance_bytes if plan else None,
        used_bytes=plan.used_bytes if plan else 0,
        left_bytes=0 if is_cancelled(plan, cancelled_at) else plan.left_bytes if plan else None,
        daily_cap_bytes=plan.terms.daily_cap_bytes if plan else None,
        today_bytes=plan.day_bytes if plan and is_this_day else 0 if plan else use.today_bytes,
        is_estimate=plan.is_estimate if plan else False,
        starts_at=plan.cycle_starts_at if plan else None,
        expires_at=plan.expires_at if plan else None,
        lapses_at=plan.lapses_at if plan and plan.starts_at is None else None,
        zone=zone,
        runs_out_at=ahead.runs_out_at,
        rate_bytes_per_day=ahead.rate_bytes_per_day,
        budget_bytes_per_day=ahead.budget_bytes_per_day,
        lasts=ahead.lasts,
        reading_at=max(seen, default=None),
        auto_renew=bool(auto_renew),
        service_ended=service_ended_at is not None and service_ended_at <= now,
    )
    recent = use.today_bytes + sum(use.daily)
    changes = [next_status_change_at(plan, now, **facts), *(next_change_at(other, now) for _, other in plans)]
    if recent and not is_archived:
        changes.append(day_ends_at)
    due_at = min((max(at, now + 1) for at in changes if at is not None), default=LAST)
    text = search_text((row.name, carrier, device, row.coverage, iccid), archived=is_archived)
    plain = _plain(row)
    return (
        *plain[:_BILLING], plain[_BILLING] or "", *plain[_BILLING + 1 :],
        int(is_archived or status is Status.ARCHIVED),
        recent,
        due_at,
        *(sort_value(order, row) for order in Order),
        text,
    )  # fmt: skip


def _forecast(
    plan: Plan | None, status: Status, use: _Use, now: int, elapsed_s: int, *, is_measured: bool
) -> Forecast:
    """What is to be expected of a plan that runs and can be used; nothing of any other."""
    if plan is None or plan.state not in RUNNING or status in _OUT_OF_USE:
        return Forecast(None, None, None, None)
    return forecast(
        use.daily, use.today_bytes, plan.left_bytes, now, plan.expires_at, elapsed_s, is_measured=is_measured
    )


def _plain(row: OverviewRow) -> tuple[Any, ...]:
    """The row's columns as the driver takes them: plain texts and integers."""
    return tuple(
        value if value is None or type(value) in (int, str)
        else int(value) if isinstance(value, bool)
        else str(value)
        for value in _COLUMNS_OF(row)
    )  # fmt: skip
