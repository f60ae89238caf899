"""One cancellation, live: how far it is, whom it waits for, and what can be done about it by its state."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from axis_tui.domain.cancellation import CaseState
from axis_tui.domain.cancellation_act import Act
from axis_tui.i18n import N_, _
from axis_tui.present.line import Tone, line
from axis_tui.tui.case_reviews import CaseReviews
from axis_tui.tui.commands.case import CASE
from axis_tui.tui.screens.case_page import case_page, is_carrier_needed
from axis_tui.tui.screens.scroll_page import ScrollPage

if TYPE_CHECKING:
    from axis_tui.store.read.cases import CaseRow

LEDGER_ROWS = 20
_ACTS = {act.value.replace("-", "_"): act for act in Act}
"""The action's name → what it does."""
_ASKED_AGAIN = {CaseState.REJECTED, CaseState.WITHDRAWN}
"""Over, with the eSIM as it was."""


class CaseScreen(ScrollPage):
    """The page of the case with this number; `said` is shown once when it opens."""

    NAME = "cancellation"
    HEADING = N_("One cancellation")
    PURPOSE = N_(
        "One cancellation from your asking for it until it is proven. It moves on by itself where a program "
        "can; where it needs you, the key for it is below."
    )
    WORDS: ClassVar[tuple[tuple[str, str], ...]] = (
        (N_("under review"), N_("the carrier has the request and owes an answer within working days")),
        (N_("approved"), N_("the carrier agreed; nothing is removed before you agree too")),
        (N_("notified"), N_("the carrier’s server took what the chip signed about the deletion")),
        (N_("proven"), N_("gone from the carrier, and from the chip where that can be read")),
        (N_("dossier"), N_("what was asked, done and proven, with a hash of each part")),
    )
    COMMANDS = CASE

    def __init__(self, case_id: int, *, said: str = "") -> None:
        super().__init__()
        self._case_id = case_id
        self._said = said
        self._case: CaseRow | None = None
        self._acts: tuple[Act, ...] = ()
        self._reviews = CaseReviews()

    def on_mount(self) -> None:
        if self._said:
            self.say(self._said)

    # Data

    def refresh_data(self) -> None:
        """A handful of small queries; the page is drawn whole and only what changed is sent."""
        from axis_tui.store.read import case_acts, cases, inventory, ledger, overview

        reader = self.reader
        self._case = case = cases.case(reader, self._case_id) if reader is not None else None
        if reader is None or case is None:
            self._acts = ()
            self.show_page([line((" " + _("This cancellation is no longer in the store."), Tone.MUTED))])
            return
        self._acts = case_acts.possible_acts(reader, case)
        self._reviews.load((case,), self.now, partial(self.axis.call_later, self._show_all))
        since_at = case.submitted_at or case.created_at
        entries = [row.entry for row in ledger.page(reader, LEDGER_ROWS, esim_id=case.esim_id)]
        esim = overview.row(reader, case.esim_id)
        self.show_page(
            case_page(
                case,
                cases.events(reader, case.id),
                [entry for entry in entries if entry.at >= since_at],
                inventory.carrier_of(reader, case.esim_id) if is_carrier_needed(case, self._acts) else None,
                self._reviews.of(case, self.now),
                self.now,
                self.deps.zone,
                "decimal" if esim is None else str(esim.unit_system),
                self.columns,
                self.deps.glyphs,
            )
        )

    # What works now

    def allows(self, action: str) -> bool:
        if action in _ACTS:
            return _ACTS[action] in self._acts
        if action == "dossier":
            return self._case is not None and self._case.state is not CaseState.DRAFT
        if action == "again":
            return self._case is not None and self._case.state in _ASKED_AGAIN
        if action == "simulate":
            return self.deps.demo and self._case is not None
        if action == "refresh_now":
            return self.reader is not None
        return super().allows(action)

    # Things to do

    def action_asked(self) -> None:
        self._open_form(Act.ASKED)

    def action_approve(self) -> None:
        self._open_form(Act.APPROVE)

    def action_reject(self) -> None:
        self._open_form(Act.REJECT)

    def action_ended(self) -> None:
        self._open_form(Act.ENDED)

    def action_step(self) -> None:
        from axis_tui.tui.dialogs.case_step import ask_step

        if self._case is not None:
            ask_step(self, self._case)

    def action_give_up(self) -> None:
        self._open_form(Act.GIVE_UP)

    def _open_form(self, act: Act) -> None:
        from axis_tui.tui.dialogs.case_form import CaseForm

        if self._case is not None:
            self.app.push_screen(CaseForm(self, self._case, act))

    def action_remove(self) -> None:
        from axis_tui.tui.dialogs.case_remove import ask_removal

        if self._case is not None:
            ask_removal(self, self._case)

    def action_told(self) -> None:
        from axis_tui.tui.dialogs.case_withdraw import say_told

        if self._case is not None:
            say_told(self, self._case)

    def action_withdraw(self) -> None:
        from axis_tui.tui.dialogs.case_withdraw import ask_withdrawal

        if self._case is not None:
            ask_withdrawal(self, self._case)

    def action_request(self) -> None:
        from axis_tui.tui.dialogs.case_chase import show_request

        if self._case is not None:
            show_request(self, self._case)

    def action_chase(self) -> None:
        from axis_tui.tui.dialogs.case_chase import show_chase

        if self._case is not None:
            show_chase(self, self._case)

    def action_again(self) -> None:
        from axis_tui.tui.dialogs.cancel import cancel

        if self._case is not None:
            cancel(self, self._case.esim_id, self._case)

    def action_simulate(self) -> None:
        from axis_tui.tui.dialogs.simulate import open_simulator

        if self._case is not None:
            open_simulator(self, self._case.esim_id, self._case.esim_name)

    def action_dossier(self) -> None:
        from axis_tui.tui.dialogs.case_dossier import show_dossier

        if self._case is not None:
            show_dossier(self, self._case)
