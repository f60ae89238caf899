"""Asking before something happens. Where it cannot be undone, a word must be typed; pasting does not count."""

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.widgets._input import Input

from axis_tui.i18n import _
from axis_tui.present.line import Line, Tone, line
from axis_tui.tui.commands.dialog import CONFIRM, TYPED
from axis_tui.tui.dialogs.box import Box
from axis_tui.tui.dialogs.help import wrapped
from axis_tui.tui.widgets.canvas import Canvas


def question_lines(question: str, facts: Sequence[str], width: int) -> list[Line]:
    """What is asked, and what a person should know before answering."""
    lines = [line((text, Tone.STRONG)) for text in wrapped(question, width)]
    for fact in facts:
        lines += [line(text) for text in wrapped(fact, width)]
    return lines


class Confirm(Box[bool]):
    """Yes or no."""

    COMMANDS = CONFIRM

    def __init__(self, title: str, question: str, facts: Sequence[str] = (), verb: str = "") -> None:
        super().__init__(title)
        self._question, self._facts = question, facts
        self._text = Canvas()

    def compose_inside(self) -> ComposeResult:
        yield self._text

    def on_mount(self) -> None:
        lines = question_lines(self._question, self._facts, self.inner)
        self._text.styles.height = len(lines)
        self._text.show(lines)

    def action_yes(self) -> None:
        self.dismiss(True)

    def action_cancel(self) -> None:
        self.dismiss(False)


class TypedInput(Input):
    """An input that takes keys but no paste."""

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()

    def action_paste(self) -> None:
        """Nothing: confirmation is typed."""


class TypedConfirm(Box[bool]):
    """Destructive or spending steps: the exact word or amount has to be typed, then Enter."""

    COMMANDS = TYPED
    DEFAULT_CSS = "TypedConfirm Input { height: 1; border: none; padding: 0; background: $background; }"

    def __init__(self, title: str, question: str, word: str, facts: Sequence[str] = ()) -> None:
        super().__init__(title)
        self._question, self._facts, self._word = question, facts, word
        self._text = Canvas()
        self._input = TypedInput(compact=True)
        self._input.cursor_blink = False

    def compose_inside(self) -> ComposeResult:
        yield self._text
        yield self._input

    def on_mount(self) -> None:
        lines = question_lines(self._question, self._facts, self.inner)
        lines.append(line((_("Type “%(word)s” to confirm:") % {"word": self._word}, Tone.KEY)))
        self._text.styles.height = len(lines)
        self._text.show(lines)
        self._input.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if event.value.strip() == self._word:
            self.dismiss(True)
        else:
            self.draw_edges((_("that is not “%(word)s”") % {"word": self._word}, Tone.WARNING))

    def action_cancel(self) -> None:
        self.dismiss(False)
