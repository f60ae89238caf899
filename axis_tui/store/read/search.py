"""Full-text search: the one place on the read side with SQL that only SQLite knows (FTS5 MATCH)."""

from __future__ import annotations

from collections.abc import Sequence

from axis_tui.store.read.reader import Reader
from axis_tui.store.search_text import ARCHIVED


def matching(patterns: Sequence[str]) -> tuple[str, str]:
    """A SELECT of the ids of all eSIMs whose text holds all these patterns (at least one), and its
    parameter.
    """
    return "SELECT rowid FROM overview_search WHERE overview_search MATCH ?", _query(patterns)


def matching_ids(reader: Reader, patterns: Sequence[str], limit: int) -> list[int]:
    """At most `limit` of these ids, in no order."""
    sql, query = matching(patterns)
    return [row[0] for row in reader.rows(f"{sql} LIMIT ?", (query, limit))]


def count_matching(reader: Reader, patterns: Sequence[str], *, include_archived: bool) -> int:
    """How many eSIMs' texts hold all these patterns."""
    query = _query(patterns) if include_archived else f'({_query(patterns)}) NOT "{ARCHIVED}"'
    found = reader.row("SELECT count(*) FROM overview_search WHERE overview_search MATCH ?", (query,))
    return int(found[0]) if found else 0


def _query(patterns: Sequence[str]) -> str:
    quoted = (pattern.replace("\0", " ").replace('"', '""') for pattern in patterns)
    return " AND ".join(f'"{pattern}"' for pattern in quoted)
