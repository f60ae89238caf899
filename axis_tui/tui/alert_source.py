"""Alerts in pages: open ones, then those put off, then those resolved; the newest first in each."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from axis_tui.domain.word import AlertState
from axis_tui.tui.forward_source import ForwardSource

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


class AlertSource(ForwardSource["AlertRow"]):
    """Alerts of the store; `show_all` adds the sections after the open ones."""

    def __init__(self, reader: Reader, *, show_all: bool) -> None:
        super().__init__()
        self._reader = reader
        self._sections = SECTIONS if show_all else SECTIONS[:1]

    def after(self, key: Key | None, limit: int) -> Sequence[AlertRow]:
        from axis_tui.store.read import alerts

        found: list[AlertRow] = []
        for section, states in enumerate(self._sections):
            if len(found) >= limit or (key is not None and section < key[0]):
                continue
            place = (-key[1], -key[2]) if key is not None and section == key[0] else None
            found += alerts.page(self._reader, limit - len(found), place, states)
        return found

    def count(self) -> int:
        """Open ones exactly; with the others up to MOST_KEYS."""
        from axis_tui.store.read import alerts

        if len(self._sections) > 1:
            return super().count()
        return sum(alerts.open_counts(self._reader).values())

    def key(self, row: AlertRow) -> Key:
        section = next(at for at, states in enumerate(SECTIONS) if row.state in states)
        return section, -row.raised_at, -row.id

    def identity(self, row: AlertRow) -> Hashable:
        return row.id

    def find(self, identity: Hashable) -> AlertRow | None:
        from axis_tui.store.read import alerts

        row = alerts.row(self._reader, int(str(identity)))
        return row if row is not None and self.key(row)[0] < len(self._sections) else None
