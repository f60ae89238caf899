"""Version 6: an eSIM whose service a cancellation ended has a status of its own.

A CHECK cannot be widened, so the overview is built anew around its rows; the search index goes by its name.
What archived eSIMs sort by moves up by one state, and rows of what was cancelled are due at once.
"""

from __future__ import annotations

from axis_tui.store.migrations import v001_first

_RANK = 1 << 41
"""From one state to the next in the order by status, as it stood with this version."""


def _as_before(start: str) -> tuple[str, ...]:
    """The statements of the first version that begin so."""
    return tuple(statement for statement in v001_first.STATEMENTS if statement.startswith(start))


(_TABLE,) = _as_before("CREATE TABLE overview (")

STATEMENTS: tuple[str, ...] = (
    "ALTER TABLE overview RENAME TO overview_before",
    _TABLE.replace("'archived'))", "'cancelled', 'archived'))"),
    "INSERT INTO overview SELECT * FROM overview_before",
    "DROP TABLE overview_before",
    *_as_before("CREATE INDEX overview_"),
    *_as_before("CREATE TRIGGER overview_"),
    f"UPDATE overview SET sort_status = sort_status + {_RANK} WHERE status = 'archived'",
    "UPDATE overview SET next_change_at = 0 WHERE plan_id IN (SELECT id FROM plan WHERE state = 'ended')"
    " OR esim_id IN (SELECT esim_id FROM cancellation WHERE verified_at IS NOT NULL)",
)
