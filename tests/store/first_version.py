"""A store of version 1 with rows in every table that a person or a meter fills, to be brought up to date."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from axis_tui.store.migrations import MIGRATIONS
from axis_tui.store.write import open_writer
from tests.store.conftest import Home
from tests.store.fleet import NOW, build_fleet

ESIMS, SAMPLES = 12, 200
_REQUESTS = (
    ("refresh", "{}", "pending", None, ""),
    ("snooze", '{"alert_id": 1, "until": 9}', "pending", None, ""),
    ("acknowledge", '{"alert_id": 1}', "done", NOW, ""),
    ("switch", '{"meter_id": 1}', "failed", NOW, "no such meter"),
)
Rows = dict[str, tuple[str, list[tuple[Any, ...]]]]


def first_version(home: Home, folder: Path) -> Path:
    """Such a store at the home's path; a fleet's rows, a catalogue, and requests in every state."""
    fleet = build_fleet(folder / "fleet.db", folder / "fleet-state", ESIMS, SAMPLES)
    open_writer(
        home.path, create=True, state_dir=home.state_dir, clock=home.clock, migrations=MIGRATIONS[:1]
    ).close()
    with closing(sqlite3.connect(home.path)) as connection, connection:
        connection.execute("ATTACH ? AS fleet", (str(fleet),))
        for table in ("carrier", "device", "esim", "plan", "sample", "usage_hour", "usage_day", "overview"):
            names = ", ".join(_columns(connection, table))
            connection.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM fleet.{table}")
        terms = ", ".join(
            name for name in _columns(connection, "package")
            if name in _columns(connection, "plan") and name not in ("id", "package_id")
        )  # fmt: skip
        connection.execute(
            f"INSERT INTO package (carrier_id, code, kind, {terms})"
            f" SELECT 1, 'code-' || id, 'base', {terms} FROM main.plan LIMIT 5"
        )
        connection.executemany(
            "INSERT INTO request (kind, payload, created_at, state, finished_at, error)"
            f" VALUES (?, ?, {NOW}, ?, ?, ?)",
            _REQUESTS,
        )
    return home.path


def rows_of(store: Path) -> Rows:
    """The columns and all rows of every table of version 1, as the file has them."""
    with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'overview_search%'"
        ).fetchall()
        found: Rows = {}
        for (table,) in tables:
            names = ", ".join(_columns(connection, table))
            found[table] = names, connection.execute(f"SELECT {names} FROM {table} ORDER BY 1, 2").fetchall()
        return found


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA main.table_info({table})")]
