"""Keys of dialogs, declared like any other."""

from axis_tui.i18n import N_
from axis_tui.tui.command import Command
from axis_tui.tui.commands.listing import MOVES

CLOSE = Command("dialog.close", ("escape", "q"), N_("close"), N_("Close this"), "cancel")
CANCEL = Command("dialog.cancel", ("escape",), N_("cancel"), N_("Leave without changing anything"), "cancel")
ABANDON = Command(
    "dialog.abandon", ("ctrl+c",), N_("cancel"), N_("Leave without changing anything"), "abandon", shown=False
)
"""Works in every dialog, at once."""
CHOOSE = Command("dialog.choose", ("enter",), N_("choose"), N_("Take the marked one"), "choose")
YES = Command("dialog.yes", ("y", "enter"), N_("yes"), N_("Do it"), "yes")
NO = Command("dialog.no", ("escape", "n"), N_("no"), N_("Leave everything as it is"), "cancel")
SAVE = Command("dialog.save", ("ctrl+s",), N_("save"), N_("Store what is written here"), "save")
NEXT = Command("dialog.next", ("tab", "down"), N_("next"), N_("The next field"), "step(1)")
BEFORE = Command(
    "dialog.before", ("shift+tab", "up"), N_("before"), N_("The field before"), "step(-1)", shown=False
)

PAGE = (CLOSE, *MOVES)
"""A page to read."""
LIST = (CHOOSE, CANCEL, *MOVES)
"""A list to choose from."""
CONFIRM = (YES, NO)
TYPED = (CANCEL,)
FORM = (SAVE, NEXT, CANCEL, BEFORE)
