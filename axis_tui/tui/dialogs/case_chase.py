"""What to send to a carrier that owes an answer, ready to copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axis_tui.domain.chase import ChaseText
from axis_tui.domain.dossier import case_text
from axis_tui.i18n import _
from axis_tui.present.when import local
from axis_tui.tui.beside import beside
from axis_tui.tui.dialogs.text_page import TextPage

if TYPE_CHECKING:
    from axis_tui.store.read.cases import CaseRow
    from axis_tui.tui.screens.base import AxisScreen


def show_chase(screen: AxisScreen, case: CaseRow) -> None:
    """Show the text once it is there: its working days need the carrier's holidays."""
    now = screen.now
    day = local(now, screen.deps.zone).date().isoformat()

    def work() -> ChaseText:
        from axis_tui.store.read.case_chase import chase_of

        return chase_of(case, now)

    def show(text: ChaseText) -> None:
        file_name = f"axis-chase-{case_text(case.id)}-{day}.txt"
        whole = f"{text.subject}\n\n{text.body}\n"
        screen.app.push_screen(
            TextPage(_("To send to %(carrier)s") % {"carrier": case.carrier}, whole, file_name)
        )

    screen.deliver(beside(work), show)
