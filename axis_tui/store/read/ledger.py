"""The ledger: entries a page at a time, balances derived from it, and the check of its chain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from axis_tui.domain.ledger import FIRST_HASH, Entry, Verdict, verify
from axis_tui.domain.money import Money
from axis_tui.store.read.reader import Reader
from axis_tui.store.read.setting import setting

HEAD = "ledger_head"
"""The setting that holds how many entries there are and the last one's hash, `COUNT:HASH`."""
_COLUMNS = (
    "l.number, l.at, l.kind, l.carrier_id, l.esim_id, l.renewal_id, l.method_id, l.on_balance,"
    " l.amount_minor, l.currency, l.exponent, l.reference, l.note"
)
_PAGE = 1_000


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One entry with the names of what it is about."""

    entry: Entry
    hash: str
    carrier: str
    esim_name: str
    """Empty where it is about no eSIM."""
    method: str
    """The payment method's label; empty where none."""
    method_last4: str


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """A carrier's prepaid balance: what the ledger adds up to, and what the carrier says."""

    carrier_id: int
    carrier: str
    derived: Money | None
    """None where the ledger holds nothing on this balance."""
    stated: Money | None
    """None where the carrier was never heard, or states another currency than the ledger's."""
    stated_at: int | None

    @property
    def difference(self) -> Money | None:
        """Stated less derived; None where one of them is missing."""
        if self.derived is None or self.stated is None or self.derived.currency != self.stated.currency:
            return None
        return self.stated - self.derived


def page(
    reader: Reader,
    limit: int,
    before: int | None = None,
    *,
    carrier_id: int | None = None,
    esim_id: int | None = None,
    renewal_id: int | None = None,
) -> list[LedgerRow]:
    """At most `limit` entries, the latest first, from the end or before a number."""
    parts, parameters = ["1 = 1"], list[object]()
    for condition, value in (
        ("l.number < ?", before),
        ("l.carrier_id = ?", carrier_id),
        ("l.esim_id = ?", esim_id),
        ("l.renewal_id = ?", renewal_id),
    ):
        if value is not None:
            parts.append(condition)
            parameters.append(value)
    found = reader.rows(
        f"SELECT {_COLUMNS}, l.hash, c.name, coalesce(o.name, ''), coalesce(m.label, ''),"
        " coalesce(m.last4, '') FROM ledger l JOIN carrier c ON c.id = l.carrier_id"
        " LEFT JOIN overview o ON o.esim_id = l.esim_id LEFT JOIN payment_method m ON m.id = l.method_id"
        f" WHERE {' AND '.join(parts)} ORDER BY l.number DESC LIMIT ?",
        (*parameters, limit),
    )
    return [LedgerRow(Entry(*row[:13]), *row[13:]) for row in found]


def balances(reader: Reader) -> list[BalanceRow]:
    """Every carrier that states a balance or has one in the ledger, by name; a row a currency."""
    derived = {
        (carrier_id, currency): Money(minor, currency, exponent)
        for carrier_id, currency, exponent, minor in reader.rows(
            "SELECT carrier_id, currency, exponent, sum(amount_minor) FROM ledger WHERE on_balance = 1"
            " GROUP BY carrier_id, currency, exponent"
        )
    }
    found: list[BalanceRow] = []
    for carrier_id, name, minor, currency, exponent, at in reader.rows(
        "SELECT id, name, balance_minor, balance_currency, balance_exponent, balance_at FROM carrier"
        " ORDER BY name, id"
    ):
        stated = None if minor is None else Money(minor, currency, exponent or 0)
        own = [money for (owner, _), money in derived.items() if owner == carrier_id]
        if stated is not None and not any(money.currency == stated.currency for money in own):
            found.append(BalanceRow(carrier_id, name, None, stated, at))
        for money in own:
            is_stated = stated is not None and stated.currency == money.currency
            found.append(
                BalanceRow(carrier_id, name, money, stated if is_stated else None, at if is_stated else None)
            )
    return found


def check(reader: Reader) -> Verdict:
    """Whether the whole chain is as it was written; reads every entry."""
    text = setting(reader, HEAD) or f"0:{FIRST_HASH}"
    count, _, head = text.partition(":")
    return verify(_chain(reader), (int(count) if count.isdigit() else -1, head))


def _chain(reader: Reader) -> Iterator[tuple[Entry, str]]:
    last = 0
    while rows := _rows(reader, last):
        for row in rows:
            yield Entry(*row[:13]), str(row[13])
        last = rows[-1][0]


def _rows(reader: Reader, after: int) -> list[tuple[Any, ...]]:
    return reader.rows(
        f"SELECT {_COLUMNS}, l.hash FROM ledger l WHERE l.number > ? ORDER BY l.number LIMIT ?",
        (after, _PAGE),
    )
