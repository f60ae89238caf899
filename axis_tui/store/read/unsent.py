"""Profiles that are off a chip, and whose carriers were not told: each goes on as if it were installed."""

from __future__ import annotations

from dataclasses import dataclass

from axis_tui.store.read.reader import Reader


@dataclass(frozen=True, slots=True)
class UnsentRow:
    """A deletion whose notification is still on the chip."""

    esim_name: str
    """Empty where the profile was no eSIM's here."""
    seen_at: int
    error: str
    """Why it was not sent, at the last try."""


def unsent_deletions(reader: Reader, before: int, limit: int = 20) -> list[UnsentRow]:
    """Those that were there before that instant, the oldest first."""
    found = reader.rows(
        "SELECT coalesce(o.name, ''), n.seen_at, n.error FROM notification n"
        " LEFT JOIN overview o ON o.esim_id = n.esim_id WHERE n.operation = 'delete' AND n.sent_at IS NULL"
        " AND n.removed_at IS NULL AND n.gone_at IS NULL AND n.seen_at < ? ORDER BY n.id LIMIT ?",
        (before, limit),
    )
    return [UnsentRow(*row) for row in found]
