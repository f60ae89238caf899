"""`axis-tui cancel`: tells what is lost and what stands in the way, takes a person's word, asks."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from axis_tui import bootstrap
from axis_tui.cli import exits
from axis_tui.cli.approving import add_approval, approve
from axis_tui.cli.arguments import add_dry_run, add_formats
from axis_tui.cli.cancel_told import Told, is_connected, lines, look_at, would
from axis_tui.cli.carrier_asking import say_no_worker
from axis_tui.cli.context import Context
from axis_tui.cli.naming import find_esim
from axis_tui.cli.output import print_json, print_lines
from axis_tui.cli.problem import UsageProblem
from axis_tui.cli.prompting import ask_line, can_ask
from axis_tui.cli.wrapping import sentence
from axis_tui.domain.problem import N_, Problem
from axis_tui.i18n import _, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from axis_tui.domain.cancellation_act import Act
    from axis_tui.store.backup import Backup
    from axis_tui.store.read.cases import CaseRow
    from axis_tui.store.read.overview import OverviewRow
    from axis_tui.store.write import Tx

REASONS = ("lost", "replaced", "unused", "upkeep", "other")


def cancel_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of `cancel`."""
    parser.add_argument("esim", metavar=_("ESIM"), help=_("nickname, end of the ICCID, or number as #2"))
    parser.add_argument(
        "--reason", required=True, choices=REASONS, help=_("why; with other, say it with --notes")
    )
    parser.add_argument("--notes", default="", metavar=_("TEXT"), help=_("what the carrier should know"))
    parser.add_argument(
        "--contact", default="", metavar=_("ADDRESS"), help=_("e-mail address for the carrier's answer")
    )
    parser.add_argument("--confirm", metavar=_("NAME"), help=_("agree by the eSIM's name, as listed"))
    add_approval(parser, amount=False)
    add_dry_run(parser)
    add_formats(parser, plain=False)


def cancel(context: Context) -> int:
    """Shows the checklist, takes a person's word for it, and leaves the request for the carrier."""
    _check_words(context)
    with context.open_reader() as reader:
        esim = find_esim(reader, context.options.esim)
    _know_carrier(context, esim)
    before = look_at(context, esim, None)
    if context.options.dry_run or before.stopped:
        return _tell(context, before, None)
    backup = _backup(context)
    told = look_at(context, esim, backup)
    if not context.options.json:
        print_lines(lines(context, told), context.colour)
    try:
        confirm_name(context, esim.name)
    except BaseException:
        backup.path.unlink(missing_ok=True)  # nothing was asked for that it would belong to
        raise
    case_id = _submitted(context, esim, backup)
    _let_work(context, case_id)
    return _tell(context, told, case_id)


def confirm_name(context: Context, name: str) -> None:
    """Returns where exactly `name` is typed or was given by --confirm. Raises UsageProblem."""
    given = context.options.confirm
    if given is None:
        if not can_ask(context):
            raise UsageProblem(
                N_("it takes your word to go on: add --confirm=“%(name)s” to agree"), name=name
            )
        given = ask_line(_("Type %(name)s to confirm:") % {"name": name})
    if given.strip() != name:
        raise UsageProblem(N_("that is not “%(name)s”; nothing was done"), name=name)


def _check_words(context: Context) -> None:
    """Another reason that nothing is said about is a line of the checklist, and stands there."""
    from axis_tui.domain.cancellation_typed import NotTyped, check_typed

    options = context.options
    options.notes, options.contact = options.notes.strip(), options.contact.strip()
    try:
        check_typed(options.notes, options.contact)
    except NotTyped as wrong:
        raise UsageProblem("--%(field)s: %(told)s", field=wrong.field, told=tell(wrong)) from None


def _know_carrier(context: Context, esim: OverviewRow) -> None:
    """Have a worker meet the carrier once, so that it is known whether a program may ask it."""
    from axis_tui.store.read import carrier_port, inventory

    with context.open_reader() as reader:
        carrier = inventory.carrier_of(reader, esim.esim_id)
        is_known = carrier is None or bool(carrier_port.carrier_port(reader, carrier.id).channels)
    if is_known or carrier is None or not is_connected(context, carrier.name) or context.options.dry_run:
        return
    if context.presence().running:
        raise Problem(
            N_("the running worker does not know %(carrier)s yet; end it and start it again"),
            carrier=carrier.name,
        )
    bootstrap.work_once(context.settings)


def _backup(context: Context) -> Backup:
    from axis_tui.store.backup import make_backup

    return make_backup(context.store, context.settings.paths.state_dir, context.clock())


def _submitted(context: Context, esim: OverviewRow, backup: Backup) -> int:
    """The number of the case, which is on disk from here on. Raises Problem where it is not."""
    now, options = context.clock(), context.options

    def place(tx: Tx) -> int:
        from axis_tui.domain.cancellation import Reason
        from axis_tui.store.write.cases import NewCase, draft, submit

        new = NewCase(esim.esim_id, Reason(options.reason), options.notes, options.contact)
        case_id = draft(tx, new, now)
        submit(tx, case_id, now, backup)
        return case_id

    return approve(context, place)


def _let_work(context: Context, case_id: int) -> None:
    """Where no worker runs, one pass of it hands the request over now."""
    with context.open_reader() as reader:
        from axis_tui.store.read import cases

        row = cases.case(reader, case_id)
    if row is not None and row.uses_api and not context.presence().running:
        bootstrap.work_once(context.settings)


def _tell(context: Context, told: Told, case_id: int | None) -> int:
    from axis_tui.cli import case_payload
    from axis_tui.present.check_words import check_sentence
    from axis_tui.store.read import cases
    from axis_tui.store.read.case_acts import possible_acts

    esim, stopped = told.esim, () if case_id is not None else told.stopped
    row: CaseRow | None = None
    acts: Sequence[Act] = ()
    if case_id is not None:
        with context.open_reader() as reader:
            row = cases.case(reader, case_id)
            acts = () if row is None else possible_acts(reader, row)
    if context.options.json:
        print_json("cancel", context.clock(), {
            "esim_id": esim.esim_id, "esim": esim.name, "is_blocked": bool(stopped),
            "is_asked_by_program": told.by_program, "lost": case_payload.lost(told.lost),
            "checks": case_payload.checks(told.checks),
            "case": None if row is None else case_payload.case(row),
        })  # fmt: skip
    elif row is None:
        print_lines(lines(context, told), context.colour)
    if stopped:
        reason = "; ".join(check_sentence(check, context.zone, context.clock()) for check in stopped)
        raise Problem(N_("cannot be cancelled so: %(reason)s"), reason=reason)
    if context.options.json:
        return exits.FINE
    if row is None:
        print_lines(sentence(would(told), context.width()), context.colour)
        return exits.FINE
    from axis_tui.cli.case_report import next_words
    from axis_tui.present.case_words import case_title, state_word

    print(f"{case_title(row.id)}: {state_word(row.state.value)}")
    print(next_words(row, acts, context.clock()))
    if row.uses_api:
        say_no_worker(context, _("The carrier’s answer is not looked for."))
    return exits.FINE
