"""Orders for other programs, as CSV and as JSON: what was ordered, how it ended, what it cost. No secrets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from axis_tui.domain.money import Money
from axis_tui.present.export import Cell, as_csv, as_json, iso, money_cells, money_object
from axis_tui.present.order_row import OrderLike

COLUMNS = (
    "order", "asked_at", "esim_id", "esim", "carrier", "channel", "guided", "kind", "package_code", "package",
    "effect", "allowance_bytes", "validity_count", "validity_unit", "state", "attempt", "first_sent_at",
    "paid_at", "credited_at", "changed_at", "price_minor", "price", "fee_minor", "fee", "amount_minor",
    "amount", "currency", "exponent", "method_kind", "method", "method_last4", "reference", "proof",
    "decline", "detail",
)  # fmt: skip
"""The CSV's header; new columns are only ever added at its end."""


class ExportedOrder(OrderLike, Protocol):
    """What an export tells besides (`store.read.renewals.OrderRow`)."""

    @property
    def esim_id(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def package_code(self) -> str: ...
    @property
    def attempt(self) -> int: ...
    @property
    def price(self) -> Money: ...


def orders_csv(rows: Iterable[ExportedOrder]) -> str:
    """The orders under COLUMNS, in the order given."""
    return as_csv(COLUMNS, (_cells(row) for row in rows))


def orders_json(rows: Iterable[ExportedOrder], now: int) -> str:
    """The orders as `axis-tui/orders/1`, made at `now`."""
    return as_json("orders", now, {"orders": [_object(row) for row in rows]})


def _cells(row: ExportedOrder) -> dict[str, Cell]:
    terms = row.terms
    return {
        **_plain(row),
        "validity_count": terms.validity.count,
        "validity_unit": str(terms.validity.unit),
        **money_cells("price", row.price),
        **money_cells("fee", row.fee),
        **money_cells("amount", row.amount),
        "currency": row.amount.currency,
        "exponent": row.amount.exponent,
        "method_kind": row.method_kind,
        "method": row.method_label,
        "method_last4": row.method_last4,
    }


def _object(row: ExportedOrder) -> dict[str, object]:
    validity = row.terms.validity
    return {
        **_plain(row),
        "validity": {"count": validity.count, "unit": str(validity.unit)},
        "price": money_object(row.price),
        "fee": money_object(row.fee),
        "amount": money_object(row.amount),
        "method": {"kind": row.method_kind, "label": row.method_label, "last4": row.method_last4},
    }


def _plain(row: ExportedOrder) -> dict[str, Cell]:
    """What reads the same in both forms."""
    return {
        "order": row.id,
        "asked_at": iso(row.asked_at),
        "esim_id": row.esim_id,
        "esim": row.esim_name,
        "carrier": row.carrier,
        "channel": str(row.channel),
        "guided": row.is_guided,
        "kind": row.kind,
        "package_code": row.package_code,
        "package": row.terms.name,
        "effect": str(row.effect),
        "allowance_bytes": row.terms.allowance_bytes,
        "state": str(row.state),
        "attempt": row.attempt,
        "first_sent_at": iso(row.first_sent_at),
        "paid_at": iso(row.paid_at),
        "credited_at": iso(row.credited_at),
        "changed_at": iso(row.changed_at),
        "reference": row.reference,
        "proof": row.proof,
        "decline": row.decline,
        "detail": row.detail,
    }
