"""Full-text search: the one place on the read side with SQL that only SQLite knows (FTS5 MATCH)."""

from __future__ import annotations

from collections.abc import Sequence

from axis_tui.store.read.reader import Reader

SHORTEST = 3
"""Trigrams find nothing shorter; such words are compared one row at a time (LIKE)."""


def matching_ids(reader: Reader, words: Sequence[str], limit: int) -> list[int]:
    """Ids of at most `limit` eSIMs whose text holds all `words` long enough, in no order."""
    query = _query(words)
    if not query:
        return []
    return [
        row[0]
        for row in reader.rows(
            "SELECT rowid FROM overview_search WHERE overview_search MATCH ? LIMIT ?", (query, limit)
        )
    ]


def is_searchable(word: str) -> bool:
    """Whether the index can find it."""
    return len(word) >= SHORTEST


def _query(words: Sequence[str]) -> str:
    phrases = (word.replace("\0", " ").replace('"', '""') for word in words if is_searchable(word))
    return " AND ".join(f'"{phrase}"' for phrase in phrases)
