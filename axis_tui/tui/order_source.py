"""Orders in pages, as a PageList asks for them: the open ones in sections, and the history."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from axis_tui.domain.renewal import OPEN
from axis_tui.domain.renewal_word import OrderState
from axis_tui.tui.forward_source import ForwardSource

if TYPE_CHECKING:
    from axis_tui.store.read import Reader
    from axis_tui.store.read.renewals import Filter, OrderRow

MOST_COUNTED = 10_000
"""How far the history is counted and added up."""
_DOUBT = (OrderState.REVIEW, OrderState.UNKNOWN, OrderState.SENT)
_SECTIONS = (_DOUBT, tuple(sorted(OPEN.difference(_DOUBT))))
Key = tuple[int, int, int]
"""Section, then asked_at and id, both negative since the latest stand first."""


class OpenSource(ForwardSource["OrderRow"]):
    """Orders not at their end: those of which money may have moved, then the others; the latest first."""

    def __init__(self, reader: Reader, chosen: Filter) -> None:
        super().__init__()
        self._reader, self._filter = reader, chosen

    def after(self, key: Key | None, limit: int) -> Sequence[OrderRow]:
        from axis_tui.store.read import renewals

        found: list[OrderRow] = []
        for section, states in enumerate(_SECTIONS):
            if len(found) >= limit or (key is not None and section < key[0]):
                continue
            place = (-key[1], -key[2]) if key is not None and section == key[0] else None
            chosen = self._filter.states
            wanted = tuple(state for state in states if not chosen or state in chosen)
            if wanted:
                within = replace(self._filter, states=wanted)
                found += renewals.page(self._reader, within, limit - len(found), place)
        return found

    def key(self, row: OrderRow) -> Key:
        return int(row.state not in _DOUBT), -row.asked_at, -row.id

    def identity(self, row: OrderRow) -> Hashable:
        return _identity(row)

    def find(self, identity: Hashable) -> OrderRow | None:
        row = _find(self._reader, identity)
        return row if row is not None and row.state in OPEN else None


class HistorySource:
    """Every order that a filter lets pass, the latest first."""

    def __init__(self, reader: Reader, chosen: Filter) -> None:
        self._reader, self._filter = reader, chosen

    def page(
        self, limit: int, *, after: Any = None, before: Any = None, from_end: bool = False
    ) -> Sequence[OrderRow]:
        from axis_tui.store.read import order_pages, renewals

        if before is None and not from_end:
            return renewals.page(self._reader, self._filter, limit, after)
        return order_pages.page_before(self._reader, self._filter, limit, before)

    def count(self) -> int:
        from axis_tui.store.read import order_pages

        return order_pages.count_up_to(self._reader, self._filter, MOST_COUNTED)

    def key(self, row: OrderRow) -> Any:
        return row.key

    def identity(self, row: OrderRow) -> Hashable:
        return _identity(row)

    def find(self, identity: Hashable) -> OrderRow | None:
        return _find(self._reader, identity)

    def forget(self) -> None:
        """The store has changed; nothing is remembered here."""


def _identity(row: OrderRow) -> Hashable:
    return "order", row.id  # never equal to an eSIM's, whose list stands in the same place


def _find(reader: Reader, identity: Hashable) -> OrderRow | None:
    from axis_tui.store.read import renewals

    return renewals.order(reader, identity[1]) if isinstance(identity, tuple) else None
