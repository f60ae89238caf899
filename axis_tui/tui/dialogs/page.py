"""A page to read over a screen: help, and explanations."""

from collections.abc import Callable, Sequence

from textual.app import ComposeResult

from axis_tui.present.line import Line
from axis_tui.tui.commands.dialog import PAGE
from axis_tui.tui.dialogs.box import Box
from axis_tui.tui.widgets.canvas import Canvas


class PageDialog(Box[None]):
    """Shows lines; scrolls when there are more than fit. `lines(width)` gives them for a width in columns."""

    COMMANDS = PAGE
    COLUMNS = 76

    def __init__(self, title: str, lines: Callable[[int], Sequence[Line]]) -> None:
        super().__init__(title)
        self._lines = lines
        self._text = Canvas()
        self._first = 0

    def compose_inside(self) -> ComposeResult:
        yield self._text

    def on_mount(self) -> None:
        self._show()

    def on_resize(self) -> None:
        self._show()

    def _show(self) -> None:
        lines = self._lines(self.inner)
        room = max(3, self.app.size.height - 4)
        rows = min(len(lines), room)
        self._first = max(0, min(self._first, len(lines) - rows))
        self._text.styles.height = rows
        self._text.show(lines[self._first : self._first + rows])

    def action_move(self, by: int) -> None:
        self._first += by
        self._show()

    def action_page(self, pages: int) -> None:
        self.action_move(pages * max(1, self.app.size.height - 6))

    def action_first(self) -> None:
        self._first = 0
        self._show()

    def action_last(self) -> None:
        self.action_move(1_000_000)
