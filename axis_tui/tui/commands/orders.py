"""What can be done with one order, and on the way to placing one."""

from axis_tui.i18n import N_
from axis_tui.tui.command import Command
from axis_tui.tui.commands.dialog import BEFORE, NEXT
from axis_tui.tui.commands.listing import MOVES

ORDER = (
    Command("order.back", ("escape", "backspace"), N_("back"), N_("Back to where you came from"), "back"),
    Command(
        "order.paid",
        ("p",),
        N_("I paid"),
        N_("Record what you paid, with the reference and proof you were given"),
        "paid",
    ),
    Command(
        "order.resolve",
        ("s",),
        N_("settle"),
        N_("Decide an order in review: charged or not, with what proves it"),
        "resolve",
    ),
    Command(
        "order.arrived", ("d",), N_("data arrived"), N_("Say that the data is on the eSIM now"), "arrived"
    ),
    Command("order.withdraw", ("w",), N_("withdraw"), N_("Take it back before anything is sent"), "withdraw"),
    Command("order.qr", ("c",), N_("QR code"), N_("The number or page as a QR code for your phone"), "qr"),
    Command(
        "order.evidence",
        ("e",),
        N_("evidence"),
        N_("All that support needs to find this order; copy it or save it"),
        "evidence",
    ),
    Command(
        "order.refund",
        ("f",),
        N_("refund"),
        N_("Ask the carrier for the money back, or record what it gave back"),
        "refund",
    ),
    Command("order.again", ("r",), N_("renew"), N_("Renew this eSIM anew"), "renew"),
    *MOVES,
)
"""The page of one order; which of them work follows from its state."""

BACK = Command("step.back", ("escape",), N_("back"), N_("To the step before; what you typed stays"), "cancel")
CHOOSE = Command("step.choose", ("enter",), N_("choose"), N_("Take the marked one and go on"), "choose")
PLACE = Command("step.place", ("enter",), N_("renew now"), N_("Place the order"), "place")
ASK_AGAIN = Command(
    "step.ask",
    ("ctrl+r",),
    N_("ask again"),
    N_("Ask the carrier for its packages or the price anew"),
    "ask_again",
)
QR = Command("step.qr", ("c",), N_("QR code"), N_("The number or page as a QR code for your phone"), "qr")

GO_ON = Command("step.go_on", ("ctrl+s",), N_("go on"), N_("Go on with this package"), "save")

PACKAGES = (BACK, CHOOSE, ASK_AGAIN, *MOVES)
CHANNELS = (BACK, CHOOSE, QR, *MOVES)
METHODS = (BACK, CHOOSE, *MOVES)
OTHER = (BACK, NEXT, GO_ON, BEFORE)
SUMMARY = (BACK, ASK_AGAIN, PLACE)

COPY = Command("evidence.copy", ("c",), N_("copy"), N_("Copy it to the clipboard of your terminal"), "copy")
KEEP = Command("evidence.save", ("s",), N_("save"), N_("Write it to a file that only you can read"), "keep")
CLOSE = Command("evidence.close", ("escape", "q"), N_("close"), N_("Close this"), "cancel")
EVIDENCE = (CLOSE, COPY, KEEP, *MOVES)
