"""The evidence of an order: to read, to copy to the terminal's clipboard, to save to a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from axis_tui.domain.evidence import as_markdown
from axis_tui.domain.problem import Problem
from axis_tui.i18n import _, tell
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.when import local
from axis_tui.present.wrap import wrapped
from axis_tui.tui.commands.orders import EVIDENCE
from axis_tui.tui.dialogs.page import PageDialog
from axis_tui.tui.screens.order_file import write_private

if TYPE_CHECKING:
    from axis_tui.store.read.renewals import OrderRow
    from axis_tui.tui.screens.base import AxisScreen


class EvidencePage(PageDialog):
    """The text, scrolled; copying asks the terminal (OSC 52), which may not take it and does not say."""

    COMMANDS: ClassVar[Any] = EVIDENCE

    def __init__(self, text: str, file_name: str) -> None:
        super().__init__(_("Evidence"), self._page)
        self._text, self._file_name = text, file_name

    def _page(self, width: int) -> Sequence[Line]:
        rows = self._text.splitlines()
        return [line(part) for row in rows for part in (wrapped(row, width) if row else [""])]

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


def show_evidence(screen: AxisScreen, order: OrderRow) -> None:
    """Show it, the ICCID in full: support finds an eSIM by nothing else."""
    from axis_tui.store.read.order_evidence import evidence_of

    found = evidence_of(screen.reader, order) if screen.reader is not None else None
    if found is None:
        return
    day = local(screen.now, screen.deps.zone).date().isoformat()
    page = EvidencePage(as_markdown(found, screen.now), f"axis-order-{order.id}-{day}.md")
    screen.app.push_screen(page)
