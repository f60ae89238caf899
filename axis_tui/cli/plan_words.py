"""What a plan that is about to be added would be, in a line or two, for `add --dry-run`."""

from __future__ import annotations

from axis_tui.domain.package import Terms
from axis_tui.domain.plan import advance, new_plan
from axis_tui.domain.text import clean
from axis_tui.i18n import _
from axis_tui.present.sizes import size
from axis_tui.present.validity_words import span, span_from
from axis_tui.present.when import local


def plan_lines(terms: Terms, purchased_at: int, starts_at: int | None, now: int) -> list[str]:
    """What it holds and how long; then when it starts and ends, where that is known already."""
    validity = terms.validity
    plan = advance(new_plan(terms, purchased_at, starts_at=starts_at), now)
    unit, count = str(validity.unit), validity.count
    facts = {
        "name": clean(terms.name),
        "held": _("unlimited")
        if terms.allowance_bytes is None
        else size(terms.allowance_bytes, terms.unit_system),
        "span": span_from(unit, count, str(terms.start_rule))
        if plan.starts_at is None
        else span(unit, count),
    }
    lines = [_("plan “%(name)s”: %(held)s, %(span)s") % facts]
    if plan.starts_at is not None and plan.expires_at is not None:
        times = {
            "start": _moment(plan.starts_at, validity.zone),
            "end": _moment(plan.expires_at, validity.zone),
            "zone": validity.zone,
        }
        lines.append(_("starts %(start)s, ends %(end)s (%(zone)s)") % times)
    elif plan.lapses_at is not None:
        times = {"end": _moment(plan.lapses_at, validity.zone), "zone": validity.zone}
        lines.append(_("lapses %(end)s (%(zone)s) unless it starts before") % times)
    return lines


def _moment(at: int, zone: str) -> str:
    return local(at, zone).strftime("%Y-%m-%d %H:%M")
