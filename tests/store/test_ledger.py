"""The ledger: it only grows, each entry seals all before it, and whatever is changed in it is found."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.domain.ledger import FIRST_HASH, Entry, LedgerKind, entry_hash, verify
from axis_tui.domain.money import Money
from axis_tui.store.problems import Refused
from axis_tui.store.read import Reader, ledger
from axis_tui.store.write import Writer
from axis_tui.store.write.ledger import accept_difference, append, record_balance
from tests.store.conftest import Home
from tests.store.fleet import NOW
from tests.store.orders import PRICE, Shelf, stock

COLUMNS = tuple(field.name for field in fields(Entry))


@pytest.fixture
def shelf(writer: Writer) -> Shelf:
    with writer.transaction() as tx:
        return stock(tx)


@pytest.fixture
def filled(writer: Writer, shelf: Shelf) -> Shelf:
    """Four entries: opening balance, a top-up, a charge, a fee."""
    about = {"carrier_id": shelf.carrier_id, "esim_id": shelf.esim_id, "on_balance": True}
    with writer.transaction() as tx:
        record_balance(tx, shelf.carrier_id, Money(5_000, "USD", 2), NOW)
        append(tx, LedgerKind.TOP_UP, PRICE, NOW, **about, reference="T-1")
        append(tx, LedgerKind.CHARGE, -PRICE, NOW, **about, reference="R-1", method_id=shelf.card_id)
        append(tx, LedgerKind.FEE, Money(-50, "USD", 2), NOW, **about, note="by card")
    return shelf


@pytest.fixture
def forger(home: Home, filled: Shelf) -> Iterator[sqlite3.Connection]:
    """Somebody who opens the file and takes its triggers away."""
    with closing(sqlite3.connect(home.path, isolation_level=None)) as connection:
        for trigger in ("ledger_appends", "ledger_fixed", "ledger_kept"):
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        yield connection


def test_entries_are_numbered_chained_and_summed_up(reader: Reader, filled: Shelf) -> None:
    rows = ledger.page(reader, 10)
    assert [row.entry.number for row in rows] == [4, 3, 2, 1]
    previous = FIRST_HASH
    for row in reversed(rows):
        assert row.hash == entry_hash(previous, row.entry)
        previous = row.hash
    verdict = ledger.check(reader)
    assert (verdict.is_whole, verdict.entries, verdict.head) == (True, 4, previous)
    (balance,) = ledger.balances(reader)
    assert (balance.derived, balance.stated) == (Money(4_950, "USD", 2), Money(5_000, "USD", 2))


def test_a_ledger_without_entries_is_whole(reader: Reader) -> None:
    verdict = ledger.check(reader)
    assert (verdict.is_whole, verdict.entries, verdict.head) == (True, 0, FIRST_HASH)


def test_a_difference_that_a_person_accepts_is_an_entry_and_then_there_is_none(
    writer: Writer, reader: Reader, filled: Shelf
) -> None:
    with writer.transaction() as tx:
        assert accept_difference(tx, filled.carrier_id, "told by support", NOW) == Money(50, "USD", 2)
        assert accept_difference(tx, filled.carrier_id, "again", NOW) is None
    (balance,) = ledger.balances(reader)
    assert balance.difference == Money(0, "USD", 2)
    assert ledger.check(reader).is_whole


@pytest.mark.parametrize(
    ("kind", "minor"),
    [(LedgerKind.CHARGE, 1), (LedgerKind.FEE, 1), (LedgerKind.TOP_UP, -1), (LedgerKind.REFUND, -1)],
)
def test_money_that_goes_the_wrong_way_is_refused(
    writer: Writer, reader: Reader, shelf: Shelf, kind: LedgerKind, minor: int
) -> None:
    with pytest.raises(Refused), writer.transaction() as tx:
        append(tx, kind, Money(minor, "USD", 2), NOW, carrier_id=shelf.carrier_id)
    assert ledger.check(reader).entries == 0


@pytest.mark.parametrize(
    ("said", "statement"),
    [
        ("append-only", "UPDATE ledger SET amount_minor = 0 WHERE number = 2"),
        ("append-only", "UPDATE ledger SET hash = hash WHERE number = 4"),
        ("append-only", "DELETE FROM ledger WHERE number = 4"),
        ("append-only", "DELETE FROM ledger"),
        ("only grows", "INSERT INTO ledger SELECT 6, at, kind, carrier_id, esim_id, renewal_id, method_id,"
         " on_balance, amount_minor, currency, exponent, reference, note, hash FROM ledger WHERE number = 4"),
        ("only grows", "INSERT INTO ledger SELECT 0, at, kind, carrier_id, esim_id, renewal_id, method_id,"
         " on_balance, amount_minor, currency, exponent, reference, note, hash FROM ledger WHERE number = 4"),
        ("only grows", "INSERT OR REPLACE INTO ledger SELECT * FROM ledger WHERE number = 2"),
    ],
)  # fmt: skip
def test_no_program_changes_removes_or_skips_an_entry(
    home: Home, reader: Reader, filled: Shelf, said: str, statement: str
) -> None:
    with closing(sqlite3.connect(home.path)) as plain, pytest.raises(sqlite3.IntegrityError, match=said):
        plain.execute(statement)
    assert ledger.check(reader).entries == 4


@pytest.mark.parametrize("number", [1, 2, 4])
def test_a_forged_column_of_any_entry_is_found(
    forger: sqlite3.Connection, reader: Reader, number: int
) -> None:
    forger.execute("PRAGMA foreign_keys = OFF")
    for column in (*COLUMNS[1:], "hash"):
        (old,) = forger.execute(f"SELECT {column} FROM ledger WHERE number = ?", (number,)).fetchone()
        forged = {
            "currency": "EUR",
            "kind": "adjustment" if old != "adjustment" else "refund",
            "hash": "f" * 64,
        }
        other = forged.get(column, f"{old}x" if isinstance(old, str) else (old or 0) + 1)
        forger.execute(f"UPDATE ledger SET {column} = ? WHERE number = ?", (other, number))
        verdict = ledger.check(reader)
        assert (verdict.is_whole, verdict.broken_at) == (False, number), column
        forger.execute(f"UPDATE ledger SET {column} = ? WHERE number = ?", (old, number))
        assert ledger.check(reader).is_whole, column


@pytest.mark.parametrize(("number", "broken_at"), [(1, 1), (2, 2), (4, 4)])
def test_an_entry_cut_out_is_found_the_last_one_too(
    forger: sqlite3.Connection, reader: Reader, number: int, broken_at: int
) -> None:
    forger.execute("DELETE FROM ledger WHERE number = ?", (number,))
    verdict = ledger.check(reader)
    assert (verdict.is_whole, verdict.broken_at) == (False, broken_at)


def test_entries_cut_off_with_a_head_made_up_for_them_do_not_fit_it(
    forger: sqlite3.Connection, reader: Reader
) -> None:
    forger.execute("DELETE FROM ledger WHERE number > 2")
    forger.execute("UPDATE store_setting SET value = '2:' || ? WHERE key = 'ledger_head'", ("f" * 64,))
    assert not ledger.check(reader).is_whole
    forger.execute("UPDATE store_setting SET value = 'nonsense' WHERE key = 'ledger_head'")
    assert not ledger.check(reader).is_whole
    forger.execute("DELETE FROM store_setting WHERE key = 'ledger_head'")
    assert not ledger.check(reader).is_whole


few = st.integers(1, 9)
entries = st.builds(
    Entry,
    number=few, at=st.integers(0, 2**40), kind=st.sampled_from([kind.value for kind in LedgerKind]),
    carrier_id=few, esim_id=st.none() | few, renewal_id=st.none() | few, method_id=st.none() | few,
    on_balance=st.integers(0, 1), amount_minor=st.integers(-(2**63), 2**63 - 1),
    currency=st.sampled_from(["USD", "JPY"]), exponent=st.integers(0, 4), reference=st.text(max_size=9),
    note=st.text(max_size=9),
)  # fmt: skip


def chained(parts: list[Entry]) -> tuple[list[tuple[Entry, str]], tuple[int, str]]:
    """The entries numbered and sealed, and the head."""
    chain, previous = [], FIRST_HASH
    for number, part in enumerate(parts, 1):
        entry = replace(part, number=number)
        previous = entry_hash(previous, entry)
        chain.append((entry, previous))
    return chain, (len(chain), previous)


@given(st.lists(entries, max_size=8))
def test_a_chain_that_nobody_touched_is_whole(parts: list[Entry]) -> None:
    chain, head = chained(parts)
    assert verify(chain, head).is_whole


@given(st.lists(entries, min_size=1, max_size=8), st.data())
def test_whatever_is_done_to_a_chain_is_found(parts: list[Entry], data: st.DataObject) -> None:
    chain, head = chained(parts)
    at = data.draw(st.integers(0, len(chain) - 1))
    forged = list(chain)
    match data.draw(st.sampled_from(["change", "cut", "double", "swap"])):
        case "change":
            column = data.draw(st.sampled_from(COLUMNS))
            other = getattr(data.draw(entries), column)
            forged[at] = (replace(chain[at][0], **{column: other}), chain[at][1])
        case "cut":
            del forged[at]
        case "double":
            forged.insert(at, chain[at])
        case "swap":
            forged[at], forged[at - 1] = forged[at - 1], forged[at]
    assert verify(forged, head).is_whole is (forged == chain)
