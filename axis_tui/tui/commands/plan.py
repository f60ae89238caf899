"""What can be done on the page of one eSIM."""

from axis_tui.i18n import N_
from axis_tui.tui.command import Command
from axis_tui.tui.commands.listing import MOVES

COMMANDS = (
    Command("plan.back", ("escape", "backspace"), N_("back"), N_("Back to the list"), "back"),
    Command("plan.edit", ("e",), N_("edit"), N_("Change name, device and notes of this eSIM"), "edit"),
    Command(
        "plan.carry",
        ("u",),
        N_("in use"),
        N_("Say that this eSIM now carries the traffic of a meter"),
        "carry",
    ),
    Command(
        "plan.code",
        ("c",),
        N_("code"),
        N_("Show the activation code as a QR code; that is noted"),
        "reveal",
    ),
    Command("plan.chip", ("i",), N_("chip"), N_("Go to this eSIM’s profile on the chip"), "chip"),
    *MOVES,
)
