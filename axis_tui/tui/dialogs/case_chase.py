"""What to send to a carrier that is to be asked, or that owes an answer, ready to copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axis_tui.domain.dossier import case_text
from axis_tui.domain.message import Message
from axis_tui.i18n import _
from axis_tui.present.when import local
from axis_tui.tui.beside import beside
from axis_tui.tui.dialogs.text_page import TextPage

if TYPE_CHECKING:
    from axis_tui.store.read.cases import CaseRow
    from axis_tui.tui.screens.base import AxisScreen


def show_request(screen: AxisScreen, case: CaseRow) -> None:
    """Show the text that asks for the end of the service."""
    from axis_tui.store.read.case_request import request_of

    if screen.reader is not None:
        _show(screen, case, request_of(screen.reader, case), "request")


def show_chase(screen: AxisScreen, case: CaseRow) -> None:
    """Show the text that asks for the answer once it is there: its working days need the holidays."""
    now = screen.now

    def work() -> Message:
        from axis_tui.store.read.case_chase import chase_of

        return chase_of(case, now)

    screen.deliver(beside(work), lambda text: _show(screen, case, text, "chase"))


def _show(screen: AxisScreen, case: CaseRow, text: Message, kind: str) -> None:
    day = local(screen.now, screen.deps.zone).date().isoformat()
    file_name = f"axis-{kind}-{case_text(case.id)}-{day}.txt"
    title = _("To send to %(carrier)s") % {"carrier": case.carrier}
    screen.app.push_screen(TextPage(title, text.whole, file_name))
