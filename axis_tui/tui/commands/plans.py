"""What can be done on the Plans screen."""

from axis_tui.i18n import N_
from axis_tui.tui.command import Command
from axis_tui.tui.commands.filtering import TYPING
from axis_tui.tui.commands.listing import MOVES

COMMANDS = (
    Command("start.demo", ("d",), N_("demo"), N_("Open a made-up world in a throw-away store"), "demo"),
    Command("start.connect", ("m",), N_("meters"), N_("How traffic gets counted on this machine"), "connect"),
    *TYPING,
    Command(
        "plans.renew",
        ("r",),
        N_("renew"),
        N_("Renew this eSIM: package, channel, what to pay with, then confirm"),
        "renew",
    ),
    Command(
        "plans.open",
        ("enter",),
        N_("open"),
        N_("All about this eSIM: plans, both clocks, contacts, notes"),
        "open",
    ),
    Command(
        "plans.auto_renew",
        ("a",),
        N_("auto-renew"),
        N_("Let this eSIM renew itself: the rule, what it would charge, off"),
        "auto_renew",
    ),
    Command("plans.add", ("n",), N_("new"), N_("Add an eSIM by its activation code or by hand"), "add"),
    Command(
        "plans.filter",
        ("slash",),
        N_("filter"),
        N_("Show only some: jp, state:expiring, carrier:axis, left:<1GB"),
        "filter",
    ),
    Command("plans.clear", ("escape",), N_("all"), N_("Show all again"), "clear"),
    Command("plans.sort", ("s",), N_("sort"), N_("Order by the next column"), "sort"),
    Command("plans.edit", ("e",), N_("edit"), N_("Change name, device and notes of this eSIM"), "edit"),
    Command(
        "plans.carry",
        ("u",),
        N_("in use"),
        N_("Say that this eSIM now carries the traffic of a meter"),
        "carry",
    ),
    Command(
        "plans.archive",
        ("x",),
        N_("archive"),
        N_("Take this eSIM off the list; its history stays"),
        "archive",
    ),
    Command("plans.unarchive", ("x",), N_("restore"), N_("Put this eSIM back on the list"), "unarchive"),
    Command(
        "plans.code",
        ("c",),
        N_("code"),
        N_("Show the activation code as a QR code; that is noted"),
        "reveal",
        shown=False,
    ),
    Command(
        "plans.chip",
        ("i",),
        N_("chip"),
        N_("Go to this eSIM’s profile on the chip"),
        "chip",
        shown=False,
    ),
    Command("plans.reverse", ("S",), N_("reverse"), N_("Turn the order round"), "reverse", shown=False),
    Command(
        "plans.archived",
        ("A",),
        N_("archived"),
        N_("Show archived eSIMs too, or hide them"),
        "archived",
        shown=False,
    ),
    *MOVES,
)
"""Archive and unarchive share a key: whichever the selected eSIM allows is bound, shown and run."""
