"""One order as a page: how far it is, what to do, how the carrier is reached, its facts and its history.
Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from axis_tui.domain.ledger import Entry
from axis_tui.i18n import _, listed
from axis_tui.present.channel_contact import Contact, contact_lines, fact_lines
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.ledger_words import ledger_kind, signed
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.order_effect import effect_word, valid_words
from axis_tui.present.order_line import order_way
from axis_tui.present.order_next import order_advice
from axis_tui.present.order_row import OrderLike
from axis_tui.present.order_words import decline_reason, order_detail, order_event_word
from axis_tui.present.when import moment
from axis_tui.present.width import cells, fit, fit_line, join_fitting
from axis_tui.present.wrap import wrapped
from axis_tui.tui.screens.order_lines import order_facts, order_head


class EventLike(Protocol):
    """One line of an order's history (`store.read.renewals.OrderEventRow`)."""

    @property
    def at(self) -> int: ...
    @property
    def event(self) -> str: ...
    @property
    def detail(self) -> str: ...


def order_page(
    order: OrderLike,
    events: Sequence[EventLike],
    entries: Sequence[Entry],
    contact: tuple[Contact, str] | None,
    now: int,
    zone: str,
    width: int,
    glyphs: Glyphs,
    asked: str = "",
) -> list[Line]:
    """The page in `width` cells. `contact`: how to reach the carrier and in which zone its hours are, where a
    person still has to; `asked`: what was asked of the worker and is not answered yet.
    """
    room = width - 2
    lines: list[Line] = [
        join_fitting(order_head(order, now, glyphs), f" {glyphs.dot} ", room),
        join_fitting(order_facts(order, glyphs), "   ", room),
        order_way(order, now, zone, room, glyphs),
        (),
    ]
    lines += [line((text, Tone.STRONG)) for text in wrapped(order_advice(order, now, zone), room)]
    if asked:
        lines.append(line((asked, Tone.ACCENT)))
    if contact is not None and contact[0].is_known:
        lines += [(), *contact_lines(contact[0], contact[1], zone, now)]
    lines += [(), *_facts(order, entries, room), ()]
    lines += _history(events, now, zone, room, glyphs)
    return [fit_line(line(" ", *spans), width, glyphs.ellipsis) for spans in lines]


def _facts(order: OrderLike, entries: Sequence[Entry], room: int) -> list[Line]:
    validity, effect = order.terms.validity, effect_word(str(order.effect))
    buys = listed(filter(None, [valid_words(str(order.effect), validity), effect]))
    facts = [(_("buys"), buys)]
    if order.decline:
        facts.append((_("why"), decline_reason(order.decline)))
    if order.reference:
        facts.append((_("reference"), order.reference))
    if order.proof:
        facts.append((_("proof"), order.proof))
    for entry in reversed(entries):
        numbered = {"number": entry.number, "kind": ledger_kind(entry.kind), "amount": signed(entry.amount)}
        facts.append((_("ledger"), _("no. %(number)d %(kind)s %(amount)s") % numbered))
    return [each for word, value in facts for each in fact_lines(word, value, room)]


def _history(events: Sequence[EventLike], now: int, zone: str, room: int, glyphs: Glyphs) -> list[Line]:
    """What happened, the latest first, so that what is new is seen without scrolling."""
    told = [(moment(each.at, zone, now), each) for each in reversed(events)]
    times = max((cells(when) for when, _each in told), default=0)
    lines: list[Line] = [line((_("What happened, the latest first"), Tone.TITLE))]
    for when, each in told:
        words = order_event_word(each.event)
        detail = order_detail(each.detail)
        rest = max(room - times - 4 - cells(words), 0)
        lines.append(
            line(
                (fit(when, times) + "  ", Tone.MUTED),
                (words, Tone.NORMAL),
                (fit(f"  {detail}" if detail else "", rest, glyphs.ellipsis), Tone.MUTED),
            )
        )
    return lines
