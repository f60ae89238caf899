"""Follows an order to where it stands still: paid, declined, withdrawn, or waiting for a person.

Where no worker runs, its passes are made in this process, one after the other.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from axis_tui import bootstrap
from axis_tui.cli.context import Context
from axis_tui.cli.output import print_lines
from axis_tui.domain.renewal_word import OrderState
from axis_tui.i18n import _

if TYPE_CHECKING:
    from axis_tui.present.line import Line
    from axis_tui.store.read.renewals import OrderEventRow, OrderRow

MOVING = frozenset({OrderState.INTENT, OrderState.SENT, OrderState.UNKNOWN})
"""What the worker goes on with by itself within seconds."""
POLL_S = 0.2
PASS_EACH_S = 1.0


def follow(context: Context, order_id: int, wait_s: float, *, quietly: bool) -> OrderRow:
    """The order once it stands still, or as it is after `wait_s`; prints a line a step unless `quietly`."""
    until = time.monotonic() + wait_s
    told = 0
    while True:
        order, events = _look(context, order_id)
        if not quietly:
            print_lines((event_line(context, event) for event in events[told:]), context.colour)
        is_news, told = len(events) > told, len(events)
        left_s = until - time.monotonic()
        if order.state not in MOVING or left_s <= 0:
            return order
        if context.presence().running:
            time.sleep(min(POLL_S, left_s))
        else:
            if not is_news:
                time.sleep(min(PASS_EACH_S, left_s))
            bootstrap.work_once(context.settings)


def event_line(context: Context, event: OrderEventRow) -> Line:
    """`14:02:07  sent to the carrier`, with what was said about it."""
    from axis_tui.present.line import Tone, line
    from axis_tui.present.order_words import order_detail, order_event_word
    from axis_tui.present.when import local

    at = local(event.at, context.zone).strftime("%H:%M:%S")
    detail = f"  {order_detail(event.detail)}" if event.detail else ""
    return line((f"{at}  ", Tone.MUTED), order_event_word(event.event), (detail, Tone.MUTED))


def withdraw_if_unsent(context: Context, order_id: int) -> tuple[bool, str]:
    """After Ctrl+C: takes the order back where nothing of it was sent; whether it was, and that in words."""
    from axis_tui.domain.problem import Problem

    try:
        with bootstrap.open_writer(context.settings, create=False) as writer, writer.transaction() as tx:
            from axis_tui.store.write import order_steps

            order_steps.withdraw(tx, order_id, context.clock())
    except Problem:
        told = _("order %(number)d goes on: it cannot be called back; see axis-tui renewals show %(number)d")
        return False, told % {"number": order_id}
    told = _("order %(number)d is withdrawn: nothing was sent, nothing is charged")
    return True, told % {"number": order_id}


def _look(context: Context, order_id: int) -> tuple[OrderRow, list[OrderEventRow]]:
    from axis_tui.store.read import renewals

    with context.open_reader() as reader:
        order = renewals.order(reader, order_id)
        assert order is not None, "orders are never removed"
        return order, renewals.events(reader, order_id)
