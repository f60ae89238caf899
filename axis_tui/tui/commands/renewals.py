"""What can be done on the Renewals screen."""

from axis_tui.i18n import N_
from axis_tui.tui.command import Command
from axis_tui.tui.commands.filtering import TYPING
from axis_tui.tui.commands.listing import MOVES

COMMANDS = (
    *TYPING,
    Command(
        "renewals.history",
        ("enter",),
        N_("history"),
        N_("Every plan bought on this eSIM, and the contacts"),
        "open",
    ),
    Command("renewals.plans", ("p",), N_("to Plans"), N_("Go to this eSIM on Plans"), "to_plans"),
    Command(
        "renewals.filter",
        ("slash",),
        N_("filter"),
        N_("Show only some: jp, state:expiring, carrier:axis"),
        "filter",
    ),
    Command("renewals.clear", ("escape",), N_("all"), N_("Show all again"), "clear"),
    *MOVES,
)
