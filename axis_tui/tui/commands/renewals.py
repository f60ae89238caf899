"""What can be done on the Renewals screen."""

from axis_tui.i18n import N_
from axis_tui.tui.command import Command
from axis_tui.tui.commands.filtering import TYPING
from axis_tui.tui.commands.listing import MOVES

COMMANDS = (
    *TYPING,
    Command(
        "renewals.renew",
        ("r",),
        N_("renew"),
        N_("Renew this eSIM: package, channel, what to pay with, then confirm"),
        "renew",
    ),
    Command(
        "renewals.order", ("enter",), N_("order"), N_("All about this order, and what can be done"), "order"
    ),
    Command(
        "renewals.history",
        ("enter",),
        N_("bought"),
        N_("Every plan bought on this eSIM, and the contacts"),
        "open",
    ),
    Command(
        "renewals.auto_renew",
        ("a",),
        N_("auto-renew"),
        N_("Let this eSIM renew itself: the rule, what it would charge, off"),
        "auto_renew",
    ),
    Command("renewals.view", ("v",), N_("view"), N_("The next of: to renew, open orders, history"), "view"),
    Command(
        "renewals.ledger", ("l",), N_("ledger"), N_("Every movement of money, and the balances"), "ledger"
    ),
    Command(
        "renewals.simulate",
        ("exclamation_mark",),
        N_("simulate"),
        N_("What this eSIM’s simulated carrier does from now on: decline, lose answers, run low"),
        "simulate",
        shown=False,
    ),
    Command(
        "renewals.export", ("e",), N_("export"), N_("Write this history to a file, CSV or JSON"), "export"
    ),
    Command("renewals.plans", ("p",), N_("to Plans"), N_("Go to this eSIM on Plans"), "to_plans"),
    Command(
        "renewals.filter",
        ("slash",),
        N_("filter"),
        N_("Show only some: jp, state:expiring; in the history state:declined channel:auto since:2026-11"),
        "filter",
    ),
    Command("renewals.clear", ("escape",), N_("all"), N_("Show all again"), "clear"),
    Command(
        "renewals.due",
        ("t",),
        N_("to renew"),
        N_("eSIMs by the date to renew"),
        "show_view('due')",
        shown=False,
    ),
    Command(
        "renewals.open_orders",
        ("o",),
        N_("open orders"),
        N_("Orders that are not at their end, those in doubt first"),
        "show_view('open')",
        shown=False,
    ),
    Command(
        "renewals.past",
        ("h",),
        N_("history"),
        N_("Every order there was, the latest first, with totals"),
        "show_view('history')",
        shown=False,
    ),
    *MOVES,
)
"""Order and bought share a key: the first is there where orders are listed."""
