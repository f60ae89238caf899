"""What a demo world consists of, before anything of it is stored: plain facts, instants in UTC seconds."""

from __future__ import annotations

from dataclasses import dataclass

from axis_tui.domain.money import Money
from axis_tui.domain.package import Package, Terms


@dataclass(frozen=True, slots=True)
class CarrierSeed:
    """A carrier and how to reach it."""

    name: str
    time_zone: str
    unit_system: str = "decimal"
    phone: str = ""
    url: str = ""
    email: str = ""
    service_ended_at: int | None = None
    country: str = ""
    hours: str = ""
    renew_url: str = ""
    store_address: str = ""
    store_hours: str = ""
    third_party: str = ""
    third_party_url: str = ""
    packages: tuple[Package, ...] = ()
    """What it sells through the simulated carrier; empty where a person renews with it."""
    balance: Money | None = None
    """The prepaid balance with it."""


@dataclass(frozen=True, slots=True)
class DeviceSeed:
    """What holds eSIMs."""

    name: str
    kind: str
    eid: str
    is_local: bool = False


@dataclass(frozen=True, slots=True)
class PlanSeed:
    """A plan, and what was used of it in its running cycle."""

    terms: Terms
    purchased_at: int
    starts_at: int | None = None
    used_bytes: int = 0
    today_bytes: int | None = None
    """How much of it since local midnight; None lets it fall as it may."""
    carrier_per_mille: int | None = None
    """The carrier's count for a thousand bytes of ours; None where the carrier tells nothing."""
    carrier_lag_s: int = 7_200
    is_queued: bool = False
    channel: str = ""
    """How it was renewed into this plan; empty where the order was not made here."""


@dataclass(frozen=True, slots=True)
class EsimSeed:
    """An eSIM with its plans, oldest first, and the traffic from before them."""

    nickname: str
    carrier: str
    device: str | None
    iccid: str
    plans: tuple[PlanSeed, ...]
    profile_state: str = "installed"
    number: str = ""
    code: str | None = None
    notes: str = ""
    profile_expires_at: int | None = None
    reading_age_s: int = 40
    """How long ago its last bytes were read."""
    before_bytes_per_day: int = 0
    """What it used a day before its present plan, back to the start of the history."""
    interface: str = ""
    """The simulated interface that counts it, or did until its last reading; empty where none does."""
    live_bytes_per_day: int = 0
    """What that interface carries from now on; 0 where it has gone over to another eSIM."""
    archived_at: int | None = None


@dataclass(frozen=True, slots=True)
class World:
    """Everything that one demo shows, for one seed and instant."""

    seed: int
    at: int
    carriers: tuple[CarrierSeed, ...]
    devices: tuple[DeviceSeed, ...]
    esims: tuple[EsimSeed, ...]
