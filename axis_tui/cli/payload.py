"""Rows of the read side as JSON and as table cells: the names scripts rely on. Identifiers are masked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axis_tui.cli.output import iso

if TYPE_CHECKING:
    from collections.abc import Mapping

    from axis_tui.domain.word import Severity
    from axis_tui.store.presence import Presence
    from axis_tui.store.read.alerts import AlertRow
    from axis_tui.store.read.overview import OverviewRow

PLAN_COLUMNS = (
    "esim_id", "name", "carrier", "device", "status", "used_bytes", "left_bytes", "allowance_bytes",
    "expires_at", "runs_out_at", "reading_at",
)  # fmt: skip
"""Columns of `plans --plain`."""

ALERT_COLUMNS = ("id", "severity", "kind", "state", "esim", "plan", "threshold", "raised_at", "snoozed_until")
"""Columns of `alerts --plain`."""


def overview(row: OverviewRow) -> dict[str, object]:
    """One eSIM with its present plan; `plan` is null where it has none."""
    return {
        "esim_id": row.esim_id,
        "name": row.name,
        "carrier": row.carrier,
        "device": row.device or None,
        "coverage": row.coverage.split(),
        "iccid": f"…{row.iccid_tail}" if row.iccid_tail else None,
        "profile_state": str(row.profile_state),
        "status": str(row.status),
        "service_ended": bool(row.service_ended),
        "reading_at": iso(row.reading_at),
        "plan": None if row.plan_id is None else _plan(row),
    }


def overview_cells(row: OverviewRow) -> tuple[object, ...]:
    """The same row under PLAN_COLUMNS."""
    return (
        row.esim_id, row.name, row.carrier, row.device or "", str(row.status), row.used_bytes, row.left_bytes,
        row.allowance_bytes, iso(row.expires_at), iso(row.runs_out_at), iso(row.reading_at),
    )  # fmt: skip


def alert(row: AlertRow) -> dict[str, object]:
    """One alert."""
    return {
        "id": row.id,
        "kind": str(row.kind),
        "severity": str(row.severity),
        "state": str(row.state),
        "threshold": row.threshold,
        "raised_at": iso(row.raised_at),
        "snoozed_until": iso(row.snoozed_until),
        "esim_id": row.esim_id,
        "esim": row.esim_name or None,
        "plan_id": row.plan_id,
        "plan": row.plan_name or None,
        "meter": row.meter_label or None,
        "expires_at": iso(row.expires_at),
        "left_bytes": row.left_bytes,
        "detail": row.detail,
    }


def alert_cells(row: AlertRow) -> tuple[object, ...]:
    """The same alert under ALERT_COLUMNS."""
    return (
        row.id, str(row.severity), str(row.kind), str(row.state), row.esim_name or "", row.plan_name or "",
        row.threshold, iso(row.raised_at), iso(row.snoozed_until),
    )  # fmt: skip


def severities(counts: Mapping[Severity, int]) -> dict[str, int]:
    """Open alerts by severity."""
    return {str(severity): count for severity, count in counts.items()}


def worker(presence: Presence) -> dict[str, object]:
    """Whether a worker runs for the store, and which."""
    return {
        "running": presence.running,
        "kind": presence.kind or None,
        "pid": presence.pid or None,
        "heartbeat_age_s": presence.heartbeat_age_s,
        "stalled": presence.stalled,
    }


def _plan(row: OverviewRow) -> dict[str, object]:
    return {
        "id": row.plan_id,
        "name": row.plan_name,
        "billing": str(row.billing),
        "allowance_bytes": row.allowance_bytes,
        "unlimited": row.allowance_bytes is None,
        "used_bytes": row.used_bytes,
        "left_bytes": row.left_bytes,
        "daily_cap_bytes": row.daily_cap_bytes,
        "today_bytes": row.today_bytes,
        "is_estimate": bool(row.is_estimate),
        "starts_at": iso(row.starts_at),
        "expires_at": iso(row.expires_at),
        "lapses_at": iso(row.lapses_at),
        "time_zone": row.zone,
        "runs_out_at": iso(row.runs_out_at),
        "rate_bytes_per_day": row.rate_bytes_per_day,
        "budget_bytes_per_day": row.budget_bytes_per_day,
        "lasts": row.lasts,
    }
