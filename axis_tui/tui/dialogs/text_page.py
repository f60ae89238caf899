"""A text ready to send: to read, to copy to the terminal's clipboard, to save to a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from axis_tui.domain.problem import Problem
from axis_tui.i18n import _, tell
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.wrap import wrapped
from axis_tui.tui.commands.orders import EVIDENCE
from axis_tui.tui.dialogs.page import PageDialog
from axis_tui.tui.screens.order_file import write_private


def text_lines(text: str, width: int) -> list[Line]:
    """The text as it is, broken between words, and within one that is longer than a line."""
    lines: list[Line] = []
    for row in text.splitlines():
        for part in wrapped(row, width) if row else [""]:
            if part.isascii():
                lines += [line(part[at : at + width]) for at in range(0, max(len(part), 1), width)]
            else:
                lines.append(line(part))
    return lines


class TextPage(PageDialog):
    """The text, scrolled; copying asks the terminal (OSC 52), which may not take it and does not say."""

    COMMANDS: ClassVar[Any] = EVIDENCE

    def __init__(self, title: str, text: str, file_name: str) -> None:
        super().__init__(title, self._page)
        self._text, self._file_name = text, file_name

    def _page(self, width: int) -> Sequence[Line]:
        return text_lines(self._text, width)

    @property
    def room(self) -> int:
        return max(1, super().room - 2)  # for what is said below

    def action_copy(self) -> None:
        self.app.copy_to_clipboard(self._text)
        self.remark(_("sent to your terminal’s clipboard; where it takes none, s saves it"), Tone.GOOD)

    def action_keep(self) -> None:
        try:
            path = write_private(self._file_name, self._text)
        except Problem as problem:
            self.remark(tell(problem), Tone.BAD)
        else:
            self.remark(_("written to %(path)s") % {"path": path}, Tone.GOOD)
