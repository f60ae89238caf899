"""Cancellations in pages, as a PageList asks for them: the open ones, the oldest first; or all, the latest
first."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Any

from axis_tui.domain.cancellation import DONE

if TYPE_CHECKING:
    from axis_tui.store.read import Reader
    from axis_tui.store.read.case_pages import Filter
    from axis_tui.store.read.cases import CaseRow

MOST_COUNTED = 10_000
"""How far they are counted."""


class CaseSource:
    """The cases that a filter lets pass, by their numbers."""

    def __init__(self, reader: Reader, chosen: Filter, *, is_open: bool) -> None:
        self._reader, self._is_open = reader, is_open
        self._filter = chosen.open_only() if is_open else chosen

    def page(
        self, limit: int, *, after: Any = None, before: Any = None, from_end: bool = False
    ) -> Sequence[CaseRow]:
        from axis_tui.store.read import case_pages

        is_backwards = before is not None or from_end
        falling = self._is_open is is_backwards
        key = before if is_backwards else after
        bound = {} if key is None else {"under" if falling else "over": key}
        found = case_pages.page(self._reader, self._filter, limit, falling=falling, **bound)
        return found[::-1] if is_backwards else found

    def count(self) -> int:
        from axis_tui.store.read import case_pages

        return case_pages.count_up_to(self._reader, self._filter, MOST_COUNTED)

    def key(self, row: CaseRow) -> int:
        return row.id

    def identity(self, row: CaseRow) -> Hashable:
        return identity(row.id)

    def find(self, identity: Hashable) -> CaseRow | None:
        from axis_tui.store.read import cases

        row = cases.case(self._reader, identity[1]) if isinstance(identity, tuple) else None
        return None if row is None or (self._is_open and row.state in DONE) else row


def identity(case_id: int) -> Hashable:
    """What a case is known by in a list: never equal to an eSIM, whose list stands in the same place."""
    return "case", case_id
