"""One step of the renew wizard, and one in which a line is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from axis_tui.i18n import _
from axis_tui.tui.dialogs.wizard_step import WizardStep

if TYPE_CHECKING:
    from axis_tui.tui.dialogs.renew_draft import Draft


class Step(WizardStep["Draft"]):
    """Gives `draw_inside`; `NUMBER` is its place."""

    COMMANDS: ClassVar[Any] = ()
    STEPS = 4

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft, _("Renew %(name)s") % {"name": draft.esim.name})


class ChoiceStep(Step):
    """A step in which one of a few lines is marked; `KEY` names its cursor in the draft."""

    KEY: ClassVar[str] = ""

    def count(self) -> int:
        """Hook: how many there are to choose from."""
        raise NotImplementedError

    @property
    def marked(self) -> int:
        """Which is marked, from 0."""
        return max(0, min(self.draft.at.get(self.KEY, 0), self.count() - 1))

    def _go_to(self, at: int) -> None:
        self.draft.at[self.KEY] = max(0, min(at, self.count() - 1))
        self._remark = None
        self.draw()

    def action_move(self, by: int) -> None:
        self._go_to(self.marked + by)

    def action_page(self, pages: int) -> None:
        self._go_to(self.marked + pages * 8)

    def action_first(self) -> None:
        self._go_to(0)

    def action_last(self) -> None:
        self._go_to(self.count() - 1)
