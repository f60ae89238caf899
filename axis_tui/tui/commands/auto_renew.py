"""Keys of auto-renew: writing a rule, agreeing to it, and what can be done with one that is there."""

from axis_tui.i18n import N_
from axis_tui.tui.command import Command
from axis_tui.tui.commands.dialog import BEFORE, CANCEL, CLOSE, NEXT

GO_ON = Command(
    "auto_renew.go_on", ("ctrl+s",), N_("go on"), N_("See what it would do before you agree"), "go_on"
)
TURN = Command(
    "auto_renew.turn",
    ("right",),
    N_("choose"),
    N_("The next choice for the marked part"),
    "turn(1)",
    shown=False,
)
TURN_BACK = Command(
    "auto_renew.turn_back", ("left",), N_("choose"), N_("The choice before"), "turn(-1)", shown=False
)
LIST = Command(
    "auto_renew.list", ("space",), N_("list"), N_("All choices for the marked part, as a list"), "pick"
)
EDITOR = (GO_ON, NEXT, TURN, LIST, CANCEL, BEFORE, TURN_BACK)

OFF = Command("auto_renew.off", ("o",), N_("off"), N_("Switch it off at once"), "off")
EDIT = Command("auto_renew.edit", ("e",), N_("edit"), N_("Change the rule; you agree to it anew"), "edit")
RESUME = Command("auto_renew.resume", ("r",), N_("resume"), N_("Let a suspended rule act again"), "resume")
MORE = (
    Command("auto_renew.down", ("j", "down"), N_("down"), N_("One line on"), "scroll(1)", shown=False),
    Command("auto_renew.up", ("k", "up"), N_("up"), N_("One line back"), "scroll(-1)", shown=False),
)
RULE = (OFF, EDIT, RESUME, CLOSE, *MORE)

AGREE = Command("approval.agree", ("enter",), N_("agree"), N_("Do it, as it is told here"), "agree")
PAGE_DOWN = Command(
    "approval.page_down", ("pagedown",), N_("more"), N_("The lines below"), "scroll(4)", shown=False
)
PAGE_UP = Command(
    "approval.page_up", ("pageup",), N_("back"), N_("The lines above"), "scroll(-4)", shown=False
)
APPROVAL = (AGREE, CANCEL, NEXT, BEFORE, PAGE_DOWN, PAGE_UP)
