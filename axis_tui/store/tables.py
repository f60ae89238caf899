"""The tables as SQLModel classes, for the write side; a test holds them against the migrated schema.

The schema itself is made by the migrations only. `table=True` rows do not validate themselves: make them
through `checked`, which does. The FTS index is no table of ours to write: triggers keep it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError
from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from axis_tui.store.problems import Refused

T = TypeVar("T", bound=SQLModel)
_NAME = 80
_ZONE = 64


def checked(table: type[T], values: Mapping[str, Any]) -> T:
    """A row of `table` with every value validated; Refused names the field and never repeats the value."""
    try:
        return table.model_validate(dict(values))
    except ValidationError as error:
        fields = (str(part) for fault in error.errors(include_input=False) for part in fault["loc"][:1])
        raise Refused(", ".join(dict.fromkeys(fields))) from None


class StoreSetting(SQLModel, table=True):
    """Facts of the store itself: uuid, created_at, time_zone, clock_high_water_at, samples, checked_at."""

    __tablename__ = "store_setting"
    key: str = Field(primary_key=True)
    value: str


class Carrier(SQLModel, table=True):
    """Who sells plans."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(min_length=1, max_length=_NAME)
    adapter: str = Field(default="manual", max_length=40)
    unit_system: str = Field(default="decimal", regex="^(decimal|binary)$")
    time_zone: str = Field(default="UTC", max_length=_ZONE)
    support_phone: str = Field(default="", max_length=_NAME)
    support_url: str = Field(default="", max_length=200)
    support_email: str = Field(default="", max_length=200)
    service_ended_at: int | None = None
    balance_minor: int | None = Field(default=None, sa_type=BigInteger)
    balance_currency: str | None = Field(default=None, min_length=3, max_length=3)
    balance_exponent: int | None = Field(default=None, ge=0, le=4)
    balance_at: int | None = None


class Device(SQLModel, table=True):
    """What holds eSIMs."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(min_length=1, max_length=_NAME)
    kind: str = Field(default="phone", regex="^(phone|tablet|watch|router|laptop)$")
    eid: str = Field(default="", max_length=32)
    is_local: int = Field(default=0, ge=0, le=1)


class Esim(SQLModel, table=True):
    """One profile."""

    id: int | None = Field(default=None, primary_key=True)
    nickname: str = Field(max_length=_NAME)
    iccid: str = Field(default="", regex="^([0-9]{19,20})?$")
    carrier_id: int = Field(foreign_key="carrier.id")
    device_id: int | None = Field(default=None, foreign_key="device.id")
    profile_state: str = Field(default="released", regex="^(released|installed|enabled|disabled|deleted)$")
    number: str = Field(default="", max_length=40)
    activation_code: str | None = Field(default=None, max_length=700)
    notes: str = Field(default="", max_length=2000)
    profile_expires_at: int | None = None
    created_at: int
    archived_at: int | None = None


class TermsColumns(SQLModel):
    """What was promised for a price, as packages and plans keep it."""

    name: str = Field(min_length=1, max_length=_NAME)
    coverage: str = Field(default="", max_length=2000)
    unit_system: str = Field(regex="^(decimal|binary)$")
    allowance_bytes: int | None = Field(default=None, ge=0, lt=1 << 63, sa_type=BigInteger)
    daily_cap_bytes: int | None = Field(default=None, ge=0, lt=1 << 63, sa_type=BigInteger)
    cap_rule: str = Field(regex="^(none|throttle|cut)$")
    validity_count: int = Field(gt=0)
    validity_unit: str = Field(regex="^(day|week|month|quarter|year)$")
    validity_clock: str = Field(regex="^(rolling|calendar)$")
    time_zone: str = Field(max_length=_ZONE)
    start_rule: str = Field(regex="^(purchase|install|first_use)$")
    billing: str = Field(regex="^(prepaid|postpaid)$")
    activation_window_days: int | None = Field(default=None, gt=0)
    price_minor: int | None = Field(default=None, sa_type=BigInteger)
    currency: str | None = Field(default=None, min_length=3, max_length=3)
    currency_exponent: int | None = Field(default=None, ge=0, le=4)


class Package(TermsColumns, table=True):
    """An offer of a carrier's catalogue."""

    id: int | None = Field(default=None, primary_key=True)
    carrier_id: int = Field(foreign_key="carrier.id")
    code: str = Field(min_length=1, max_length=_NAME)
    kind: str = Field(regex="^(base|top_up)$")


class Plan(TermsColumns, table=True):
    """One bought package on one eSIM."""

    id: int | None = Field(default=None, primary_key=True)
    esim_id: int = Field(foreign_key="esim.id")
    package_id: int | None = Field(default=None, foreign_key="package.id")
    purchased_at: int
    installed_at: int | None = None
    starts_at: int | None = None
    expires_at: int | None = None
    lapses_at: int | None = None
    state: str = Field(regex="^(ready|queued|active|depleted|expired|lapsed|ended)$")
    cycle: int = Field(default=1, ge=0)
    metered_bytes: int = Field(default=0, ge=0, sa_type=BigInteger)
    carrier_used_bytes: int | None = Field(default=None, ge=0, sa_type=BigInteger)
    carrier_used_at: int | None = None
    metered_at_carrier_bytes: int | None = Field(default=None, ge=0, sa_type=BigInteger)
    day: int = 0
    day_bytes: int = Field(default=0, ge=0, sa_type=BigInteger)


class Meter(SQLModel, table=True):
    """A source of readings; one an interface."""

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(min_length=1, max_length=40)
    interface: str = Field(min_length=1, max_length=_NAME)
    host: str = Field(default="", max_length=255)
    settings_esim: str = Field(default="", max_length=_NAME)
    state: str = Field(default="never", regex="^(never|ok|failing)$")
    error: str = ""
    failing_since_at: int | None = None
    read_at: int | None = None
    last_rx: int | None = Field(default=None, sa_type=BigInteger)
    last_tx: int | None = Field(default=None, sa_type=BigInteger)
    last_epoch: str | None = None
    last_width: int | None = None
    last_at: int | None = None
    first_at: int | None = None
    history_until_at: int | None = None


class Activation(SQLModel, table=True):
    """Which eSIM was active on a meter, and when."""

    id: int | None = Field(default=None, primary_key=True)
    meter_id: int = Field(foreign_key="meter.id")
    esim_id: int = Field(foreign_key="esim.id")
    from_at: int
    to_at: int | None = None


class Reading(SQLModel, table=True):
    """A cumulative counter as a source gave it."""

    at: int = Field(primary_key=True)
    meter_id: int = Field(primary_key=True, foreign_key="meter.id")
    esim_id: int | None = Field(default=None, foreign_key="esim.id")
    rx_bytes: int = Field(ge=0, sa_type=BigInteger)
    tx_bytes: int = Field(ge=0, sa_type=BigInteger)
    epoch: str


class Sample(SQLModel, table=True):
    """The bytes of one interval that begins at `at`; source 0 router, 1 carrier; quality as in samples.py."""

    at: int = Field(primary_key=True)
    esim_id: int = Field(primary_key=True)
    source: int = Field(primary_key=True, ge=0, le=1)
    rx_bytes: int = Field(ge=0, sa_type=BigInteger)
    tx_bytes: int = Field(ge=0, sa_type=BigInteger)
    quality: int = Field(ge=0, le=2)


class Sums(SQLModel):
    """What every roll-up sums."""

    rx_bytes: int = Field(sa_type=BigInteger)
    tx_bytes: int = Field(sa_type=BigInteger)
    carrier_bytes: int = Field(sa_type=BigInteger)
    estimated_bytes: int = Field(sa_type=BigInteger)


class UsageHour(Sums, table=True):
    """Bytes of one eSIM in one UTC hour."""

    __tablename__ = "usage_hour"
    hour: int = Field(primary_key=True)
    esim_id: int = Field(primary_key=True)


class UsageDay(Sums, table=True):
    """Bytes of one eSIM on one day of the reporting zone."""

    __tablename__ = "usage_day"
    day: int = Field(primary_key=True)
    esim_id: int = Field(primary_key=True)


class FleetHour(Sums, table=True):
    """Bytes of all eSIMs in one UTC hour."""

    __tablename__ = "fleet_hour"
    hour: int = Field(primary_key=True)


class FleetDay(Sums, table=True):
    """Bytes of all eSIMs on one day of the reporting zone."""

    __tablename__ = "fleet_day"
    day: int = Field(primary_key=True)


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
    severity: str = Field(regex="^(info|warning|critical)$")
    state: str = Field(regex="^(open|acknowledged|snoozed|resolved)$")
    raised_at: int
    changed_at: int
    snoozed_until: int | None = None
    detail: str = Field(default="", max_length=500)


class Request(SQLModel, table=True):
    """What a person asked the worker for."""

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(regex="^(refresh|acknowledge|snooze|unsnooze|switch)$")
    payload: str = Field(default="{}", max_length=4096)
    created_at: int
    state: str = Field(default="pending", regex="^(pending|done|failed)$")
    finished_at: int | None = None
    error: str = Field(default="", max_length=500)


class Schedule(SQLModel, table=True):
    """A job of the worker and when it is due."""

    job: str = Field(primary_key=True, min_length=1, max_length=80)
    due_at: int
    interval_s: int = Field(gt=0)
    last_at: int | None = None
    failures: int = Field(default=0, ge=0)
