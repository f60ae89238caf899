"""`axis-tui renewals show N`: one order, its way step by step, and the evidence that support asks for."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from axis_tui.cli import exits
from axis_tui.cli.arguments import add_formats
from axis_tui.cli.context import Context
from axis_tui.cli.output import print_json, print_lines, print_remark
from axis_tui.cli.parser import add_action
from axis_tui.cli.problem import UsageProblem
from axis_tui.domain.problem import N_, Problem
from axis_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from axis_tui.present.line import Line
    from axis_tui.store.read import Reader
    from axis_tui.store.read.renewals import OrderEventRow, OrderRow

MOST_ENTRIES = 50


def add_show(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declares `show`."""
    parser = add_action(actions, "show", _("one order with all its steps"))
    parser.add_argument("number", metavar=_("NUMBER"), help=_("of the order, as the list shows it"))
    parser.add_argument(
        "--evidence",
        action="store_true",
        default=False,
        help=_("what the carrier's support needs to find it"),
    )
    parser.add_argument(
        "--evidence-file",
        metavar=_("FILE"),
        default=None,
        help=_("write that to a new file only you can read"),
    )
    parser.add_argument("--reveal", action="store_true", default=False, help=_("with identifiers in full"))
    add_formats(parser, plain=False)


def show(context: Context) -> int:
    """Prints one order, or its evidence."""
    from axis_tui.cli.renewals import number_of
    from axis_tui.store.read import renewals

    options = context.options
    number = number_of(options.number)
    with context.open_reader() as reader:
        order = order_of(reader, number)
        if options.evidence or options.evidence_file is not None:
            return _show_evidence(context, reader, order)
        events = renewals.events(reader, number)
        if options.json:
            _as_json(context, reader, order, events)
        else:
            print_lines(_lines(context, order, events), context.colour)
    return exits.FINE


def order_of(reader: Reader, number: int) -> OrderRow:
    """The order of that number. Raises Problem where there is none."""
    from axis_tui.store.read import renewals

    order = renewals.order(reader, number)
    if order is None:
        raise Problem(N_("there is no order %(number)d; see “axis-tui renewals”"), number=number)
    return order


def _write(path: Path, text: str) -> None:
    """Writes a file that only its owner can read. Raises UsageProblem where one is there already."""
    from axis_tui.private_file import write_new

    try:
        write_new(path, text)
    except OSError as error:
        raise UsageProblem(
            N_("%(path)s cannot be written (%(reason)s); name a new file"),
            path=path, reason=error.strerror or "?",
        ) from None  # fmt: skip


def _show_evidence(context: Context, reader: Reader, order: OrderRow) -> int:
    """The bundle as a page, or as JSON; printed, or written to a file."""
    from axis_tui.domain.evidence import as_json, as_markdown
    from axis_tui.store.read.order_evidence import evidence_of

    options, now = context.options, context.clock()
    evidence = evidence_of(reader, order, reveal=options.reveal)
    assert evidence is not None, "orders are never removed"
    text = as_json(evidence, now) if options.json else as_markdown(evidence, now)
    if options.evidence_file is None:
        print(text.rstrip("\n"))
        return exits.FINE
    path = Path(options.evidence_file)
    _write(path, text)
    print(_("evidence written to %(path)s") % {"path": path})
    if not options.reveal:
        print_remark(_("the ICCID is masked in it; with --reveal it is not"))
    return exits.FINE


def _as_json(context: Context, reader: Reader, order: OrderRow, events: list[OrderEventRow]) -> None:
    from axis_tui.cli import renewal_payload as payload
    from axis_tui.domain.identifiers import mask
    from axis_tui.store.read import ledger, renewals

    secrets = renewals.secrets(reader, order.id)
    assert secrets is not None, "orders are never removed"
    told = str if context.options.reveal else mask
    entries = ledger.page(reader, MOST_ENTRIES, renewal_id=order.id)[::-1]
    print_json("renewal", context.clock(), {
        "order": payload.order(order),
        "key": told(secrets.key),
        "iccid": told(secrets.esim_reference) or None,
        "held_before": payload.holdings(order.holdings_before),
        "held_after": payload.holdings(order.holdings_after),
        "events": [payload.event(event) for event in events],
        "ledger": [payload.entry(entry) for entry in entries],
    })  # fmt: skip


def _lines(context: Context, order: OrderRow, events: list[OrderEventRow]) -> Iterator[Line]:
    from axis_tui.cli.following import event_line
    from axis_tui.cli.renew_words import amount
    from axis_tui.cli.wrapping import fact, sentence
    from axis_tui.domain.text import clean
    from axis_tui.present.channel_contact import fact_line
    from axis_tui.present.channel_words import channel_word
    from axis_tui.present.line import Tone, line
    from axis_tui.present.method_words import method_words
    from axis_tui.present.order_effect import effect_word
    from axis_tui.present.order_next import order_advice
    from axis_tui.present.order_words import decline_reason, order_state_span
    from axis_tui.present.when import moment

    now, zone, width = context.clock(), context.zone, context.width()
    state, tone = order_state_span(order.state, order.changed_at, now, context.glyphs)
    title = _("order %(number)d") % {"number": order.id}
    yield line(
        (f"{title}  ", Tone.TITLE), (state, tone), (f"  {order.esim_name}, {order.carrier}", Tone.MUTED)
    )
    yield from fact(_("Package"), f"{order.terms.name}, {effect_word(order.effect)}", width)
    yield fact_line(_("Price"), amount(order.amount), Tone.STRONG)
    paid_with = method_words(order.method_kind, order.method_label, order.method_last4, carrier=order.carrier)
    yield fact_line(_("Pay with"), paid_with or _("in your own way"))
    yield fact_line(_("Channel"), channel_word(order.channel))
    for word, value in ((_("reference"), order.reference), (_("proof"), order.proof)):
        if value:
            yield from fact(word, clean(value), width)
    if order.decline:
        yield fact_line(_("declined"), decline_reason(order.decline), Tone.BAD)
    day = ""
    for event in events:
        when = moment(event.at, zone, now).rpartition(" ")[0]
        if when and when != day:
            yield line((when, Tone.MUTED))
        day = when
        yield event_line(context, event)
    yield from sentence(order_advice(order, now, zone), width)
