"""`enter` on an eSIM: what cancelling it would mean, to read; `c` begins it from here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from axis_tui.i18n import _
from axis_tui.present.line import Line
from axis_tui.tui.commands.cancellation import BEFORE_CANCEL
from axis_tui.tui.dialogs.page import PageDialog


class BeforePage(PageDialog):
    """`begin` is called once this is closed by `c`."""

    COMMANDS: ClassVar[Any] = BEFORE_CANCEL

    def __init__(self, lines: Callable[[int], Sequence[Line]], begin: Callable[[], None]) -> None:
        super().__init__(_("Before cancelling"), lines)
        self._begin = begin

    def action_begin(self) -> None:
        self.dismiss(None)
        self._begin()
