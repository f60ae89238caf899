"""What can be done with one cancellation; which of them work follows from its state."""

from axis_tui.i18n import N_
from axis_tui.tui.command import Command
from axis_tui.tui.commands.dialog import BEFORE, CANCEL, CLOSE, NEXT
from axis_tui.tui.commands.listing import MOVES

CASE = (
    Command("case.back", ("escape", "backspace"), N_("back"), N_("Back to where you came from"), "back"),
    Command(
        "case.remove",
        ("r",),
        N_("remove"),
        N_("Agree that the eSIM is removed now, for ever; told in full before"),
        "remove",
    ),
    Command(
        "case.request", ("c",), N_("request"), N_("The request as a text, to copy or save, and to hand over"),
        "request",
    ),
    Command(
        "case.asked",
        ("a",),
        N_("asked"),
        N_("Say that you handed the request to the carrier; its deadline runs"),
        "asked",
    ),
    Command(
        "case.approve", ("y",), N_("agreed"), N_("Record that the carrier agreed; nothing is removed yet"),
        "approve",
    ),
    Command("case.reject", ("n",), N_("refused"), N_("Record that the carrier refused, and why"), "reject"),
    Command(
        "case.chase", ("c",), N_("chase"), N_("A text that asks the carrier for its answer, to copy or save"),
        "chase",
    ),
    Command(
        "case.step", ("s",), N_("step"), N_("Record what you did on a device that no program reaches"), "step"
    ),
    Command("case.told", ("t",), N_("told"), N_("Say that you told the carrier of the withdrawal"), "told"),
    Command("case.withdraw", ("w",), N_("withdraw"), N_("Take it back; nothing is removed then"), "withdraw"),
    Command(
        "case.ended", ("e",), N_("ended"), N_("Record the carrier’s word that the service has ended"), "ended"
    ),
    Command(
        "case.again", ("c", "r"), N_("ask again"),
        N_("Ask once more: the wizard, with the reason and the notes of this one"), "again",
    ),
    Command(
        "case.dossier", ("d",), N_("dossier"), N_("The proof: read it, check it, take it along as a file"),
        "dossier",
    ),
    Command(
        "case.give_up", ("x",), N_("give up"), N_("End one that cannot go on; not all of it will be proven"),
        "give_up",
    ),
    Command(
        "case.simulate", ("exclamation_mark",), N_("simulate"),
        N_("What this eSIM’s simulated carrier does from now on: agree, refuse, end its service"),
        "simulate", shown=False,
    ),
    *MOVES,
)  # fmt: skip
"""The page of one cancellation. Keys are shared by what is never possible at the same time: the texts for its
carrier, and asking again for what is over."""

RECORDING = (
    Command("case.record", ("enter", "ctrl+s"), N_("record"), N_("Keep what is written here"), "save"),
    NEXT,
    CANCEL,
    BEFORE,
)
"""What a carrier said, being written."""
DOSSIER = (
    CLOSE,
    Command("dossier.check", ("v",), N_("check"), N_("Whether each part is what its hash says"), "check"),
    Command(
        "dossier.export", ("e",), N_("export"), N_("Write it to a file that only you can read"), "export"
    ),
    *MOVES,
)
"""The dossier of one cancellation."""
