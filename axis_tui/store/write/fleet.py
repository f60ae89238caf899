"""Carriers, devices, eSIMs, packages and plans: added, edited, archived, found; texts are cleaned here."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, cast

from axis_tui.domain.country import coverage_of
from axis_tui.domain.identifiers import parse_activation_code, parse_eid, parse_iccid
from axis_tui.domain.opening_hours import parse_hours
from axis_tui.domain.package import PackageKind, Terms
from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.text import clean, clean_lines
from axis_tui.domain.units import UnitSystem
from axis_tui.domain.validity import zone_info
from axis_tui.store import tables
from axis_tui.store.problems import NotTaken
from axis_tui.store.read import Reader
from axis_tui.store.read.naming import meant_esim
from axis_tui.store.write.metering import stop_counting
from axis_tui.store.write.plans import (
    add_plan,
    plan_by_id,
    plans_of,
    save_plan,
    set_carrier_figure,
    terms_columns,
)
from axis_tui.store.write.refusal import refuse_card_numbers, refuse_taken
from axis_tui.store.write.transaction import Tx, refresh_touched

__all__ = [
    "EsimEdit", "NewCarrier", "NewDevice", "NewEsim", "add_carrier", "add_device", "add_esim", "add_package",
    "add_plan", "archive_esim", "edit_carrier", "edit_esim", "find_esim", "plan_by_id", "plans_of",
    "save_plan", "set_carrier_figure", "unarchive_esim",
]  # fmt: skip

_NAME = 80


@dataclass(frozen=True, slots=True)
class NewCarrier:
    """Who sells plans; `service_ended_at` where it has closed down."""

    name: str
    adapter: str = "manual"
    unit_system: UnitSystem = UnitSystem.DECIMAL
    time_zone: str = "UTC"
    support_phone: str = ""
    support_url: str = ""
    support_email: str = ""
    service_ended_at: int | None = None
    country: str = ""
    """ISO 3166-1 alpha-2 of its seat."""
    support_hours: str = ""
    """As `domain.opening_hours` reads them, in its time zone."""
    renew_url: str = ""
    store_address: str = ""
    store_hours: str = ""
    third_party: str = ""
    """Who else sells its renewals."""
    third_party_url: str = ""


@dataclass(frozen=True, slots=True)
class NewDevice:
    """What holds eSIMs: phone, tablet, watch, router or laptop."""

    name: str
    kind: str = "phone"
    eid: str = ""
    is_local: bool = False


@dataclass(frozen=True, slots=True)
class NewEsim:
    """An eSIM as a person enters it; carrier and device are names, made where they are new."""

    nickname: str
    carrier: str
    device: str | None = None
    iccid: str | None = None
    activation_code: str | None = None
    number: str | None = None
    notes: str | None = None
    profile_state: str = "released"
    profile_expires_at: int | None = None


@dataclass(frozen=True, slots=True)
class EsimEdit:
    """What to change; None leaves a field, an empty text clears it."""

    nickname: str | None = None
    carrier: str | None = None
    device: str | None = None
    iccid: str | None = None
    activation_code: str | None = None
    number: str | None = None
    notes: str | None = None
    profile_state: str | None = None
    profile_expires_at: int | None = None


def add_carrier(tx: Tx, carrier: NewCarrier) -> int:
    """A carrier; its id. Problem where the name is taken or the zone does not exist."""
    values = _carrier_values(carrier)
    if _id_of(tx, "carrier", values["name"]) is not None:
        raise Problem(N_("There is a carrier “%(name)s” already"), name=values["name"])
    return _add(tx, tables.checked(tables.Carrier, values))


def edit_carrier(tx: Tx, carrier_id: int, carrier: NewCarrier) -> None:
    """Replace all that a person enters about a carrier."""
    row = _get(tx, tables.Carrier, carrier_id)
    values = _carrier_values(carrier)
    taken = _id_of(tx, "carrier", values["name"])
    if taken is not None and taken != carrier_id:
        raise Problem(N_("There is a carrier “%(name)s” already"), name=values["name"])
    _change(tx, row, values)
    tx.touch(found[0] for found in tx.rows("SELECT id FROM esim WHERE carrier_id = ?", (carrier_id,)))


def _carrier_values(carrier: NewCarrier) -> dict[str, Any]:
    zone_info(carrier.time_zone)
    for hours in (carrier.support_hours, carrier.store_hours):
        parse_hours(hours)
    values = {field.name: getattr(carrier, field.name) for field in fields(carrier)}
    values = {key: clean(value, 200) if isinstance(value, str) else value for key, value in values.items()}
    country = " ".join(coverage_of(carrier.country))
    return values | {
        "name": _name(carrier.name), "unit_system": carrier.unit_system.value, "country": country,
    }  # fmt: skip


def add_device(tx: Tx, device: NewDevice) -> int:
    """A device; its id. Problem where the name is taken or the EID is none."""
    name = _name(device.name)
    if _id_of(tx, "device", name) is not None:
        raise Problem(N_("There is a device “%(name)s” already"), name=name)
    eid = parse_eid(device.eid).value if device.eid.strip() else ""
    values = {"name": name, "kind": device.kind, "eid": eid, "is_local": int(device.is_local)}
    return _add(tx, tables.checked(tables.Device, values))


def add_esim(tx: Tx, esim: NewEsim) -> int:
    """An eSIM; its id. Raises Problem on a bad identifier, NotTaken on a payment card's number, or a
    nickname, ICCID or activation code in use.
    """
    values = {field.name: getattr(esim, field.name) for field in fields(esim)}
    columns = _columns(tx, {key: value for key, value in values.items() if value is not None})
    refuse_taken(tx, columns, columns["carrier_id"])
    esim_id = _add(tx, tables.checked(tables.Esim, {**columns, "created_at": tx.now}))
    tx.touch((esim_id,))
    return esim_id


def edit_esim(tx: Tx, esim_id: int, edit: EsimEdit) -> None:
    """Change what `edit` names. Raises Problem as `add_esim` does, or where the eSIM is gone."""
    row = _get(tx, tables.Esim, esim_id)
    values = {field.name: getattr(edit, field.name) for field in fields(edit)}
    columns = _columns(tx, {key: value for key, value in values.items() if value is not None})
    if edit.nickname is not None:
        _name(edit.nickname)
    changed = {key: value for key, value in columns.items() if value != getattr(row, key)}
    if row.archived_at is None:
        carrier_id = columns.get("carrier_id", row.carrier_id)
        is_moved = "carrier_id" in changed
        refuse_taken(tx, {"iccid": row.iccid, **changed} if is_moved else changed, carrier_id, esim_id)
    _change(tx, row, changed)
    tx.touch((esim_id,))


def archive_esim(tx: Tx, esim_id: int, now: int | None = None) -> None:
    """Put an eSIM away with all its history; its open alerts are resolved, its meters count for nobody."""
    row = _get(tx, tables.Esim, esim_id)
    at = tx.now if now is None else now
    _change(tx, row, {"archived_at": at if row.archived_at is None else row.archived_at})
    tx.execute(
        "UPDATE alert SET state = 'resolved', snoozed_until = NULL, changed_at = ?"
        " WHERE esim_id = ? AND state <> 'resolved'",
        (at, esim_id),
    )
    stop_counting(tx, esim_id, at)
    tx.touch((esim_id,), now)


def unarchive_esim(tx: Tx, esim_id: int, now: int | None = None) -> None:
    """Bring an eSIM back to the list. NotTaken where its name, ICCID or code has come into use meanwhile."""
    row = _get(tx, tables.Esim, esim_id)
    if row.archived_at is not None:
        refuse_taken(tx, row.model_dump(), row.carrier_id, esim_id)
    _change(tx, row, {"archived_at": None})
    tx.touch((esim_id,), now)


def add_package(tx: Tx, carrier: str, code: str, kind: PackageKind, terms: Terms) -> int:
    """An offer of a catalogue, or the newer terms of one that has this code; its id."""
    carrier_id = _carrier(tx, carrier)
    code = clean(code, _NAME)
    values = {**terms_columns(terms), "carrier_id": carrier_id, "code": code, "kind": kind.value}
    found = tx.row("SELECT id FROM package WHERE carrier_id = ? AND code = ?", (carrier_id, code))
    if found is None:
        return _add(tx, tables.checked(tables.Package, values))
    _change(tx, _get(tx, tables.Package, found[0]), values)
    return int(found[0])


def find_esim(tx: Tx, text: str) -> int:
    """The eSIM that is meant by a nickname, an ICCID, its end or a number, as `meant_esim` says."""
    refresh_touched(tx)
    # A transaction answers the read side's questions just as a reader does, with what it has written so far.
    return meant_esim(cast(Reader, tx), text)


def _columns(tx: Tx, values: dict[str, Any]) -> dict[str, Any]:
    """The columns of `esim` for what a person entered."""
    refuse_card_numbers(values)
    columns: dict[str, Any] = {}
    for key, value in values.items():
        match key:
            case "nickname":
                columns["nickname"] = clean(value, _NAME)
            case "carrier":
                columns["carrier_id"] = _carrier(tx, value)
            case "device":
                columns["device_id"] = _device(tx, value)
            case "iccid":
                columns["iccid"] = parse_iccid(value).value if value.strip() else ""
            case "activation_code":
                columns["activation_code"] = parse_activation_code(value).text() if value.strip() else None
            case "number":
                columns["number"] = clean(value, 40)
            case "notes":
                columns["notes"] = "\n".join(clean_lines(value, 200, 20))[:2000]
            case _:
                columns[key] = value
    return columns


def _carrier(tx: Tx, name: str) -> int:
    cleaned = _name(name)
    found = _id_of(tx, "carrier", cleaned)
    return add_carrier(tx, NewCarrier(cleaned)) if found is None else found


def _device(tx: Tx, name: str) -> int | None:
    cleaned = clean(name, _NAME)
    if not cleaned:
        return None
    found = _id_of(tx, "device", cleaned)
    return add_device(tx, NewDevice(cleaned)) if found is None else found


def _id_of(tx: Tx, table: str, name: str) -> int | None:
    found = tx.row(f"SELECT id FROM {table} WHERE name = ?", (name,))
    if found is None:
        found = tx.row(f"SELECT id FROM {table} WHERE lower(name) = lower(?) ORDER BY id", (name,))
    return None if found is None else int(found[0])


def _name(text: str) -> str:
    cleaned = clean(text, _NAME)
    if not cleaned:
        raise NotTaken(N_("A name is needed; it was empty"))
    return cleaned


def _add(tx: Tx, row: Any) -> int:
    tx.session.add(row)
    tx.session.flush()
    return int(row.id)


def _get(tx: Tx, table: Any, row_id: int) -> Any:
    row = tx.session.get(table, row_id, populate_existing=True)
    if row is None:
        raise Problem(N_("There is no such entry any more; look at the list again"))
    return row


def _change(tx: Tx, row: Any, values: dict[str, Any]) -> None:
    tables.checked(type(row), {**row.model_dump(), **values})
    for key, value in values.items():
        setattr(row, key, value)
    tx.session.add(row)
    tx.session.flush()
