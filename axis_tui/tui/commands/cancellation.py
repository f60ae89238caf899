"""What can be done on the Cancellation screen."""

from axis_tui.i18n import N_
from axis_tui.tui.command import Command
from axis_tui.tui.commands.filtering import TYPING
from axis_tui.tui.commands.listing import MOVES

COMMANDS = (
    *TYPING,
    Command(
        "cancellation.check", ("enter",), N_("check"), N_("All that cancelling this eSIM would mean"), "open"
    ),
    Command("cancellation.plans", ("p",), N_("to Plans"), N_("Go to this eSIM on Plans"), "to_plans"),
    Command(
        "cancellation.filter",
        ("slash",),
        N_("filter"),
        N_("Show only some: jp, state:expired, device:phone"),
        "filter",
    ),
    Command("cancellation.clear", ("escape",), N_("all"), N_("Show all again"), "clear"),
    *MOVES,
)
