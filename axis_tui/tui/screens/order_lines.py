"""Orders as lines: a row of those that are open, a row of the history, and the pane of the selected one.
Pure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from axis_tui.domain.money import Money
from axis_tui.i18n import _
from axis_tui.present.channel_words import channel_word
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Line, Span, Tone, line
from axis_tui.present.method_words import method_words
from axis_tui.present.money import money
from axis_tui.present.order_line import order_way
from axis_tui.present.order_next import order_advice, order_next
from axis_tui.present.order_row import OrderLike
from axis_tui.present.order_words import order_state_span
from axis_tui.present.when import age, clock, day, day_with_year, local
from axis_tui.present.width import fit, fit_line, fit_right, join_fitting

_STATE, _SINCE, _WHEN, _AMOUNT, _CHANNEL = 12, 6, 14, 11, 11


class OrderColumns(NamedTuple):
    """Cells of what is not of one width everywhere; 0 where there is no room for it."""

    name: int
    package: int
    amount: int
    channel: int
    last: int
    """What happens next, or the reference."""


@lru_cache(32)
def columns(width: int, *, is_history: bool) -> OrderColumns:
    """Amount from 72 cells, channel from 96 (in the history from 72), package from 110."""
    amount = _AMOUNT if width >= 72 else 0
    channel = _CHANNEL if width >= (72 if is_history else 96) else 0
    package = 20 if width >= 110 else 0
    fixed = 1 + _STATE + 1 + (_WHEN + 1 if is_history else _SINCE + 2)
    fixed += sum(part + 1 for part in (amount, channel, package) if part) + (1 if amount else 0)
    rest = max(width - fixed - 1, 2)
    name = min(28, rest * (11 if is_history else 9) // 20)
    return OrderColumns(name, package, amount, channel, rest - name)


def order_header(width: int, *, is_history: bool) -> Line:
    """Titles over the columns."""
    parts = columns(width, is_history=is_history)
    text = " " + (fit(_("Asked"), _WHEN) + " " if is_history else "")
    text += f"{fit(_('State'), _STATE)} {fit(_('eSIM'), parts.name)} "
    if parts.package:
        text += fit(_("Package"), parts.package) + " "
    if parts.amount:
        text += fit_right(_("Amount"), parts.amount) + "  "
    if parts.channel:
        text += fit(_("Channel"), parts.channel) + " "
    last = _("Reference") if is_history else f"{fit(_('Since'), _SINCE)}  {_('What happens next')}"
    return line((fit(text + last, width), Tone.MUTED))


def order_row(order: OrderLike, now: int, zone: str, width: int, glyphs: Glyphs, *, is_history: bool) -> Line:
    """One order in exactly `width` cells; the cursor's margin is blank."""
    parts = columns(width, is_history=is_history)
    state, tone = order_state_span(order.state, order.changed_at, now, glyphs)
    spans: list[Span] = [(" ", Tone.NORMAL)]
    if is_history:
        spans.append((fit(asked_on(order.asked_at, now, zone), _WHEN) + " ", Tone.MUTED))
    spans.append((fit(state, _STATE, glyphs.ellipsis) + " ", tone))
    spans.append((fit(order.esim_name, parts.name, glyphs.ellipsis) + " ", Tone.NORMAL))
    if parts.package:
        spans.append((fit(order.terms.name, parts.package, glyphs.ellipsis) + " ", Tone.MUTED))
    if parts.amount:
        spans.append((fit_right(amount(order.amount), parts.amount, glyphs.ellipsis) + "  ", Tone.NORMAL))
    if parts.channel:
        spans.append((fit(channel_word(order.channel), parts.channel, glyphs.ellipsis) + " ", Tone.MUTED))
    if is_history:
        spans.append((fit(order.reference or glyphs.none, parts.last, glyphs.ellipsis), Tone.MUTED))
    else:
        spans.append((fit(age(order.asked_at, now), _SINCE) + "  ", Tone.MUTED))
        spans.append((order_next(order, now, zone), Tone.NORMAL))
    return fit_line(spans, width, glyphs.ellipsis)


def order_pane(order: OrderLike, now: int, zone: str, width: int, glyphs: Glyphs) -> Sequence[Line]:
    """Four lines: which order, what it buys, how far it is, what to do."""
    room = width - 2
    lines = (
        join_fitting(order_head(order, now, glyphs), f" {glyphs.dot} ", room),
        join_fitting(order_facts(order, glyphs), "   ", room),
        order_way(order, now, zone, room, glyphs),
        line((order_advice(order, now, zone), Tone.MUTED)),
    )
    return [fit_line(line(" ", *spans), width, glyphs.ellipsis) for spans in lines]


def order_head(order: OrderLike, now: int, glyphs: Glyphs) -> list[Line]:
    """The eSIM, the order's state, its carrier and number, each for itself."""
    return [
        line((order.esim_name, Tone.STRONG)),
        line(order_state_span(order.state, order.changed_at, now, glyphs)),
        line((order.carrier, Tone.MUTED)),
        line((_("order %(number)d") % {"number": order.id}, Tone.MUTED)),
    ]


def order_facts(order: OrderLike, glyphs: Glyphs) -> list[Line]:
    """What it buys, for how much, with what and how, each for itself."""
    facts = [line(order.terms.name), line((amount(order.amount), Tone.STRONG))]
    if order.fee.minor:
        facts.append(line((_("fee %(fee)s of it") % {"fee": amount(order.fee)}, Tone.MUTED)))
    if order.method_label:
        paid_with = method_words(
            order.method_kind, order.method_label, order.method_last4,
            carrier=order.carrier, ellipsis=glyphs.ellipsis,
        )  # fmt: skip
        facts.append(line((paid_with, Tone.MUTED)))
    facts.append(line((channel_word(order.channel), Tone.MUTED)))
    return facts


def asked_on(at: int, now: int, zone: str) -> str:
    """`20 Nov 14:02` this year, else `3 Dec 2025`."""
    then = local(at, zone)
    if then.year != local(now, zone).year:
        return day_with_year(then.date())
    return f"{day(then.date())} {clock(at, zone)}"


def amount(sum_: Money) -> str:
    """`11.50 USD`."""
    return money(sum_.minor, sum_.currency, sum_.exponent)
