"""The schema's history: an append-only tuple of migrations, each a list of SQL statements.

Migration n takes a store from version n-1 to n (`PRAGMA user_version`). A migration that has shipped is never
edited. STRICT, WITHOUT ROWID and FTS5 are named here and nowhere else.
"""

from __future__ import annotations

from axis_tui.store.migrations import (
    v001_first,
    v002_renewals,
    v003_chip,
    v004_cancellation,
    v005_recall,
    v006_cancelled,
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    v001_first.STATEMENTS,
    v002_renewals.STATEMENTS,
    v003_chip.STATEMENTS,
    v004_cancellation.STATEMENTS,
    v005_recall.STATEMENTS,
    v006_cancelled.STATEMENTS,
)
LATEST = len(MIGRATIONS)
