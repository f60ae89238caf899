"""Schema changes: after a verified backup, all or nothing, once."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from axis_tui.domain.word import Status
from axis_tui.store import sqlite
from axis_tui.store.migrate import backup_path
from axis_tui.store.migrations import LATEST, MIGRATIONS
from axis_tui.store.problems import StoreProblem
from axis_tui.store.read import ledger, overview
from axis_tui.store.write import Writer, fleet, open_writer, requests
from axis_tui.store.write.overview import due_overview, refresh_overview
from tests.store.conftest import Home
from tests.store.first_version import first_version, rows_of
from tests.store.fleet import NOW, terms

NEXT = (
    "ALTER TABLE carrier ADD COLUMN rating INTEGER",
    "CREATE TABLE review (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT",
    "INSERT INTO review (text) SELECT name FROM carrier",
)


def later(home: Home, *more: tuple[str, ...]) -> Writer:
    return open_writer(home.path, create=False, state_dir=home.state_dir, migrations=(*MIGRATIONS, *more))


@pytest.fixture
def filled(home: Home) -> Home:
    with home.write() as writer, writer.transaction() as tx:
        fleet.add_carrier(tx, fleet.NewCarrier("Axis Mobile"))
    return home


def test_a_later_program_updates_the_store_once(filled: Home) -> None:
    for _ in range(2):
        with later(filled, NEXT) as writer, writer.transaction() as tx:
            assert tx.rows("SELECT text FROM review") == [("Axis Mobile",)]
            assert tx.row("PRAGMA user_version") == (LATEST + 1,)


def test_the_store_as_it_was_is_kept_beside_it_and_private(filled: Home) -> None:
    later(filled, NEXT).close()
    copy = backup_path(filled.path, LATEST)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    connection = sqlite3.connect(f"file:{copy}?mode=ro", uri=True)
    assert sqlite.version_of(connection) == (sqlite.APPLICATION_ID, LATEST)
    assert connection.execute("SELECT name FROM carrier").fetchall() == [("Axis Mobile",)]
    connection.close()


def test_an_update_that_fails_changes_nothing(filled: Home) -> None:
    broken = (*NEXT, "INSERT INTO nowhere VALUES (1)")
    with pytest.raises(StoreProblem):
        later(filled, broken)
    with filled.write() as writer, writer.transaction() as tx:
        assert tx.row("SELECT count(*) FROM sqlite_schema WHERE name = 'review'") == (0,)


def test_an_update_that_orphans_rows_changes_nothing(filled: Home) -> None:
    with filled.write() as writer, writer.transaction() as tx:
        fleet.add_esim(tx, fleet.NewEsim("Tokyo", "Axis Mobile"))
    with pytest.raises(StoreProblem, match="without their parents"):
        later(filled, ("DELETE FROM carrier",))
    with filled.write() as writer, writer.transaction() as tx:
        assert tx.row("SELECT count(*) FROM carrier") == (1,)


def test_an_earlier_program_refuses_the_updated_store(filled: Home) -> None:
    later(filled, NEXT).close()
    with pytest.raises(StoreProblem, match="Update axis-tui"):
        filled.write()


def test_a_backup_left_half_made_is_replaced(filled: Home) -> None:
    part = backup_path(filled.path, LATEST).with_name(backup_path(filled.path, LATEST).name + ".part")
    part.write_bytes(b"half")
    later(filled, NEXT).close()
    assert not part.exists()
    assert backup_path(filled.path, LATEST).exists()


def test_a_backup_never_follows_a_link(filled: Home) -> None:
    elsewhere = filled.path.with_name("elsewhere")
    elsewhere.write_bytes(b"precious")
    copy = backup_path(filled.path, LATEST)
    copy.symlink_to(elsewhere)
    later(filled, NEXT).close()
    assert elsewhere.read_bytes() == b"precious"
    assert not copy.is_symlink()


def test_the_version_with_renewals_keeps_every_row_of_the_one_before(home: Home, tmp_path: Path) -> None:
    before = rows_of(first_version(home, tmp_path))
    assert min(len(before[table]) for table in ("request", "carrier", "package", "plan", "sample")) > 1
    with home.write() as writer, writer.transaction() as tx:
        assert tx.row("PRAGMA user_version") == (LATEST,)
        # A request of a kind that the first version did not know.
        requests.ask(tx, "quote", {"esim_id": 1, "package_id": 1}, NOW)
        assert tx.execute("DELETE FROM request WHERE kind = 'quote'") == 1
    with closing(sqlite3.connect(home.path)) as connection:
        for table, (columns, rows) in before.items():
            assert connection.execute(f"SELECT {columns} FROM {table} ORDER BY 1, 2").fetchall() == rows, (
                table
            )
    with home.read() as reader:
        assert reader.finding() == ""
        assert ledger.check(reader).is_whole
    assert rows_of(backup_path(home.path, 1)) == before


def test_the_version_with_renewals_takes_the_requests_that_wait_further(home: Home, tmp_path: Path) -> None:
    first_version(home, tmp_path)
    with home.write() as writer, writer.transaction() as tx:
        assert [request.kind for request in requests.pending(tx)] == ["refresh", "snooze"]
        requests.finish(tx, requests.pending(tx)[0].id, now=NOW)
        assert [request.kind for request in requests.pending(tx)] == ["snooze"]


def test_the_version_with_cancelled_esims_keeps_the_list_its_search_and_its_counts(home: Home) -> None:
    with open_writer(
        home.path, create=True, state_dir=home.state_dir, clock=home.clock, migrations=MIGRATIONS[:5]
    ) as writer:
        with writer.transaction() as tx:
            running, ended, away = (
                fleet.add_esim(tx, fleet.NewEsim(name, "Axis Mobile")) for name in ("Tokyo", "Osaka", "Kyoto")
            )
            for esim_id in (running, ended, away):
                fleet.add_plan(tx, esim_id, terms(), NOW - 60, starts_at=NOW - 60)
            fleet.archive_esim(tx, away, NOW)
        # As a store of before has them.
        with writer.transaction() as tx:
            tx.execute("UPDATE plan SET state = 'ended' WHERE esim_id = ?", (ended,))
            tx.execute("UPDATE overview SET status = 'none' WHERE esim_id = ?", (ended,))
            tx.execute("UPDATE overview SET sort_status = sort_status - (1 << 41) WHERE esim_id = ?", (away,))
    with home.write() as writer, writer.transaction() as tx:
        assert due_overview(tx, NOW) == [ended]
        assert refresh_overview(tx, (running, ended, away), NOW) == 1
    with home.read() as reader:
        assert reader.finding() == ""
        assert overview.state_counts(reader) == {Status.ACTIVE: 1, Status.CANCELLED: 1, Status.ARCHIVED: 1}
        rows = overview.page(reader, overview.Filter(text="osaka"), overview.Order.STATUS, 10)
        assert [row.status for row in rows] == [Status.CANCELLED]
