"""The list of alerts in pages: open ones, then those put off, then those resolved; the newest first in each.

The read side pages forward only; the keys passed on the way are remembered, which is what pages back.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from axis_tui.domain.word import AlertState

if TYPE_CHECKING:
    from axis_tui.store.read import Reader
    from axis_tui.store.read.alerts import AlertRow

Key = tuple[int, int, int]
"""Section, then raised_at and id, both negative since the newest stand first."""
SECTIONS: tuple[tuple[AlertState, ...], ...] = (
    (AlertState.OPEN,),
    (AlertState.ACKNOWLEDGED, AlertState.SNOOZED),
    (AlertState.RESOLVED,),
)
WALK = 200
MOST_KEYS = 10_000
"""How far `count` and the way to the end go; moving down goes on from there."""


class AlertSource:
    """A `page_list.Source` of alerts; `show_all` adds the sections after the open ones."""

    def __init__(self, reader: Reader, *, show_all: bool) -> None:
        self._reader = reader
        self._sections = SECTIONS if show_all else SECTIONS[:1]
        self._keys: list[Key] = []
        self._walked = False

    def forget(self) -> None:
        """The store has changed: the keys passed may be gone."""
        self._keys, self._walked = [], False

    def page(
        self, limit: int, *, after: Key | None = None, before: Key | None = None, from_end: bool = False
    ) -> Sequence[AlertRow]:
        """At most `limit` rows in display order; see `page_list.Source`."""
        if before is None and not from_end:
            return self._after(after, limit)
        self._walk(before)
        end = len(self._keys) if before is None else bisect_left(self._keys, before)
        first = max(end - limit, 0)
        return self._after(self._keys[first - 1] if first else None, end - first)

    def count(self) -> int:
        """How many there are, up to MOST_KEYS."""
        self._walk(None)
        return len(self._keys)

    def key(self, row: AlertRow) -> Key:
        """Where it stands."""
        section = next(at for at, states in enumerate(SECTIONS) if row.state in states)
        return section, -row.raised_at, -row.id

    def identity(self, row: AlertRow) -> Hashable:
        """Its id."""
        return row.id

    def find(self, identity: Hashable) -> AlertRow | None:
        """The alert as it is now; None where it is not in this list any more."""
        from axis_tui.store.read import alerts

        row = alerts.row(self._reader, int(str(identity)))
        return row if row is not None and self.key(row)[0] < len(self._sections) else None

    def _after(self, key: Key | None, limit: int) -> list[AlertRow]:
        from axis_tui.store.read import alerts

        found: list[AlertRow] = []
        for section, states in enumerate(self._sections):
            if len(found) >= limit or (key is not None and section < key[0]):
                continue
            place = (-key[1], -key[2]) if key is not None and section == key[0] else None
            found += alerts.page(self._reader, limit - len(found), place, states)
        return found

    def _walk(self, until: Key | None) -> None:
        """Pass rows from the top until `until`, or to the end."""
        while not self._walked and (until is None or not self._keys or self._keys[-1] < until):
            rows = self._after(self._keys[-1] if self._keys else None, WALK)
            self._keys += [self.key(row) for row in rows]
            self._walked = len(rows) < WALK or len(self._keys) >= MOST_KEYS
