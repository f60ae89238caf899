"""The full-text index of the overview: the one place on the write side with SQL that only SQLite knows
(FTS5).

The index holds no text of its own, so it must be told what a row said before.
"""

from __future__ import annotations

from collections.abc import Iterable

from axis_tui.store.write.transaction import Tx

_FORGET = "INSERT INTO overview_search (overview_search, rowid, search_text) VALUES ('delete', ?, ?)"
_LEARN = "INSERT INTO overview_search (rowid, search_text) VALUES (?, ?)"


def index_texts(tx: Tx, changes: Iterable[tuple[int, str | None, str]]) -> None:
    """Index what rows say now, as (esim_id, text before or None for a new row, text now)."""
    changed = [change for change in changes if change[1] != change[2]]
    tx.connection.executemany(_FORGET, [(id, before) for id, before, _ in changed if before is not None])
    tx.connection.executemany(_LEARN, [(id, now) for id, _, now in changed])
