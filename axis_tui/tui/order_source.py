"""Orders in pages, section by section, the latest first in each."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from axis_tui.domain.renewal import OPEN
from axis_tui.domain.renewal_word import OrderState
from axis_tui.tui.forward_source import ForwardSource

if TYPE_CHECKING:
    from axis_tui.store.read import Reader
    from axis_tui.store.read.renewals import Filter, OrderRow

Key = tuple[int, int, int]
"""Section, then asked_at and id, both negative since the latest stand first."""
_DOUBT = (OrderState.REVIEW, OrderState.UNKNOWN, OrderState.SENT)
OPEN_SECTIONS = (_DOUBT, tuple(sorted(OPEN.difference(_DOUBT))))
"""Orders not at their end: those of which money may have moved, then the others."""
ALL = ((),)
"""The history: one section of every state."""


class OrderSource(ForwardSource["OrderRow"]):
    """The orders that a filter lets pass; `sections` are the states that stand together, none being all."""

    def __init__(
        self, reader: Reader, chosen: Filter, sections: Sequence[tuple[OrderState, ...]] = ALL
    ) -> None:
        super().__init__()
        self._reader, self._filter, self._sections = reader, chosen, sections

    def after(self, key: Key | None, limit: int) -> Sequence[OrderRow]:
        from axis_tui.store.read import renewals

        found: list[OrderRow] = []
        for section, states in enumerate(self._sections):
            if len(found) >= limit or (key is not None and section < key[0]):
                continue
            place = (-key[1], -key[2]) if key is not None and section == key[0] else None
            if (chosen := self._within(states)) is not None:
                found += renewals.page(self._reader, chosen, limit - len(found), place)
        return found

    def key(self, row: OrderRow) -> Key:
        section = next((at for at, states in enumerate(self._sections) if row.state in states), 0)
        return section, -row.asked_at, -row.id

    def identity(self, row: OrderRow) -> Hashable:
        return "order", row.id

    def find(self, identity: Hashable) -> OrderRow | None:
        from axis_tui.store.read import renewals

        if not isinstance(identity, tuple):
            return None  # an eSIM's, from the list that stands in the same place
        row = renewals.order(self._reader, identity[1])
        if row is None or not any(not states or row.state in states for states in self._sections):
            return None
        return row

    def _within(self, states: tuple[OrderState, ...]) -> Filter | None:
        """The filter with only the states of a section; None where it lets none of them pass."""
        if not states:
            return self._filter
        wanted = tuple(state for state in states if not self._filter.states or state in self._filter.states)
        return replace(self._filter, states=wanted) if wanted else None
