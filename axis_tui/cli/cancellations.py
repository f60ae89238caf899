"""`axis-tui cancellations`: every case and where it stands; and what a person does to one of them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from axis_tui.cli import exits
from axis_tui.cli.arguments import add_formats
from axis_tui.cli.cancellations_change import CHANGES, add_changes
from axis_tui.cli.cancellations_policy import add_policy, policy
from axis_tui.cli.cancellations_proof import PROOFS, add_proofs
from axis_tui.cli.carrier_asking import say_no_worker
from axis_tui.cli.context import Context
from axis_tui.cli.output import print_json, print_lines, print_table
from axis_tui.cli.parser import add_action, add_actions
from axis_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from axis_tui.present.line import Line
    from axis_tui.store.read import Reader
    from axis_tui.store.read.cases import CaseRow

PAGE_ROWS = 200


def cancellations_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of `cancellations`."""
    parser.add_argument("--all", action="store_true", help=_("those that are at their end too"))
    add_formats(parser)
    parser.set_defaults(dry_run=False, no_input=False, pin_file=None, confirm=None)
    actions = add_actions(parser)
    showing = add_action(actions, "show", _("one case with its checklist and all its steps"))
    showing.add_argument("number", metavar=_("NUMBER"), help=_("of the case, as the list shows it"))
    showing.add_argument("--reveal", action="store_true", default=False, help=_("with identifiers in full"))
    add_formats(showing, plain=False)
    add_changes(actions)
    add_proofs(actions)
    add_policy(actions)


def cancellations(context: Context) -> int:
    """Lists cases, or shows, changes or exports one."""
    action = context.options.action
    if action is None:
        return _list(context)
    if action == "show":
        return _show(context)
    return policy(context) if action == "policy" else (CHANGES | PROOFS)[action](context)


def _list(context: Context) -> int:
    from axis_tui.cli import case_payload as payload
    from axis_tui.store.read import cases

    options = context.options
    with context.open_reader() as reader:
        rows = list(_pages(reader)) if options.all else cases.open_cases(reader)
    if options.json:
        print_json("cancellations", context.clock(), {"cancellations": [payload.case(row) for row in rows]})
    elif options.plain:
        print_table(payload.CASE_COLUMNS, (payload.case_cells(row) for row in rows))
    elif not rows:
        print(_("No cancellation yet.") if options.all else _("No cancellation is open; all of them: --all"))
    else:
        print_lines((_line(context, row) for row in rows), context.colour)
    return exits.FINE


def _pages(reader: Reader) -> Iterator[CaseRow]:
    from axis_tui.store.read import cases

    before = None
    while rows := cases.page(reader, PAGE_ROWS, before):
        yield from rows
        before = rows[-1].id


def _show(context: Context) -> int:
    from axis_tui.cli import case_payload as payload
    from axis_tui.cli.case_naming import case_of
    from axis_tui.cli.case_report import case_lines, waits_for_worker
    from axis_tui.store.read import cases
    from axis_tui.store.read.case_acts import possible_acts

    options = context.options
    with context.open_reader() as reader:
        row = case_of(reader, options.number)
        events, acts = cases.events(reader, row.id), possible_acts(reader, row)
    if options.json:
        print_json("cancellation", context.clock(), {
            "cancellation": payload.case(row) | ({"iccid": row.esim_reference} if options.reveal else {}),
            "checks": payload.checks(row.checks),
            "before": payload.standing(row.before),
            "after": payload.standing(row.after),
            "events": [payload.event(event) for event in events],
        })  # fmt: skip
    else:
        print_lines(case_lines(context, row, events, acts, reveal=options.reveal), context.colour)
        if waits_for_worker(row, context.clock()):
            say_no_worker(context, _("It does not go on by itself now."))
    return exits.FINE


def _line(context: Context, row: CaseRow) -> Line:
    from axis_tui.domain.dossier import case_text
    from axis_tui.present.case_words import reason_word, state_span
    from axis_tui.present.line import Tone
    from axis_tui.present.when import day_near, local
    from axis_tui.present.width import fit, fit_line

    state, tone = state_span(row.state.value, context.glyphs)
    width = context.width()
    today = local(context.clock(), context.zone).date()
    due = "" if row.deadline_on is None or not row.is_open else day_near(row.deadline_on, today)
    told = _("answer due %(day)s") % {"day": due} if due and row.state.value == "in_review" else ""
    spans = (
        (fit(case_text(row.id), 7) + " ", Tone.STRONG),
        (fit(row.esim_name, 12 + (width - 60) // 8) + " ", Tone.NORMAL),
        (fit(row.carrier, 10 + (width - 60) // 8) + " ", Tone.MUTED),
        (fit(state, 18) + " ", tone),
        (told or reason_word(row.reason.value), Tone.MUTED),
    )
    return fit_line(spans, width, context.glyphs.ellipsis)
