"""Meters, readings, samples and their roll-ups."""

from __future__ import annotations

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from axis_tui.store.tables.base import NAME, pattern


class Meter(SQLModel, table=True):
    """A source of readings; one an interface."""

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(min_length=1, max_length=40)
    interface: str = Field(min_length=1, max_length=NAME)
    host: str = Field(default="", max_length=255)
    settings_esim: str = Field(default="", max_length=NAME)
    state: str = Field(default="never", schema_extra=pattern("^(never|ok|failing)$"))
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
