"""What can be done on the Account screen."""

from axis_tui.i18n import N_
from axis_tui.tui.command import Command
from axis_tui.tui.commands.listing import MOVES

COMMANDS = (
    Command(
        "account.next",
        ("right", "tab"),
        N_("next part"),
        N_("Store, carriers, devices, payment methods, meters"),
        "part(1)",
    ),
    Command(
        "account.before",
        ("left", "shift+tab"),
        N_("part before"),
        N_("Meters, payment methods, devices, carriers, store"),
        "part(-1)",
        shown=False,
    ),
    Command(
        "account.add",
        ("n",),
        N_("new"),
        N_("Add a payment method: a label and at most four digits"),
        "add_method",
    ),
    Command(
        "account.retire",
        ("x",),
        N_("put away"),
        N_("Put this payment method away; rules that pay with it are suspended"),
        "retire_method",
    ),
    Command(
        "account.pin",
        ("p",),
        N_("PIN"),
        N_("Set, change or remove the PIN that is asked for before money or deletion"),
        "pin",
    ),
    Command(
        "account.chip",
        ("c",),
        N_("chip"),
        N_("The chip of this machine: its profiles, its notifications, what does not fit"),
        "chip",
    ),
    Command(
        "account.language", ("L",), N_("language"), N_("The next language, for this session"), "language"
    ),
    Command("account.theme", ("T",), N_("theme"), N_("The next theme, for this session"), "theme"),
    *MOVES,
)
