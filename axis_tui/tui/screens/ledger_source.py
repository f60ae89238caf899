"""Entries of the ledger in pages, the newest first: they are numbered without a gap, which is their key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable

    from axis_tui.store.read import Reader
    from axis_tui.store.read.ledger import LedgerRow


class LedgerSource:
    """A `page_list.Source` of the whole ledger."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def page(
        self, limit: int, *, after: int | None = None, before: int | None = None, from_end: bool = False
    ) -> Sequence[LedgerRow]:
        """At most `limit` entries in falling order; see `page_list.Source`."""
        if before is not None:
            rows = self._below(limit, before + limit + 1)
            return [row for row in rows if row.entry.number > before]
        return self._below(limit, limit + 1 if from_end else after)

    def count(self) -> int:
        """How many there are: the number of the last."""
        rows = self._below(1, None)
        return rows[0].entry.number if rows else 0

    def key(self, row: LedgerRow) -> int:
        """Its number."""
        return row.entry.number

    def identity(self, row: LedgerRow) -> Hashable:
        """Its number, too."""
        return row.entry.number

    def find(self, identity: Hashable) -> LedgerRow | None:
        """The entry of that number."""
        if not isinstance(identity, int):
            return None
        rows = self._below(1, identity + 1)
        return rows[0] if rows and rows[0].entry.number == identity else None

    def _below(self, limit: int, number: int | None) -> list[LedgerRow]:
        from axis_tui.store.read import ledger

        return ledger.page(self._reader, limit, number)
