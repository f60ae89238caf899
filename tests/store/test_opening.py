"""A store is made, recognised or refused; what is refused stays as it was."""

from __future__ import annotations

import os
import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from axis_tui.domain.problem import Problem
from axis_tui.store import identity, sqlite
from axis_tui.store.problems import (
    StoreDamaged,
    StoreEmpty,
    StoreForeign,
    StoreMissing,
    StoreNewer,
    StoreOlder,
    StoreProblem,
    StoreUnsafe,
)
from axis_tui.store.read import inventory, open_reader
from axis_tui.store.write import fleet, open_writer
from tests.store.conftest import Home


def mode(path: object) -> int:
    return stat.S_IMODE(os.stat(str(path)).st_mode)


def change(home: Home, sql: str) -> None:
    connection = sqlite3.connect(home.path)
    connection.execute(sql)
    connection.commit()
    connection.close()


def test_a_new_store_is_private_and_durable(home: Home) -> None:
    os.umask(0o022)
    with home.write() as writer, writer.transaction() as tx:
        assert tx.row("PRAGMA journal_mode") == ("delete",)
        assert tx.row("PRAGMA synchronous") == (3,)
        assert tx.row("PRAGMA foreign_keys") == (1,)
        assert tx.row("PRAGMA trusted_schema") == (0,)
        assert tx.row("PRAGMA application_id") == (sqlite.APPLICATION_ID,)
        fleet.add_carrier(tx, fleet.NewCarrier("Axis Mobile"))
        journal = home.path.with_name("axis.db-journal")
        assert mode(journal) == 0o600
    assert mode(home.path) == 0o600
    assert mode(home.path.parent) == 0o700
    assert mode(home.state_dir) == 0o700
    assert mode(home.state_dir / "stores.json") == 0o600
    assert mode(sqlite.ballast_path(home.path)) == 0o600


def test_a_reader_cannot_write(home: Home) -> None:
    with home.write(), home.read() as reader, pytest.raises(StoreProblem):
        reader.rows("DELETE FROM carrier RETURNING id")


def test_a_store_is_made_only_where_that_is_asked(home: Home) -> None:
    with pytest.raises(StoreMissing):
        home.write(create=False)
    with pytest.raises(StoreMissing):
        home.read()
    assert not home.path.exists()


def test_the_reporting_zone_is_set_when_the_store_is_made(home: Home) -> None:
    open_writer(home.path, create=True, state_dir=home.state_dir, time_zone="Asia/Tokyo").close()
    with home.read() as reader:
        assert inventory.time_zone(reader) == "Asia/Tokyo"


def test_a_zone_that_does_not_exist_makes_no_store(home: Home) -> None:
    with pytest.raises(Problem, match="Mars"):
        open_writer(home.path, create=True, state_dir=home.state_dir, time_zone="Mars/Olympus")
    home.write().close()
    with home.read() as reader:
        assert inventory.time_zone(reader) == "UTC"


def test_a_store_that_vanished_is_never_made_anew(home: Home) -> None:
    home.write().close()
    home.path.unlink()
    with pytest.raises(StoreMissing, match="Restore it from a backup"):
        home.write(create=True)
    assert not home.path.exists()


def test_a_store_that_was_emptied_is_never_filled_anew(home: Home) -> None:
    home.write().close()
    os.truncate(home.path, 0)
    with pytest.raises(StoreEmpty, match="emptied"):
        home.write(create=True)
    with pytest.raises(StoreEmpty):
        home.read()
    assert home.path.stat().st_size == 0


def test_a_first_run_that_was_killed_is_taken_up_again(home: Home) -> None:
    home.path.parent.mkdir()
    home.path.touch(mode=0o600)
    with pytest.raises(StoreEmpty):
        home.write(create=False)
    home.write(create=True).close()
    with home.read() as reader:
        assert inventory.store_info(reader).uuid


def test_a_known_store_may_be_forgotten_on_a_persons_wish(home: Home) -> None:
    home.write().close()
    home.path.unlink()
    identity.forget(home.state_dir, home.path)
    home.write(create=True).close()
    assert identity.known_uuid(home.state_dir, home.path)


def test_another_store_under_the_same_name_is_refused(home: Home, tmp_path: object) -> None:
    home.write().close()
    other = home.path.with_name("other.db")
    open_writer(other, create=True, state_dir=home.state_dir).close()
    os.replace(other, home.path)
    with pytest.raises(StoreForeign, match="another store"):
        home.write()


def test_a_link_is_refused_and_its_target_left_alone(home: Home) -> None:
    home.path.parent.mkdir()
    target = home.path.with_name("target")
    home.path.symlink_to(target)
    for open_it in (home.write, home.read):
        with pytest.raises(StoreUnsafe):
            open_it()
    assert not target.exists()


def test_a_directory_is_refused(home: Home) -> None:
    home.path.mkdir(parents=True)
    with pytest.raises(StoreUnsafe):
        home.write()


def test_a_newer_store_is_refused_and_not_touched(home: Home) -> None:
    home.write().close()
    change(home, "PRAGMA user_version = 99")
    before = home.path.read_bytes()
    for open_it in (home.write, home.read):
        with pytest.raises(StoreNewer, match="version 99"):
            open_it()
    assert home.path.read_bytes() == before


def test_an_older_store_is_not_read_before_the_writer_has_brought_it_up_to_date(home: Home) -> None:
    home.write().close()
    change(home, "PRAGMA user_version = 0")
    with pytest.raises(StoreOlder):
        home.read()


@pytest.mark.parametrize("content", [b"<html>not a store</html>" * 200, b"SQLite format 3\0" + b"\1" * 5000])
def test_a_foreign_file_is_refused_and_not_touched(home: Home, content: bytes) -> None:
    home.path.parent.mkdir()
    home.path.write_bytes(content)
    for open_it in (home.write, home.read):
        with pytest.raises(StoreProblem):
            open_it()
    assert home.path.read_bytes() == content


def test_a_database_of_another_program_is_refused(home: Home) -> None:
    home.path.parent.mkdir()
    change(home, "CREATE TABLE bookmark (url TEXT)")
    for open_it in (home.write, home.read):
        with pytest.raises(StoreForeign):
            open_it()


def test_a_damaged_store_is_not_written_and_can_still_be_opened_to_read(home: Home) -> None:
    with home.write() as writer, writer.transaction() as tx:
        for index in range(300):
            fleet.add_esim(tx, fleet.NewEsim(f"Traveller {index}", "Axis Mobile"))
    with open(home.path, "r+b") as file:
        for page in range(30, 60):
            file.seek(page * 4096)
            file.write(b"\xff" * 2048)
    before = home.path.read_bytes()
    with pytest.raises(StoreDamaged, match="restore a backup"):
        home.write()
    assert home.path.read_bytes() == before
    open_reader(home.path).close()


def test_a_problem_is_one_line(home: Home) -> None:
    home.write().close()
    home.path.unlink()
    with pytest.raises(StoreMissing) as caught:
        home.write()
    assert "\n" not in str(caught.value)
    assert str(home.path) in str(caught.value)


def test_two_writers_may_be_open_at_once(home: Home) -> None:
    with home.write() as first, home.write() as second:
        with first.transaction() as tx:
            fleet.add_carrier(tx, fleet.NewCarrier("Axis Mobile"))
        with second.transaction() as tx, pytest.raises(Problem):
            fleet.add_carrier(tx, fleet.NewCarrier("Axis Mobile"))


def test_a_change_by_another_is_noticed(home: Home) -> None:
    with home.write() as writer, home.read() as reader:
        before = reader.data_version()
        assert reader.data_version() == before
        with writer.transaction() as tx:
            fleet.add_carrier(tx, fleet.NewCarrier("Axis Mobile"))
        assert reader.data_version() != before


def test_what_raises_inside_a_transaction_leaves_nothing_behind(home: Home) -> None:
    with home.write() as writer, home.read() as reader:
        with pytest.raises(ZeroDivisionError):  # noqa: PT012, SIM117
            with writer.transaction() as tx:
                fleet.add_carrier(tx, fleet.NewCarrier("Axis Mobile"))
                tx.execute("INSERT INTO store_setting (key, value) VALUES ('a', 'b')")
                raise ZeroDivisionError
        assert inventory.carriers(reader) == []
        assert inventory.setting(reader, "a") is None


@pytest.mark.parametrize(
    ("version", "is_safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
    ],
)
def test_wal_is_used_only_where_its_reset_fault_is_mended(version: tuple[int, ...], is_safe: bool) -> None:
    assert sqlite.wal_is_safe(version) is is_safe


def test_a_store_in_wal_mode_is_taken_back_where_wal_is_not_safe(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.write().close()
    change(home, "PRAGMA journal_mode = WAL")
    monkeypatch.setattr(sqlite, "wal_is_safe", lambda version: False)
    home.write().close()
    with home.read() as reader:
        assert reader.journal_mode() == "delete"


def test_an_identity_file_that_is_broken_is_said_and_not_overwritten(home: Home) -> None:
    home.state_dir.mkdir()
    (home.state_dir / "stores.json").write_text("{")
    with pytest.raises(StoreProblem, match="not JSON"):
        home.write()
    assert (home.state_dir / "stores.json").read_text() == "{"


def test_a_transaction_inside_another_is_a_mistake_that_is_said_at_once(home: Home) -> None:
    with home.write() as writer:
        with writer.transaction(), pytest.raises(RuntimeError), writer.transaction():
            pass
        with writer.transaction() as tx:
            assert tx.row("SELECT count(*) FROM carrier") == (0,)


def test_two_threads_of_one_writer_take_turns(home: Home) -> None:
    def add(index: int) -> None:
        with writer.transaction() as tx:
            fleet.add_carrier(tx, fleet.NewCarrier(f"Carrier {index}"))

    with home.write() as writer, home.read() as reader:
        with ThreadPoolExecutor(8) as threads:
            list(threads.map(add, range(24)))
        assert len(inventory.carriers(reader)) == 24
