"""A page of lines to scroll, over the list that it was opened from; it follows the store like every screen.

A page gives `refresh_data`, which ends with `show_page`. No words and no queries here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult

from axis_tui.present.line import Line
from axis_tui.tui.screens.base import AxisScreen
from axis_tui.tui.widgets.canvas import Canvas

_MOVES = ("move", "page", "first", "last")


class ScrollPage(AxisScreen):
    """Lines on a canvas, and the keys of `commands.listing.MOVES` where there are more than fit."""

    COMMANDS: ClassVar[Any] = ()

    def __init__(self) -> None:
        super().__init__()
        self._text = Canvas(id="page")
        self._lines: Sequence[Line] = ()
        self._first = 0

    def compose_body(self) -> ComposeResult:
        yield self._text

    def show_page(self, lines: Sequence[Line]) -> None:
        """Show these lines, at the place where the person was; only what changed is sent."""
        self._lines = lines
        self._draw()

    def allows(self, action: str) -> bool:
        return action not in _MOVES or len(self._lines) > self.body_rows

    def action_move(self, by: int) -> None:
        self._first += by
        self._draw()

    def action_page(self, pages: int) -> None:
        self.action_move(pages * (self.body_rows - 1))

    def action_first(self) -> None:
        self.action_move(-self._first)

    def action_last(self) -> None:
        self.action_move(len(self._lines))

    def action_back(self) -> None:
        self.dismiss(None)

    def _draw(self) -> None:
        self._first = max(0, min(self._first, len(self._lines) - self.body_rows))
        self._text.show(self._lines[self._first : self._first + self.body_rows])
