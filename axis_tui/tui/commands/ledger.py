"""What can be done on the ledger."""

from axis_tui.i18n import N_
from axis_tui.tui.command import Command
from axis_tui.tui.commands.listing import MOVES

COMMANDS = (
    Command("ledger.back", ("escape", "backspace"), N_("back"), N_("Back to where it was opened"), "back"),
    Command(
        "ledger.check",
        ("v",),
        N_("verify"),
        N_("Check the chain: whether any entry was changed, removed or put between"),
        "check",
    ),
    Command(
        "ledger.balances",
        ("b",),
        N_("balances"),
        N_("What the ledger adds up to and what each carrier says; accept a difference"),
        "balances",
    ),
    Command("ledger.export", ("e",), N_("export"), N_("Write the ledger to a file, CSV or JSON"), "export"),
    *MOVES,
)
