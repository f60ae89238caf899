"""`axis-tui plans`: every eSIM with its plan, filtered and sorted, page by page."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from axis_tui.cli import exits, payload
from axis_tui.cli.arguments import add_formats
from axis_tui.cli.context import Context
from axis_tui.cli.output import print_json, print_lines, print_table
from axis_tui.cli.problem import wrong_use
from axis_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from axis_tui.store.read import Reader
    from axis_tui.store.read.overview import Filter, Order, OverviewRow

PAGE_ROWS = 500
ORDERS = ("name", "carrier", "device", "left", "expiry", "forecast", "status")


def plans_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of `plans`."""
    parser.add_argument(
        "--filter",
        default="",
        metavar=_("WORDS"),
        help=_("such as: jp, state:expiring, “carrier:axis left:<1GB”"),
    )
    parser.add_argument(
        "--sort", choices=ORDERS, default="status", help=_("order of the list (status: worst first)")
    )
    parser.add_argument("--reverse", action="store_true", help=_("the other way round"))
    parser.add_argument("--all", action="store_true", help=_("archived eSIMs too"))
    add_formats(parser)


def plans(context: Context) -> int:
    """Lists eSIMs with what is left, until when, and the forecast."""
    from dataclasses import replace

    from axis_tui.store.read.filter import Filter
    from axis_tui.store.read.overview import Order

    options = context.options
    context.settings  # noqa: B018 -- its language is that of the filter's problems
    with wrong_use():
        wanted = Filter.parse(options.filter, is_whole=True)
    wanted = replace(wanted, include_archived=wanted.include_archived or options.all)
    now = context.clock()
    with context.open_reader() as reader:
        rows = _pages(reader, wanted, Order(options.sort), options.reverse)
        if options.json:
            print_json("plans", now, {"plans": [payload.overview(row) for row in rows]})
        elif options.plain:
            print_table(payload.PLAN_COLUMNS, (payload.overview_cells(row) for row in rows))
        else:
            _as_list(context, rows, now)
    return exits.FINE


def _pages(reader: Reader, wanted: Filter, order: Order, descending: bool) -> Iterator[OverviewRow]:
    from axis_tui.store.read import overview

    after = None
    while rows := overview.page(reader, wanted, order, PAGE_ROWS, after=after, descending=descending):
        yield from rows
        after = rows[-1].key(order)


def _as_list(context: Context, rows: Iterator[OverviewRow], now: int) -> None:
    from axis_tui.present.overview_cells import columns, header_line, overview_line

    layout = columns(context.width())
    count = 0
    for row in rows:
        if not count:
            print_lines([header_line(layout)], context.colour)
        print_lines([overview_line(row, now, layout, context.glyphs)], context.colour)
        count += 1
    if not count:
        print(_("No eSIM matches."))
