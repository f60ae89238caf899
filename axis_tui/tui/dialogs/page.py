"""A page to read over a screen: help, and explanations."""

from collections.abc import Callable, Sequence

from axis_tui.i18n import _
from axis_tui.present.line import Line
from axis_tui.tui.command import key_word
from axis_tui.tui.commands.dialog import PAGE
from axis_tui.tui.dialogs.box import Box


class PageDialog(Box[None]):
    """Shows lines; scrolls when there are more than fit. `lines(width)` gives them for a width in columns."""

    COMMANDS = PAGE
    COLUMNS = 78

    def __init__(self, title: str, lines: Callable[[int], Sequence[Line]]) -> None:
        super().__init__(title)
        self._lines = lines
        self._first = 0
        self._more = False

    def draw_inside(self) -> tuple[Sequence[Line], int | None]:
        lines = self._lines(self.inner)
        self._first = max(0, min(self._first, len(lines) - self.room))
        self._more = len(lines) > self.room
        return lines[self._first : self._first + self.room], None

    def keys_text(self) -> str:
        keys = super().keys_text()
        return f"{keys}   {key_word('pagedown')} {_('more')}" if self._more else keys

    def action_move(self, by: int) -> None:
        self._first += by
        self.draw()

    def action_page(self, pages: int) -> None:
        self.action_move(pages * (self.room - 1))

    def action_first(self) -> None:
        self.action_move(-self._first)

    def action_last(self) -> None:
        self.action_move(len(self._lines(self.inner)))
