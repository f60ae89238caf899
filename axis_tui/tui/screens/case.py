"""One cancellation, live: how far it is, whom it waits for, and what can be done about it by its state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axis_tui.i18n import N_, _
from axis_tui.present.case_words import case_title, state_span
from axis_tui.present.line import Tone, line
from axis_tui.tui.commands.case import CASE
from axis_tui.tui.screens.scroll_page import ScrollPage

if TYPE_CHECKING:
    from axis_tui.store.read.cases import CaseRow


class CaseScreen(ScrollPage):
    """The page of the case with this number; `said` is shown once when it opens."""

    NAME = "cancellation"
    HEADING = N_("One cancellation")
    PURPOSE = N_(
        "One cancellation from your asking for it until it is proven. It moves on by itself where a program "
        "can; where it needs you, the key for it is below."
    )
    COMMANDS = CASE

    def __init__(self, case_id: int, *, said: str = "") -> None:
        super().__init__()
        self._case_id = case_id
        self._said = said
        self._case: CaseRow | None = None

    def on_mount(self) -> None:
        if self._said:
            self.say(self._said)

    def refresh_data(self) -> None:
        from axis_tui.store.read import cases

        reader = self.reader
        self._case = case = cases.case(reader, self._case_id) if reader is not None else None
        if case is None:
            self.show_page([line((" " + _("This cancellation is no longer in the store."), Tone.MUTED))])
            return
        state = state_span(case.state.value, self.deps.glyphs)
        self.show_page([line(f" {case.esim_name}  ", state, (f"  {case_title(case.id)}", Tone.MUTED))])
