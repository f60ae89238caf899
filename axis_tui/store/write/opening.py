"""Opening a store to write: made where asked, recognised, checked and brought up to date before
anything else.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path

from axis_tui.domain.validity import zone_info
from axis_tui.store import identity, sqlite
from axis_tui.store.migrate import migrate
from axis_tui.store.migrations import MIGRATIONS
from axis_tui.store.problems import StoreDamaged, StoreEmpty, StoreForeign, StoreMissing, StoreNewer
from axis_tui.store.write.transaction import Writer

CHECK_ALWAYS_BYTES = 64 << 20
CHECK_EACH_S = 86_400
"""A larger store is checked at most once a day: it takes seconds."""


def open_writer(
    path: Path,
    *,
    create: bool,
    state_dir: Path,
    clock: Callable[[], int] | None = None,
    time_zone: str = "UTC",
    migrations: Sequence[Sequence[str]] = MIGRATIONS,
) -> Writer:
    """The store at `path`, ready to write.

    `create` makes one where none is, with `time_zone` as the reporting zone; `state_dir` remembers which
    store belongs there. Raises StoreMissing, StoreEmpty (also where `create` is set, if the path is known
    to hold a store), StoreForeign, StoreNewer, StoreDamaged or another StoreProblem; the file is then as
    it was.
    """
    path = path.absolute()
    clock = clock or (lambda: int(time.time()))
    known = identity.known_uuid(state_dir, path)
    size = sqlite.size_of(path)
    if size is None:
        if known is not None or not create:
            raise StoreMissing(path, known=known is not None)
        sqlite.make_directory(path.parent)
        sqlite.create_file(path)
    elif size == 0 and (known is not None or not create):
        raise StoreEmpty(path, known=known is not None)
    try:
        with contextlib.closing(sqlite.connect_writer(path)) as connection:
            found = _prepare(connection, path, create, known, clock(), time_zone, migrations)
    except sqlite.FAULTS as error:
        raise sqlite.problem_of(error, path) from None
    if known is None:
        identity.remember(state_dir, path, found)
    sqlite.keep_ballast(path)
    return Writer(path, clock)


def _prepare(
    connection: sqlite3.Connection,
    path: Path,
    create: bool,
    known: str | None,
    now: int,
    time_zone: str,
    migrations: Sequence[Sequence[str]],
) -> str:
    application_id, version = sqlite.version_of(connection)
    if application_id != sqlite.APPLICATION_ID:
        if not sqlite.is_blank(connection):
            raise StoreForeign(path)
        if known is not None or not create:
            raise StoreEmpty(path, known=known is not None)
    elif version > len(migrations):
        raise StoreNewer(path, version, len(migrations))
    else:
        found = _setting(connection, "uuid")
        if known is not None and found != known:
            raise StoreForeign(path, replaced=True)
        _check(connection, path, now)

    def fill(connection: sqlite3.Connection) -> None:
        zone_info(time_zone)
        first = {"uuid": str(uuid.uuid4()), "created_at": str(now), "time_zone": time_zone}
        connection.executemany("INSERT INTO store_setting (key, value) VALUES (?, ?)", first.items())

    migrate(connection, path, fill, migrations)
    return _setting(connection, "uuid")


def _setting(connection: sqlite3.Connection, key: str) -> str:
    found = connection.execute("SELECT value FROM store_setting WHERE key = ?", (key,)).fetchone()
    return "" if found is None else str(found[0])


def _check(connection: sqlite3.Connection, path: Path, now: int) -> None:
    is_large = (sqlite.size_of(path) or 0) > CHECK_ALWAYS_BYTES
    if is_large:
        checked_at = _setting(connection, "checked_at")
        if checked_at and 0 <= now - int(checked_at) < CHECK_EACH_S:
            return
    finding = sqlite.quick_check(connection)
    if finding:
        raise StoreDamaged(path, finding)
    if is_large:
        connection.execute(
            "INSERT INTO store_setting (key, value) VALUES ('checked_at', ?)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (str(now),),
        )
