"""What can be done on the Cancellation screen."""

from axis_tui.i18n import N_
from axis_tui.tui.command import Command
from axis_tui.tui.commands.auto_renew import PAGE_DOWN, PAGE_UP
from axis_tui.tui.commands.dialog import BEFORE, CLOSE, NEXT
from axis_tui.tui.commands.filtering import TYPING
from axis_tui.tui.commands.listing import MOVES

COMMANDS = (
    *TYPING,
    Command(
        "cancellation.cancel",
        ("c",),
        N_("cancel"),
        N_("Cancel this eSIM: reason, checklist with a backup, then confirm"),
        "cancel",
    ),
    Command(
        "cancellation.case", ("enter",), N_("case"), N_("All about this case, and what can be done"), "case"
    ),
    Command(
        "cancellation.open_case",
        ("c",),
        N_("case"),
        N_("The cancellation of this eSIM that is open already"),
        "case",
        shown=False,
        in_palette=False,
    ),
    Command(
        "cancellation.check", ("enter",), N_("check"), N_("All that cancelling this eSIM would mean"), "open"
    ),
    Command(
        "cancellation.view",
        ("v",),
        N_("view"),
        N_("The next of: can be cancelled, open cases, all cases"),
        "view",
    ),
    Command(
        "cancellation.simulate",
        ("exclamation_mark",),
        N_("simulate"),
        N_("What this eSIM’s simulated carrier does from now on: agree, refuse, end its service"),
        "simulate",
        shown=False,
    ),
    Command("cancellation.plans", ("p",), N_("to Plans"), N_("Go to this eSIM on Plans"), "to_plans"),
    Command(
        "cancellation.filter",
        ("slash",),
        N_("filter"),
        N_("Show only some: jp, state:expired, device:phone; of cases state:review reason:lost C-0007"),
        "filter",
    ),
    Command("cancellation.clear", ("escape",), N_("all"), N_("Show all again"), "clear"),
    Command(
        "cancellation.esims",
        ("t",),
        N_("can be cancelled"),
        N_("eSIMs by their state, with what would be lost"),
        "show_view('esims')",
        shown=False,
    ),
    Command(
        "cancellation.open_cases",
        ("o",),
        N_("open cases"),
        N_("Cases that are not at their end, the oldest first"),
        "show_view('open')",
        shown=False,
    ),
    Command(
        "cancellation.all_cases",
        ("h",),
        N_("all cases"),
        N_("Every case there was, the latest first"),
        "show_view('all')",
        shown=False,
    ),
    *MOVES,
)
"""Case and check share a key, as cancel and case do: the case is there where the row is one, or has one."""

LEAVE = Command("cancel.leave", ("escape",), N_("leave"), N_("Leave; nothing was asked for"), "cancel")
BACK = Command(
    "cancel.back", ("escape",), N_("back"), N_("To the step before; what you typed stays"), "cancel"
)
GO_ON = Command("cancel.go_on", ("enter",), N_("go on"), N_("To what is next"), "go_on")
COPY_AGAIN = Command(
    "cancel.copy_again", ("ctrl+r",), N_("back up again"), N_("Make the backup anew"), "copy_again"
)
SUBMIT = Command("cancel.submit", ("enter",), N_("submit"), N_("Ask for the cancellation"), "agree")

BEFORE_CANCEL = (
    CLOSE,
    Command("before.begin", ("c",), N_("cancel"), N_("Begin: reason, checklist, then confirm"), "begin"),
    *MOVES,
)
"""The page that tells what cancelling would mean."""
REASON = (LEAVE, NEXT, GO_ON, BEFORE)
CHECKS = (BACK, COPY_AGAIN, GO_ON, *MOVES)
CONFIRM = (BACK, NEXT, SUBMIT, BEFORE, PAGE_DOWN, PAGE_UP)
"""The steps of the wizard."""
