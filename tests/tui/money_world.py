"""What money needs beside the small store: a carrier that takes orders, packages with prices, methods, a
ledger."""

import json
from pathlib import Path
from typing import Any

from axis_tui.domain.money import Money
from axis_tui.domain.package import Effect, Package, PackageKind
from axis_tui.domain.renewal_word import LedgerKind, MethodKind
from axis_tui.domain.units import GB
from tests.tui.world import DAY_S, NOW, terms

PORT = {
    "kind": "sandbox", "capabilities": ["balance", "catalogue", "order", "quote", "top_up"],
    "channels": ["auto", "online"], "minimum_minor": 500, "currency": "USD", "exponent": 2,
    "unit_system": "decimal",
}  # fmt: skip
EU = "EU 20 GB"


def usd(minor: int) -> Money:
    """US dollars from cents."""
    return Money(minor, "USD", 2)


def esim(app: Any, name: str) -> int:
    """The id of the eSIM of that name."""
    found = app.reader.row("SELECT esim_id FROM overview WHERE name = ?", (name,))
    return int(found[0])


def change(path: Path, do: Any) -> None:
    """Run `do(tx)` on the store, as another process would."""
    from axis_tui.store.write import open_writer

    with (
        open_writer(path, create=False, state_dir=path.parent / "state", clock=lambda: NOW) as writer,
        writer.transaction() as tx,
    ):
        do(tx)


def build(path: Path) -> None:
    """Let Axis EU take orders; two packages, a card, a PayPal account, an expired card, its balance."""
    change(path, _fill)


def _fill(tx: Any) -> None:
    from axis_tui.store.write import ledger, payment

    carrier = tx.row("SELECT id FROM carrier WHERE name = 'Axis EU'")[0]
    tx.execute("INSERT INTO store_setting VALUES (?, ?)", (f"carrier:{carrier}", json.dumps(PORT)))
    for code, name, size, days, minor, effect in (
        ("EU-10", "EU 10 GB, 15 days", 10 * GB, 15, 900, Effect.STACK),
        ("EU-20", "EU 20 GB, 30 days", 20 * GB, 30, 1_600, Effect.STACK),
        ("EU-2", "EU 2 GB more", 2 * GB, 15, 300, Effect.ADD_DATA),
    ):
        offered = terms(name, size, days, "DE FR IT", price=usd(minor))
        payment.put_package(tx, carrier, Package(code, "", PackageKind.TOP_UP, offered, effect), NOW)
    card = payment.add_method(tx, payment.NewMethod(MethodKind.CARD, "travel", "4242", 202805), NOW)
    payment.add_method(tx, payment.NewMethod(MethodKind.PAYPAL, "private"), NOW)
    payment.add_method(tx, payment.NewMethod(MethodKind.DEBIT_CARD, "old", "0007", 202610), NOW)
    balance = payment.ensure_balance_method(tx, carrier, NOW)
    ledger.record_balance(tx, carrier, usd(2_000), NOW - 20 * DAY_S)
    europe = tx.row("SELECT esim_id FROM overview WHERE name = ?", (EU,))[0]
    about = {"carrier_id": carrier, "esim_id": europe}
    ledger.append(
        tx, LedgerKind.CHARGE, usd(-900), NOW - 13 * DAY_S, method_id=card, reference="AX-1001", **about
    )
    ledger.append(
        tx, LedgerKind.CHARGE, usd(-780), NOW - 6 * DAY_S, method_id=balance, on_balance=True,
        reference="AX-1002", **about,
    )  # fmt: skip
    ledger.append(tx, LedgerKind.REFUND, usd(900), NOW - DAY_S, method_id=card, reference="RF-7", **about)
    tx.execute("UPDATE carrier SET balance_minor = 1170, balance_at = ? WHERE id = ?", (NOW - 7_200, carrier))
