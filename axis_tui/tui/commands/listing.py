"""Moving in a list: the same keys wherever there is one."""

from axis_tui.i18n import N_
from axis_tui.tui.command import Command

MOVES = (
    Command(
        "list.down", ("j", "down"), N_("down"), N_("The next row"), "move(1)", shown=False, in_palette=False
    ),
    Command(
        "list.up", ("k", "up"), N_("up"), N_("The row before"), "move(-1)", shown=False, in_palette=False
    ),
    Command(
        "list.page_down",
        ("pagedown", "ctrl+f"),
        N_("page down"),
        N_("A screenful on"),
        "page(1)",
        shown=False,
        in_palette=False,
    ),
    Command(
        "list.page_up",
        ("pageup", "ctrl+b"),
        N_("page up"),
        N_("A screenful back"),
        "page(-1)",
        shown=False,
        in_palette=False,
    ),
    Command(
        "list.first", ("g", "home"), N_("first"), N_("The first row"), "first", shown=False, in_palette=False
    ),
    Command("list.last", ("G", "end"), N_("last"), N_("The last row"), "last", shown=False, in_palette=False),
)
