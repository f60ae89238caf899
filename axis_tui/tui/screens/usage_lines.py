"""The Usage screen as lines: heading, bars, and below them figures, busy hours and top users.

Pure: takes what the screen has asked of the store and gives exactly as many lines as there is room for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from axis_tui.i18n import N_, _
from axis_tui.present.chart import CARRIER, Slot, bar_chart, legend
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.heatmap import heatmap
from axis_tui.present.line import Line, Span, Tone, line, plain
from axis_tui.present.rows import OverviewLike
from axis_tui.present.sizes import size
from axis_tui.present.status_words import OUT_OF_USE
from axis_tui.present.when import MONTHS, day, day_with_year, zone_note
from axis_tui.present.width import cells, cut, fit_line
from axis_tui.tui.screens.usage_facts import plan_facts
from axis_tui.tui.screens.usage_fleet import fleet_facts, top_lines
from axis_tui.tui.screens.usage_meters import Meters
from axis_tui.tui.screens.usage_window import Grain, Window

GRAIN_WORDS = {Grain.HOUR: N_("hour"), Grain.DAY: N_("day"), Grain.WEEK: N_("week"), Grain.MONTH: N_("month")}
HEAD_ROWS = 2
SIDE_FROM = 76  # columns from which the busy hours stand beside the figures
THREE_FROM = 132
HEAT_DAYS = 28


class Panel(StrEnum):
    """What stands below the bars where not all of it fits."""

    FIGURES = "figures"
    HOURS = "hours"
    TOP = "top"


@dataclass(frozen=True, slots=True)
class UsageView:
    """All that is shown at one moment. `row` is None for the fleet; `heat` is bytes by [weekday][hour]."""

    row: OverviewLike | None
    meters: Meters | None
    window: Window
    slots: tuple[Slot, ...]
    series: str
    heat: Sequence[Sequence[int]]
    top: Sequence[tuple[str, int]]
    counts: Sequence[tuple[str, int]]
    today_bytes: int
    panel: Panel
    zone: str
    now: int


def panels(width: int, *, fleet: bool) -> tuple[Panel, ...]:
    """The panels among which a person chooses at this width; one alone means that everything is shown."""
    if width < SIDE_FROM:
        return (Panel.FIGURES, Panel.HOURS, Panel.TOP) if fleet else (Panel.FIGURES, Panel.HOURS)
    return (Panel.TOP, Panel.HOURS) if fleet and width < THREE_FROM else (Panel.FIGURES,)


def bottom_rows(rows: int, width: int, panel: Panel) -> int:
    """Rows below the bars, without the rule: the hours of a week need seven, eight with their heading."""
    if rows >= 20 or (width < SIDE_FROM and panel is Panel.HOURS):
        return 8
    return 7 if width >= SIDE_FROM else 6


def usage_lines(view: UsageView, width: int, rows: int, glyphs: Glyphs) -> list[Line]:
    """Exactly `rows` lines of `width` cells, from 60 by 16 up."""
    below = bottom_rows(rows, width, view.panel)
    chart_rows = rows - HEAD_ROWS - 1 - below
    lines = [_title(view, width, glyphs), _span_of_time(view, width, glyphs)]
    lines += _chart(view, width, chart_rows, glyphs)
    lines += _below(view, width, below, glyphs)
    return [*lines, *([()] * rows)][:rows]


def slot_label(window: Window, index: int) -> str:
    """What stands under a bar: the hour, the day of the month, the Monday, the month."""
    slot = window.slots[index]
    if window.grain is Grain.HOUR:
        return f"{slot.hour:02d}"
    if window.grain is Grain.DAY:
        return str(slot.on.day)
    return day(slot.on) if window.grain is Grain.WEEK else _(MONTHS[slot.on.month - 1])


def _title(view: UsageView, width: int, glyphs: Glyphs) -> Line:
    """The subject at the left, the unit of time at the right."""
    choice: list[Span] = [(f"{glyphs.back} ", Tone.MUTED)]
    for grain, word in GRAIN_WORDS.items():
        here = grain is view.window.grain
        choice.append((f"[{_(word)}]" if here else f" {_(word)} ", Tone.STRONG if here else Tone.MUTED))
    choice.append((f" {glyphs.forward}", Tone.MUTED))
    right = sum(cells(text) for text, _tone in choice) + 1
    room = width - right - 2
    if view.row is None:
        left = line((_("All eSIMs"), Tone.TITLE))
    else:
        name = cut(view.row.name, room, glyphs.ellipsis)
        rest = cut(f"  {view.row.carrier}", max(room - cells(name), 0), glyphs.ellipsis)
        left = line((name, Tone.TITLE), (rest, Tone.MUTED))
    return (*fit_line(line(" ", *left), width - right, glyphs.ellipsis), *choice, (" ", Tone.MUTED))


def _span_of_time(view: UsageView, width: int, glyphs: Glyphs) -> Line:
    """Which time is shown, in which zone, and what its bars add up to."""
    window = view.window
    today = window.slots[window.now_index].on if window.now_index is not None else None
    write = day if window.first_on.year == window.last_on.year and today is not None else day_with_year
    if window.grain is Grain.HOUR:
        text = f"{_('today')}, {day(window.first_on)}" if today else day_with_year(window.first_on)
    else:
        text = _("%(first)s to %(last)s") % {"first": write(window.first_on), "last": write(window.last_on)}
    if window.cycle_days is not None:
        parts = {"days": text, "shown": len(window.slots), "whole": window.cycle_days}
        text = _("%(days)s, %(shown)d of this cycle’s %(whole)d days") % parts
    elif window.is_cycle:
        text = _("this cycle, %(days)s") % {"days": text}
    zone = _("hours of %(zone)s") if window.grain is Grain.HOUR else _("days of %(zone)s")
    amount = [slot.carrier_bytes if view.series == CARRIER else slot.router_bytes for slot in view.slots]
    total = _("%(used)s shown") % {"used": size(sum(amount), _system(view))}
    room = width - cells(total) - 3
    for name in (view.zone, zone_note(view.now, view.zone)):
        note = f" {glyphs.dot} {zone % {'zone': name}}"
        if cells(text) + cells(note) <= room:
            break
    left = fit_line(line(" ", text, (note, Tone.MUTED)), width - cells(total) - 2, glyphs.ellipsis)
    return (*left, (f" {total} ", Tone.STRONG))


def _chart(view: UsageView, width: int, rows: int, glyphs: Glyphs) -> list[Line]:
    budget = _budget_line(view)
    system = _system(view)
    lines = bar_chart(view.slots, width, rows, glyphs, system, view.series, budget)
    unit = plain(lines[0]).rstrip()
    names = legend(width - cells(unit) - 4, glyphs, system, view.series, budget)
    lead = width - cells(unit) - sum(cells(text) for text, _tone in names) - 1
    lines[0] = fit_line(line((unit + " " * max(lead, 0), Tone.MUTED), *names), width, glyphs.ellipsis)
    return lines


def _budget_line(view: UsageView) -> int | None:
    """The daily budget where it can be drawn: over days, of a plan that can be used."""
    row = view.row
    if row is None or view.window.grain is not Grain.DAY or str(row.status) in OUT_OF_USE:
        return None
    return row.budget_bytes_per_day


def _below(view: UsageView, width: int, rows: int, glyphs: Glyphs) -> list[Line]:
    """A rule that names the panels, and the panels side by side."""
    parts: list[tuple[str, int, list[Line]]] = []
    for panel, part_width in _layout(view, width):
        title, lines = _panel(view, panel, part_width, rows, glyphs)
        parts.append((title, part_width, lines))
    rule = "".join(_titled_rule(title, part_width, glyphs) for title, part_width, _lines in parts)
    result: list[Line] = [line((rule, Tone.BAR_EMPTY))]
    for at in range(rows):
        spans: list[Span] = []
        for _title_text, part_width, lines in parts:
            spans += fit_line(lines[at] if at < len(lines) else (), part_width, glyphs.ellipsis)
        result.append(tuple(spans))
    return result


def _layout(view: UsageView, width: int) -> list[tuple[Panel, int]]:
    if width < SIDE_FROM:
        return [(view.panel, width)]
    hours = 30 if width < 116 else 54
    if view.row is None and width >= THREE_FROM:
        top = (width - hours) // 2
        return [(Panel.FIGURES, width - hours - top), (Panel.TOP, top), (Panel.HOURS, hours)]
    if view.row is None and view.panel is not Panel.HOURS:
        return [(Panel.FIGURES, width // 3), (Panel.TOP, width - width // 3)]
    return [(Panel.FIGURES, width - hours), (Panel.HOURS, hours)]


def _panel(view: UsageView, panel: Panel, width: int, rows: int, glyphs: Glyphs) -> tuple[str, list[Line]]:
    if panel is Panel.HOURS:
        lines = heatmap(view.heat, width, glyphs)
        return _("busy hours, last 4 weeks"), lines if rows >= len(lines) else lines[1:]
    if panel is Panel.TOP:
        return _("top users of this time"), top_lines(view.top, width, rows, glyphs)
    if view.row is None:
        shown = sum(slot.router_bytes for slot in view.slots)
        return _("whole fleet"), fleet_facts(shown, view.today_bytes, view.counts, width, rows, glyphs)
    return _("this cycle"), plan_facts(view.row, view.meters, view.now, width, rows, glyphs)


def _titled_rule(title: str, width: int, glyphs: Glyphs) -> str:
    lead = f"{glyphs.rule} {cut(title, max(width - 4, 0), glyphs.ellipsis)} "
    return lead + glyphs.rule * max(width - cells(lead), 0)


def _system(view: UsageView) -> str:
    return view.row.unit_system if view.row is not None else "decimal"
