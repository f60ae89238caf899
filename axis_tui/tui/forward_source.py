"""Lists that the read side can only page forward, or that are in memory, as sources of a PageList.

The keys passed on the way are remembered, which is what pages back. What a row is, is the subclass's.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic, TypeVar

R = TypeVar("R")
WALK = 500
MOST_KEYS = 2_000
"""How far `count` and the way to the end go; moving down goes on from there."""


class ForwardSource(ABC, Generic[R]):
    """A `page_list.Source` over `after`. Keys are comparable and rise in display order."""

    def __init__(self) -> None:
        self._keys: list[Any] = []
        self._walked = False

    @abstractmethod
    def after(self, key: Any, limit: int) -> Sequence[R]:
        """At most `limit` rows that follow `key`, or the first ones where it is None."""

    @abstractmethod
    def key(self, row: R) -> Any:
        """Where the row stands."""

    @abstractmethod
    def identity(self, row: R) -> Hashable:
        """What stays the same about the row."""

    @abstractmethod
    def find(self, identity: Hashable) -> R | None:
        """The row as it is now, or None."""

    def forget(self) -> None:
        """The store has changed: the keys passed may be gone."""
        self._keys, self._walked = [], False

    def page(
        self, limit: int, *, after: Any = None, before: Any = None, from_end: bool = False
    ) -> Sequence[R]:
        """At most `limit` rows in display order; see `page_list.Source`."""
        if before is None and not from_end:
            return self.after(after, limit)
        self._walk(before)
        end = len(self._keys) if before is None else bisect_left(self._keys, before)
        first = max(end - limit, 0)
        return self.after(self._keys[first - 1] if first else None, end - first)

    def count(self) -> int:
        """How many there are, up to MOST_KEYS."""
        self._walk(None)
        return len(self._keys)

    def _walk(self, until: Any) -> None:
        """Pass rows from the top until `until`, or to the end."""
        while not self._walked and (until is None or not self._keys or self._keys[-1] < until):
            rows = self.after(self._keys[-1] if self._keys else None, WALK)
            self._keys += [self.key(row) for row in rows]
            self._walked = len(rows) < WALK or (until is None and len(self._keys) >= MOST_KEYS)


class FewSource(ForwardSource[R]):
    """All rows at once, for lists that are short by nature: carriers, meters. `ask` gives them again."""

    def __init__(self, ask: Callable[[], Sequence[R]], identity: Callable[[R], Hashable]) -> None:
        super().__init__()
        self._ask, self._identity = ask, identity
        self._rows: list[R] = list(ask())

    def forget(self) -> None:
        super().forget()
        self._rows = list(self._ask())

    def after(self, key: Any, limit: int) -> Sequence[R]:
        first = 0 if key is None else key + 1
        return self._rows[first : first + limit]

    def key(self, row: R) -> int:
        return self._place(self._identity(row)) or 0

    def identity(self, row: R) -> Hashable:
        return self._identity(row)

    def find(self, identity: Hashable) -> R | None:
        place = self._place(identity)
        return None if place is None else self._rows[place]

    def _place(self, identity: Hashable) -> int | None:
        return next((at for at, row in enumerate(self._rows) if self._identity(row) == identity), None)
