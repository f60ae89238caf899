"""Orders: at most one of a plan, moved only as the table allows, and kept, whatever program writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from axis_tui.domain.problem import Problem
from axis_tui.domain.renewal import OPEN, ORDER_TRANSITIONS, VOID
from axis_tui.domain.renewal_word import Channel, DeclineKind, OrderState
from axis_tui.store.migrations.v002_renewals import _FIXED, MOVES
from axis_tui.store.problems import NotTaken
from axis_tui.store.read import Reader, ledger
from axis_tui.store.write import Writer, open_writer
from axis_tui.store.write import order_steps as steps
from axis_tui.store.write.orders import NewOrder, place
from axis_tui.store.write.payment import retire_method
from tests.store.conftest import Home
from tests.store.fleet import NOW
from tests.store.forks import forks
from tests.store.orders import PRICE, Shelf, order_in, stock

STATES = tuple(OrderState)
PAID = ("succeeded", "credited", "refunded")


@pytest.fixture
def shelf(writer: Writer) -> Shelf:
    with writer.transaction() as tx:
        return stock(tx)


@pytest.fixture
def plain(home: Home, writer: Writer) -> Iterator[sqlite3.Connection]:
    """The store as any other program opens it."""
    with closing(sqlite3.connect(home.path)) as connection:
        yield connection


def put(plain: sqlite3.Connection, order_id: int, state: str) -> None:
    """Put the order into that state, with all that the checks of its row ask for."""
    with plain:
        plain.execute(
            "UPDATE renewal SET state = ?, first_sent_at = 1, paid_at = ?, credited_at = 1, decline = 'limit'"
            " WHERE id = ?",
            (state, 1 if state in PAID else None, order_id),
        )


def test_the_schema_allows_the_moves_of_the_domain_and_no_other() -> None:
    assert sorted(MOVES) == sorted({f"{old}>{new}" for (old, _), new in ORDER_TRANSITIONS.items()})


@pytest.mark.parametrize("state", STATES)
def test_no_program_moves_an_order_off_its_state_table(
    writer: Writer, shelf: Shelf, plain: sqlite3.Connection, state: OrderState
) -> None:
    with writer.transaction() as tx:
        order_id = order_in(tx, shelf, state)
    plain.execute("DROP TRIGGER renewal_paid")  # it refuses some of them too
    allowed = {new for old, new in product(STATES, STATES) if f"{old}>{new}" in MOVES and old is state}
    for new in set(STATES) - allowed - {state}:
        with pytest.raises(sqlite3.IntegrityError, match="moves by its state table"):
            put(plain, order_id, new)
    assert plain.execute("SELECT state FROM renewal").fetchone() == (state,)


def test_no_program_has_an_order_paid_without_its_ledger_entry(
    writer: Writer, shelf: Shelf, plain: sqlite3.Connection
) -> None:
    for state in (OrderState.INTENT, OrderState.SENT, OrderState.UNKNOWN, OrderState.REVIEW):
        with writer.transaction() as tx:
            order_id = order_in(tx, shelf, state)
        with pytest.raises(sqlite3.IntegrityError, match="only with its ledger entry"):
            put(plain, order_id, "succeeded")
        put(plain, order_id, "declined")


def test_no_program_changes_what_was_ordered(writer: Writer, shelf: Shelf, plain: sqlite3.Connection) -> None:
    with writer.transaction() as tx:
        order_id = order_in(tx, shelf, OrderState.SENT)
    for column in _FIXED:
        (old,) = plain.execute(f"SELECT {column} FROM renewal").fetchone()
        other = f"{old}x" if isinstance(old, str) else (old or 0) + 1
        with pytest.raises(sqlite3.IntegrityError, match="what was ordered is fixed"), plain:
            plain.execute(f"UPDATE renewal SET {column} = ? WHERE id = ?", (other, order_id))


def test_no_program_removes_an_order_or_its_history_or_begins_one_halfway(
    writer: Writer, shelf: Shelf, plain: sqlite3.Connection
) -> None:
    with writer.transaction() as tx:
        order_id = order_in(tx, shelf, OrderState.WITHDRAWN)
    for said, statement in (
        ("orders are kept", "DELETE FROM renewal"),
        ("history is kept", "DELETE FROM renewal_event"),
        ("history is kept", "UPDATE renewal_event SET at = 0"),
    ):
        with pytest.raises(sqlite3.IntegrityError, match=said), plain:
            plain.execute(statement)
    columns = [row[1] for row in plain.execute("PRAGMA table_info(renewal)") if row[1] != "id"]
    values = {**dict.fromkeys(columns), **_row(plain, order_id, columns)}
    values |= {"key": "another-key-0001", "period": 9, "state": "sent", "first_sent_at": 1}
    with pytest.raises(sqlite3.IntegrityError, match="begins as intent"), plain:
        plain.execute(
            f"INSERT INTO renewal ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
            [values[column] for column in columns],
        )


@pytest.mark.parametrize("state", STATES)
def test_a_validity_is_bought_once_and_again_only_where_nothing_was_charged(
    writer: Writer, shelf: Shelf, plain: sqlite3.Connection, state: OrderState
) -> None:
    with writer.transaction() as tx:
        order_id = order_in(tx, shelf, state)
    columns = [row[1] for row in plain.execute("PRAGMA table_info(renewal)") if row[1] != "id"]
    values = {**_row(plain, order_id, columns), "key": "another-key-0001", "attempt": 2, "state": "intent"}
    values |= {"paid_at": None, "credited_at": None}
    insert = f"INSERT INTO renewal ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    given = [values[column] for column in columns]
    if state in VOID:
        with plain:
            plain.execute(insert, given)
    else:
        for statement in (insert, insert.replace("INSERT", "INSERT OR REPLACE")):
            with pytest.raises(sqlite3.IntegrityError, match="orders are kept"), plain:
                plain.execute(statement, given)


@pytest.mark.parametrize("state", sorted(OPEN))
def test_a_second_order_is_refused_while_one_is_open(writer: Writer, shelf: Shelf, state: OrderState) -> None:
    with writer.transaction() as tx:
        order_in(tx, shelf, state)
        with pytest.raises(NotTaken, match="still open"):
            place(tx, shelf.wanted(), NOW)


def test_orders_count_the_validities_bought_and_the_attempts_at_each(writer: Writer, shelf: Shelf) -> None:
    with writer.transaction() as tx:
        for state in (OrderState.DECLINED, OrderState.WITHDRAWN, OrderState.CREDITED, OrderState.DECLINED):
            order_in(tx, shelf, state)
        order_in(tx, shelf, OrderState.REFUNDED)
        order_in(tx, shelf, OrderState.INTENT)
        assert tx.rows("SELECT period, attempt FROM renewal ORDER BY id") == [
            (0, 1), (0, 2), (0, 3), (1, 1), (1, 2), (2, 1)
        ]  # fmt: skip


def test_an_order_is_refused_for_what_cannot_be_bought_or_paid(writer: Writer, shelf: Shelf) -> None:
    with writer.transaction() as tx:
        esim, package, card = shelf.esim_id, shelf.package_id, shelf.card_id
        for new, said in (
            (NewOrder(99, package, Channel.ONLINE, PRICE, method_id=card), "no longer there"),
            (NewOrder(esim, 99, Channel.ONLINE, PRICE, method_id=card), "no longer there"),
            (NewOrder(esim, package, Channel.ONLINE, PRICE), "Choose what to pay with"),
            (NewOrder(esim, package, Channel.ONLINE, PRICE, method_id=99), "cannot pay"),
        ):
            with pytest.raises(NotTaken, match=said):
                place(tx, new, NOW)
        retire_method(tx, card, NOW)
        with pytest.raises(NotTaken, match="cannot pay"):
            place(tx, shelf.wanted(), NOW)
        assert tx.rows("SELECT id FROM renewal") == []


def test_what_was_paid_or_given_back_once_is_not_a_second_time(
    writer: Writer, reader: Reader, shelf: Shelf
) -> None:
    with writer.transaction() as tx:
        order_id = order_in(tx, shelf, OrderState.REFUNDED)
    for again in (
        lambda tx: steps.accept(tx, order_id, NOW, reference="R-2"),
        lambda tx: steps.refund(tx, order_id, NOW, PRICE, "B-2"),
        lambda tx: steps.credit(tx, order_id, NOW),
        lambda tx: steps.decline(tx, order_id, NOW, DeclineKind.LIMIT),
    ):
        with pytest.raises(Problem, match="refunded"), writer.transaction() as tx:
            again(tx)
    assert [row.entry.kind for row in ledger.page(reader, 10)] == ["refund", "charge"]


def test_many_processes_that_order_at_once_place_one_order(
    home: Home, writer: Writer, reader: Reader, shelf: Shelf
) -> None:
    context = forks()
    count = 4
    barrier, placed = context.Barrier(count), context.Queue()
    processes = [
        context.Process(target=_place_together, args=(home.path, home.state_dir, shelf, barrier, placed))
        for _ in range(count)
    ]
    for process in processes:
        process.start()
    answers = [placed.get(timeout=60) for _ in processes]
    for process in processes:
        process.join(60)
        assert process.exitcode == 0
    assert sorted(answers) == ["placed", *["still open"] * (count - 1)]
    assert reader.row("SELECT count(*) FROM renewal") == (1,)


def _place_together(path: Path, state_dir: Path, shelf: Shelf, barrier: Any, placed: Any) -> None:
    with open_writer(path, create=False, state_dir=state_dir, clock=lambda: NOW) as writer:
        barrier.wait(60)
        try:
            with writer.transaction() as tx:
                place(tx, shelf.wanted(), NOW)
            placed.put("placed")
        except NotTaken as problem:
            placed.put("still open" if "still open" in str(problem) else str(problem))


def _row(plain: sqlite3.Connection, order_id: int, columns: list[str]) -> dict[str, Any]:
    found = plain.execute(f"SELECT {', '.join(columns)} FROM renewal WHERE id = ?", (order_id,)).fetchone()
    return dict(zip(columns, found, strict=True))
