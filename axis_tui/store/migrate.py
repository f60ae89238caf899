"""Bringing a store to the schema of this program: each migration in one transaction, after a verified backup.

Killed at any point, the store is at the version before or after a migration, never between; the next start
goes on.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from axis_tui.store import sqlite
from axis_tui.store.migrations import MIGRATIONS
from axis_tui.store.problems import StoreDamaged, StoreFailed, StoreNewer


def backup_path(store: Path, version: int) -> Path:
    """Where the copy made before leaving that version lies."""
    return store.with_name(f"{store.name}.v{version}.backup")


def migrate(
    connection: sqlite3.Connection,
    path: Path,
    fill: Callable[[sqlite3.Connection], None],
    migrations: Sequence[Sequence[str]] = MIGRATIONS,
) -> int:
    """Apply what is missing; the version it began at. `fill` writes a new store's first rows.

    Raises StoreNewer, or another StoreProblem with the store as it was.
    """
    began_at = sqlite.version_of(connection)[1]
    latest = len(migrations)
    if began_at > latest:
        raise StoreNewer(path, began_at, latest)
    if began_at == latest:
        return began_at
    if began_at > 0:
        if not sqlite.has_free_space(path, path.stat().st_size + sqlite.FREE_FLOOR_BYTES):
            raise StoreFailed(path, "no room for the backup before its update")
        sqlite.backup(connection, backup_path(path, began_at))
    with sqlite.without_foreign_keys(connection):
        for version in range(began_at + 1, latest + 1):
            _apply(connection, path, version, migrations[version - 1], fill)
    return began_at


def _apply(
    connection: sqlite3.Connection,
    path: Path,
    version: int,
    statements: Sequence[str],
    fill: Callable[[sqlite3.Connection], None],
) -> None:
    sqlite.begin(connection)
    try:
        if sqlite.version_of(connection)[1] >= version:
            # Another process was faster.
            connection.execute("ROLLBACK")
            return
        for statement in statements:
            connection.execute(statement)
        sqlite.stamp(connection, version)
        if version == 1:
            fill(connection)
        if sqlite.foreign_key_faults(connection):
            raise StoreDamaged(path, f"update to version {version} leaves rows without their parents")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
