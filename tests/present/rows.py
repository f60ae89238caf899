"""Rows as the read side gives them, made up for tests of present."""

from dataclasses import dataclass, replace
from typing import Any

NOW = 1_795_172_400
"""Fri 20 Nov 2026 12:00 in Berlin."""
DAY_S = 86_400
GB = 10**9


@dataclass(frozen=True)
class Row:
    """What `OverviewLike` asks for; a running plan of 10 GB, 6.1 GB left, for 12 days more."""

    name: str = "Japan 10 GB"
    carrier: str = "Axis JP"
    device: str | None = "GL-MT3000"
    coverage: str = "JP"
    iccid_tail: str = "0017"
    profile_state: str = "enabled"
    status: str = "active"
    unit_system: str = "decimal"
    plan_id: int | None = 1
    plan_name: str | None = "Japan 10 GB, 30 days"
    billing: str | None = "prepaid"
    allowance_bytes: int | None = 10 * GB
    used_bytes: int = 39 * GB // 10
    left_bytes: int | None = 61 * GB // 10
    daily_cap_bytes: int | None = None
    today_bytes: int = 412 * 10**6
    is_estimate: bool = False
    starts_at: int | None = NOW - 18 * DAY_S
    expires_at: int | None = NOW + 12 * DAY_S
    lapses_at: int | None = None
    zone: str = "Europe/Berlin"
    runs_out_at: int | None = None
    rate_bytes_per_day: int | None = 400 * 10**6
    budget_bytes_per_day: int | None = 505 * 10**6
    lasts: bool | None = True
    reading_at: int | None = NOW - 200
    auto_renew: bool = False
    service_ended: bool = False


@dataclass(frozen=True)
class Alert:
    """What `AlertLike` asks for; an expiry in 3 days."""

    kind: str = "expiring"
    severity: str = "warning"
    state: str = "open"
    raised_at: int = NOW - 7_200
    snoozed_until: int | None = None
    threshold: int = 3
    esim_name: str | None = "Japan 10 GB"
    plan_name: str | None = "Japan 10 GB, 30 days"
    meter_label: str | None = None
    expires_at: int | None = NOW + 3 * DAY_S
    left_bytes: int | None = GB
    detail: str = ""
    cycle: int = 1


def row(**changes: Any) -> Row:
    """The usual row with `changes`."""
    return replace(Row(), **changes)


def alert(**changes: Any) -> Alert:
    """The usual alert with `changes`."""
    return replace(Alert(), **changes)
