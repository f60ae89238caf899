"""What can be done with one cancellation; which of them work follows from its state."""

from axis_tui.i18n import N_
from axis_tui.tui.command import Command
from axis_tui.tui.commands.listing import MOVES

CASE = (
    Command("case.back", ("escape", "backspace"), N_("back"), N_("Back to where you came from"), "back"),
    *MOVES,
)
"""The page of one cancellation."""
