"""The figures under the bars: what is used, when it runs out, who says so and how far the two meters differ.

Pure: rows in, lines out. Each figure stands beside its source and its age.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from axis_tui.i18n import _, ngettext
from axis_tui.present import usage_words
from axis_tui.present.bars import bar_line
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Line, Span, Tone, line
from axis_tui.present.rows import OverviewLike
from axis_tui.present.sizes import size, size_of, size_short
from axis_tui.present.status_words import status_line
from axis_tui.present.when import DAY_S, ago, left, moment, zone_note
from axis_tui.present.width import cells, fit, fit_line, fit_right

NORMAL_DRIFT_PERCENT = 5


@dataclass(frozen=True, slots=True)
class Meters:
    """What each side says about the present cycle, in bytes since it began.

    `carrier_bytes` is the carrier's last figure, `carrier_at` when it was given, `router_then_bytes` what the
    router had counted at that moment; `router_bytes` what it has counted by now, `router_at` when.
    """

    router_bytes: int
    router_at: int | None
    carrier_bytes: int | None = None
    carrier_at: int | None = None
    router_then_bytes: int | None = None

    @property
    def since_bytes(self) -> int:
        """The router's bytes since the carrier's figure: the estimate that bridges the carrier's lag."""
        return max(self.router_bytes - (self.router_then_bytes or 0), 0)

    @property
    def drifts_far(self) -> bool:
        """Whether the two differ by more than what is normal."""
        if not self.carrier_bytes or self.router_then_bytes is None:
            return False
        apart = abs(self.router_then_bytes - self.carrier_bytes)
        return apart * 100 > NORMAL_DRIFT_PERCENT * self.carrier_bytes


Pair = tuple[str, Line]


def plan_facts(
    row: OverviewLike, meters: Meters | None, now: int, width: int, rows: int, glyphs: Glyphs
) -> list[Line]:
    """At most `rows` lines of label and value about one eSIM's plan; the least needed are left out first."""
    if row.plan_id is None:
        lead: list[Pair] = [(_("Plan"), line((_("no plan on this eSIM"), Tone.MUTED)))]
        return _table([*lead, *_sources(row, meters, now)], width, glyphs)
    needed: list[Pair] = [
        (_("Used"), line(_used(row))),
        (_("Runs out"), line(_runs_out(row, now))),
        (_("Budget"), line(_budget(row))),
    ]
    sources = _sources(row, meters, now)
    spare: list[Pair] = [(_("Today"), line(_today(row))), (_("Ends"), line(_ends(row, now)))]
    if rows < len(needed) + len(sources) + len(spare):
        return _table([*needed, *sources][:rows], width, glyphs)
    return _table([needed[0], *spare, *needed[1:], *sources], width, glyphs)


def fleet_facts(
    shown_bytes: int,
    today_bytes: int,
    counts: Sequence[tuple[str, int]],
    width: int,
    rows: int,
    glyphs: Glyphs,
) -> list[Line]:
    """Totals of the fleet, and how many eSIMs are in which state, most first."""
    esims = sum(count for _status, count in counts)
    pairs: list[Pair] = [
        (_("Shown"), line(size(shown_bytes, "decimal"))),
        (_("Today"), line(size(today_bytes, "decimal"))),
        (_("eSIMs"), line(ngettext("%(count)d eSIM", "%(count)d eSIMs", esims) % {"count": esims})),
    ]
    for status, count in sorted(counts, key=lambda each: -each[1]):
        if count and len(pairs) < rows:
            figure = fit_right(str(count), len(str(esims))) + " "
            pairs.append(("", line(figure, *status_line(status, glyphs))))
    return _table(pairs[:rows], width, glyphs)


def top_lines(users: Sequence[tuple[str, int]], width: int, rows: int, glyphs: Glyphs) -> list[Line]:
    """The eSIMs that used most, with a bar each; `users` are names and bytes, most first."""
    if not users:
        return [fit_line(line(" ", (_("nothing used in this time"), Tone.MUTED)), width, glyphs.ellipsis)]
    name_width = min(max(cells(name) for name, _used in users), max(width // 2 - 4, 8))
    bar_width = max(width - name_width - 10, 4)
    most = max(users[0][1], 1)
    lines: list[Line] = []
    for name, used in users[:rows]:
        lead = line((" " + fit(name, name_width, glyphs.ellipsis) + " ", Tone.NORMAL))
        figure = line((fit_right(size_short(used, "decimal"), 6), Tone.NORMAL))
        lines.append(
            fit_line((*lead, *bar_line(bar_width, used / most, glyphs), *figure), width, glyphs.ellipsis)
        )
    return lines


def _table(pairs: Sequence[Pair], width: int, glyphs: Glyphs) -> list[Line]:
    labels = max((cells(label) for label, _value in pairs), default=0) + 2
    return [
        fit_line(line((" " + fit(label, labels), Tone.MUTED), *value), width, glyphs.ellipsis)
        for label, value in pairs
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
    if row.expires_at is None:
        if row.lapses_at is None:
            return _("not started"), Tone.MUTED
        when = moment(row.lapses_at, row.zone, now)
        return _("not started; lapses %(when)s") % {"when": when}, Tone.MUTED
    when = f"{moment(row.expires_at, row.zone, now)} {zone_note(row.expires_at, row.zone)}"
    if row.expires_at <= now:
        return _("ended %(when)s") % {"when": when}, Tone.BAD
    values = {"when": when, "left": left(row.expires_at, now, row.zone)}
    soon = row.expires_at - now <= 3 * DAY_S
    return _("%(when)s, in %(left)s") % values, Tone.WARNING if soon else Tone.NORMAL


def _runs_out(row: OverviewLike, now: int) -> Span:
    if row.expires_at is None:
        return _("not started"), Tone.MUTED
    if row.expires_at <= now:
        return _("over"), Tone.MUTED
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


def _sources(row: OverviewLike, meters: Meters | None, now: int) -> list[Pair]:
    """Carrier and router, each with its figure and age, then how they differ."""
    system = row.unit_system
    if meters is None:
        return [(_("Router"), line((_("no reading yet"), Tone.MUTED)))]
    read = _("read %(age)s") % {"age": ago(meters.router_at, now)}
    router = line(size(meters.router_bytes, system), (f"  {read}", Tone.MUTED))
    if meters.router_at is None:
        router = line((_("no reading yet"), Tone.MUTED))
    if meters.carrier_bytes is None:
        return [(_("Router"), router), (_("Carrier"), line((_("has given no figure"), Tone.MUTED)))]
    given = _("given %(age)s") % {"age": ago(meters.carrier_at, now)}
    carrier = line(size(meters.carrier_bytes, system), (f"  {given}", Tone.MUTED))
    pairs = [(_("Carrier"), carrier), (_("Router"), router)]
    if meters.router_then_bytes is not None:
        drift = usage_words.drift(meters.carrier_bytes, meters.router_then_bytes)
        tone = Tone.WARNING if meters.drifts_far else Tone.NORMAL
        if not meters.router_then_bytes:
            drift, tone = _("the router has counted none of it"), Tone.MUTED
        since = _("  +%(since)s since, an estimate") % {"since": size(meters.since_bytes, system)}
        pairs.append((_("Drift"), line((drift, tone), (since if meters.since_bytes else "", Tone.ESTIMATE))))
    return pairs
