"""The list of eSIMs as rows of cells: one layout for each width, every cell cut and padded to its column.

Columns depend on the width of the list alone, never on what is in it, so that rows of a page line up with
rows that were never loaded.
"""

from functools import lru_cache
from typing import NamedTuple

from axis_tui.i18n import N_, _
from axis_tui.present.bars import bar_line
from axis_tui.present.forecast_words import forecast, runs_out_changes_at
from axis_tui.present.glyphs import UNICODE, Glyphs
from axis_tui.present.line import Line, Span, Tone, line
from axis_tui.present.rows import OverviewLike
from axis_tui.present.sizes import size_of_short, size_short
from axis_tui.present.status_words import CANCELLED, status_line
from axis_tui.present.when import (
    DAY_S,
    age,
    age_changes_at,
    day,
    day_with_weekday,
    days_until,
    last_day,
    left_changes_at,
    left_short,
    month_with_year,
    since_short,
)  # fmt: skip
from axis_tui.present.width import cells, fit, fit_right

FIGURE_WIDTH = 5
"""Cells of a short size: `14.0G`."""
ENDING_DAYS = 3
LAPSING_DAYS = 7
"""From how many days before an end its date is drawn as a warning."""


class Column(NamedTuple):
    """One column of the list; `width` in cells, without the space that follows it."""

    id: str
    title: str
    width: int
    gap: int = 1
    """Blank cells after the column."""


TITLES: dict[str, str] = {
    "name": N_("eSIM"),
    "carrier": N_("Carrier"),
    "left": N_("Data left"),
    "until": N_("Valid until"),
    "forecast": N_("Forecast"),
    "device": N_("Device"),
    "coverage": N_("Coverage"),
    "status": N_("State"),
    "age": N_("Age"),
}
"""Column ids, which are also the orders a list can stand in, and their titles in English."""

_GROWTH = (("until", 15), ("name", 28), ("carrier", 18), ("device", 16), ("left", 38), ("name", 1000))
"""Which columns take spare cells, in turn, and the width up to which they do."""

MARGIN = 1
"""Cells before the first column, where the cursor's mark stands."""


@lru_cache(32)
def columns(width: int) -> tuple[Column, ...]:
    """The columns of a list `width` cells wide; margin, columns and gaps fill it exactly from 60 cells up.

    Below 80 cells the carrier goes; from 120 device, coverage, state and age of the reading join. What is
    left over goes to the names, then to the bar.
    """
    if width < 80:
        widths = {"name": 14, "left": 14, "until": 14, "forecast": 14}
    else:
        widths = {"name": 14, "carrier": 10, "left": 22, "until": 14, "forecast": 14}
    if width >= 120:
        widths |= {"device": 9, "coverage": 8, "status": 14, "age": 6}
    gaps = dict.fromkeys(widths, 1)
    gaps[list(widths)[-1]] = 0
    spare = width - MARGIN - sum(widths.values()) - sum(gaps.values())
    for column, most in _GROWTH:
        if column in widths and spare > 0:
            more = min(spare, most - widths[column])
            widths[column] += more
            spare -= more
    return tuple(Column(column, TITLES[column], cells, gaps[column]) for column, cells in widths.items())


def header_line(
    layout: tuple[Column, ...], order: str = "", descending: bool = False, glyphs: Glyphs = UNICODE
) -> Line:
    """The titles over the columns; the one the list is ordered by carries an arrow."""
    text = " " * MARGIN
    for column in layout:
        title = _(column.title)
        if column.id == order:
            title += glyphs.descending if descending else glyphs.ascending
        text += fit(title, column.width + column.gap) if column.gap else fit(title, column.width)
    return line((text, Tone.MUTED))


def overview_line(row: OverviewLike, now: int, layout: tuple[Column, ...], glyphs: Glyphs) -> Line:
    """One row of the list over its whole width, the margin for the cursor's mark blank."""
    spans: list[Span] = [(" " * MARGIN, Tone.NORMAL)]
    for column, cell in zip(layout, overview_cells(row, now, layout, glyphs), strict=True):
        spans.extend(cell)
        if column.gap:
            spans.append((" " * column.gap, Tone.NORMAL))
    return merged(spans)


def overview_cells(
    row: OverviewLike, now: int, layout: tuple[Column, ...], glyphs: Glyphs
) -> tuple[Line, ...]:
    """The cells of one row, each exactly as wide as its column."""
    return tuple(_cell(row, now, column, glyphs) for column in layout)


def overview_changes_at(row: OverviewLike, now: int) -> int | None:
    """The instant at which a row will read differently with the store unchanged; None when never."""
    instants = [age_changes_at(row.reading_at, now)]
    instants += [row.expires_at, row.lapses_at]
    if row.expires_at is not None:
        instants.append(left_changes_at(row.expires_at, now, row.zone))
        instants.append(row.expires_at - ENDING_DAYS * DAY_S)
    if row.lapses_at is not None:
        instants.append(row.lapses_at - LAPSING_DAYS * DAY_S)
    if row.runs_out_at is not None:
        instants.append(runs_out_changes_at(row.runs_out_at))
    ends = (at for at in (row.expires_at, row.lapses_at) if at is not None and at <= now)
    instants += [age_changes_at(at, now) for at in ends]
    return min((instant for instant in instants if instant is not None and instant > now), default=None)


def merged(spans: list[Span]) -> Line:
    """Neighbouring spans of one tone made one, blanks in the tone before: fewer colour changes to send."""
    result: list[Span] = []
    for text, tone in spans:
        if result and (result[-1][1] is tone or not text.strip(" ")):
            result[-1] = (result[-1][0] + text, result[-1][1])
        elif text:
            result.append((text, tone))
    return tuple(result)


def valid_until(row: OverviewLike, now: int, glyphs: Glyphs) -> tuple[str, str, Tone]:
    """Until when the plan holds: words, the time left for the column's right edge, and the tone."""
    status = str(row.status)
    over = Tone.MUTED if status == "archived" else Tone.BAD
    if status == "profile_expired":
        return _("eSIM expired"), "", Tone.BAD
    if row.plan_id is None:
        return glyphs.none, "", Tone.MUTED
    if status == CANCELLED:
        ended_at = row.lapses_at if row.starts_at is None else row.expires_at
        if ended_at is None or ended_at > now:
            return glyphs.none, "", Tone.MUTED
        return _("ended %(age)s ago") % {"age": since_short(ended_at, now)}, "", Tone.MUTED
    if row.expires_at is not None and (status == "expired" or row.expires_at <= now):
        # Of what was put away nobody asks whether it ran out or was cancelled.
        words = _("ended %(age)s ago") if status == "archived" else _("expired %(age)s ago")
        return words % {"age": since_short(row.expires_at, now)}, "", over
    if row.lapses_at is not None and (status == "lapsed" or (row.starts_at is None and row.lapses_at <= now)):
        return _("lapsed %(age)s ago") % {"age": since_short(row.lapses_at, now)}, "", over
    if row.starts_at is None and row.lapses_at is not None:
        tone = Tone.WARNING if row.lapses_at - now <= LAPSING_DAYS * DAY_S else Tone.NORMAL
        return _("lapses %(day)s") % {"day": day(last_day(row.lapses_at, row.zone))}, "", tone
    if row.expires_at is None:
        return _("not started") if row.starts_at is None else _("no end"), "", Tone.MUTED
    tone = Tone.WARNING if row.expires_at - now <= ENDING_DAYS * DAY_S else Tone.NORMAL
    left = left_short(row.expires_at, now, row.zone)
    if str(row.billing) == "postpaid":
        return _("month ends"), left, Tone.NORMAL
    return _expiry_day(row.expires_at, now, row.zone), left, tone


def _expiry_day(expires_at: int, now: int, zone: str) -> str:
    """The day as precisely as it is needed: the weekday matters soon, the year when it is far."""
    on, away = last_day(expires_at, zone), days_until(expires_at, now, zone)
    if away >= 365:
        return month_with_year(on)
    text = day_with_weekday(on) if away < 100 else day(on)
    return text if cells(text) <= 10 else day(on)


def _cell(row: OverviewLike, now: int, column: Column, glyphs: Glyphs) -> Line:
    if column.id == "left":
        return _left(row, column.width, glyphs)
    if column.id == "until":
        words, left, tone = valid_until(row, now, glyphs)
        ended_at = row.lapses_at if row.expires_at is None else row.expires_at
        if cells(words) > column.width and ended_at is not None and ended_at <= now:
            words = _("%(age)s ago") % {"age": since_short(ended_at, now)}
        room = column.width - cells(left)
        if not left or cells(words) >= room:
            return line((fit(words, column.width, glyphs.ellipsis), tone))
        return line((fit(words, room, glyphs.ellipsis) + left, tone))
    if column.id == "forecast":
        words, tone = forecast(row, now, glyphs)
        return line((fit(words, column.width, glyphs.ellipsis), tone))
    if column.id == "status":
        ((words, tone),) = status_line(str(row.status), glyphs)
        return line((fit(words, column.width, glyphs.ellipsis), tone))
    if column.id == "age":
        return line((fit_right(age(row.reading_at, now), column.width, glyphs.ellipsis), Tone.MUTED))
    text, tone = {
        "name": (row.name, Tone.NORMAL),
        "carrier": (row.carrier, Tone.MUTED),
        "device": (row.device or "", Tone.MUTED),
        "coverage": (row.coverage, Tone.MUTED),
    }[column.id]
    return line((fit(text, column.width, glyphs.ellipsis), tone))


def _left(row: OverviewLike, width: int, glyphs: Glyphs) -> Line:
    """Bar and figure; for an unlimited plan today's use of its cap; before the start what it will hold."""
    if row.plan_id is None or str(row.status) == CANCELLED:
        return line((fit(glyphs.none, width), Tone.MUTED))
    bar_width = width - FIGURE_WIDTH - 1
    if str(row.status) in ("ready", "queued"):
        held = _("unlimited")
        if row.allowance_bytes is not None:
            held = size_short(row.allowance_bytes, row.unit_system)
        words, room = _("not started"), width - cells(held)
        return line(((fit(words, room) if cells(words) < room else " " * room) + held, Tone.MUTED))
    if row.allowance_bytes is None:
        return line((fit(_unlimited(row, width), width, glyphs.ellipsis), Tone.NORMAL))
    left = max(row.left_bytes or 0, 0)
    tone = {"low": Tone.WARNING, "slowed": Tone.WARNING, "depleted": Tone.BAD}.get(str(row.status), Tone.BAR)
    figure = fit_right(size_short(left, row.unit_system), FIGURE_WIDTH)
    share = left / row.allowance_bytes if row.allowance_bytes > 0 else 0.0
    return (*bar_line(bar_width, share, glyphs, tone), (f" {figure}", Tone.NORMAL))


def _unlimited(row: OverviewLike, width: int) -> str:
    if row.daily_cap_bytes is None:
        return _("unlimited, %(today)s today") % {"today": size_short(row.today_bytes, row.unit_system)}
    today, cap = size_of_short(row.today_bytes, row.daily_cap_bytes, row.unit_system)
    full = _("unlimited, %(today)s of %(cap)s/d") % {"today": today, "cap": cap}
    return full if cells(full) <= width else _("%(today)s of %(cap)s/d") % {"today": today, "cap": cap}
