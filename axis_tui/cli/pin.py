"""`axis-tui pin`: the PIN that is asked before money moves. It is typed at a terminal, never in argv."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from axis_tui import bootstrap
from axis_tui.cli import exits
from axis_tui.cli.approving import add_no_input, approve, pin_of
from axis_tui.cli.context import Context
from axis_tui.cli.output import print_json
from axis_tui.cli.parser import add_action, add_actions
from axis_tui.cli.problem import UsageProblem, wrong_use
from axis_tui.cli.prompting import ask_line, ask_secret, can_ask
from axis_tui.domain.problem import N_, Problem
from axis_tui.i18n import _

if TYPE_CHECKING:
    from axis_tui.store.read.payment import PinRow
    from axis_tui.store.write import Tx


def pin_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of `pin`."""
    parser.add_argument("--json", action="store_true", help=_("print JSON with a versioned schema"))
    add_no_input(parser)
    parser.set_defaults(dry_run=False, pin_file=None, confirm=None)
    actions = add_actions(parser)
    for name, summary in (
        ("set", _("set one, where there is none")),
        ("change", _("set another one; asks for the present one")),
        ("remove", _("ask for none any more; asks for the present one")),
    ):
        add_no_input(add_action(actions, name, summary))
    resetting = add_action(actions, "reset", _("forget one that nobody knows; for the store's owner only"))
    resetting.add_argument("--confirm", metavar=_("NAME"), help=_("agree by the name of the store's file"))
    add_no_input(resetting)


def pin(context: Context) -> int:
    """Says whether a PIN is set, or sets, changes, removes or resets it."""
    row = _row(context)
    match context.options.action:
        case "set":
            if row.is_set:
                raise Problem(N_("a PIN is set already; change it: axis-tui pin change"))
            chosen = _new(context)
            approve(context, lambda tx: _store(tx, chosen, context.clock()))
            print(_("the PIN is set; it is asked before money moves"))
        case "change":
            _need(row)
            present = pin_of(context)
            chosen = _new(context)
            approve(context, lambda tx: _store(tx, chosen, context.clock()), present)
            print(_("the PIN is changed"))
        case "remove":
            _need(row)
            approve(context, _forget)
            print(_("no PIN is asked any more"))
        case "reset":
            _reset(context, row)
        case _:
            _say(context, row)
    return exits.FINE


def _row(context: Context) -> PinRow:
    from axis_tui.store.read import payment

    with context.open_reader() as reader:
        return payment.pin(reader)


def _need(row: PinRow) -> None:
    if not row.is_set:
        raise Problem(N_("no PIN is set; set one: axis-tui pin set"))


def _new(context: Context) -> str:
    """A PIN typed twice. Raises UsageProblem, which never repeats it."""
    from axis_tui.domain.approval import check_pin

    if not can_ask(context):
        raise UsageProblem(N_("a new PIN is typed at a terminal, and nowhere else; run this in one"))
    with wrong_use():
        chosen = check_pin(ask_secret(_("New PIN, 4 to 12 digits:")))
    if ask_secret(_("The same again:")).strip() != chosen:
        raise UsageProblem(N_("the two were not the same; nothing was changed"))
    return chosen


def _store(tx: Tx, chosen: str, now: int) -> None:
    from axis_tui.store.write import approval

    approval.reset_pin(tx)
    approval.set_pin(tx, chosen, now)


def _forget(tx: Tx) -> None:
    from axis_tui.store.write import approval

    approval.reset_pin(tx)


def _reset(context: Context, row: PinRow) -> None:
    """For who owns the store's file: that is what proves it, since nobody knows the PIN."""
    _need(row)
    if os.stat(context.store).st_uid != os.geteuid():
        raise Problem(N_("only the owner of %(path)s can reset its PIN"), path=context.store)
    name, given = context.store.name, context.options.confirm
    if given is None:
        if not can_ask(context):
            raise UsageProblem(N_("it takes your word to go on: add --confirm=%(name)s"), name=name)
        given = ask_line(_("Type the name of the store's file to confirm (%(name)s):") % {"name": name})
    if given != name:
        raise UsageProblem(N_("that is not “%(name)s”; nothing was done"), name=name)
    with bootstrap.open_writer(context.settings, create=False) as writer, writer.transaction() as tx:
        _forget(tx)
    print(_("the PIN is forgotten; set a new one: axis-tui pin set"))


def _say(context: Context, row: PinRow) -> None:
    from axis_tui.cli.output import iso
    from axis_tui.present.when import moment

    now = context.clock()
    locked_at = row.locked_until_at if row.locked_until_at > now else None
    if context.options.json:
        print_json(
            "pin", now, {"is_set": row.is_set, "failures": row.failures, "locked_until": iso(locked_at)}
        )
    elif not row.is_set:
        print(_("No PIN is set: whoever can type here can spend. Set one: axis-tui pin set"))
    elif locked_at is not None:
        until = moment(locked_at, context.zone, now)
        print(_("A PIN is set, and locked until %(until)s.") % {"until": until})
    else:
        print(_("A PIN is set; it is asked before money moves."))
