"""Taking a cancellation back, with what that leaves to the person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axis_tui.domain.cancellation_act import Act
from axis_tui.domain.cancellation_word import CheckCode
from axis_tui.i18n import _
from axis_tui.present.case_done import done_words, is_yours_to_tell, withdrawal_words
from axis_tui.present.line import Tone
from axis_tui.tui.dialogs.confirm import Confirm

if TYPE_CHECKING:
    from axis_tui.store.read.cases import CaseRow
    from axis_tui.tui.screens.base import AxisScreen


def ask_withdrawal(screen: AxisScreen, case: CaseRow) -> None:
    """Withdraw it where the person says yes; one whose removal has begun meanwhile cannot be."""
    facts = [_("Nothing was removed: the eSIM stays as it is.")]
    if any(check.code is CheckCode.AUTO_RENEW_ON for check in case.checks):
        facts.append(_("Auto-renew was turned off for it and stays off."))
    if case.uses_api:
        facts.append(_("%(carrier)s is told so by the worker") % {"carrier": case.carrier})
    elif is_yours_to_tell(case):
        facts.append(withdrawal_words(case))
    now = screen.now

    def change(tx: Any) -> CaseRow:
        from axis_tui.store.write import case_person

        return case_person.record(tx, case, Act.WITHDRAW, now)

    def withdrawn(after: CaseRow) -> None:
        if is_yours_to_tell(after):
            screen.say(withdrawal_words(after), Tone.WARNING)
        else:
            screen.say(done_words(Act.WITHDRAW, after), Tone.GOOD)

    def answered(yes: bool | None) -> None:
        if yes:
            screen.write(change, withdrawn)

    question = _("Withdraw the cancellation of “%(name)s”?") % {"name": case.esim_name}
    screen.app.push_screen(Confirm(_("Withdraw"), question, facts), answered)


def say_told(screen: AxisScreen, case: CaseRow) -> None:
    """A person told the carrier what no program could."""
    now = screen.now

    def change(tx: Any) -> CaseRow:
        from axis_tui.store.write import case_person

        return case_person.record(tx, case, Act.TOLD, now)

    def answered(yes: bool | None) -> None:
        if yes:
            screen.write(change, lambda after: screen.say(done_words(Act.TOLD, after), Tone.GOOD))

    question = _("Does %(carrier)s know that you took it back?") % {"carrier": case.carrier}
    facts = (_("A program could not tell it, and until it knows it may end the service."),)
    screen.app.push_screen(Confirm(_("Withdrawn"), question, facts), answered)
