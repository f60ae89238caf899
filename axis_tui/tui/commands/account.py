"""What can be done on the Account screen."""

from axis_tui.i18n import N_
from axis_tui.tui.command import Command
from axis_tui.tui.commands.listing import MOVES

COMMANDS = (
    Command(
        "account.next", ("right", "tab"), N_("next part"), N_("Store, carriers, devices, meters"), "part(1)"
    ),
    Command(
        "account.before",
        ("left", "shift+tab"),
        N_("part before"),
        N_("Meters, devices, carriers, store"),
        "part(-1)",
        shown=False,
    ),
    Command(
        "account.language", ("L",), N_("language"), N_("The next language, for this session"), "language"
    ),
    Command("account.theme", ("T",), N_("theme"), N_("The next theme, for this session"), "theme"),
    *MOVES,
)
