"""Carriers, devices, meters, packages, requests and the schedule: the short lists, and facts of the store."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from axis_tui.domain.identifiers import mask
from axis_tui.domain.money import Money
from axis_tui.domain.package import Effect, Package, PackageKind, Terms
from axis_tui.domain.units import UnitSystem
from axis_tui.store.read.detail import terms_of
from axis_tui.store.read.reader import Reader, made
from axis_tui.store.read.setting import clock_high_water as clock_high_water
from axis_tui.store.read.setting import setting as setting
from axis_tui.store.read.setting import time_zone as time_zone


@dataclass(frozen=True, slots=True)
class CarrierRow:
    """Who sells plans."""

    id: int
    name: str
    adapter: str
    unit_system: UnitSystem
    time_zone: str
    support_phone: str
    support_url: str
    support_email: str
    service_ended_at: int | None
    balance: Money | None
    balance_at: int | None
    esims: int
    country: str = ""
    """ISO 3166-1 alpha-2, empty where it is not known."""
    support_hours: str = ""
    """As `domain.opening_hours` reads them, in the carrier's zone; empty where not known."""
    renew_url: str = ""
    store_address: str = ""
    store_hours: str = ""
    third_party: str = ""
    third_party_url: str = ""


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """What holds eSIMs."""

    id: int
    name: str
    kind: str
    eid_masked: str
    is_local: bool
    esims: int


@dataclass(frozen=True, slots=True)
class MeterRow:
    """A source of readings and how it fares."""

    id: int
    kind: str
    interface: str
    host: str
    state: str
    """`never`, `ok` or `failing`."""
    error: str
    read_at: int | None
    esim_name: str
    """Whose bytes it counts now; empty where nobody's."""
    esim_id: int | None = None

    @property
    def label(self) -> str:
        """`wwan0` or `router:wwan0`."""
        return f"{self.host}:{self.interface}" if self.host else self.interface


@dataclass(frozen=True, slots=True)
class PackageRow:
    """An offer of a carrier's catalogue."""

    id: int
    carrier: str
    code: str
    kind: PackageKind
    terms: Terms
    carrier_id: int
    effect: Effect
    rollover: bool
    seen_at: int | None
    """When the carrier's catalogue last listed it; None where a person entered it."""
    gone_at: int | None
    """When the catalogue no longer listed it."""

    @property
    def package(self) -> Package:
        """The offer as the domain knows it."""
        return Package(self.code, self.carrier, self.kind, self.terms, self.effect, self.rollover)


@dataclass(frozen=True, slots=True)
class RequestRow:
    """What a person asked the worker for."""

    id: int
    kind: str
    payload: str
    created_at: int
    state: str
    """`pending`, `done` or `failed`."""
    finished_at: int | None
    error: str


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """A job of the worker and when it is due."""

    job: str
    due_at: int
    interval_s: int
    last_at: int | None
    failures: int


@dataclass(frozen=True, slots=True)
class StoreInfo:
    """Facts for `doctor` and the account screen."""

    path: Path
    uuid: str
    schema_version: int
    sqlite_version: str
    journal_mode: str
    esims: int
    samples_approx: int
    """Samples ever stored; counting those kept would read them all."""
    time_zone: str


def carriers(reader: Reader) -> list[CarrierRow]:
    """All carriers by name."""
    found = reader.rows(
        "SELECT c.id, c.name, c.adapter, c.unit_system, c.time_zone, c.support_phone, c.support_url,"
        " c.support_email, c.service_ended_at, c.balance_minor, c.balance_currency, c.balance_exponent,"
        " c.balance_at, (SELECT count(*) FROM esim e WHERE e.carrier_id = c.id), c.country, c.support_hours,"
        " c.renew_url, c.store_address, c.store_hours, c.third_party, c.third_party_url"
        " FROM carrier c ORDER BY c.name, c.id"
    )
    return made(reader.path, lambda row: _carrier_row(*row), found)


def carrier_of(reader: Reader, esim_id: int) -> CarrierRow | None:
    """Who sells this eSIM's plans; None where there is no such eSIM."""
    found = reader.row("SELECT carrier_id FROM esim WHERE id = ?", (esim_id,))
    return None if found is None else next((row for row in carriers(reader) if row.id == found[0]), None)


def devices(reader: Reader, limit: int = 1000, after: tuple[str, int] | None = None) -> list[DeviceRow]:
    """Devices by name, a page at a time; `after` is the name and id of the last one seen."""
    place, parameters = ("", ()) if after is None else (" WHERE (d.name, d.id) > (?, ?)", after)
    found = reader.rows(
        "SELECT d.id, d.name, d.kind, d.eid, d.is_local,"
        " (SELECT count(*) FROM esim e WHERE e.device_id = d.id)"
        f" FROM device d{place} ORDER BY d.name, d.id LIMIT ?",
        (*parameters, limit),
    )
    return [
        DeviceRow(id, name, kind, mask(eid), bool(local), esims)
        for id, name, kind, eid, local, esims in found
    ]


def meters(reader: Reader) -> list[MeterRow]:
    """All meters by host and interface."""
    found = reader.rows(
        "SELECT m.id, m.kind, m.interface, m.host, m.state, m.error, m.read_at, coalesce(o.name, ''),"
        " a.esim_id FROM meter m LEFT JOIN activation a ON a.meter_id = m.id AND a.to_at IS NULL"
        " LEFT JOIN overview o ON o.esim_id = a.esim_id ORDER BY m.host, m.interface"
    )
    return [MeterRow(*row) for row in found]


_PACKAGES = (
    "SELECT p.id, c.name, p.code, p.kind, p.carrier_id, p.effect, p.rollover, p.seen_at, p.gone_at, p.name,"
    " p.coverage, p.unit_system, p.allowance_bytes, p.daily_cap_bytes, p.cap_rule, p.validity_count,"
    " p.validity_unit, p.validity_clock, p.time_zone, p.start_rule, p.billing, p.activation_window_days,"
    " p.price_minor, p.currency, p.currency_exponent FROM package p JOIN carrier c ON c.id = p.carrier_id"
)


def packages(reader: Reader, limit: int = 500, after: int = 0) -> list[PackageRow]:
    """The catalogue in the order it was entered, a page at a time; `after` is the id of the last one seen."""
    found = reader.rows(f"{_PACKAGES} WHERE p.id > ? ORDER BY p.id LIMIT ?", (after, limit))
    return made(reader.path, _package_row, found)


def packages_of(reader: Reader, carrier_id: int, limit: int = 500) -> list[PackageRow]:
    """What a carrier offers now, cheapest first; those without a price last."""
    found = reader.rows(
        f"{_PACKAGES} WHERE p.carrier_id = ? AND p.gone_at IS NULL"
        " ORDER BY CASE WHEN p.price_minor IS NULL THEN 1 ELSE 0 END, p.price_minor, p.id LIMIT ?",
        (carrier_id, limit),
    )
    return made(reader.path, _package_row, found)


def package(reader: Reader, package_id: int) -> PackageRow | None:
    """One package; None where there is none such."""
    found = reader.row(f"{_PACKAGES} WHERE p.id = ?", (package_id,))
    return None if found is None else made(reader.path, _package_row, [found])[0]


def requests(reader: Reader, states: tuple[str, ...] = ("pending",), limit: int = 100) -> list[RequestRow]:
    """The latest requests in these states, the newest first."""
    marks = ", ".join("?" * len(states)) or "NULL"
    found = reader.rows(
        "SELECT id, kind, payload, created_at, state, finished_at, error FROM request"
        f" WHERE state IN ({marks}) ORDER BY id DESC LIMIT ?",
        (*states, limit),
    )
    return [RequestRow(*row) for row in found]


def request(reader: Reader, request_id: int) -> RequestRow | None:
    """One request; None where it was cleared away."""
    found = reader.row(
        "SELECT id, kind, payload, created_at, state, finished_at, error FROM request WHERE id = ?",
        (request_id,),
    )
    return None if found is None else RequestRow(*found)


def schedule(reader: Reader) -> list[ScheduleRow]:
    """The worker's jobs, the next due first."""
    found = reader.rows(
        "SELECT job, due_at, interval_s, last_at, failures FROM schedule ORDER BY due_at, job"
    )
    return [ScheduleRow(*row) for row in found]


def store_info(reader: Reader) -> StoreInfo:
    """Facts of the store; reads next to nothing."""
    (esims,) = reader.row("SELECT coalesce(sum(esims), 0) FROM state_count") or (0,)
    return StoreInfo(
        path=reader.path,
        uuid=setting(reader, "uuid") or "",
        schema_version=reader.schema_version(),
        sqlite_version=sqlite3.sqlite_version,
        journal_mode=reader.journal_mode(),
        esims=esims,
        samples_approx=int(setting(reader, "samples") or 0),
        time_zone=time_zone(reader),
    )


def _package_row(row: tuple[Any, ...]) -> PackageRow:
    id, carrier, code, kind, carrier_id, effect, rollover, seen_at, gone_at, *terms = row
    return PackageRow(
        id, carrier, code, PackageKind(kind), terms_of(tuple(terms)), carrier_id, Effect(effect),
        bool(rollover), seen_at, gone_at,
    )  # fmt: skip


def _carrier_row(
    id: int,
    name: str,
    adapter: str,
    unit_system: str,
    time_zone: str,
    phone: str,
    url: str,
    email: str,
    service_ended_at: int | None,
    minor: int | None,
    currency: str,
    exponent: int | None,
    balance_at: int | None,
    esims: int,
    *contacts: str,
) -> CarrierRow:
    balance = None if minor is None else Money(minor, currency, exponent or 0)
    return CarrierRow(
        id,
        name,
        adapter,
        UnitSystem(unit_system),
        time_zone,
        phone,
        url,
        email,
        service_ended_at,
        balance,
        balance_at,
        esims,
        *contacts,
    )
