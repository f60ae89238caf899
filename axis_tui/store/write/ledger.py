"""The ledger's only door: entries are appended, chained to the one before, and the head moves with them."""

from __future__ import annotations

from axis_tui.domain.ledger import FIRST_HASH, Entry, LedgerKind, entry_hash
from axis_tui.domain.money import Money
from axis_tui.domain.text import clean
from axis_tui.store import tables
from axis_tui.store.read.ledger import HEAD
from axis_tui.store.write.transaction import Tx


def append(
    tx: Tx,
    kind: LedgerKind,
    amount: Money,
    at: int,
    *,
    carrier_id: int,
    esim_id: int | None = None,
    renewal_id: int | None = None,
    method_id: int | None = None,
    on_balance: bool = False,
    reference: str = "",
    note: str = "",
) -> int:
    """One entry more; its number.

    `amount` is positive for what comes in, negative for what goes out; `on_balance` where it moves the
    carrier's prepaid balance. Raises Refused where the entry contradicts its kind, or where this order has
    one of the kind already.
    """
    count, previous = _head(tx)
    entry = Entry(
        number=count + 1, at=at, kind=kind.value, carrier_id=carrier_id, esim_id=esim_id,
        renewal_id=renewal_id, method_id=method_id, on_balance=int(on_balance), amount_minor=amount.minor,
        currency=amount.currency, exponent=amount.exponent, reference=clean(reference, 80),
        note=clean(note, 200),
    )  # fmt: skip
    hash = entry_hash(previous, entry)
    values = {name: getattr(entry, name) for name in Entry.__slots__}
    tx.session.add(tables.checked(tables.Ledger, {**values, "hash": hash}))
    tx.session.flush()
    tx.execute(
        "INSERT INTO store_setting (key, value) VALUES (?, ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (HEAD, f"{entry.number}:{hash}"),
    )
    return entry.number


def record_balance(tx: Tx, carrier_id: int, balance: Money, at: int) -> None:
    """What the carrier says of its prepaid balance; the first figure opens the ledger's own."""
    tx.execute(
        "UPDATE carrier SET balance_minor = ?, balance_currency = ?, balance_exponent = ?, balance_at = ?"
        " WHERE id = ?",
        (balance.minor, balance.currency, balance.exponent, at, carrier_id),
    )
    if derived_balance(tx, carrier_id, balance.currency) is None:
        append(
            tx, LedgerKind.ADJUSTMENT, balance, at, carrier_id=carrier_id, on_balance=True,
            note="opening balance",
        )  # fmt: skip


def accept_difference(tx: Tx, carrier_id: int, note: str, at: int) -> Money | None:
    """Enter by what the carrier's balance differs from the ledger's, on a person's word; None: it agrees."""
    found = tx.row(
        "SELECT balance_minor, balance_currency, balance_exponent FROM carrier WHERE id = ?", (carrier_id,)
    )
    if found is None or found[0] is None:
        return None
    stated = Money(*found)
    derived = derived_balance(tx, carrier_id, stated.currency)
    if derived is None or derived == stated:
        return None
    difference = stated - derived
    append(tx, LedgerKind.ADJUSTMENT, difference, at, carrier_id=carrier_id, on_balance=True, note=note)
    return difference


def derived_balance(tx: Tx, carrier_id: int, currency: str) -> Money | None:
    """What the ledger's entries on this balance add up to; None where there are none."""
    found = tx.row(
        "SELECT sum(amount_minor), max(exponent) FROM ledger WHERE carrier_id = ? AND currency = ?"
        " AND on_balance = 1",
        (carrier_id, currency),
    )
    return None if found is None or found[0] is None else Money(found[0], currency, found[1])


def _head(tx: Tx) -> tuple[int, str]:
    found = tx.row("SELECT number, hash FROM ledger ORDER BY number DESC LIMIT 1")
    return (0, FIRST_HASH) if found is None else (int(found[0]), str(found[1]))
