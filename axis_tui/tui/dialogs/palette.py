"""`:`: find a command by name among those that work now, on this screen or any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.widgets._input import Input

from axis_tui.i18n import _
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.width import cells, cut, fit
from axis_tui.tui.command import Command
from axis_tui.tui.commands.dialog import CANCEL, CHOOSE
from axis_tui.tui.dialogs.box import Box
from axis_tui.tui.widgets.canvas import Canvas

if TYPE_CHECKING:
    from axis_tui.tui.screens.base import AxisScreen

_ROWS = 12


def matches(command: Command, typed: str) -> bool:
    """Whether every word typed occurs in the command's label or sentence, in the language in use or English."""
    text = " ".join((command.label, command.help, _(command.label), _(command.help))).casefold()
    return all(word in text for word in typed.casefold().split())


class PaletteScreen(Box[Command]):
    """Type, choose with the arrows, Enter. Gives the chosen command, or None."""

    COMMANDS = (CHOOSE, CANCEL)
    COLUMNS = 68
    DEFAULT_CSS = "PaletteScreen Input { height: 1; border: none; padding: 0; background: $background; }"

    def __init__(self, screen: AxisScreen) -> None:
        super().__init__(_("Commands"))
        self._all = [command for command in screen.usable_commands() if command.in_palette]
        self._found = self._all
        self._at = 0
        self._input = Input(compact=True)
        self._input.cursor_blink = False
        self._rows = Canvas()

    def compose_inside(self) -> ComposeResult:
        yield self._input
        yield self._rows

    def on_mount(self) -> None:
        self._rows.styles.height = min(_ROWS, self.app.size.height - 6)
        self._input.focus()
        self._show()

    def on_input_changed(self, event: Input.Changed) -> None:
        typed = event.value
        self._found = [command for command in self._all if matches(command, typed)]
        self._found.sort(key=lambda command: not _(command.label).casefold().startswith(typed.casefold()))
        self._at = 0
        self._show()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.action_choose()

    def on_key(self, event: events.Key) -> None:
        step = {"down": 1, "up": -1, "pagedown": _ROWS, "pageup": -_ROWS}.get(event.key)
        if step is not None:
            event.stop()
            self._at = max(0, min(self._at + step, len(self._found) - 1))
            self._show()

    def action_choose(self) -> None:
        self.dismiss(self._found[self._at] if self._found else None)

    def _show(self) -> None:
        rows = min(_ROWS, self.app.size.height - 6)
        first = max(0, self._at - rows + 1)
        shown = self._found[first : first + rows]
        lines = [self._line(command) for command in shown] or [line((_("nothing by that name"), Tone.MUTED))]
        self._rows.show_with_cursor(lines, self._at - first if shown else None)

    def _line(self, command: Command) -> Line:
        label = fit(_(command.label), 13)
        key = command.key_word(ascii_only=self.glyphs.name == "ascii")
        room = self.inner - 16 - cells(key)
        about = cut(_(command.help), room)
        return line(f" {label} ", (fit(about, room), Tone.MUTED), (f" {key}", Tone.KEY))
