"""`axis-tui ledger`: every movement of money, the check that none was changed, balances, and differences."""

from __future__ import annotations

import argparse
from itertools import islice
from typing import TYPE_CHECKING

from axis_tui.cli import exits
from axis_tui.cli.approving import add_approval, approve, confirm_amount
from axis_tui.cli.arguments import add_dry_run, add_formats
from axis_tui.cli.context import Context
from axis_tui.cli.naming import find_carrier, find_esim
from axis_tui.cli.output import print_json, print_lines, print_table
from axis_tui.cli.problem import UsageProblem
from axis_tui.domain.problem import N_, Problem
from axis_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from axis_tui.present.line import Line
    from axis_tui.store.read import Reader
    from axis_tui.store.read.ledger import BalanceRow, LedgerRow
    from axis_tui.store.write import Tx

PAGE_ROWS = 500
SHOWN = 50
"""Entries that a person sees without --all; scripts get every one."""


def ledger_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of `ledger`."""
    parser.add_argument("--carrier", metavar=_("NAME"), help=_("of one carrier only"))
    parser.add_argument("--esim", metavar=_("ESIM"), help=_("of one eSIM only"))
    parser.add_argument("--all", action="store_true", help=_("more than the latest 50"))
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--verify", action="store_true", help=_("check the whole chain; ends with 1 if broken"))
    what.add_argument("--balances", action="store_true", help=_("balances by the ledger and by the carriers"))
    what.add_argument(
        "--accept-difference",
        metavar=_("CARRIER"),
        help=_(
            "enter by what this carrier's balance differs from the ledger's; --confirm is that difference"
        ),
    )
    parser.add_argument("--note", default="", metavar=_("TEXT"), help=_("why it differs"))
    add_approval(parser)
    add_dry_run(parser)
    add_formats(parser, csv=True)


def ledger(context: Context) -> int:
    """Lists entries, checks the chain, shows balances, or accepts a difference."""
    options = context.options
    if options.verify:
        return _verify(context)
    if options.balances:
        return _balances(context)
    if options.accept_difference is not None:
        return _accept(context)
    return _list(context)


def _list(context: Context) -> int:
    from axis_tui.cli import renewal_payload as payload
    from axis_tui.present.ledger_export import ledger_csv, ledger_json

    options = context.options
    with context.open_reader() as reader:
        carrier_id = None if options.carrier is None else find_carrier(reader, options.carrier).id
        esim_id = None if options.esim is None else find_esim(reader, options.esim).esim_id
        rows = _pages(reader, carrier_id, esim_id)
        if options.json:
            print(ledger_json(rows, context.clock()), end="")
        elif options.csv:
            print(ledger_csv(rows), end="")
        elif options.plain:
            print_table(payload.LEDGER_COLUMNS, (payload.entry_cells(row) for row in rows))
        else:
            print_lines(_lines(context, rows), context.colour)
    return exits.FINE


def _pages(reader: Reader, carrier_id: int | None, esim_id: int | None) -> Iterator[LedgerRow]:
    from axis_tui.store.read import ledger as read

    before = None
    while rows := read.page(reader, PAGE_ROWS, before, carrier_id=carrier_id, esim_id=esim_id):
        yield from rows
        before = rows[-1].entry.number


def _lines(context: Context, rows: Iterable[LedgerRow]) -> Iterator[Line]:
    from axis_tui.present.ledger_words import ledger_kind, ledger_note, signed
    from axis_tui.present.line import Tone, line
    from axis_tui.present.when import moment
    from axis_tui.present.width import fit, fit_line, fit_right

    now, count = context.clock(), 0
    for row in rows if context.options.all else islice(rows, SHOWN + 1):
        count += 1
        if count > SHOWN and not context.options.all:
            yield line((f"      {_('there are more: --all')}", Tone.MUTED))
            return
        of = row.entry
        about = " ".join(filter(None, (row.esim_name or row.carrier, of.reference, ledger_note(of.note))))
        tone = Tone.GOOD if of.amount_minor > 0 else Tone.NORMAL
        spans = (
            (fit_right(str(of.number), 5) + " ", Tone.STRONG),
            (fit(moment(of.at, context.zone, now), 17) + " ", Tone.MUTED),
            (fit(ledger_kind(of.kind), 11) + " ", Tone.NORMAL),
            (fit_right(signed(of.amount), 13) + "  ", tone),
            (about, Tone.MUTED),
        )
        yield fit_line(spans, context.width(), context.glyphs.ellipsis)
    if not count:
        yield line(_("No entry yet: nothing was paid through this store."))


def _verify(context: Context) -> int:
    from axis_tui.present.ledger_words import verdict_span
    from axis_tui.store.read import ledger as read

    with context.open_reader() as reader:
        verdict = read.check(reader)
    if context.options.json:
        print_json("ledger-check", context.clock(), {
            "whole": verdict.is_whole, "entries": verdict.entries, "broken_at": verdict.broken_at,
            "head": verdict.head,
        })  # fmt: skip
    elif verdict.is_whole:
        print_lines([(verdict_span(verdict, context.glyphs),)], context.colour)
    if not verdict.is_whole:
        raise Problem(
            N_("chain broken at entry %(number)d: what follows cannot be relied on; restore a backup"),
            number=verdict.broken_at,
        )
    return exits.FINE


def _balances(context: Context) -> int:
    from axis_tui.cli import renewal_payload as payload
    from axis_tui.cli.renew_words import amount
    from axis_tui.present.ledger_words import difference_span
    from axis_tui.present.line import Tone, line
    from axis_tui.present.when import ago
    from axis_tui.present.width import fit, fit_right
    from axis_tui.store.read import ledger as read

    now = context.clock()
    with context.open_reader() as reader:
        rows = [row for row in read.balances(reader) if _is_meant(context, reader, row)]
    if context.options.json:
        print_json("balances", now, {"balances": [payload.balance(row) for row in rows]})
        return exits.FINE
    if not rows:
        print(_("No carrier states a balance, and the ledger holds none."))
    print_lines(
        (
            line(
                f"{fit(row.carrier, 20)}{fit_right(amount(row.derived), 15)}",
                fit_right(amount(row.stated), 15),
                (f"  {fit(ago(row.stated_at, now), 12)} ", Tone.MUTED),
                difference_span(row.difference, context.glyphs),
            )
            for row in rows
        ),
        context.colour,
    )
    return exits.FINE


def _is_meant(context: Context, reader: Reader, row: BalanceRow) -> bool:
    named = context.options.carrier
    return named is None or row.carrier_id == find_carrier(reader, named).id


def _accept(context: Context) -> int:
    """Enters the difference that was shown, and no other: it may have changed since."""
    from axis_tui.cli.renew_words import amount
    from axis_tui.store.read import ledger as read

    options = context.options
    with context.open_reader() as reader:
        row = find_carrier(reader, options.accept_difference)
        found = [each for each in read.balances(reader) if each.carrier_id == row.id and each.difference]
    difference = next((each.difference for each in found if each.difference and each.difference.minor), None)
    if difference is None:
        raise Problem(
            N_("the balance at %(carrier)s is what the ledger says; nothing to accept"), carrier=row.name
        )
    if not options.note.strip():
        raise UsageProblem(N_("say why it differs, with --note"))
    if not options.dry_run:
        confirm_amount(context, difference)

    def enter(tx: Tx) -> None:
        from axis_tui.store.write import ledger as write

        if write.accept_difference(tx, row.id, options.note, context.clock()) != difference:
            raise Problem(N_("the difference has changed meanwhile; look again: axis-tui ledger --balances"))

    approve(context, enter)
    template = (
        _("would enter %(amount)s for %(carrier)s")
        if options.dry_run
        else _("entered %(amount)s for %(carrier)s")
    )
    print(template % {"amount": amount(difference), "carrier": row.name})
    return exits.FINE
