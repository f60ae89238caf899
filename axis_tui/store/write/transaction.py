"""One writer of a store and its transactions: BEGIN IMMEDIATE, all or nothing, faults as one line."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool
from sqlmodel import Session

from axis_tui.domain.clock import clock_trust
from axis_tui.store import sqlite
from axis_tui.store.problems import Refused, StoreFull


class Tx:
    """An open transaction: SQLModel's session and, for bulk, the driver's connection under it."""

    __slots__ = ("_touched", "connection", "now", "path", "session")

    def __init__(self, session: Session, connection: sqlite3.Connection, path: Path, now: int) -> None:
        self.session = session
        self.connection = connection
        self.path = path
        self.now = now
        """The instant of this transaction: what a caller gave last, else the writer's clock."""
        self._touched: set[int] = set()

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows of one SELECT, as this transaction sees them."""
        self.session.flush()
        return self.connection.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Sequence[object] = ()) -> tuple[Any, ...] | None:
        """The first row of one SELECT, None where there is none."""
        found = self.rows(sql, parameters)
        return found[0] if found else None

    def execute(self, sql: str, parameters: Sequence[object] = ()) -> int:
        """Run one INSERT, UPDATE or DELETE by the driver; how many rows it changed."""
        self.session.flush()
        return self.connection.execute(sql, parameters).rowcount

    def touch(self, esim_ids: Iterable[int], now: int | None = None) -> None:
        """Have these eSIMs' overview rows made anew before the commit."""
        self._touched.update(esim_ids)
        if now is not None:
            self.now = now

    def take_touched(self) -> list[int]:
        """The eSIMs whose overview is still to be made; they count as done then."""
        touched = sorted(self._touched)
        self._touched.clear()
        return touched


class Writer:
    """The write side of one store, for any thread, one transaction at a time."""

    def __init__(self, path: Path, clock: Callable[[], int]) -> None:
        self.path = path
        self._clock = clock
        self._engine = _engine(path)
        self._lock = threading.Lock()
        self._owner = 0

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Tx]:
        """All that happens inside is stored when the block ends, or nothing of it.

        Raises StoreProblem (busy, full, read-only, damaged) or Refused with nothing changed. Do no network
        I/O inside, and open no second one inside (RuntimeError).
        """
        if self._owner == threading.get_ident():
            raise RuntimeError("a transaction is open in this thread already")
        with self._lock:
            self._owner = threading.get_ident()
            try:
                with Session(self._engine, autoflush=False, expire_on_commit=False) as session:
                    driver = session.connection().connection.driver_connection
                    assert isinstance(driver, sqlite3.Connection)
                    tx = Tx(session, driver, self.path, self._clock())
                    yield tx
                    session.flush()
                    refresh_touched(tx)
                    session.commit()
            except DBAPIError as error:
                raise self._problem(error.orig) from None
            except sqlite.FAULTS as error:
                raise self._problem(error) from None
            finally:
                self._owner = 0

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _problem(self, error: BaseException | None) -> Exception:
        if isinstance(error, sqlite3.IntegrityError):
            # "UNIQUE constraint failed: carrier.name" names columns, never values.
            return Refused(str(error).rpartition(": ")[2][:80])
        if not isinstance(error, sqlite.FAULTS):
            return Refused(type(error).__name__)
        if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_ERROR:
            return error
        problem = sqlite.problem_of(error, self.path)
        # A connection that saw the disk fail is not trusted again.
        self._engine.dispose()
        if isinstance(problem, StoreFull):
            sqlite.drop_ballast(self.path)
        return problem


def refresh_touched(tx: Tx) -> None:
    """Make the overview of what this transaction has changed so far anew, before its commit does.

    On a clock that cannot be believed, as of the latest instant the store has seen: nothing ends by mistake.
    """
    touched = tx.take_touched()
    if touched:
        from axis_tui.store.write.overview import refresh_overview
        from axis_tui.store.write.setting import clock_high_water

        mark = clock_high_water(tx)
        refresh_overview(tx, touched, tx.now if mark is None or clock_trust(tx.now, mark) else mark)


def _engine(path: Path) -> Engine:
    engine = create_engine(
        "sqlite://",
        creator=lambda: sqlite.connect_writer(path),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        sqlite.begin(connection.connection.driver_connection)

    return engine
