"""The last step: everything on one page, the eSIM's name typed by hand, and the PIN where one is set."""

from __future__ import annotations

from typing import Any, ClassVar

from axis_tui.domain.problem import Problem
from axis_tui.i18n import _, tell
from axis_tui.present.width import cut
from axis_tui.tui.commands.cancellation import CONFIRM
from axis_tui.tui.dialogs.cancel_draft import Draft
from axis_tui.tui.dialogs.cancel_lines import told_lines
from axis_tui.tui.dialogs.cancel_place import BackupGone, InTheWay, place
from axis_tui.tui.dialogs.cancel_step import STEPS, title_of
from axis_tui.tui.dialogs.pin_approval import Approval, asks_pin
from axis_tui.tui.dialogs.wizard_step import Numbered

_LONGEST_NAME = 40


class ConfirmStep(Numbered[int], Approval[int]):
    """Enter asks for the cancellation, once; its case is shown then."""

    COMMANDS: ClassVar[Any] = CONFIRM
    NUMBER = STEPS
    STEPS = STEPS
    KEEPS_PLACE = True

    def __init__(self, draft: Draft) -> None:
        assert draft.backup is not None, "the step before does not go on without one"
        reason, notes, contact = draft.reason, draft.notes.text.strip(), draft.contact.text.strip()
        esim_id, name, backup = draft.esim.esim_id, draft.esim.name, draft.backup
        super().__init__(
            draft.screen,
            title_of(draft),
            lambda width: told_lines(draft, width, self.glyphs),
            cut(name, _LONGEST_NAME),
            lambda tx, pin: place(tx, pin, esim_id, reason, notes, contact, backup),
            is_word=lambda text: text == name.strip(),
            asks_pin=asks_pin(draft.screen),
        )
        self._draft = draft
        self._typed = draft.name

    def done(self, value: int) -> None:
        self._open(value, _("asked for; what happens next is told here"))

    def action_cancel(self) -> None:
        from axis_tui.tui.dialogs.cancel_check import CheckStep

        if not self._doing:
            self.app.switch_screen(CheckStep(self._draft))

    def action_abandon(self) -> None:
        if not self._doing:
            self._draft.leave()
        super().action_abandon()

    def _refused(self, problem: Problem) -> None:
        """A commit that failed may have been carried out all the same: look before anything is said."""
        from axis_tui.store.read import cases
        from axis_tui.tui.dialogs.cancel_check import CheckStep

        draft = self._draft
        opened = cases.open_of_esim(draft.reader, draft.esim.esim_id)
        if opened is not None:
            self._open(opened.id, _("a cancellation of this eSIM is open: this one"))
        elif isinstance(problem, InTheWay | BackupGone):
            self._doing = False
            if isinstance(problem, BackupGone):
                draft.backup = None
            draft.reload()
            self.app.switch_screen(CheckStep(draft, tell(problem)))
        else:
            super()._refused(problem)

    def _open(self, case_id: int, said: str) -> None:
        from axis_tui.tui.screens.case import CaseScreen

        self.app.switch_screen(CaseScreen(case_id, said=said))
