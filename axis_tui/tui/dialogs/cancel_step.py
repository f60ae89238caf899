"""One step of the cancel wizard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from axis_tui.i18n import _
from axis_tui.tui.dialogs.wizard_step import WizardStep

if TYPE_CHECKING:
    from axis_tui.tui.dialogs.cancel_draft import Draft

STEPS = 3


class Step(WizardStep["Draft"]):
    """Gives `draw_inside`; `NUMBER` is its place."""

    COMMANDS: ClassVar[Any] = ()
    STEPS = STEPS
    KEEPS_PLACE = True

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft, title_of(draft))

    def action_abandon(self) -> None:
        self.draft.leave()
        super().action_abandon()


def title_of(draft: Draft) -> str:
    """What stands in the upper edge of every step."""
    return _("Cancel %(name)s") % {"name": draft.esim.name}
