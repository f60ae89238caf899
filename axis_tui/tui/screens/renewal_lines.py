"""Plans by when they need renewing, as lines: the row, the pane, and the history of one eSIM. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from axis_tui.domain.money import Money
from axis_tui.domain.plan import Plan
from axis_tui.i18n import N_, _, listed
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Line, Span, Tone, line
from axis_tui.present.money import money
from axis_tui.present.order_line import order_way
from axis_tui.present.order_row import OrderLike
from axis_tui.present.order_words import order_state_span
from axis_tui.present.overview_cells import valid_until
from axis_tui.present.rows import OverviewLike
from axis_tui.present.sizes import size, size_short
from axis_tui.present.status_words import CANCELLED, status_line
from axis_tui.present.when import day_with_year, local
from axis_tui.present.width import cells, fit, fit_line, fit_right, join_fitting
from axis_tui.tui.screens.contact_words import Contacts, channel_names, contact_line

PLAN_WORDS = {
    "ready": N_("not started"),
    "queued": N_("next in line"),
    "active": N_("running"),
    "depleted": N_("used up"),
    "expired": N_("expired"),
    "lapsed": N_("lapsed"),
    "ended": N_("ended"),
}
_FIGURES = 6 + 1 + 12
_GAP = "  "


def widths(width: int) -> tuple[int, int, int, int]:
    """Cells for name, carrier (0 below 100), the date and the ways, beside data left and price."""
    until = 16
    ways = 18 if width >= 72 else 0
    rest = width - 1 - until - _FIGURES - (ways + 2 if ways else 0) - 3
    carrier = 18 if width >= 100 else 0
    return rest - (carrier + 1 if carrier else 0), carrier, until, ways


def renewal_header(width: int) -> Line:
    """Titles over the columns."""
    name, carrier, until, ways = widths(width)
    text = f" {fit(_('eSIM'), name)} "
    if carrier:
        text += fit(_("Carrier"), carrier) + " "
    text += f"{fit(_('Renew by'), until)} {fit_right(_('Left'), 6)} {fit_right(_('Paid'), 12)}"
    return line((fit(text + (f"  {_('Ways')}" if ways else ""), width), Tone.MUTED))


def renewal_row(
    row: OverviewLike,
    plan: Plan | None,
    contacts: Contacts | None,
    now: int,
    width: int,
    glyphs: Glyphs,
    order: OrderLike | None = None,
) -> Line:
    """One eSIM: until when, what is left, what it cost, and the ways to renew it, or its open order."""
    name, carrier, until, ways = widths(width)
    lead = f" {fit(row.name, name, glyphs.ellipsis)} "
    spans: list[Span] = [(lead, Tone.NORMAL)]
    if carrier:
        spans.append((fit(row.carrier, carrier, glyphs.ellipsis) + " ", Tone.MUTED))
    words, left, tone = valid_until(row, now, glyphs)
    date = (
        fit(words, until - len(left), glyphs.ellipsis) + left if left else fit(words, until, glyphs.ellipsis)
    )
    spans.append((date + " ", tone))
    spans.append((fit_right(_left(row, glyphs), 6) + " ", Tone.NORMAL))
    paid = price(plan)
    state = order_state_span(order.state, order.changed_at, now, glyphs) if order is not None else None
    if state is not None and not ways:
        spans.append((fit(state[0], 12, glyphs.ellipsis), state[1]))
    else:
        spans.append((fit_right(paid or "?", 12), Tone.NORMAL if paid else Tone.MUTED))
    if state is not None and ways:
        spans.append(("  " + fit(state[0], ways, glyphs.ellipsis), state[1]))
    elif ways:
        known = channel_names(contacts)
        spans.append(("  " + fit(known or _("none known"), ways), Tone.MUTED if known else Tone.WARNING))
    return fit_line(spans, width, glyphs.ellipsis)


def price(plan: Plan | None) -> str:
    """`11.50 USD`, empty where no price is known."""
    paid = plan.terms.price if plan is not None else None
    return money(paid.minor, paid.currency, paid.exponent) if paid is not None else ""


def renewal_pane(
    row: OverviewLike,
    plan: Plan | None,
    contacts: Contacts | None,
    now: int,
    width: int,
    glyphs: Glyphs,
    order: OrderLike | None = None,
    zone: str = "UTC",
) -> Sequence[Line]:
    """Four lines: which plan, what was paid, how to reach the carrier, and its open order or what is missing.

    `zone` is the person's, in which the times of the order are shown.
    """
    room = width - 2
    head = [
        line((row.name, Tone.STRONG)),
        status_line(str(row.status), glyphs),
        line((row.carrier, Tone.MUTED)),
    ]
    if order is not None:
        head.append(line(order_state_span(order.state, order.changed_at, now, glyphs)))
    lines = (
        join_fitting(head, f" {glyphs.dot} ", room),
        join_fitting(_bought(row, plan), "   ", room),
        contact_line(row.carrier, contacts, room),
        order_way(order, now, zone, room, glyphs)
        if order is not None
        else join_fitting(_remarks(row, plan, contacts), "   ", room),
    )
    return [fit_line(line(" ", *spans), width, glyphs.ellipsis) for spans in lines]


def history_lines(
    name: str, plans: Sequence[Plan], contacts: Contacts | None, carrier: str, width: int, glyphs: Glyphs
) -> list[Line]:
    """Every plan bought on an eSIM, the latest first, what they cost in all, and the carrier's contacts."""
    lines: list[Line] = [line((name, Tone.STRONG), (f"  {carrier}", Tone.MUTED)), ()]
    ordered = sorted(plans, key=lambda each: -each.purchased_at)
    dates = [day_with_year(local(each.purchased_at, each.terms.validity.zone).date()) for each in ordered]
    states = [_(PLAN_WORDS[str(each.state)]) for each in ordered]
    amounts = [price(each) or "?" for each in ordered]
    room = [max(map(cells, column), default=0) for column in (dates, states, amounts)]
    rest = max(width - sum(room) - 3 * len(_GAP), 10)
    for plan, bought, state, amount in zip(ordered, dates, states, amounts, strict=True):
        name = fit(plan.terms.name, rest, glyphs.ellipsis)
        lines.append(
            line(
                (fit(bought, room[0]) + _GAP, Tone.MUTED),
                f"{name}{_GAP}{fit(state, room[1])}{_GAP}{fit_right(amount, room[2])}",
            )
        )
    if not plans:
        lines.append(line((_("no plan was bought on this eSIM yet"), Tone.MUTED)))
    totals = "  ".join(_totals(plans))
    if totals:
        lines += [(), line((_("together") + " ", Tone.MUTED), (totals, Tone.STRONG))]
    lines += [(), contact_line(carrier, contacts, width)]
    return [fit_line(spans, width, glyphs.ellipsis) for spans in lines]


def _totals(plans: Sequence[Plan]) -> list[str]:
    """The prices added up, one figure a currency."""
    sums: dict[tuple[str, int], Money] = {}
    for plan in plans:
        paid = plan.terms.price
        if paid is not None:
            key = paid.currency, paid.exponent
            sums[key] = sums[key] + paid if key in sums else paid
    return [money(total.minor, total.currency, total.exponent) for total in sums.values()]


def _left(row: OverviewLike, glyphs: Glyphs) -> str:
    if row.plan_id is None or str(row.status) in ("expired", "lapsed", CANCELLED):
        return glyphs.none
    if row.allowance_bytes is None:
        return glyphs.infinite
    return size_short(max(row.left_bytes or 0, 0), row.unit_system)


def _bought(row: OverviewLike, plan: Plan | None) -> list[Line]:
    if plan is None:
        return [line((_("no plan on this eSIM"), Tone.MUTED))]
    zone = plan.terms.validity.zone
    bought = _("bought %(day)s") % {"day": day_with_year(local(plan.purchased_at, zone).date())}
    parts = [line(plan.terms.name), line((bought, Tone.MUTED))]
    if price(plan):
        parts.append(line((_("for %(price)s") % {"price": price(plan)}, Tone.NORMAL)))
    if plan.terms.allowance_bytes is not None:
        parts.append(line((size(plan.terms.allowance_bytes, row.unit_system), Tone.MUTED)))
    return parts


def _remarks(row: OverviewLike, plan: Plan | None, contacts: Contacts | None) -> list[Line]:
    """Whether it renews by itself, and what would have to be known to renew it."""
    if str(row.status) == CANCELLED:
        return [line((_("cancelled: there is nothing to renew"), Tone.MUTED))]
    if row.auto_renew:
        parts = [line((_("auto-renew on"), Tone.GOOD))]
    elif str(row.billing) == "postpaid":
        parts = [line((_("goes on by itself each month"), Tone.GOOD))]
    else:
        parts = [line((_("auto-renew off: it ends unless you renew it"), Tone.MUTED))]
    missing = []
    if plan is not None and plan.terms.price is None:
        missing.append(_("price"))
    if not channel_names(contacts):
        missing.append(_("contact"))
    if missing:
        parts.append(line((_("not known here: %(what)s") % {"what": listed(missing)}, Tone.WARNING)))
    return parts
