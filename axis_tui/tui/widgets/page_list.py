"""A list of any length, of which it holds only the rows on screen.

Rows come in pages by key from a `Source`; the same list serves ten rows and a hundred thousand. It draws
and moves the cursor; what a row is, and what its keys do, is the screen's business.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic, Protocol, TypeVar

from textual import events

from axis_tui.present.line import Line, Tone
from axis_tui.tui.widgets.canvas import Canvas

R = TypeVar("R")


class Source(Protocol[R]):
    """Where the rows come from, in one fixed order. Keys are whatever the read side pages by."""

    def page(
        self, limit: int, *, after: Any = None, before: Any = None, from_end: bool = False
    ) -> Sequence[R]:
        """At most `limit` rows in display order: just after a key, just before one, the last, or the
        first."""

    def count(self) -> int:
        """How many rows there are in all."""

    def key(self, row: R) -> Any:
        """Where the row stands in this order."""

    def identity(self, row: R) -> Hashable:
        """What stays the same about the row when its contents change."""

    def find(self, identity: Hashable) -> R | None:
        """The row as it is now, or None where it is gone from this list."""


class PageList(Canvas, Generic[R]):
    """The rows of a Source under a header line, with a cursor.

    `draw_row(row)` gives a line whose first cell is left for the cursor's mark; `moved()` is called after the
    selection changed. The screen tells the size with `fit` and the rows with `load` or `reload`.
    """

    def __init__(
        self, draw_row: Callable[[R], Line], moved: Callable[[], None], mark: str, *, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._draw_row = draw_row
        self._moved = moved
        self._mark = mark
        self._source: Source[R] | None = None
        self._header: tuple[Line, ...] = ()
        self._rows: list[R] = []
        self._before: Any = None  # key of the row above the window; None at the top
        self._above = 0  # rows above the window, as far as known
        self._total = 0
        self._at = 0  # the cursor's row inside the window
        self._room = 1

    @property
    def selected(self) -> R | None:
        """The row under the cursor."""
        return self._rows[self._at] if 0 <= self._at < len(self._rows) else None

    @property
    def rows(self) -> Sequence[R]:
        """The rows on screen."""
        return self._rows

    @property
    def position(self) -> int:
        """The cursor's place in the whole list, from 1; 0 where the list is empty."""
        return self._above + self._at + 1 if self._rows else 0

    @property
    def total(self) -> int:
        """How many rows the list has."""
        return self._total

    def set_header(self, header: Sequence[Line]) -> None:
        """Lines above the first row, which do not scroll."""
        self._header = tuple(header)

    def fit(self, rows: int) -> None:
        """Take this many rows of the terminal, header included."""
        self._room = max(1, rows - len(self._header))

    # Contents

    def clear(self) -> None:
        """Show no rows, only the header."""
        self._source, self._rows, self._total, self._at = None, [], 0, 0
        self._before, self._above = None, 0
        self.paint()

    def load(self, source: Source[R], *, keep: Hashable | None = None) -> None:
        """Show a source from its top, the cursor on the row `keep` if it is there."""
        self._source = source
        self._total = source.count()
        self._at = 0
        self._from_top()
        if keep is not None:
            row = source.find(keep)
            if row is not None:
                self._around(row)
        self.paint()

    def reload(self) -> None:
        """Ask for the rows on screen again; the cursor stays on its row wherever that went."""
        source = self._source
        if source is None:
            return
        chosen = self.selected
        self._total = source.count()
        self._rows = list(source.page(self._room, after=self._before))
        if len(self._rows) < self._room and self._before is not None:
            self._from_end()
        if self._before is None:
            self._above = 0
        if chosen is not None and not self._put_cursor_on(source.identity(chosen)):
            row = source.find(source.identity(chosen))
            if row is not None:
                self._around(row)
        self._at = min(self._at, max(0, len(self._rows) - 1))
        self.paint()

    def _from_top(self) -> None:
        assert self._source is not None
        self._before, self._above = None, 0
        self._rows = list(self._source.page(self._room))

    def _from_end(self) -> None:
        assert self._source is not None
        rows = list(self._source.page(self._room + 1, from_end=True))
        self._set_window(rows, max(0, self._total - self._room))

    def _set_window(self, rows: list[R], above: int) -> None:
        """Take `rows`, of which the first stays above the window if there is one too many."""
        assert self._source is not None
        if len(rows) > self._room:
            spare = len(rows) - self._room
            self._before = self._source.key(rows[spare - 1])
            self._rows = rows[spare:]
            self._above = above
        else:
            self._before, self._rows, self._above = None, rows, 0

    def _around(self, row: R) -> bool:
        """Show the window around a row that may be anywhere, the cursor on it; False where it is not
        listed."""
        source, room = self._source, self._room
        assert source is not None
        above = list(source.page(room + 1, before=source.key(row)))
        below = list(source.page(room, after=source.key(above[-1]) if above else None))
        if not below or source.identity(below[0]) != source.identity(row):
            return False
        rows, at = [*above, *below], len(above)
        first = max(0, min(at - min(max(self._at, 0), room - 1), len(rows) - room))
        self._before = source.key(rows[first - 1]) if first else None
        if len(above) <= room:
            self._above = first
        elif len(below) < room:
            self._above = max(0, self._total - (len(rows) - first))
        else:
            self._above = max(first, min(self._above, self._total - room))
        self._rows = rows[first : first + room]
        self._at = at - first
        return True

    def _put_cursor_on(self, identity: Hashable) -> bool:
        assert self._source is not None
        for at, row in enumerate(self._rows):
            if self._source.identity(row) == identity:
                self._at = at
                return True
        return False

    # Moving

    def move(self, by: int) -> None:
        """Move the cursor by rows, the window with it where it must."""
        source = self._source
        if source is None or not self._rows:
            return
        target = self._at + by
        if target >= len(self._rows):
            self._down(target - len(self._rows) + 1)
            target = len(self._rows) - 1
        elif target < 0:
            self._up(-target)
            target = 0
        if target != self._at or by:
            self._at = target
            self.paint()
            self._moved()

    def page_move(self, pages: int) -> None:
        """Move by what is visible, less one row."""
        self.move(pages * max(1, self._room - 1))

    def first(self) -> None:
        """The first row of all."""
        if self._source is not None:
            self._from_top()
            self._at = 0
            self.paint()
            self._moved()

    def last(self) -> None:
        """The last row of all."""
        if self._source is not None:
            self._from_end()
            self._at = max(0, len(self._rows) - 1)
            self.paint()
            self._moved()

    def select(self, identity: Hashable) -> bool:
        """Put the cursor on a row, wherever it is; False where the list has no such row."""
        if self._source is None:
            return False
        if not self._put_cursor_on(identity):
            row = self._source.find(identity)
            if row is None or not self._around(row):
                return False
        self.paint()
        self._moved()
        return True

    def _down(self, by: int) -> None:
        assert self._source is not None
        more = list(self._source.page(by, after=self._source.key(self._rows[-1])))
        if more:
            rows = [*self._rows, *more]
            gone = max(0, len(rows) - self._room)
            if gone:
                self._before = self._source.key(rows[gone - 1])
                self._above += gone
                self._rows = rows[gone:]
            else:
                self._rows = rows

    def _up(self, by: int) -> None:
        assert self._source is not None
        if self._before is None:
            return
        more = list(self._source.page(by + 1, before=self._source.key(self._rows[0])))
        here = len(more) > by
        self._before = self._source.key(more[0]) if here else None
        taken = more[1:] if here else more
        self._above = max(0, self._above - len(taken)) if here else 0
        self._rows = [*taken, *self._rows][: self._room]

    # Drawing

    def paint(self) -> None:
        """Draw the rows again, for instance because the time has moved on; only changed rows are sent."""
        lines = [*self._header]
        for at, row in enumerate(self._rows):
            drawn = self._draw_row(row)
            lines.append(self._marked(drawn) if at == self._at else drawn)
        cursor = len(self._header) + self._at if self._rows else None
        self.show_with_cursor(lines, cursor)

    def _marked(self, drawn: Line) -> Line:
        if not drawn:
            return ((self._mark, Tone.ACCENT),)
        (text, tone), *rest = drawn
        return (
            ((self._mark, Tone.ACCENT), (text[1:], tone), *rest)
            if text[1:]
            else ((self._mark, Tone.ACCENT), *rest)
        )

    # The mouse

    def on_click(self, event: events.Click) -> None:
        at = event.y - len(self._header)
        if 0 <= at < len(self._rows):
            self.move(at - self._at)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.move(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.move(-1)
