"""Cancellation: what ending each eSIM's service would cost, what stands in the way, and whom to ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from axis_tui.i18n import N_, _
from axis_tui.present.line import Line
from axis_tui.tui.commands.cancellation import COMMANDS
from axis_tui.tui.screens.cancellation_lines import (
    cancellation_header,
    cancellation_pane,
    cancellation_row,
    check_lines,
)
from axis_tui.tui.screens.esim_listing import EsimListScreen

if TYPE_CHECKING:
    from axis_tui.store.read.overview import OverviewRow


class CancellationScreen(EsimListScreen):
    """eSIMs by state, with what would be lost."""

    NAME = "cancellation"
    HEADING = N_("Cancellation")
    PURPOSE = N_(
        "What is still on each eSIM, what to do before its service ends, and whom to ask to end it. "
        "Nothing is cancelled from here: the carrier does it."
    )
    WORDS: ClassVar[tuple[tuple[str, str], ...]] = (
        (N_("time, data"), N_("what is left of the plan and would be lost")),
        (N_("auto"), N_("auto-renew: while it is on, the carrier goes on charging")),
        (N_("before that"), N_("what to do before cancelling; enter shows it in full")),
    )
    COMMANDS = COMMANDS
    ORDER = "status"
    ORDER_WORD = N_("by state")

    def header(self) -> Line:
        return cancellation_header(self.columns)

    def row_line(self, row: OverviewRow) -> Line:
        return cancellation_row(row, self.detail_of(row), self.now, self.columns, self.deps.glyphs)

    def pane_lines(self, row: OverviewRow) -> Sequence[Line]:
        return cancellation_pane(row, self.detail_of(row), self.now, self.columns, self.deps.glyphs)

    def action_open(self) -> None:
        from axis_tui.store.read import detail
        from axis_tui.tui.dialogs.page import PageDialog

        row, reader = self.listing.selected, self.reader
        if row is None or reader is None:
            return
        plans = [found.plan for found in detail.plans(reader, row.esim_id)]
        contacts, glyphs, now = self.detail_of(row), self.deps.glyphs, self.now
        self.app.push_screen(
            PageDialog(
                _("Before cancelling"),
                lambda width: check_lines(row, plans, contacts, now, width, glyphs),
            )
        )
