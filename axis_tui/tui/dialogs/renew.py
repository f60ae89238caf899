"""`r`: renewing an eSIM in four short steps; or its order, where one is open already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axis_tui.domain.problem import Problem
from axis_tui.i18n import _, tell
from axis_tui.present.line import Tone

if TYPE_CHECKING:
    from axis_tui.tui.screens.base import AxisScreen


def renew(screen: AxisScreen, esim_id: int) -> None:
    """Open the wizard over this screen; an order that is not at its end is shown instead."""
    from axis_tui.store.read import renewals
    from axis_tui.store.read.case_ended import refuse_ended
    from axis_tui.tui.dialogs.renew_draft import draft_of
    from axis_tui.tui.dialogs.renew_package import PackageStep
    from axis_tui.tui.screens.order import OrderScreen

    if screen.reader is None:
        return
    order = renewals.open_of_esim(screen.reader, esim_id)
    if order is not None:
        shown = OrderScreen(order.id, said=_("a renewal of this eSIM is open already: this one"))
        screen.app.push_screen(shown)
        return
    try:
        refuse_ended(screen.reader, esim_id)
    except Problem as problem:
        screen.say(tell(problem), Tone.WARNING)
        return
    draft = draft_of(screen, esim_id)
    if draft is None:
        screen.say(_("This eSIM is no longer in the store."), Tone.WARNING)
    else:
        screen.app.push_screen(PackageStep(draft))
