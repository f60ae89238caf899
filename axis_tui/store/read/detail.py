"""One eSIM in full, identifiers masked, and its row of stacked plans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from axis_tui.domain.identifiers import mask
from axis_tui.domain.money import Money
from axis_tui.domain.package import Billing, CapRule, Terms
from axis_tui.domain.plan import Plan, PlanState
from axis_tui.domain.units import UnitSystem
from axis_tui.domain.validity import StartRule, Validity, ValidityClock, ValidityUnit
from axis_tui.store.read.reader import Reader, made


@dataclass(frozen=True, slots=True)
class EsimDetail:
    """What a person may see of an eSIM without asking for a secret."""

    esim_id: int
    name: str
    iccid_masked: str
    """Empty where it is not known."""
    eid_masked: str
    number_masked: str
    profile_state: str
    profile_expires_at: int | None
    """The eSIM's own clock."""
    has_activation_code: bool
    notes: str
    created_at: int
    archived_at: int | None
    carrier: str
    carrier_adapter: str
    carrier_zone: str
    support_phone: str
    support_url: str
    support_email: str
    service_ended_at: int | None
    device: str
    device_kind: str
    """Empty where it is in no device."""
    device_is_local: bool
    meter_label: str
    """The interface that its bytes are counted on, empty where none."""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan with its id."""

    plan_id: int
    plan: Plan


_PLAN_COLUMNS = (
    "id, name, coverage, unit_system, allowance_bytes, daily_cap_bytes, cap_rule, validity_count,"
    " validity_unit, validity_clock, time_zone, start_rule, billing, activation_window_days, price_minor,"
    " currency, currency_exponent, state, purchased_at, installed_at, starts_at, expires_at, lapses_at,"
    " cycle, metered_bytes, carrier_used_bytes, carrier_used_at, metered_at_carrier_bytes, day, day_bytes"
)
PLANS_OF = f"SELECT {_PLAN_COLUMNS} FROM plan WHERE esim_id = ? ORDER BY purchased_at, id"
PLAN = f"SELECT {_PLAN_COLUMNS} FROM plan WHERE id = ?"


def esim(reader: Reader, esim_id: int) -> EsimDetail | None:
    """One eSIM; None where there is none such."""
    found = reader.row(
        "SELECT e.id, e.nickname, e.iccid, coalesce(d.eid, ''), e.number, e.profile_state,"
        " e.profile_expires_at, e.activation_code IS NOT NULL, e.notes, e.created_at, e.archived_at,"
        " c.name, c.adapter, c.time_zone, c.support_phone, c.support_url, c.support_email,"
        " c.service_ended_at, coalesce(d.name, ''), coalesce(d.kind, ''), coalesce(d.is_local, 0), o.name"
        " FROM esim e JOIN carrier c ON c.id = e.carrier_id LEFT JOIN device d ON d.id = e.device_id"
        " LEFT JOIN overview o ON o.esim_id = e.id WHERE e.id = ?",
        (esim_id,),
    )
    if found is None:
        return None
    values: list[Any] = list(found)
    values[1] = values[1] or values[21] or ""
    values[2:5] = (mask(text) for text in values[2:5])
    values[7], values[20] = bool(values[7]), bool(values[20])
    values[21] = _meter_label(reader, esim_id)
    return EsimDetail(*values)


def activation_code(reader: Reader, esim_id: int) -> str | None:
    """The activation code in clear: a secret, for an explicit reveal only."""
    found = reader.row("SELECT activation_code FROM esim WHERE id = ?", (esim_id,))
    return None if found is None else found[0]


def plans(reader: Reader, esim_id: int) -> list[PlanRow]:
    """The plans of one eSIM as last stored, in order of purchase; `domain.queue` tells which one counts."""
    return made(reader.path, _plan_row, reader.rows(PLANS_OF, (esim_id,)))


def plan(reader: Reader, plan_id: int) -> PlanRow | None:
    """One plan; None where there is none such."""
    found = reader.row(PLAN, (plan_id,))
    return None if found is None else made(reader.path, _plan_row, [found])[0]


def terms_of(row: tuple[Any, ...]) -> Terms:
    """Terms from the columns `name` … `currency_exponent`, in the order of the tables."""
    (
        name, coverage, unit_system, allowance, cap, cap_rule, count, unit, clock, zone, start_rule, billing,
        window, price, currency, exponent,
    ) = row  # fmt: skip
    return Terms(
        name=name,
        coverage=tuple(coverage.split()),
        unit_system=UnitSystem(unit_system),
        allowance_bytes=allowance,
        daily_cap_bytes=cap,
        cap_rule=CapRule(cap_rule),
        validity=Validity(count, ValidityUnit(unit), ValidityClock(clock), zone),
        start_rule=StartRule(start_rule),
        billing=Billing(billing),
        activation_window_days=window,
        price=None if price is None else Money(price, currency, exponent),
    )


def plan_of(row: tuple[Any, ...]) -> Plan:
    """A plan from the columns of PLANS_OF."""
    terms = terms_of(row[1:17])
    state, purchased_at, *rest = row[17:]
    return Plan(terms, PlanState(state), purchased_at, *rest)


def _plan_row(row: tuple[Any, ...]) -> PlanRow:
    return PlanRow(row[0], plan_of(row))


def _meter_label(reader: Reader, esim_id: int) -> str:
    found = reader.row(
        "SELECT m.host, m.interface FROM activation a JOIN meter m ON m.id = a.meter_id"
        " WHERE a.esim_id = ? AND a.to_at IS NULL ORDER BY a.from_at DESC LIMIT 1",
        (esim_id,),
    )
    if found is None:
        return ""
    host, interface = found
    return f"{host}:{interface}" if host else interface
