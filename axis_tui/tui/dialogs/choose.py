"""Choosing one of a few things."""

from collections.abc import Sequence
from typing import TypeVar

from axis_tui.present.line import Line, Tone, line
from axis_tui.tui.commands.dialog import LIST
from axis_tui.tui.dialogs.box import Box

T = TypeVar("T")


class Choose(Box[T]):
    """A short list; gives what stands behind the chosen line, or None. `options`: (line, value)."""

    COMMANDS = LIST

    def __init__(self, title: str, options: Sequence[tuple[Line, T]], remark: str = "") -> None:
        super().__init__(title)
        self._options = list(options)
        self._above = remark
        self._at = 0

    def draw_inside(self) -> tuple[Sequence[Line], int | None]:
        head: list[Line] = [line((self._above, Tone.MUTED)), ()] if self._above else []
        room = max(1, self.room - len(head))
        first = max(0, self._at - room + 1)
        lines = [option for option, _value in self._options[first : first + room]]
        return [*head, *lines], len(head) + self._at - first

    def _go(self, to: int) -> None:
        self._at = max(0, min(to, len(self._options) - 1))
        self.draw()

    def action_move(self, by: int) -> None:
        self._go(self._at + by)

    def action_page(self, pages: int) -> None:
        self._go(self._at + pages * self.room)

    def action_first(self) -> None:
        self._go(0)

    def action_last(self) -> None:
        self._go(len(self._options) - 1)

    def action_choose(self) -> None:
        self.dismiss(self._options[self._at][1] if self._options else None)
