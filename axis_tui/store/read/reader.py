"""An open store to read from: checks in a few milliseconds that it is one of ours, of our version."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from axis_tui.store import sqlite
from axis_tui.store.migrations import LATEST
from axis_tui.store.problems import (
    StoreDamaged,
    StoreEmpty,
    StoreForeign,
    StoreMissing,
    StoreNewer,
    StoreOlder,
)

T = TypeVar("T")


class Reader:
    """A read-only connection for one thread at a time; every query is fetched whole, so no lock is kept."""

    __slots__ = ("_connection", "path")

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows of one SELECT; raises StoreProblem."""
        try:
            try:
                return self._connection.execute(sql, parameters).fetchall()
            except sqlite3.OperationalError as error:
                if not sqlite.is_left_half_done(error):
                    raise
                sqlite.recover(self.path)
                return self._connection.execute(sql, parameters).fetchall()
        except sqlite.FAULTS as error:
            raise sqlite.problem_of(error, self.path) from None

    def row(self, sql: str, parameters: Sequence[object] = ()) -> tuple[Any, ...] | None:
        """The first row of one SELECT, None where there is none."""
        found = self.rows(sql, parameters)
        return found[0] if found else None

    def data_version(self) -> int:
        """A number that changes when another process has changed the store."""
        try:
            return sqlite.data_version(self._connection)
        except sqlite.FAULTS as error:
            if isinstance(error, sqlite3.OperationalError) and sqlite.is_left_half_done(error):
                sqlite.recover(self.path)
                return sqlite.data_version(self._connection)
            raise sqlite.problem_of(error, self.path) from None

    def journal_mode(self) -> str:
        """`delete` or `wal`."""
        return sqlite.journal_mode(self._connection)

    def schema_version(self) -> int:
        """The version of the schema that the file has."""
        return sqlite.version_of(self._connection)[1]

    def finding(self) -> str:
        """What quick_check finds first, empty where all is well; reads the whole file: for `doctor` only."""
        return sqlite.quick_check(self._connection)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def made(path: Path, make: Callable[[tuple[Any, ...]], T], rows: Iterable[tuple[Any, ...]]) -> list[T]:
    """What `make` makes of each row; StoreDamaged where a value is none that the store lets in."""
    try:
        return [make(row) for row in rows]
    except (ValueError, TypeError, AttributeError, OverflowError):
        raise StoreDamaged(path, "a value that cannot be") from None


def open_reader(path: Path) -> Reader:
    """The store at `path`, read-only.

    Raises StoreMissing, StoreEmpty, StoreForeign, StoreNewer, StoreOlder (its migration is the writer's
    business) or another StoreProblem. Never makes, changes or checks the whole file.
    """
    size = sqlite.size_of(path)
    if size is None:
        raise StoreMissing(path)
    if size == 0:
        raise StoreEmpty(path)
    try:
        connection = sqlite.connect_reader(path)
    except sqlite.FAULTS as error:
        raise sqlite.problem_of(error, path) from None
    try:
        application_id, version = sqlite.version_of(connection)
        if application_id != sqlite.APPLICATION_ID:
            raise StoreEmpty(path) if sqlite.is_blank(connection) else StoreForeign(path)
        if version > LATEST:
            raise StoreNewer(path, version, LATEST)
        if version < LATEST:
            raise StoreOlder(path, version, LATEST)
    except sqlite.FAULTS as error:
        connection.close()
        raise sqlite.problem_of(error, path) from None
    except BaseException:
        connection.close()
        raise
    return Reader(path, connection)
