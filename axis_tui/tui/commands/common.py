"""What works on every main screen."""

from axis_tui.i18n import N_
from axis_tui.tui.command import Command

COMMANDS = (
    Command(
        "common.help",
        ("question_mark", "f1"),
        N_("help"),
        N_("What this screen is for, its keys, its words"),
        "help",
    ),
    Command(
        "common.palette",
        ("colon", "ctrl+p"),
        N_("commands"),
        N_("Find a command by name"),
        "palette",
        shown=False,
    ),
    Command(
        "common.refresh",
        ("ctrl+r",),
        N_("refresh"),
        N_("Ask the worker to read every meter now"),
        "refresh_now",
        shown=False,
    ),
    Command(
        "common.plans",
        ("1",),
        N_("Plans"),
        N_("Every eSIM: what is left, until when"),
        "show('plans')",
        shown=False,
    ),
    Command(
        "common.usage",
        ("2",),
        N_("Usage"),
        N_("Data used by hour, day, week and month"),
        "show('usage')",
        shown=False,
    ),
    Command(
        "common.renewals",
        ("3",),
        N_("Renewals"),
        N_("Plans to prolong, and how"),
        "show('renewals')",
        shown=False,
    ),
    Command(
        "common.cancellation",
        ("4",),
        N_("Cancellation"),
        N_("Ending an eSIM’s service"),
        "show('cancellation')",
        shown=False,
    ),
    Command("common.alerts", ("5",), N_("Alerts"), N_("What needs attention"), "show('alerts')", shown=False),
    Command(
        "common.account",
        ("6",),
        N_("Account"),
        N_("Carriers, devices, meters and this store"),
        "show('account')",
        shown=False,
    ),
    Command(
        "common.chip",
        (),
        N_("chip"),
        N_("The chip of this machine: its profiles, its notifications, what does not fit"),
        "open_chip",
        shown=False,
    ),
    Command(
        "common.theme", ("ctrl+t",), N_("theme"), N_("Change to the next theme"), "next_theme", shown=False
    ),
    Command(
        "common.redraw", ("ctrl+l",), N_("redraw"), N_("Draw the whole screen again"), "redraw", shown=False
    ),
    Command(
        "common.suspend",
        ("ctrl+z",),
        N_("suspend"),
        N_("Back to the shell; `fg` returns here"),
        "suspend",
        shown=False,
    ),
    Command(
        "common.quit", ("q", "ctrl+q", "ctrl+c"), N_("quit"), N_("Leave the dashboard"), "leave", shown=False
    ),
)
