"""The figures under the bars: what is used, until when, when it runs out, and what may be used a day.

Pure: rows in, lines out. Of a plan whose data cannot be used, neither budget nor forecast is given.
"""

from __future__ import annotations

from axis_tui.i18n import _
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Line, Span, Tone, line
from axis_tui.present.rows import OverviewLike
from axis_tui.present.sizes import size, size_of
from axis_tui.present.status_words import CANCELLED, OUT_OF_USE, status_line
from axis_tui.present.when import DAY_S, left, moment, zone_note
from axis_tui.tui.screens.usage_meters import Meters, sources
from axis_tui.tui.screens.usage_table import Pair, table


def plan_facts(
    row: OverviewLike, meters: Meters | None, now: int, width: int, rows: int, glyphs: Glyphs
) -> list[Line]:
    """At most `rows` lines of label and value about one eSIM's plan; the least needed are left out first."""
    if row.plan_id is None:
        lead: list[Pair] = [(_("Plan"), line((_("no plan on this eSIM"), Tone.MUTED)))]
        return table([*lead, *sources(row, meters, now)], width, glyphs)
    if str(row.status) in OUT_OF_USE:
        return table([*_over(row, now, glyphs), *sources(row, meters, now)][:rows], width, glyphs)
    needed: list[Pair] = [
        (_("Used"), line(_used(row))),
        (_("Runs out"), line(_runs_out(row, now))),
        (_("Budget"), line(_budget(row))),
    ]
    counted = sources(row, meters, now)
    spare: list[Pair] = [(_("Today"), line(_today(row))), (_("Ends"), line(_ends(row, now)))]
    if rows < len(needed) + len(counted) + len(spare):
        return table([*needed, *counted][:rows], width, glyphs)
    return table([needed[0], *spare, *needed[1:], *counted], width, glyphs)


def _over(row: OverviewLike, now: int, glyphs: Glyphs) -> list[Pair]:
    """What there is to say of a plan whose data cannot be used: nothing that is left or to come."""
    used = size(row.used_bytes, row.unit_system)
    if row.allowance_bytes is not None:
        part, whole = size_of(row.used_bytes, row.allowance_bytes, row.unit_system)
        used = _("%(part)s of %(whole)s") % {"part": part, "whole": whole}
    nothing = {
        "archived": _("none while it is archived"),
        CANCELLED: _("none, it was cancelled"),
    }.get(str(row.status), _("none, its data cannot be used"))
    return [
        (_("Used"), line(used)),
        (_("State"), status_line(str(row.status), glyphs)),
        (_("Ends"), line(_ends(row, now))),
        (_("Forecast"), line((nothing, Tone.MUTED))),
    ]


def _used(row: OverviewLike) -> str:
    if row.allowance_bytes is None:
        return _("%(used)s, unlimited") % {"used": size(row.used_bytes, row.unit_system)}
    part, whole = size_of(row.used_bytes, row.allowance_bytes, row.unit_system)
    remaining = size(max(row.left_bytes or 0, 0), row.unit_system)
    return _("%(part)s of %(whole)s, %(left)s left") % {"part": part, "whole": whole, "left": remaining}


def _today(row: OverviewLike) -> str:
    if row.daily_cap_bytes is None:
        return size(row.today_bytes, row.unit_system)
    part, cap = size_of(row.today_bytes, row.daily_cap_bytes, row.unit_system)
    return _("%(part)s of %(cap)s, the day’s cap") % {"part": part, "cap": cap}


def _ends(row: OverviewLike, now: int) -> Span:
    if str(row.status) == CANCELLED and row.starts_at is None and row.lapses_at is not None:
        when = moment(row.lapses_at, row.zone, now)
        return _("ended %(when)s, never started") % {"when": when}, Tone.MUTED
    if row.expires_at is None:
        if row.lapses_at is None:
            return _("not started"), Tone.MUTED
        when = moment(row.lapses_at, row.zone, now)
        if row.lapses_at <= now:
            return _("lapsed %(when)s, never started") % {"when": when}, Tone.BAD
        return _("not started; lapses %(when)s") % {"when": when}, Tone.MUTED
    when = f"{moment(row.expires_at, row.zone, now)} {zone_note(row.expires_at, row.zone)}"
    if row.expires_at <= now:
        return _("ended %(when)s") % {"when": when}, Tone.BAD
    if str(row.status) in OUT_OF_USE:
        return _("its plan alone, %(when)s") % {"when": when}, Tone.MUTED
    values = {"when": when, "left": left(row.expires_at, now, row.zone)}
    soon = row.expires_at - now <= 3 * DAY_S
    return _("%(when)s, in %(left)s") % values, Tone.WARNING if soon else Tone.NORMAL


def _runs_out(row: OverviewLike, now: int) -> Span:
    if row.expires_at is None:
        return _("not started"), Tone.MUTED
    if row.expires_at <= now:
        return _("over"), Tone.MUTED
    if row.reading_at is None and row.lasts is None:
        return _("unknown, it was never read"), Tone.MUTED
    if row.allowance_bytes is None:
        return _("never, it is unlimited"), Tone.GOOD
    if (row.left_bytes or 0) <= 0:
        return _("used up"), Tone.BAD
    if row.lasts:
        return _("not before it ends, at the present pace"), Tone.GOOD
    if row.runs_out_at is not None:
        when = moment(row.runs_out_at, row.zone, now)
        return _("about %(when)s, before it ends") % {"when": when}, Tone.WARNING
    return _("too early to tell"), Tone.MUTED


def _budget(row: OverviewLike) -> Span:
    rate = row.rate_bytes_per_day
    pace = _("%(rate)s a day lately") % {"rate": size(rate, row.unit_system)} if rate is not None else ""
    if row.budget_bytes_per_day is None:
        return pace or _("none"), Tone.MUTED if not pace else Tone.NORMAL
    budget = _("%(budget)s a day") % {"budget": size(row.budget_bytes_per_day, row.unit_system)}
    over = rate is not None and rate > row.budget_bytes_per_day
    return f"{budget}; {pace}" if pace else budget, Tone.WARNING if over else Tone.NORMAL
