"""Recording what a person did on a device that no program reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axis_tui.domain.cancellation_act import Act, hand_steps
from axis_tui.i18n import N_, _
from axis_tui.present.case_done import done_words
from axis_tui.present.line import Tone, line
from axis_tui.tui.dialogs.choose import Choose

if TYPE_CHECKING:
    from axis_tui.store.read.cases import CaseRow
    from axis_tui.tui.screens.base import AxisScreen

_WORDS = {
    "disabled": N_("I disabled the profile"),
    "deleted": N_("I deleted the profile"),
    "notified": N_("I sent its notification, and the carrier’s server took it"),
}


class StepChoice(Choose[str]):
    """Gives a word of `HAND_STEPS`."""

    COLUMNS = 76


def ask_step(screen: AxisScreen, case: CaseRow) -> None:
    """Ask which of the steps that are possible now was done, and record it."""
    now = screen.now

    def chosen(step: str | None) -> None:
        if step is None:
            return

        def change(tx: Any) -> CaseRow:
            from axis_tui.store.write import case_person

            return case_person.record(tx, case, Act.STEP, now, step)

        screen.write(change, lambda after: screen.say(done_words(Act.STEP, after), Tone.GOOD))

    options = [(line(f" {_(_WORDS[step])}"), step) for step in hand_steps(case)]
    told = _("It goes into the history as done by hand; no chip proves it.")
    screen.app.push_screen(StepChoice(_("What you did on the device"), options, told), chosen)
