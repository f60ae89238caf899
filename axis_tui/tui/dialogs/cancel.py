"""`c`: cancelling an eSIM in three short steps; or its case, where one is open already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axis_tui.domain.dossier import case_text
from axis_tui.i18n import _
from axis_tui.present.line import Tone

if TYPE_CHECKING:
    from axis_tui.store.read.cases import CaseRow
    from axis_tui.tui.screens.base import AxisScreen


def cancel(screen: AxisScreen, esim_id: int, like: CaseRow | None = None) -> None:
    """Open the wizard over this screen; a case that is not at its end, or that ended it, is shown.

    `like`: an earlier case of it, whose reason, notes and e-mail address the wizard begins with.
    """
    from axis_tui.store.read import cases
    from axis_tui.store.read.case_ended import ended_by
    from axis_tui.tui.dialogs.cancel_draft import draft_of
    from axis_tui.tui.dialogs.cancel_reason import ReasonStep
    from axis_tui.tui.screens.case import CaseScreen

    if screen.reader is None:
        return
    case = cases.open_of_esim(screen.reader, esim_id)
    if case is not None:
        screen.app.push_screen(CaseScreen(case.id, said=_("a cancellation of this eSIM is open: this one")))
        return
    ended = ended_by(screen.reader, esim_id)
    if ended is not None:
        screen.app.push_screen(
            CaseScreen(ended, said=_("ended by %(case)s: this one") % {"case": case_text(ended)})
        )
        return
    draft = draft_of(screen, esim_id, like)
    if draft is None:
        screen.say(_("This eSIM is no longer in the store."), Tone.WARNING)
    else:
        screen.app.push_screen(ReasonStep(draft))
