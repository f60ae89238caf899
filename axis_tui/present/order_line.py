"""The way of one order in a line: `14:02 asked · 14:03 paid · waiting for data (2 of 30 min) ░░░`."""

from axis_tui.domain.renewal import ALERT_AFTER_S
from axis_tui.domain.renewal_word import OrderState
from axis_tui.i18n import _
from axis_tui.present.bars import bar_line
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.order_next import awaiting, is_late
from axis_tui.present.order_row import OrderLike
from axis_tui.present.order_words import is_in_doubt, order_state_span, order_state_word
from axis_tui.present.when import clock, local, moment
from axis_tui.present.width import cells, fit_line

_BAR_CELLS = 6


def order_way(order: OrderLike, now: int, zone: str, width: int, glyphs: Glyphs) -> Line:
    """At most `width` cells; where all steps do not fit, the earliest are left off."""
    parts = [*_passed(order, now, zone), _present(order, now, glyphs)]
    parts = [part for part in parts if part]
    gap = f" {glyphs.dot} "
    while len(parts) > 1 and _length(parts, gap) > width:
        del parts[0]
    joined: list[tuple[str, Tone]] = []
    for part in parts:
        if joined:
            joined.append((gap, Tone.MUTED))
        joined += part
    return fit_line(joined, min(width, _length(parts, gap)), glyphs.ellipsis)


def _passed(order: OrderLike, now: int, zone: str) -> list[Line]:
    """What is behind it, each with its time; the day is told where it changes."""
    steps: list[tuple[int | None, str]] = [
        (order.asked_at, _("asked")),
        (order.first_sent_at, _("sent")),
        (order.paid_at, _("paid")),
    ]
    end = {
        OrderState.CREDITED: (order.credited_at, _("the data arrived")),
        OrderState.REFUNDED: (order.changed_at, order_state_word("refunded")),
        OrderState.DECLINED: (order.changed_at, order_state_word("declined")),
        OrderState.WITHDRAWN: (order.changed_at, order_state_word("withdrawn")),
    }.get(OrderState(order.state))
    if end is not None:
        steps.append(end)
    lines: list[Line] = []
    told = local(now, zone).date()
    for at, word in steps:
        if at is None:
            continue
        on = local(at, zone).date()
        lines.append(line((f"{clock(at, zone) if on == told else moment(at, zone, now)} ", Tone.MUTED), word))
        told = on
    return lines


def _present(order: OrderLike, now: int, glyphs: Glyphs) -> Line:
    """What is going on with it now; nothing where it is at its end."""
    if is_in_doubt(order.state, order.changed_at, now):
        return line(order_state_span(order.state, order.changed_at, now, glyphs))
    match order.state:
        case OrderState.INTENT:
            return line((_("waits for you to pay") if order.is_guided else _("is sent next"), Tone.ACCENT))
        case OrderState.SENT:
            return line((_("waits for the answer"), Tone.ACCENT))
        case OrderState.SUCCEEDED if is_late(order, now):
            return line((f"{glyphs.warning} {awaiting(order, now)}", Tone.WARNING))
        case OrderState.SUCCEEDED:
            share = (now - (order.paid_at or now)) / ALERT_AFTER_S
            return line((awaiting(order, now) + " ", Tone.ACCENT), *bar_line(_BAR_CELLS, share, glyphs))
    return ()


def _length(parts: list[Line], gap: str) -> int:
    return sum(cells(text) for part in parts for text, _tone in part) + cells(gap) * (len(parts) - 1)
