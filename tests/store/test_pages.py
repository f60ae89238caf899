"""Pages by key: whichever way one goes, they are the list; nothing twice, nothing missing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from axis_tui.domain.status import Status
from axis_tui.store.read import Reader, open_reader, overview
from axis_tui.store.read.filter import Filter
from axis_tui.store.read.overview import Key, Order, OverviewRow
from axis_tui.store.write import fleet, open_writer
from tests.store.conftest import Home
from tests.store.fleet import NOW, build_fleet, terms

ALL = Filter(include_archived=True)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    home: Path = tmp_path_factory.mktemp("fleet")
    path = build_fleet(home / "axis.db", home / "state", 300, 3000)
    with (
        open_writer(path, create=False, state_dir=home / "state", clock=lambda: NOW) as writer,
        writer.transaction() as tx,
    ):
        for esim_id in range(7, 300, 13):
            fleet.archive_esim(tx, esim_id)
    with open_reader(path) as reader:
        yield reader


def forwards(reader: Reader, filter: Filter, order: Order, size: int, descending: bool) -> list[OverviewRow]:
    rows: list[OverviewRow] = []
    key: Key | None = None
    while found := overview.page(reader, filter, order, size, after=key, descending=descending):
        rows += found
        key = found[-1].key(order)
    return rows


def backwards(reader: Reader, filter: Filter, order: Order, size: int, descending: bool) -> list[OverviewRow]:
    rows: list[OverviewRow] = []
    found = overview.page(reader, filter, order, size, descending=descending, from_end=True)
    while found:
        rows = found + rows
        found = overview.page(reader, filter, order, size, before=found[0].key(order), descending=descending)
    return rows


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    order=st.sampled_from(Order),
    size=st.integers(1, 120),
    descending=st.booleans(),
    filter=st.sampled_from(
        [
            Filter(),
            ALL,
            Filter("jp"),
            Filter("traveller"),
            Filter(statuses=(Status.ACTIVE, Status.LOW)),
            Filter(left_below_bytes=10**9),
        ]
    ),
)
def test_pages_make_up_the_list_both_ways(
    reader: Reader, order: Order, size: int, descending: bool, filter: Filter
) -> None:
    whole = overview.page(reader, filter, order, 1000, descending=descending)
    assert [row.key(order) for row in whole] == sorted((row.key(order) for row in whole), reverse=descending)
    assert forwards(reader, filter, order, size, descending) == whole
    assert backwards(reader, filter, order, size, descending) == whole
    assert overview.count(reader, filter) == len(whole)


def test_a_stored_sort_value_is_the_one_that_a_row_computes(reader: Reader) -> None:
    rows = {row.esim_id: row for row in overview.page(reader, ALL, Order.NAME, 1000)}
    for order in Order:
        stored = reader.rows(f"SELECT esim_id, sort_{order.value} FROM overview")
        assert dict(stored) == {id: row.key(order)[0] for id, row in rows.items()}


def test_state_counts_are_those_of_the_list(reader: Reader) -> None:
    rows = overview.page(reader, ALL, Order.NAME, 1000)
    counted = {status: sum(row.status is status for row in rows) for status in Status}
    assert overview.state_counts(reader) == {status: n for status, n in counted.items() if n}
    assert overview.count(reader, Filter()) == len(rows) - counted[Status.ARCHIVED]


def test_no_order_scans_or_sorts_the_table(reader: Reader) -> None:
    for order in Order:
        plan = reader.rows(
            f"EXPLAIN QUERY PLAN SELECT name FROM overview WHERE archived = 0 AND (sort_{order.value},"
            " esim_id) > (?, ?)"
            f" ORDER BY sort_{order.value} ASC, esim_id ASC LIMIT 50",
            ("", 0),
        )
        text = " ".join(str(row[3]) for row in plan)
        assert f"SEARCH overview USING INDEX overview_{order.value}" in text
        assert "TEMP B-TREE" not in text


def test_a_row_that_is_gone_still_marks_its_place(home: Home) -> None:
    with home.write() as writer, home.read() as reader:
        with writer.transaction() as tx:
            ids = [fleet.add_esim(tx, fleet.NewEsim(name, "Axis Mobile")) for name in "abcd"]
        key = overview.page(reader, Filter(), Order.NAME, 2)[-1].key(Order.NAME)
        with writer.transaction() as tx:
            fleet.archive_esim(tx, ids[1])
        assert [row.name for row in overview.page(reader, Filter(), Order.NAME, 9, after=key)] == ["c", "d"]
        assert [row.name for row in overview.page(reader, Filter(), Order.NAME, 9, before=key)] == ["a"]


def test_what_is_over_comes_last_by_expiry_and_needs_nobody_first_by_state(home: Home) -> None:
    day = 86_400
    with home.write() as writer, home.read() as reader:
        with writer.transaction() as tx:
            for name, started_at in (("over", NOW - 40 * day), ("soon", NOW - 28 * day), ("late", NOW - day)):
                esim_id = fleet.add_esim(tx, fleet.NewEsim(name, "Axis Mobile"))
                fleet.add_plan(tx, esim_id, terms(), started_at, starts_at=started_at)
            fleet.add_esim(tx, fleet.NewEsim("none", "Axis Mobile"))
        names = [row.name for row in overview.page(reader, Filter(), Order.EXPIRY, 9)]
        assert names == ["soon", "late", "over", "none"]
        assert [row.name for row in overview.page(reader, Filter(), Order.STATUS, 9)] == [
            "soon",
            "late",
            "over",
            "none",
        ]
