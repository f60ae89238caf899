"""Carriers, devices, eSIMs, packages and plans."""

from __future__ import annotations

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from axis_tui.store.tables.base import EFFECT, NAME, RULES, ZONE, TermsColumns, pattern


class Carrier(SQLModel, table=True):
    """Who sells plans."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(min_length=1, max_length=NAME)
    adapter: str = Field(default="manual", max_length=40)
    unit_system: str = Field(default="decimal", schema_extra=pattern("^(decimal|binary)$"))
    time_zone: str = Field(default="UTC", max_length=ZONE)
    support_phone: str = Field(default="", max_length=NAME)
    support_url: str = Field(default="", max_length=200)
    support_email: str = Field(default="", max_length=200)
    service_ended_at: int | None = None
    balance_minor: int | None = Field(default=None, sa_type=BigInteger)
    balance_currency: str | None = Field(default=None, min_length=3, max_length=3)
    balance_exponent: int | None = Field(default=None, ge=0, le=4)
    balance_at: int | None = None
    country: str = Field(default="", max_length=2)
    support_hours: str = Field(default="", max_length=200)
    renew_url: str = Field(default="", max_length=200)
    store_address: str = Field(default="", max_length=200)
    store_hours: str = Field(default="", max_length=200)
    third_party: str = Field(default="", max_length=NAME)
    third_party_url: str = Field(default="", max_length=200)
    cancel_fee_minor: int | None = Field(default=None, ge=0, sa_type=BigInteger)
    cancel_fee_currency: str | None = Field(default=None, min_length=3, max_length=3)
    cancel_fee_exponent: int | None = Field(default=None, ge=0, le=4)
    refund_policy: str | None = Field(
        default=None, schema_extra=pattern("^(never|uninstalled|unstarted|pro_rata)$")
    )
    review_days: int | None = Field(default=None, ge=0, le=366)
    """Working days for its answer to a cancellation."""
    notice_days: int | None = Field(default=None, ge=0, le=366)
    """How long a postpaid plan goes on after it was cancelled."""
    profile_rules: str | None = Field(default=None, schema_extra=pattern(RULES))
    """Which rules against their removal its profiles carry, as a person says; None where nobody did."""


class Device(SQLModel, table=True):
    """What holds eSIMs."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(min_length=1, max_length=NAME)
    kind: str = Field(default="phone", schema_extra=pattern("^(phone|tablet|watch|router|laptop)$"))
    eid: str = Field(default="", max_length=32)
    is_local: int = Field(default=0, ge=0, le=1)


class Esim(SQLModel, table=True):
    """One profile."""

    id: int | None = Field(default=None, primary_key=True)
    nickname: str = Field(max_length=NAME)
    iccid: str = Field(default="", schema_extra=pattern("^([0-9]{19,20})?$"))
    carrier_id: int = Field(foreign_key="carrier.id")
    device_id: int | None = Field(default=None, foreign_key="device.id")
    profile_state: str = Field(
        default="released",
        schema_extra=pattern("^(released|installed|enabled|disabled|deleted)$"),
    )
    number: str = Field(default="", max_length=40)
    activation_code: str | None = Field(default=None, max_length=700)
    notes: str = Field(default="", max_length=2000)
    profile_expires_at: int | None = None
    created_at: int
    archived_at: int | None = None


class Package(TermsColumns, table=True):
    """An offer of a carrier's catalogue."""

    id: int | None = Field(default=None, primary_key=True)
    carrier_id: int = Field(foreign_key="carrier.id")
    code: str = Field(min_length=1, max_length=NAME)
    kind: str = Field(schema_extra=pattern("^(base|top_up)$"))
    effect: str = Field(default="stack", schema_extra=pattern(EFFECT))
    rollover: int = Field(default=0, ge=0, le=1)
    seen_at: int | None = None
    """When the carrier's catalogue last listed it; None where a person entered it."""
    gone_at: int | None = None


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
    state: str = Field(schema_extra=pattern("^(ready|queued|active|depleted|expired|lapsed|ended)$"))
    cycle: int = Field(default=1, ge=0)
    metered_bytes: int = Field(default=0, ge=0, sa_type=BigInteger)
    carrier_used_bytes: int | None = Field(default=None, ge=0, sa_type=BigInteger)
    carrier_used_at: int | None = None
    metered_at_carrier_bytes: int | None = Field(default=None, ge=0, sa_type=BigInteger)
    day: int = 0
    day_bytes: int = Field(default=0, ge=0, sa_type=BigInteger)
