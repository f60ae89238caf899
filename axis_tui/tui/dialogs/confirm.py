"""Asking before something happens. Where it cannot be undone, a word must be typed; pasting does not
count."""

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import events

from axis_tui.i18n import _
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.width import cells
from axis_tui.present.wrap import wrapped
from axis_tui.tui.commands.dialog import CONFIRM, TYPED
from axis_tui.tui.dialogs.box import Box
from axis_tui.tui.editor import LineEditor


class Confirm(Box[bool]):
    """Yes or no, after a question and what a person should know before answering."""

    COMMANDS: ClassVar[Any] = CONFIRM

    def __init__(self, title: str, question: str, facts: Sequence[str] = ()) -> None:
        super().__init__(title)
        self._question, self._facts = question, facts

    def draw_inside(self) -> tuple[Sequence[Line], int | None]:
        lines = [line((text, Tone.STRONG)) for text in wrapped(self._question, self.inner)]
        for fact in self._facts:
            lines += [line(text) for text in wrapped(fact, self.inner)]
        return lines, None

    def action_yes(self) -> None:
        self.dismiss(True)

    def action_cancel(self) -> None:
        self.dismiss(False)


class TypedConfirm(Confirm):
    """Destructive or spending steps: the exact word or amount has to be typed, then Enter."""

    COMMANDS = TYPED

    def __init__(self, title: str, question: str, word: str, facts: Sequence[str] = ()) -> None:
        super().__init__(title, question, facts)
        self._word = word
        self._editor = LineEditor(typed_only=True)

    def draw_inside(self) -> tuple[Sequence[Line], int | None]:
        lines = list(super().draw_inside()[0])
        prompt = _("Type “%(word)s” to confirm:") % {"word": self._word} + " "
        text, caret = self._editor.window(max(1, self.inner - cells(prompt)), "*")
        self.caret_at(cells(prompt) + caret, len(lines))
        return [*lines, line((prompt, Tone.KEY), text)], None

    def on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            if self._editor.text.strip() == self._word:
                self.dismiss(True)
            else:
                self.remark(_("that is not “%(word)s”") % {"word": self._word})
        elif self._editor.key(event.key, event.character):
            event.stop()
            self.remark("")

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        self.remark(_("pasting does not count here; type it"))
