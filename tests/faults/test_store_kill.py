"""Killed, or refused by the disk, at any system call that changes a file: nothing stored is lost,
nothing doubled.
"""

from __future__ import annotations

import contextlib
import shutil
import signal
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from axis_tui.domain.usage import Reading
from axis_tui.store import sqlite
from axis_tui.store.migrate import backup_path
from axis_tui.store.migrations import LATEST, MIGRATIONS
from axis_tui.store.read import inventory, open_reader, overview
from axis_tui.store.write import Writer, fleet, metering, open_writer
from tests.faults.injection import points, run_forked
from tests.store.conftest import Clock, Home
from tests.store.first_version import first_version, rows_of
from tests.store.fleet import NOW, terms

MEGABYTE = 10**6
OTHERS = 20
UPDATE = (
    "CREATE TABLE review (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT",
    "INSERT INTO review (text) SELECT nickname FROM esim",
    "ALTER TABLE esim ADD COLUMN rating INTEGER",
    "CREATE INDEX esim_rating ON esim (rating)",
)


@dataclass
class Place:
    """A store with one megabyte counted, that can be put back as it was."""

    path: Path
    state: Path
    kept: Path

    def put_back(self) -> None:
        """The store as it was, with nothing beside it."""
        shutil.rmtree(self.path.parent)
        shutil.copytree(self.kept, self.path.parent)

    def tried(self, work: Callable[[], object]) -> list[tuple[str, int]]:
        """The points to try, the store put back."""
        found = points(work, self.kept.with_name("log"))
        self.put_back()
        return found

    def record(self) -> None:
        """Count two megabytes more."""
        writer = open_writer(self.path, create=False, state_dir=self.state, clock=lambda: NOW)
        with writer, writer.transaction() as tx:
            metering.record_reading(tx, 1, Reading(NOW + 120, 3 * MEGABYTE, 0, "boot"), NOW + 120)

    def updated(self) -> Writer:
        """The store as a later program opens it."""
        return open_writer(self.path, create=False, state_dir=self.state, migrations=(*MIGRATIONS, UPDATE))

    def update(self) -> None:
        """Bring it to the later program's version."""
        self.updated().close()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    path, state = tmp_path / "data" / "axis.db", tmp_path / "state"
    with (
        open_writer(path, create=True, state_dir=state, clock=lambda: NOW) as writer,
        writer.transaction() as tx,
    ):
        esim_id = fleet.add_esim(tx, fleet.NewEsim("Tokyo", "Axis Mobile"))
        fleet.add_plan(tx, esim_id, terms(), NOW - 60)
        for index in range(OTHERS):
            fleet.add_esim(tx, fleet.NewEsim(f"Other {index}", "Axis Mobile"))
        meter = metering.ensure_meter(tx, "kernel", "lo")
        metering.switch(tx, meter, esim_id, NOW)
        metering.record_reading(tx, meter, Reading(NOW, 0, 0, "boot"), NOW)
        metering.record_reading(tx, meter, Reading(NOW + 60, MEGABYTE, 0, "boot"), NOW + 60)
    kept = tmp_path / "kept"
    shutil.copytree(path.parent, kept)
    return Place(path, state, kept)


def counted(path: Path) -> int:
    """What is counted, after making sure that every place that counts it says the same."""
    with open_reader(path) as reader:
        assert reader.finding() == ""
        totals = {
            (reader.row(f"SELECT sum(rx_bytes) FROM {table}") or (0,))[0]
            for table in ("sample", "usage_hour", "usage_day", "fleet_hour", "fleet_day")
        }
        row = overview.row(reader, 1)
        assert row is not None
        totals |= {row.used_bytes, (reader.row("SELECT metered_bytes FROM plan") or (0,))[0]}
        totals |= {(reader.row("SELECT last_rx FROM meter") or (0,))[0]}
    assert len(totals) == 1, totals
    return int(totals.pop())


def test_a_reading_is_stored_whole_or_not_at_all_wherever_it_is_killed(place: Place) -> None:
    tried = place.tried(place.record)
    assert {"pwrite64", "fdatasync"} <= {call for call, _ in tried}
    left = set()
    for call, number in tried:
        place.put_back()
        outcome = run_forked(place.record, call, "signal=SIGKILL", number)
        assert (outcome.signal == signal.SIGKILL) or outcome.acknowledged, outcome
        found = counted(place.path)
        left.add(found)
        assert found in (MEGABYTE, 3 * MEGABYTE), (call, number)
        assert not outcome.acknowledged or found == 3 * MEGABYTE, (call, number)
        assert run_forked(place.record).acknowledged
        assert counted(place.path) == 3 * MEGABYTE, (call, number)
    assert MEGABYTE in left


@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
def test_a_disk_that_is_full_or_broken_is_said_in_one_line_and_loses_nothing(
    place: Place, error: str
) -> None:
    refused = 0
    for call, number in place.tried(place.record):
        place.put_back()
        outcome = run_forked(place.record, call, f"error={error}", number)
        assert outcome.trace == "", (call, number, outcome.trace)
        assert "\n" not in outcome.problem
        assert bool(outcome.problem) is not outcome.acknowledged
        refused += not outcome.acknowledged
        found = counted(place.path)
        assert found in (MEGABYTE, 3 * MEGABYTE)
        assert not outcome.acknowledged or found == 3 * MEGABYTE, (call, number)
        assert run_forked(place.record).acknowledged
        assert counted(place.path) == 3 * MEGABYTE, (call, number)
    assert refused


def test_a_full_disk_is_called_a_full_disk(place: Place) -> None:
    outcome = run_forked(place.record, "pwrite64", "error=ENOSPC", 3)
    assert "is full" in outcome.problem
    assert "Nothing was changed" in outcome.problem


def test_an_update_is_made_whole_or_not_at_all_wherever_it_is_killed(place: Place) -> None:
    tried = place.tried(place.update)
    assert "fsync" in {call for call, _ in tried}
    versions = set()
    for call, number in tried:
        place.put_back()
        outcome = run_forked(place.update, call, "signal=SIGKILL", number)
        connection = sqlite.connect_reader(place.path)
        version = sqlite.version_of(connection)[1]
        assert sqlite.quick_check(connection) == ""
        connection.close()
        versions.add(version)
        assert version in (LATEST, LATEST + 1)
        assert not outcome.acknowledged or version == LATEST + 1
        if version == LATEST + 1:
            copy = sqlite3.connect(f"file:{backup_path(place.path, LATEST)}?mode=ro", uri=True)
            assert sqlite.quick_check(copy) == ""
            assert copy.execute("SELECT count(*) FROM esim").fetchone() == (OTHERS + 1,)
            copy.close()
        with place.updated() as writer, writer.transaction() as tx:
            assert tx.row("SELECT count(*) FROM review") == (OTHERS + 1,), (call, number)
    assert LATEST in versions


@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
def test_an_update_that_the_disk_refuses_can_be_made_later(place: Place, error: str) -> None:
    for call, number in place.tried(place.update):
        place.put_back()
        outcome = run_forked(place.update, call, f"error={error}", number)
        assert outcome.trace == "", (call, number, outcome.trace)
        assert "\n" not in outcome.problem
        with place.updated() as writer, writer.transaction() as tx:
            assert tx.row("SELECT count(*) FROM review") == (OTHERS + 1,), (call, number)


def test_the_update_that_brings_renewals_is_made_whole_or_not_at_all_wherever_it_is_killed(
    tmp_path: Path,
) -> None:
    home = Home(tmp_path / "data" / "axis.db", tmp_path / "state", Clock())
    before = rows_of(first_version(home, tmp_path))
    kept = tmp_path / "kept"
    shutil.copytree(home.path.parent, kept)
    versions = set()

    def update() -> None:
        home.write().close()

    def put_back() -> None:
        shutil.rmtree(home.path.parent)
        shutil.copytree(kept, home.path.parent)

    for call, number in points(update, tmp_path / "log"):
        put_back()
        outcome = run_forked(update, call, "signal=SIGKILL", number)
        with contextlib.closing(sqlite.connect_reader(home.path)) as connection:
            version = sqlite.version_of(connection)[1]
            assert sqlite.quick_check(connection) == ""
        versions.add(version)
        assert not outcome.acknowledged or version == LATEST
        update()
        with contextlib.closing(sqlite3.connect(home.path)) as connection:
            for table, (columns, rows) in before.items():
                found = connection.execute(f"SELECT {columns} FROM {table} ORDER BY 1, 2").fetchall()
                assert found == rows, (call, number, table)
        assert rows_of(backup_path(home.path, 1)) == before
    assert 1 in versions


def test_a_store_is_made_whole_or_can_be_made_wherever_it_is_killed(tmp_path: Path) -> None:
    path, state = tmp_path / "data" / "axis.db", tmp_path / "state"

    def create() -> None:
        open_writer(path, create=True, state_dir=state, clock=lambda: NOW).close()

    for call, number in points(create, tmp_path / "log"):
        shutil.rmtree(path.parent, ignore_errors=True)
        shutil.rmtree(state, ignore_errors=True)
        run_forked(create, call, "signal=SIGKILL", number)
        create()
        with open_reader(path) as reader:
            assert inventory.store_info(reader).uuid, (call, number)
            assert reader.finding() == ""
