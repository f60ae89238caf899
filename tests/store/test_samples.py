"""Samples and their roll-ups say the same, whatever the batches, the zone and the order."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from axis_tui.domain.validity import local_day
from axis_tui.store.problems import Refused
from axis_tui.store.read import Reader, inventory, usage
from axis_tui.store.write import Writer, fleet, open_writer
from axis_tui.store.write.samples import SampleRow, add_samples
from axis_tui.store.write.setting import set_time_zone
from tests.store.conftest import Home
from tests.store.fleet import NOW

ZONES = ("UTC", "Asia/Kolkata", "Australia/Lord_Howe", "America/New_York", "Pacific/Apia")
ESIMS = 3

sample_row = st.tuples(
    st.integers(NOW - 40 * 86_400, NOW),
    st.integers(1, ESIMS),
    st.sampled_from([0, 0, 1]),
    st.integers(0, 1 << 40),
    st.integers(0, 1 << 40),
    st.sampled_from([0, 0, 1, 2]),
)


def fill(writer: Writer) -> None:
    with writer.transaction() as tx:
        for index in range(ESIMS):
            fleet.add_esim(tx, fleet.NewEsim(f"eSIM {index}", "Axis Mobile"))


def sums(rows: list[SampleRow]) -> tuple[int, int, int, int]:
    return (
        sum(row[3] for row in rows if row[2] == 0),
        sum(row[4] for row in rows if row[2] == 0),
        sum(row[3] + row[4] for row in rows if row[2] == 1),
        sum(row[3] + row[4] for row in rows if row[2] == 0 and row[5]),
    )


def check(reader: Reader, rows: list[SampleRow], zone: str) -> None:
    for table, slot in (("hour", lambda at: at // 3600), ("day", lambda at: local_day(at, zone))):
        of_esims = {(slot(row[0]), row[1]) for row in rows}
        assert {row[:2]: row[2:] for row in reader.rows(f"SELECT * FROM usage_{table}")} == {
            key: sums([row for row in rows if (slot(row[0]), row[1]) == key]) for key in of_esims
        }
        assert {row[0]: row[1:] for row in reader.rows(f"SELECT * FROM fleet_{table}")} == {
            key: sums([row for row in rows if slot(row[0]) == key]) for key in {key for key, _ in of_esims}
        }
    stored = reader.rows("SELECT at, esim_id, source, rx_bytes, tx_bytes FROM sample")
    expected: Counter[tuple[int, ...]] = Counter()
    for at, esim_id, source, rx_bytes, tx_bytes, _ in rows:
        expected[(at, esim_id, source, 0)] += rx_bytes
        expected[(at, esim_id, source, 1)] += tx_bytes
    assert {(*row[:3], 0): row[3] for row in stored} | {(*row[:3], 1): row[4] for row in stored} == expected


@settings(max_examples=25, deadline=None)
@given(
    batches=st.lists(st.lists(sample_row, max_size=70), min_size=1, max_size=3),
    zone=st.sampled_from(ZONES),
    other=st.sampled_from(ZONES),
)
def test_rollups_are_the_sums_of_the_samples(
    tmp_path_factory: pytest.TempPathFactory, batches: list[list[SampleRow]], zone: str, other: str
) -> None:
    home: Path = tmp_path_factory.mktemp("store")
    with open_writer(home / "a.db", create=True, state_dir=home, clock=lambda: NOW, time_zone=zone) as writer:
        fill(writer)
        with Reader_of(home / "a.db") as reader:
            for batch in batches:
                with writer.transaction() as tx:
                    assert add_samples(tx, batch) == len(batch)
            rows = [row for batch in batches for row in batch]
            check(reader, rows, zone)
            with writer.transaction() as tx:
                assert set_time_zone(tx, other) is (zone != other)
            check(reader, rows, other)
            assert inventory.store_info(reader).samples_approx == len(rows)


def Reader_of(path: Path) -> Reader:
    from axis_tui.store.read import open_reader

    return open_reader(path)


def test_a_batch_longer_than_a_block_and_a_chunk_is_stored_whole(writer: Writer, reader: Reader) -> None:
    fill(writer)
    rows = [(NOW - 100_003 + index, 1 + index % ESIMS, 0, 1, 2, 0) for index in range(100_003)]
    with writer.transaction() as tx:
        add_samples(tx, rows)
    assert reader.row("SELECT count(*), sum(rx_bytes), sum(tx_bytes) FROM sample") == (
        100_003,
        100_003,
        200_006,
    )
    for table in ("usage_hour", "usage_day", "fleet_hour", "fleet_day"):
        assert reader.row(f"SELECT sum(rx_bytes), sum(tx_bytes) FROM {table}") == (100_003, 200_006)


@pytest.mark.parametrize(
    "row",
    [
        (NOW, 99, 0, 1, 1, 0),
        (NOW, 1, 0, -1, 1, 0),
        (NOW, 1, 2, 1, 1, 0),
        (NOW, 1, 0, 1, 1, 9),
        (NOW, 1, 0, 1 << 70, 1, 0),
    ],
)
def test_a_sample_that_cannot_be_takes_its_whole_batch_with_it(
    writer: Writer, reader: Reader, row: SampleRow
) -> None:
    fill(writer)
    with pytest.raises(Refused), writer.transaction() as tx:
        add_samples(tx, [(NOW - 1, 1, 0, 5, 5, 0), row])
    assert reader.row("SELECT count(*) FROM sample") == (0,)
    assert reader.row("SELECT count(*) FROM usage_hour") == (0,)


def test_charts_are_dense_and_exact(home: Home) -> None:
    with home.write() as writer, home.read() as reader:
        fill(writer)
        hour = NOW // 3600
        with writer.transaction() as tx:
            add_samples(tx, [(hour * 3600 + 5, 1, 0, 10, 3, 1), ((hour - 2) * 3600, 2, 0, 7, 0, 0)])
        own = usage.hours(reader, 1, hour - 3, 5)
        assert [row.slot for row in own] == list(range(hour - 3, hour + 2))
        assert [row.total_bytes for row in own] == [0, 0, 0, 13, 0]
        assert own[3].estimated_bytes == 13
        assert [row.total_bytes for row in usage.hours(reader, None, hour - 3, 5)] == [0, 7, 0, 13, 0]
        today = local_day(NOW, "UTC")
        assert [row.total_bytes for row in usage.days(reader, None, today, 1)] == [20]
        assert usage.hours(reader, 1, hour, 0) == []
        assert [(user.esim_id, user.total_bytes) for user in usage.top_users(reader, today, today, 5)] == [
            (1, 13),
            (2, 7),
        ]
        assert usage.first_day(reader) == today


def test_the_top_users_of_a_large_fleet_are_those_of_a_small_one(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    from axis_tui.store.write.overview import refresh_overview

    with home.write() as writer, home.read() as reader:
        with writer.transaction() as tx:
            for index in range(30):
                fleet.add_esim(tx, fleet.NewEsim(f"eSIM {index}", "Axis Mobile"))
            add_samples(tx, [(NOW - 86_400 * (id % 5), id, 0, id * 100, 0, 0) for id in range(1, 31)])
            refresh_overview(tx, range(1, 31), NOW)
        today = local_day(NOW, "UTC")
        exact = usage.top_users(reader, today - 6, today, 7)
        monkeypatch.setattr(usage, "SMALL_FLEET", 0)
        assert usage.top_users(reader, today - 6, today, 7) == exact
        assert [user.esim_id for user in exact] == [30, 29, 28, 27, 26, 25, 24]
