"""All about one eSIM, over the list it was opened from."""

from __future__ import annotations

from typing import ClassVar

from axis_tui.i18n import N_, _
from axis_tui.present.line import Tone, line
from axis_tui.present.when import local
from axis_tui.tui.commands.plan import COMMANDS
from axis_tui.tui.plan_page import page_lines
from axis_tui.tui.screens.scroll_page import ScrollPage

DAYS = 30
_EPOCH_ORDINAL = 719_163  # 1970-01-01


class PlanScreen(ScrollPage):
    """The page of the eSIM with this id."""

    NAME = "plans"
    HEADING = N_("One eSIM")
    PURPOSE = N_(
        "All that is known about one eSIM: the plans stacked on it, the plan’s clock and the eSIM’s own, "
        "what was used of late, and whom to call. Identifiers are masked to their last four digits."
    )
    WORDS: ClassVar[tuple[tuple[str, str], ...]] = (
        (N_("its own clock"), N_("some eSIMs end on a day of their own, whatever plan is on them")),
        (N_("next in line"), N_("a plan that starts when the one before it ends or is used up")),
    )
    COMMANDS = COMMANDS

    def __init__(self, esim_id: int) -> None:
        super().__init__()
        self._esim_id = esim_id
        self._name_shown = ""
        self._has_code = False
        self._is_on_chip = False

    def refresh_data(self) -> None:
        """Six small queries; the page is drawn whole and only what changed is sent."""
        from axis_tui.store.read import chip, detail, overview, usage

        reader = self.reader
        found = detail.esim(reader, self._esim_id) if reader is not None else None
        if reader is None or found is None:
            self._has_code = self._is_on_chip = False
            self.show_page([line((" " + _("This eSIM is no longer in the store."), Tone.MUTED))])
            return
        self._name_shown, self._has_code = found.name, found.has_activation_code
        self._is_on_chip = chip.is_on_chip(reader, self._esim_id)
        reveals = chip.reveals(reader, self._esim_id)
        today = local(self.now, self.axis.reporting_zone()).toordinal() - _EPOCH_ORDINAL
        days = usage.days(reader, self._esim_id, today - DAYS + 1, DAYS)
        self.show_page(
            page_lines(
                found,
                overview.row(reader, self._esim_id),
                detail.plans(reader, self._esim_id),
                [day.rx_bytes + day.tx_bytes or day.carrier_bytes for day in days],
                self.now,
                self.deps.zone,
                self.deps.glyphs,
                self.columns,
                revealed_at=reveals[0][0] if reveals else None,
            )
        )

    def allows(self, action: str) -> bool:
        if action == "reveal":
            return self._has_code
        return self._is_on_chip if action == "chip" else super().allows(action)

    def action_edit(self) -> None:
        from axis_tui.tui.screens.plans import edit

        edit(self, self._esim_id)

    def action_carry(self) -> None:
        from axis_tui.store.read import overview
        from axis_tui.tui.dialogs.carry import choose_meter

        row = overview.row(self.reader, self._esim_id) if self.reader is not None else None
        if row is not None:
            choose_meter(self, self._esim_id, row.name)

    def action_reveal(self) -> None:
        from axis_tui.tui.dialogs.reveal import reveal

        reveal(self, self._esim_id, self._name_shown)

    def action_chip(self) -> None:
        from axis_tui.tui.screens.chip import ChipScreen

        self.app.push_screen(ChipScreen(self._esim_id))
