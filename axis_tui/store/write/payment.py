"""Payment methods, quotes and the catalogue: what a renewal is chosen from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from axis_tui.domain.money import Money
from axis_tui.domain.package import Package
from axis_tui.domain.payment_method import check_label, check_last4
from axis_tui.domain.problem import N_
from axis_tui.domain.renewal_word import MethodKind, RuleState
from axis_tui.domain.text import clean
from axis_tui.store import tables
from axis_tui.store.problems import NotTaken
from axis_tui.store.write.plans import terms_columns
from axis_tui.store.write.transaction import Tx

QUOTES_KEPT_S = 86_400


@dataclass(frozen=True, slots=True)
class NewMethod:
    """A payment method as a person enters it; never a card number."""

    kind: MethodKind
    label: str
    last4: str = ""
    expires_month: int | None = None
    """YYYYMM."""
    carrier_id: int | None = None
    """Whose balance it is, for BALANCE only."""


def add_method(tx: Tx, method: NewMethod, now: int) -> int:
    """A payment method; its id. Raises Problem or NotTaken on a card number, or a label in use."""
    label = check_label(method.label)
    if tx.row("SELECT 1 FROM payment_method WHERE label = ? AND retired_at IS NULL", (label,)):
        raise NotTaken(N_("There is a payment method “%(name)s” already; choose another label"), name=label)
    row = tables.checked(
        tables.PaymentMethod,
        {
            "kind": method.kind.value, "label": label, "last4": check_last4(method.last4),
            "expires_month": method.expires_month, "carrier_id": method.carrier_id, "created_at": now,
        },
    )  # fmt: skip
    tx.session.add(row)
    tx.session.flush()
    assert row.id is not None
    return row.id


def ensure_balance_method(tx: Tx, carrier_id: int, now: int) -> int:
    """The method that pays from that carrier's balance, made where it is not there; its id."""
    found = tx.row("SELECT id FROM payment_method WHERE carrier_id = ? AND retired_at IS NULL", (carrier_id,))
    if found is not None:
        return int(found[0])
    name = tx.row("SELECT name FROM carrier WHERE id = ?", (carrier_id,))
    label = clean(str(name[0]) if name else "?", 30)
    return add_method(tx, NewMethod(MethodKind.BALANCE, f"{label} balance", carrier_id=carrier_id), now)


def retire_method(tx: Tx, method_id: int, now: int) -> None:
    """Put a payment method away; orders and the ledger keep its name. Rules that pay with it rest."""
    if not tx.execute(
        "UPDATE payment_method SET retired_at = ? WHERE id = ? AND retired_at IS NULL", (now, method_id)
    ):
        raise NotTaken(N_("There is no such payment method any more; look at the list again"))
    touched = [row[0] for row in tx.rows("SELECT esim_id FROM auto_renew WHERE method_id = ?", (method_id,))]
    tx.execute(
        "UPDATE auto_renew SET state = ?, suspended_for = 'method_unusable', version = version + 1,"
        " changed_at = ? WHERE method_id = ? AND state = ?",
        (RuleState.SUSPENDED.value, now, method_id, RuleState.ON.value),
    )
    tx.touch(touched)


def record_quote(
    tx: Tx,
    esim_id: int,
    package_id: int,
    price: Money,
    fee: Money | None,
    now: int,
    *,
    valid_s: int,
    answered_at: int | None,
) -> int:
    """What the carrier asks; its id. Quotes of yesterday are forgotten."""
    fee = price * 0 if fee is None else fee
    row = tables.checked(
        tables.Quote,
        {
            "esim_id": esim_id, "package_id": package_id, "price_minor": price.minor, "fee_minor": fee.minor,
            "currency": price.currency, "currency_exponent": price.exponent, "answered_at": answered_at,
            "quoted_at": now, "valid_until_at": now + max(0, valid_s),
        },
    )  # fmt: skip
    tx.session.add(row)
    tx.session.flush()
    tx.execute("DELETE FROM quote WHERE quoted_at < ?", (now - QUOTES_KEPT_S,))
    assert row.id is not None
    return row.id


def put_package(tx: Tx, carrier_id: int, package: Package, now: int, *, listed: bool = True) -> int:
    """An offer, new or as it reads now; its id. `listed`: by the carrier's catalogue, not by a person."""
    values = {
        **terms_columns(package.terms), "carrier_id": carrier_id, "code": clean(package.code, 80),
        "kind": package.kind.value, "effect": package.effect.value, "rollover": int(package.rollover),
        "seen_at": now if listed else None, "gone_at": None,
    }  # fmt: skip
    tables.checked(tables.Package, values)
    names = tuple(values)
    found = tx.row(
        f"INSERT INTO package ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
        " ON CONFLICT (carrier_id, code) DO UPDATE SET"
        f" {', '.join(f'{name} = excluded.{name}' for name in names[2:])} RETURNING id",
        tuple(values.values()),
    )
    assert found is not None
    return int(found[0])


def put_catalogue(tx: Tx, carrier_id: int, packages: Sequence[Package], now: int) -> int:
    """The carrier's whole catalogue as of now; how many it lists. What it no longer lists is marked gone."""
    for package in packages:
        put_package(tx, carrier_id, package, now)
    tx.execute(
        "UPDATE package SET gone_at = ? WHERE carrier_id = ? AND seen_at < ? AND gone_at IS NULL",
        (now, carrier_id, now),
    )
    return len(packages)
