"""The ledger for other programs, as CSV and as JSON, with the hashes that let them check its chain."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from axis_tui.domain.ledger import Entry
from axis_tui.present.export import Cell, as_csv, as_json, iso, money_cells, money_object

COLUMNS = (
    "number", "at", "kind", "amount_minor", "amount", "currency", "exponent", "on_balance", "carrier",
    "esim_id", "esim", "order", "method", "method_last4", "reference", "note", "hash",
)  # fmt: skip
"""The CSV's header; new columns are only ever added at its end."""


class LedgerLike(Protocol):
    """One entry with the names of what it is about (`store.read.ledger.LedgerRow`)."""

    @property
    def entry(self) -> Entry: ...
    @property
    def hash(self) -> str: ...
    @property
    def carrier(self) -> str: ...
    @property
    def esim_name(self) -> str: ...
    @property
    def method(self) -> str: ...
    @property
    def method_last4(self) -> str: ...


def ledger_csv(rows: Iterable[LedgerLike]) -> str:
    """The entries under COLUMNS, in the order given."""
    return as_csv(COLUMNS, (_cells(row) for row in rows))


def ledger_json(rows: Iterable[LedgerLike], now: int) -> str:
    """The entries as `axis-tui/ledger/1`, made at `now`."""
    return as_json("ledger", now, {"entries": [_object(row) for row in rows]})


def _cells(row: LedgerLike) -> dict[str, Cell]:
    amount = row.entry.amount
    return {
        **_plain(row),
        **money_cells("amount", amount),
        "currency": amount.currency,
        "exponent": amount.exponent,
        "method": row.method,
        "method_last4": row.method_last4,
    }


def _object(row: LedgerLike) -> dict[str, object]:
    return {
        **_plain(row),
        "amount": money_object(row.entry.amount),
        "method": {"label": row.method, "last4": row.method_last4} if row.entry.method_id else None,
    }


def _plain(row: LedgerLike) -> dict[str, Cell]:
    """What reads the same in both forms."""
    entry = row.entry
    return {
        "number": entry.number,
        "at": iso(entry.at),
        "kind": entry.kind,
        "on_balance": bool(entry.on_balance),
        "carrier": row.carrier,
        "esim_id": entry.esim_id,
        "esim": row.esim_name,
        "order": entry.renewal_id,
        "reference": entry.reference,
        "note": entry.note,
        "hash": row.hash,
    }
