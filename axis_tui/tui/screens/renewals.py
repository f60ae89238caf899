"""Renewals: which plan needs renewing when, what it cost, and how to reach who sells it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from axis_tui.i18n import N_, _
from axis_tui.present.line import Line
from axis_tui.tui.commands.renewals import COMMANDS
from axis_tui.tui.screens.esim_listing import EsimListScreen
from axis_tui.tui.screens.renewal_lines import history_lines, renewal_header, renewal_pane, renewal_row

if TYPE_CHECKING:
    from axis_tui.store.read.overview import OverviewRow


class RenewalsScreen(EsimListScreen):
    """eSIMs by when their plan ends."""

    NAME = "renewals"
    HEADING = N_("Renewals")
    PURPOSE = N_(
        "Which plan needs renewing when, what you paid for it, and how to reach its carrier. "
        "You renew with the carrier; enter the new plan on Plans."
    )
    WORDS: ClassVar[tuple[tuple[str, str], ...]] = (
        (N_("renew by"), N_("the last day of the plan; from then on the eSIM carries no data")),
        (N_("ways"), N_("how the carrier can be reached: by phone, on the web, by e-mail")),
        (N_("auto-renew"), N_("whether the plan is prolonged without you")),
    )
    COMMANDS = COMMANDS
    ORDER = "expiry"
    ORDER_WORD = N_("by the date to renew")

    def header(self) -> Line:
        return renewal_header(self.columns)

    def row_line(self, row: OverviewRow) -> Line:
        found = self.plan_of(row)
        return renewal_row(
            row, found.plan if found else None, self.detail_of(row), self.now, self.columns, self.deps.glyphs
        )

    def pane_lines(self, row: OverviewRow) -> Sequence[Line]:
        found = self.plan_of(row)
        return renewal_pane(
            row, found.plan if found else None, self.detail_of(row), self.now, self.columns, self.deps.glyphs
        )

    def action_open(self) -> None:
        from axis_tui.store.read import detail
        from axis_tui.tui.dialogs.page import PageDialog

        row, reader = self.listing.selected, self.reader
        if row is None or reader is None:
            return
        plans = [found.plan for found in detail.plans(reader, row.esim_id)]
        contacts, glyphs = self.detail_of(row), self.deps.glyphs
        self.app.push_screen(
            PageDialog(
                _("Plans bought"),
                lambda width: history_lines(row.name, plans, contacts, row.carrier, width, glyphs),
            )
        )
