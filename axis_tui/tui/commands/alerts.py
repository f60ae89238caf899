"""What can be done on the Alerts screen."""

from axis_tui.i18n import N_
from axis_tui.tui.command import Command
from axis_tui.tui.commands.listing import MOVES

COMMANDS = (
    Command(
        "alerts.acknowledge",
        ("a",),
        N_("seen"),
        N_("Acknowledge: stay quiet about it this cycle"),
        "acknowledge",
    ),
    Command(
        "alerts.snooze",
        ("z",),
        N_("snooze"),
        N_("Stay quiet about it for an hour, a day or a week"),
        "snooze",
    ),
    Command("alerts.unsnooze", ("z",), N_("wake"), N_("End the snooze: it is open again"), "unsnooze"),
    Command(
        "alerts.open",
        ("enter",),
        N_("go to"),
        N_("Go to what it is about: the eSIM, the order, the case, the chip, the meter"),
        "open",
    ),
    Command("alerts.scope", ("o",), N_("open/all"), N_("Show open alerts only, or all of them"), "scope"),
    *MOVES,
)
