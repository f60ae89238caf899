"""What lists show and the worker works by: overview, alerts, requests, schedule, settings of the store."""

from __future__ import annotations

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from axis_tui.store.tables.base import pattern


class StoreSetting(SQLModel, table=True):
    """Facts of the store itself: uuid, created_at, time_zone, clock_high_water_at, samples, checked_at."""

    __tablename__ = "store_setting"
    key: str = Field(primary_key=True)
    value: str


class Overview(SQLModel, table=True):
    """One row an eSIM for the list, with what it is sorted and searched by."""

    esim_id: int = Field(primary_key=True, foreign_key="esim.id")
    name: str
    carrier: str
    device: str
    coverage: str
    iccid_tail: str
    profile_state: str
    status: str
    unit_system: str
    plan_id: int | None = None
    plan_name: str
    billing: str
    allowance_bytes: int | None = Field(default=None, sa_type=BigInteger)
    used_bytes: int = Field(sa_type=BigInteger)
    left_bytes: int | None = Field(default=None, sa_type=BigInteger)
    daily_cap_bytes: int | None = Field(default=None, sa_type=BigInteger)
    today_bytes: int = Field(sa_type=BigInteger)
    is_estimate: int
    starts_at: int | None = None
    expires_at: int | None = None
    lapses_at: int | None = None
    zone: str
    runs_out_at: int | None = None
    rate_bytes_per_day: int | None = Field(default=None, sa_type=BigInteger)
    budget_bytes_per_day: int | None = Field(default=None, sa_type=BigInteger)
    lasts: int | None = None
    reading_at: int | None = None
    auto_renew: int = 0
    service_ended: int
    archived: int
    recent_bytes: int = Field(sa_type=BigInteger)
    next_change_at: int
    sort_name: str
    sort_carrier: str
    sort_device: str
    sort_left: int = Field(sa_type=BigInteger)
    sort_expiry: int
    sort_forecast: int
    sort_status: int = Field(sa_type=BigInteger)
    search_text: str


class StateCount(SQLModel, table=True):
    """How many eSIMs are in a state; kept by triggers."""

    __tablename__ = "state_count"
    status: str = Field(primary_key=True)
    esims: int


class Alert(SQLModel, table=True):
    """A condition worth a person's attention."""

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(min_length=1, max_length=40)
    esim_id: int | None = Field(default=None, foreign_key="esim.id")
    plan_id: int | None = Field(default=None, foreign_key="plan.id")
    meter_id: int | None = Field(default=None, foreign_key="meter.id")
    threshold: int
    cycle: int
    severity: str = Field(schema_extra=pattern("^(info|warning|critical)$"))
    state: str = Field(schema_extra=pattern("^(open|acknowledged|snoozed|resolved)$"))
    raised_at: int
    changed_at: int
    snoozed_until: int | None = None
    detail: str = Field(default="", max_length=500)


class Request(SQLModel, table=True):
    """What a person asked the worker for."""

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(
        schema_extra=pattern(
            "^(refresh|acknowledge|snooze|unsnooze|switch|catalogue|quote|balance|refund|simulate"
            "|chip_(read|enable|disable|rename|delete|download|notifications|drop|confirm|cancel))$"
        )
    )
    payload: str = Field(default="{}", max_length=4096)
    created_at: int
    state: str = Field(default="pending", schema_extra=pattern("^(pending|done|failed)$"))
    finished_at: int | None = None
    error: str = Field(default="", max_length=500)
    progress: str = Field(default="", max_length=200)
    """How far one that takes long has come; empty until it has begun."""


class Schedule(SQLModel, table=True):
    """A job of the worker and when it is due."""

    job: str = Field(primary_key=True, min_length=1, max_length=80)
    due_at: int
    interval_s: int = Field(gt=0)
    last_at: int | None = None
    failures: int = Field(default=0, ge=0)
