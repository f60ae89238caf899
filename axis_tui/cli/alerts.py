"""`axis-tui alerts`, `ack` and `snooze`: what needs attention, and a person's answer to it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from axis_tui.cli import exits, payload
from axis_tui.cli.arguments import add_formats, span_seconds
from axis_tui.cli.context import Context
from axis_tui.cli.output import print_json, print_lines, print_table
from axis_tui.cli.problem import UsageProblem
from axis_tui.domain.problem import N_, Problem
from axis_tui.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from axis_tui.domain.word import AlertState
    from axis_tui.store.read import Reader
    from axis_tui.store.read.alerts import AlertRow

PAGE_ROWS = 500
ID_WIDTH = 6
"""Cells of the number that `ack` and `snooze` take."""


def alerts_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of `alerts`."""
    parser.add_argument("--all", action="store_true", help=_("acknowledged, snoozed and resolved ones too"))
    add_formats(parser)


def alerts(context: Context) -> int:
    """Lists alerts, newest first."""
    now = context.clock()
    with context.open_reader() as reader:
        rows = _pages(reader, context.options.all)
        if context.options.json:
            print_json("alerts", now, {"alerts": [payload.alert(row) for row in rows]})
        elif context.options.plain:
            print_table(payload.ALERT_COLUMNS, (payload.alert_cells(row) for row in rows))
        else:
            _as_list(context, rows, now)
    return exits.FINE


def ack_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of `ack`."""
    parser.add_argument("id", nargs="+", metavar=_("ID"), help=_("number of an alert, as “alerts” shows it"))


def ack(context: Context) -> int:
    """Acknowledges alerts."""
    from axis_tui.domain.word import AlertState

    states = _states(context, context.options.id)
    done = [number for number, state in states.items() if state is AlertState.ACKNOWLEDGED]
    for number in done:
        print(_("Alert %(number)d is already acknowledged.") % {"number": number})
    count = len(states) - len(done)
    if count:
        _ask(context, "acknowledge", [number for number in states if number not in done], {})
        text = ngettext("%(count)d alert acknowledged.", "%(count)d alerts acknowledged.", count)
        print(text % {"count": count})
    return exits.FINE


def snooze_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of `snooze`."""
    parser.add_argument("id", nargs="+", metavar=_("ID"), help=_("number of an alert, as “alerts” shows it"))
    parser.add_argument(
        "--for", dest="span", default="1d", metavar=_("SPAN"), help=_("how long: 90m, 4h, 1d, 2w")
    )


def snooze(context: Context) -> int:
    """Silences alerts for a while."""
    until_at = context.clock() + span_seconds(context.options.span)
    numbers = _states(context, context.options.id)
    _ask(context, "snooze", numbers, {"until": until_at})
    count = len(numbers)
    print(ngettext("%(count)d alert snoozed.", "%(count)d alerts snoozed.", count) % {"count": count})
    return exits.FINE


def _states(context: Context, typed: Sequence[str]) -> dict[int, AlertState]:
    """The alerts that are meant, each once, and how they stand. Raises Problem where there is none such."""
    from axis_tui.store.read import alerts as read

    numbers = [_number(text) for text in typed]
    states: dict[int, AlertState] = {}
    with context.open_reader() as reader:
        for number in numbers:
            row = read.row(reader, number)
            if row is None:
                raise Problem(N_("there is no alert %(number)d; see “axis-tui alerts --all”"), number=number)
            states[number] = row.state
    return states


def _ask(context: Context, kind: str, numbers: Iterable[int], more: dict[str, object]) -> None:
    from axis_tui.cli.asking import ask

    ask(context, [(kind, {"alert_id": number, **more}) for number in numbers])


def _number(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) < 18:
        return int(text)
    raise UsageProblem(N_("“%(text)s” is not an alert's number; see “axis-tui alerts”"), text=text)


def _pages(reader: Reader, everything: bool) -> Iterator[AlertRow]:
    from axis_tui.domain.word import AlertState
    from axis_tui.store.read import alerts as read

    states = tuple(AlertState) if everything else (AlertState.OPEN,)
    after = None
    while rows := read.page(reader, PAGE_ROWS, after=after, states=states):
        yield from rows
        after = rows[-1].key


def _as_list(context: Context, rows: Iterator[AlertRow], now: int) -> None:
    from axis_tui.present.alert_words import alert_line
    from axis_tui.present.line import Tone
    from axis_tui.present.width import fit_right

    count = 0
    for row in rows:
        number = fit_right(str(row.id), ID_WIDTH)
        words = alert_line(row, now, context.zone, context.width() - ID_WIDTH, context.glyphs)
        print_lines([((number, Tone.STRONG), *words)], context.colour)
        count += 1
    if not count:
        print(_("No open alert.") if not context.options.all else _("No alert."))
