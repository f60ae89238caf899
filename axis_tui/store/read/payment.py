"""Payment methods, quotes and whether an approval PIN is set: what the wizard and the account screen show."""

from __future__ import annotations

from dataclasses import dataclass

from axis_tui.domain.money import Money
from axis_tui.domain.renewal_word import MethodKind
from axis_tui.store.read.reader import Reader, made


@dataclass(frozen=True, slots=True)
class MethodRow:
    """What renewals can be paid with."""

    id: int
    kind: MethodKind
    label: str
    last4: str
    expires_month: int | None
    """YYYYMM, the last month in which it can be used."""
    carrier_id: int | None
    """Whose balance it is; None for all other kinds."""
    carrier: str
    created_at: int
    retired_at: int | None


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """What a carrier asked for a package at one moment."""

    id: int
    esim_id: int
    package_id: int
    price: Money
    fee: Money
    quoted_at: int
    valid_until_at: int

    @property
    def total(self) -> Money:
        """What is charged in all."""
        return self.price + self.fee


@dataclass(frozen=True, slots=True)
class PinRow:
    """Whether an approval PIN is set, and whether it is locked."""

    is_set: bool
    failures: int
    failed_at: int
    locked_until_at: int


_METHODS = (
    "SELECT m.id, m.kind, m.label, m.last4, m.expires_month, m.carrier_id, coalesce(c.name, ''),"
    " m.created_at, m.retired_at FROM payment_method m LEFT JOIN carrier c ON c.id = m.carrier_id"
)


def methods(reader: Reader, *, carrier_id: int | None = None, retired: bool = False) -> list[MethodRow]:
    """Payment methods by label; with `carrier_id` those that can pay that carrier."""
    where = "1 = 1" if retired else "m.retired_at IS NULL"
    parameters: tuple[int, ...] = ()
    if carrier_id is not None:
        where, parameters = f"{where} AND (m.carrier_id IS NULL OR m.carrier_id = ?)", (carrier_id,)
    found = reader.rows(f"{_METHODS} WHERE {where} ORDER BY m.label, m.id", parameters)
    return made(reader.path, lambda row: MethodRow(row[0], MethodKind(row[1]), *row[2:]), found)


def method(reader: Reader, method_id: int) -> MethodRow | None:
    """One payment method, also a retired one; None where there is none such."""
    found = reader.row(f"{_METHODS} WHERE m.id = ?", (method_id,))
    if found is None:
        return None
    return made(reader.path, lambda row: MethodRow(row[0], MethodKind(row[1]), *row[2:]), [found])[0]


def quote(reader: Reader, esim_id: int, package_id: int) -> QuoteRow | None:
    """The latest quote of that package for that eSIM; None where none was asked for of late."""
    found = reader.row(
        "SELECT id, esim_id, package_id, price_minor, fee_minor, currency, currency_exponent, quoted_at,"
        " valid_until_at FROM quote WHERE esim_id = ? AND package_id = ? ORDER BY id DESC LIMIT 1",
        (esim_id, package_id),
    )
    if found is None:
        return None
    id, esim_id, package_id, price, fee, currency, exponent, quoted_at, valid_until_at = found
    return QuoteRow(
        id, esim_id, package_id, Money(price, currency, exponent), Money(fee, currency, exponent), quoted_at,
        valid_until_at,
    )  # fmt: skip


def pin(reader: Reader) -> PinRow:
    """The approval PIN's state; its hash stays where it is."""
    found = reader.row("SELECT failures, failed_at, locked_until_at FROM approval_pin")
    return PinRow(False, 0, 0, 0) if found is None else PinRow(True, *found)
