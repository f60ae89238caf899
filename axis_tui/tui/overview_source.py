"""Pages of the list of eSIMs, out of the read side, as a PageList asks for them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from axis_tui.store.read import Reader
    from axis_tui.store.read.overview import Filter, Order, OverviewRow


class OverviewSource:
    """The eSIMs that a filter lets pass, in one order."""

    def __init__(self, reader: Reader, chosen: Filter, order: Order, descending: bool) -> None:
        self._reader, self._filter, self._order, self._descending = reader, chosen, order, descending

    def page(
        self, limit: int, *, after: Any = None, before: Any = None, from_end: bool = False
    ) -> Sequence[Any]:
        from axis_tui.store.read import overview

        return overview.page(
            self._reader, self._filter, self._order, limit,
            after=after, before=before, descending=self._descending, from_end=from_end,
        )  # fmt: skip

    def count(self) -> int:
        from axis_tui.store.read import overview

        return overview.count(self._reader, self._filter)

    def key(self, row: OverviewRow) -> Any:
        return row.key(self._order)

    def identity(self, row: OverviewRow) -> Hashable:
        return row.esim_id

    def find(self, identity: Hashable) -> OverviewRow | None:
        from axis_tui.store.read import overview

        return overview.row(self._reader, int(str(identity)))
