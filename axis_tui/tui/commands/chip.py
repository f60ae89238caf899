"""What can be done on the page of the chip; which of them work follows from what is marked and under way."""

from axis_tui.i18n import N_
from axis_tui.tui.command import Command
from axis_tui.tui.commands.dialog import BEFORE, CANCEL, NEXT
from axis_tui.tui.commands.listing import MOVES

COMMANDS = (
    Command("chip.keep", ("y",), N_("keep it"), N_("Keep the switch; else it goes back by itself"), "keep"),
    Command(
        "chip.give_up", ("c",), N_("give up"), N_("Give the download up, where it still can be"), "give_up"
    ),
    Command("chip.back", ("escape", "backspace"), N_("back"), N_("Back to where you came from"), "back"),
    Command("chip.enable", ("e",), N_("enable"), N_("Switch this machine to the marked profile"), "enable"),
    Command("chip.disable", ("d",), N_("disable"), N_("Leave this machine without a profile"), "disable"),
    Command("chip.link", ("l",), N_("link"), N_("Say which eSIM here the marked profile is"), "link"),
    Command("chip.send", ("s",), N_("send"), N_("Send every notification that waits, in order"), "send"),
    Command(
        "chip.drop",
        ("x",),
        N_("drop"),
        N_("Take the marked notification off the chip; its carrier does not hear of it"),
        "drop",
    ),
    Command(
        "chip.install",
        ("n",),
        N_("install"),
        N_("Install a profile by its activation code, typed, pasted or kept"),
        "install",
    ),
    Command("chip.rename", ("r",), N_("rename"), N_("Give the marked profile a name on the chip"), "rename"),
    Command("chip.delete", ("x",), N_("delete"), N_("Delete the marked profile for ever"), "delete"),
    Command(
        "chip.part",
        ("right", "tab"),
        N_("next part"),
        N_("Profiles, notifications, what does not fit"),
        "part(1)",
    ),
    Command(
        "chip.part_before",
        ("left", "shift+tab"),
        N_("part before"),
        N_("What does not fit, notifications, profiles"),
        "part(-1)",
        shown=False,
    ),
    Command("chip.plans", ("enter", "p"), N_("to Plans"), N_("Go to this eSIM on Plans"), "to_plans"),
    Command("chip.read", ("ctrl+r",), N_("read"), N_("Read the chip now"), "read"),
    *MOVES,
)
"""Delete and drop share a key, as do no two others: one is for profiles, the other for notifications."""

INSTALL = Command("install.go", ("ctrl+s",), N_("install"), N_("Install the profile of this code"), "save")
CODE = (INSTALL, NEXT, CANCEL, BEFORE)
"""Typing an activation code."""

SHOW = Command("reveal.show", ("ctrl+s",), N_("show"), N_("Show the activation code"), "save")
REVEAL = (SHOW, CANCEL)
"""Typing the PIN before a code is shown."""
