"""`axis-tui chip reveal`: the QR code of an eSIM's activation code, which is a secret: each time is noted."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from axis_tui.cli import exits
from axis_tui.cli.approving import add_approval, approve
from axis_tui.cli.context import Context
from axis_tui.cli.naming import find_esim
from axis_tui.cli.output import print_json, print_remark
from axis_tui.cli.parser import add_action
from axis_tui.i18n import _

if TYPE_CHECKING:
    from axis_tui.store.write import Tx


def add_reveal(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declares `reveal`."""
    parser = add_action(actions, "reveal", _("show the QR code of an eSIM’s activation code"))
    parser.add_argument("esim", metavar=_("ESIM"), help=_("name, end of the ICCID, or number"))
    parser.add_argument("--json", action="store_true", default=False, help=_("print the code as JSON"))
    add_approval(parser, amount=False)


def reveal(context: Context) -> int:
    """Notes that it is shown, and shows it, after the PIN where one is set."""
    with context.open_reader() as reader:
        row = find_esim(reader, context.options.esim)
    now = context.clock()
    code = approve(context, lambda tx: _reveal(tx, row.esim_id, now))
    if context.options.json:
        print_json("activation-code", now, {"esim": row.name, "code": code})
        return exits.FINE
    from axis_tui.present.qr import qr_lines

    for text in qr_lines(code, context.glyphs):
        print(text)
    print(code)
    print_remark(_("whoever sees this code can take the eSIM; that it was shown is noted"))
    return exits.FINE


def _reveal(tx: Tx, esim_id: int, now: int) -> str:
    from axis_tui.store.write.reveal import reveal_code

    return reveal_code(tx, esim_id, now)
