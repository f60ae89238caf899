"""Orders, packages, ledger entries, methods and carriers as JSON and as table cells, for scripts.

Money is an object of minor units, currency and exponent, with a text for people; instants are UTC in ISO
8601; identifiers and keys are masked.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from axis_tui.cli.output import iso
from axis_tui.present.export import money_object

if TYPE_CHECKING:
    from axis_tui.domain.credit import Holdings
    from axis_tui.domain.money import Money
    from axis_tui.domain.package import Package
    from axis_tui.domain.renewal_check import Finding
    from axis_tui.domain.renewal_effect import Preview
    from axis_tui.store.read.inventory import CarrierRow
    from axis_tui.store.read.ledger import BalanceRow, LedgerRow
    from axis_tui.store.read.payment import MethodRow
    from axis_tui.store.read.renewals import OrderEventRow, OrderRow, Total

ORDER_COLUMNS = (
    "id", "asked_at", "esim", "carrier", "package", "amount", "currency", "channel", "state", "paid_at",
    "credited_at", "reference", "decline",
)  # fmt: skip
"""Columns of `renewals --plain`; `--csv` has those of the export."""
LEDGER_COLUMNS = (
    "number", "at", "kind", "carrier", "esim", "amount", "currency", "on_balance", "order", "method",
    "reference", "note",
)  # fmt: skip
"""Columns of `ledger --plain`; `--csv` has those of the export."""


def money(amount: Money | None) -> dict[str, object] | None:
    """`{"minor": 1150, "currency": "EUR", "exponent": 2, "amount": "11.50", "text": "11.50 EUR"}`."""
    return None if amount is None else {**money_object(amount), "text": amount.text()}


def order(row: OrderRow) -> dict[str, object]:
    """One order."""
    return {
        "id": row.id,
        "esim_id": row.esim_id,
        "esim": row.esim_name or None,
        "carrier_id": row.carrier_id,
        "carrier": row.carrier,
        "plan_id": row.plan_id,
        "new_plan_id": row.new_plan_id,
        "channel": str(row.channel),
        "is_guided": row.is_guided,
        "state": str(row.state),
        "kind": row.kind,
        "package": {"code": row.package_code, "name": row.terms.name, "effect": str(row.effect)},
        "price": money(row.price),
        "fee": money(row.fee),
        "total": money(row.amount),
        "method": paid_with(row.method_kind, row.method_label, row.method_last4),
        "attempt": row.attempt,
        "asked_at": iso(row.asked_at),
        "first_sent_at": iso(row.first_sent_at),
        "paid_at": iso(row.paid_at),
        "credited_at": iso(row.credited_at),
        "changed_at": iso(row.changed_at),
        "next_look_at": iso(row.next_look_at),
        "reference": row.reference or None,
        "proof": row.proof or None,
        "decline": row.decline or None,
        "detail": row.detail or None,
    }


def order_cells(row: OrderRow) -> tuple[object, ...]:
    """The same order under ORDER_COLUMNS."""
    return (
        row.id, iso(row.asked_at), row.esim_name, row.carrier, row.terms.name, _figure(row.amount),
        row.amount.currency, str(row.channel), str(row.state), iso(row.paid_at), iso(row.credited_at),
        row.reference, row.decline,
    )  # fmt: skip


def total(row: Total) -> dict[str, object]:
    """What was charged and given back in one currency."""
    return {"orders": row.orders, "charged": money(row.charged), "refunded": money(row.refunded)}


def event(row: OrderEventRow) -> dict[str, object]:
    """One line of an order's history."""
    return {"at": iso(row.at), "event": row.event, "state": row.state, "detail": row.detail or None}


def holdings(held: Holdings | None) -> dict[str, object] | None:
    """What an eSIM held at one moment, as its carrier told."""
    if held is None:
        return None
    return {
        "packages": held.packages,
        "allowance_bytes": held.allowance_bytes,
        "used_bytes": held.used_bytes,
        "expires_at": iso(held.expires_at or None),
    }


def package(offer: Package) -> dict[str, object]:
    """One offer at its listed price."""
    terms = offer.terms
    return {
        "code": offer.code,
        "name": terms.name,
        "kind": str(offer.kind),
        "effect": str(offer.effect),
        "rollover": offer.rollover,
        "allowance_bytes": terms.allowance_bytes,
        "unlimited": terms.allowance_bytes is None,
        "validity": {"count": terms.validity.count, "unit": str(terms.validity.unit)},
        "coverage": list(terms.coverage),
        "price": money(terms.price),
    }


def effect(after: Preview | None) -> dict[str, object] | None:
    """How the eSIM would stand; null where the package needs a running plan and none runs."""
    if after is None:
        return None
    return {
        "effect": str(after.effect),
        "is_new_plan": after.is_new_plan,
        "begins_at": iso(after.begins_at),
        "valid_until": iso(after.valid_until),
        "left_bytes": after.left_bytes,
        "lost_bytes": after.lost_bytes,
        "lapses_at": iso(after.lapses_at),
    }


def finding(found: Finding) -> dict[str, object]:
    """One thing that speaks against a renewal."""
    return {"code": str(found.code), "blocking": found.is_blocking, **dict(found.params)}


def method(row: MethodRow) -> dict[str, object]:
    """One payment method: a label and four digits are all there is."""
    return {
        "id": row.id,
        "kind": str(row.kind),
        "label": row.label,
        "last4": row.last4 or None,
        "expires": month(row.expires_month),
        "carrier": row.carrier or None,
        "created_at": iso(row.created_at),
        "retired_at": iso(row.retired_at),
    }


def month(value: int | None) -> str | None:
    """`2028-12` of 202812."""
    return None if value is None else f"{value // 100:04d}-{value % 100:02d}"


def entry(row: LedgerRow) -> dict[str, object]:
    """One entry of the ledger, as far as it matters beside its order; `ledger --json` has the whole."""
    of = row.entry
    return {
        "number": of.number,
        "at": iso(of.at),
        "kind": of.kind,
        "amount": money(of.amount),
        "hash": row.hash,
    }


def entry_cells(row: LedgerRow) -> tuple[object, ...]:
    """The same entry under LEDGER_COLUMNS."""
    of = row.entry
    return (
        of.number, iso(of.at), of.kind, row.carrier, row.esim_name, _figure(of.amount), of.currency,
        bool(of.on_balance), of.renewal_id, row.method, of.reference, of.note,
    )  # fmt: skip


def balance(row: BalanceRow) -> dict[str, object]:
    """A carrier's prepaid balance by the ledger and by the carrier."""
    return {
        "carrier": row.carrier,
        "derived": money(row.derived),
        "stated": money(row.stated),
        "stated_at": iso(row.stated_at),
        "difference": money(row.difference),
    }


def carrier(row: CarrierRow) -> dict[str, object]:
    """Who sells plans, and how it is reached."""
    return {
        "id": row.id,
        "name": row.name,
        "adapter": row.adapter,
        "esims": row.esims,
        "country": row.country or None,
        "time_zone": row.time_zone,
        "phone": row.support_phone or None,
        "hours": row.support_hours or None,
        "url": row.support_url or None,
        "email": row.support_email or None,
        "renew_url": row.renew_url or None,
        "store_address": row.store_address or None,
        "store_hours": row.store_hours or None,
        "third_party": row.third_party or None,
        "third_party_url": row.third_party_url or None,
        "balance": money(row.balance),
        "balance_at": iso(row.balance_at),
    }


def paid_with(kind: str, label: str, last4: str) -> dict[str, object] | None:
    """What was paid with, as far as an order or a rule tells; null where nothing was noted."""
    if not label:
        return None
    told: dict[str, object] = {"kind": kind} if kind else {}
    return {**told, "label": label, "last4": last4 or None}


def _figure(amount: Money) -> Decimal:
    """The amount as an exact number, which no spreadsheet takes for a formula."""
    return Decimal(amount.minor).scaleb(-amount.exponent)
