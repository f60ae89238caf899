"""`:`: find a command by name among those that work now, on this screen or any."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events

from axis_tui.i18n import _
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.width import cells, cut, fit
from axis_tui.tui.command import Command
from axis_tui.tui.commands.dialog import CANCEL, CHOOSE
from axis_tui.tui.dialogs.box import Box
from axis_tui.tui.editor import LineEditor

if TYPE_CHECKING:
    from axis_tui.tui.screens.base import AxisScreen

_ROWS = 12


def matches(command: Command, typed: str) -> bool:
    """Whether every word typed occurs in the command's label or sentence, in the language in use or
    English."""
    text = " ".join((command.label, command.help, _(command.label), _(command.help))).casefold()
    return all(word in text for word in typed.casefold().split())


class PaletteScreen(Box[Command]):
    """Type, choose with the arrows, Enter. Gives the chosen command, or None."""

    COMMANDS = (CHOOSE, CANCEL)
    COLUMNS = 72

    def __init__(self, screen: AxisScreen) -> None:
        super().__init__(_("Commands"))
        self._all = [command for command in screen.usable_commands() if command.in_palette]
        self._found = self._all
        self._at = 0
        self._editor = LineEditor()

    @property
    def _rows(self) -> int:
        return min(_ROWS, self.room - 1)

    def draw_inside(self) -> tuple[Sequence[Line], int | None]:
        first = max(0, self._at - self._rows + 1)
        shown = self._found[first : first + self._rows]
        lines = [self._line(command) for command in shown] or [line((_("nothing by that name"), Tone.MUTED))]
        lines += [()] * (self._rows - len(lines))
        text, caret = self._editor.window(self.inner - 3, "*")
        self.caret_at(2 + caret, 0)
        return [line((": ", Tone.KEY), text), *lines], 1 + self._at - first if shown else None

    def _line(self, command: Command) -> Line:
        label = fit(_(command.label), 13)
        key = command.key_word(ascii_only=self.glyphs.name == "ascii")
        room = self.inner - 16 - cells(key)
        return line(f" {label} ", (fit(cut(_(command.help), room), room), Tone.MUTED), (f" {key}", Tone.KEY))

    def on_key(self, event: events.Key) -> None:
        step = {"down": 1, "up": -1, "pagedown": self._rows, "pageup": -self._rows}.get(event.key)
        if step is not None:
            self._at = max(0, min(self._at + step, len(self._found) - 1))
        elif event.key in ("enter", "escape") or not self._editor.key(event.key, event.character):
            return
        else:
            self._search()
        event.stop()
        self.draw()

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        self._editor.paste(event.text)
        self._search()
        self.draw()

    def _search(self) -> None:
        typed = self._editor.text
        self._found = [command for command in self._all if matches(command, typed)]
        self._found.sort(key=lambda command: not _(command.label).casefold().startswith(typed.casefold()))
        self._at = 0

    def action_choose(self) -> None:
        self.dismiss(self._found[self._at] if self._found else None)
