"""`axis-tui renewals`: every order with its state and what it cost; and what a person does to one of them."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

from axis_tui.cli import exits
from axis_tui.cli.arguments import add_formats
from axis_tui.cli.context import Context
from axis_tui.cli.naming import find_esim
from axis_tui.cli.output import print_json, print_lines, print_table
from axis_tui.cli.parser import add_actions
from axis_tui.cli.problem import UsageProblem, wrong_use
from axis_tui.cli.renewals_change import CHANGES, add_changes
from axis_tui.cli.renewals_show import add_show, show
from axis_tui.domain.problem import N_
from axis_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from axis_tui.present.line import Line
    from axis_tui.store.read import Reader
    from axis_tui.store.read.renewals import Filter, OrderRow, Total

PAGE_ROWS = 500
SHOWN = 50
"""Orders that a person sees without --all; scripts get every one."""
_WORD = re.compile(r"[A-Za-z_,-]+")


def renewals_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of `renewals`."""
    parser.add_argument("--esim", metavar=_("ESIM"), help=_("of one eSIM only"))
    parser.add_argument("--state", metavar=_("STATE"), help=_("such as paid, declined, in_doubt"))
    parser.add_argument("--channel", metavar=_("CHANNEL"), help=_("such as online, auto, hotline"))
    parser.add_argument(
        "--since", metavar=_("DATE"), help=_("from this day or month on: 2026-11-20, 2026-11")
    )
    parser.add_argument("--until", metavar=_("DATE"), help=_("up to the end of this day or month"))
    parser.add_argument("--all", action="store_true", help=_("more than the latest 50"))
    add_formats(parser, csv=True)
    parser.set_defaults(dry_run=False, no_input=False, pin_file=None, confirm=None)
    actions = add_actions(parser)
    add_show(actions)
    add_changes(actions)


def renewals(context: Context) -> int:
    """Lists orders, the latest first, with totals; or shows or changes one."""
    action = context.options.action
    if action == "show":
        return show(context)
    if action in CHANGES:
        return CHANGES[action](context)
    return _list(context)


def number_of(text: str) -> int:
    """An order's number as it is typed. Raises UsageProblem."""
    bare = text.removeprefix("#")
    if bare.isascii() and bare.isdigit() and len(bare) < 18:
        return int(bare)
    raise UsageProblem(N_("“%(text)s” is not an order's number; see “axis-tui renewals”"), text=text)


def _list(context: Context) -> int:
    from axis_tui.cli import renewal_payload as payload
    from axis_tui.store.read import renewals as read

    options, now = context.options, context.clock()
    with context.open_reader() as reader:
        wanted = _filter(context, reader)
        totals = read.totals(reader, wanted)
        rows = _pages(reader, wanted)
        if options.json:
            print_json("renewals", now, {
                "orders": [payload.order(row) for row in rows],
                "totals": [payload.total(row) for row in totals],
            })  # fmt: skip
        elif options.csv:
            from axis_tui.present.order_export import orders_csv

            print(orders_csv(rows), end="")
        elif options.plain:
            print_table(payload.ORDER_COLUMNS, (payload.order_cells(row) for row in rows))
        else:
            count = read.count(reader, wanted)
            shown = count if options.all else min(count, SHOWN)
            print_lines(_lines(context, rows, totals, shown, count), context.colour)
    return exits.FINE


def _filter(context: Context, reader: Reader) -> Filter:
    """The orders that the flags leave, by the words that the dashboard's filter takes."""
    from dataclasses import replace

    from axis_tui.store.read.order_filter import parse

    options = context.options
    for word in (options.state, options.channel):
        if word is not None and not _WORD.fullmatch(word):
            raise UsageProblem(N_("“%(word)s” is no word for --state or --channel"), word=word)
    keyed = {
        "state": options.state,
        "channel": options.channel,
        "since": options.since,
        "until": options.until,
    }
    text = " ".join(f'{key}:"{value}"' for key, value in keyed.items() if value is not None)
    with wrong_use():
        wanted = parse(text, context.zone)
    for value, at in ((options.since, wanted.since_at), (options.until, wanted.until_at)):
        if value is not None and at is None:
            raise UsageProblem(N_("“%(text)s” is not a date; write 2026-11-20 or 2026-11"), text=value)
    if options.esim is None:
        return wanted
    return replace(wanted, esim_id=find_esim(reader, options.esim).esim_id)


def _pages(reader: Reader, wanted: Filter) -> Iterator[OrderRow]:
    from axis_tui.store.read import renewals as read

    after = None
    while rows := read.page(reader, wanted, PAGE_ROWS, after):
        yield from rows
        after = rows[-1].key


def _lines(
    context: Context, rows: Iterable[OrderRow], totals: list[Total], shown: int, count: int
) -> Iterator[Line]:
    from itertools import islice

    from axis_tui.cli.renew_words import amount
    from axis_tui.i18n import ngettext
    from axis_tui.present.line import Tone, line
    from axis_tui.present.order_next import order_next
    from axis_tui.present.order_words import order_state_span
    from axis_tui.present.when import moment
    from axis_tui.present.width import fit, fit_line, fit_right

    now, width = context.clock(), context.width()
    if not count:
        yield line(_("No renewal yet.") if not context.options.state else _("No renewal matches."))
        return
    for row in islice(rows, shown):
        state, tone = order_state_span(row.state, row.changed_at, now, context.glyphs)
        asked = moment(row.asked_at, context.zone, now)
        spans = (
            (fit_right(str(row.id), 4) + "  ", Tone.STRONG),
            (fit(asked, 16) + " ", Tone.MUTED),
            (fit(row.esim_name, 11 + (width - 60) // 10) + " ", Tone.NORMAL),
            (fit_right(amount(row.amount), 11) + "  ", Tone.NORMAL),
            (fit(state, 11) + " ", tone),
            (order_next(row, now, context.zone), Tone.MUTED),
        )
        yield fit_line(spans, width, context.glyphs.ellipsis)
    if shown < count:
        more = ngettext("%(count)d more: --all", "%(count)d more: --all", count - shown)
        yield line((f"      {more % {'count': count - shown}}", Tone.MUTED))
    for each in totals:
        told = {"charged": amount(each.charged), "refunded": amount(each.refunded)}
        text = (
            _("charged %(charged)s")
            if not each.refunded.minor
            else _("charged %(charged)s, back %(refunded)s")
        )
        orders = ngettext("%(count)d order", "%(count)d orders", each.orders) % {"count": each.orders}
        yield line((f"      {text % told} ({orders})", Tone.STRONG))
