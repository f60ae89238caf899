"""A chart of columns over time, in cells: the router's bytes, the carrier's beside them, estimates shaded.

The series differ by glyph and not by colour alone: `legend` names each with the glyph it is drawn with.
"""

from collections.abc import Sequence
from typing import NamedTuple

from axis_tui.i18n import _
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Line, Span, Tone, line
from axis_tui.present.sizes import axis_unit, size
from axis_tui.present.width import cells, cut, fit_line, fit_right, join_fitting

ROUTER, CARRIER, BOTH = "router", "carrier", "both"
"""Which series a chart shows."""

_AXIS_WIDTH = 5
_MOST_COLUMN = 6
_ROWS_WITH_MIDDLE = 6
_EMPTY_BYTES = 2**20
"""What the axis of an empty chart is scaled for."""


class Slot(NamedTuple):
    """One hour, day, week or month: its label under the axis, and bytes; estimates are of the router's."""

    label: str
    router_bytes: int
    carrier_bytes: int = 0
    estimated_bytes: int = 0


class _Geometry(NamedTuple):
    """Cells of one column, of its slot with the blank after it, and rows of the plot."""

    column: int
    pitch: int
    rows: int


def slots_that_fit(width: int, series: str = ROUTER) -> int:
    """How many slots a chart `width` cells wide can show, each in its narrowest form."""
    return max((width - _AXIS_WIDTH - 1) // (2 if series == BOTH else 1), 0)


def bar_chart(
    slots: Sequence[Slot],
    width: int,
    height: int,
    glyphs: Glyphs,
    system: str = "decimal",
    series: str = ROUTER,
    budget_bytes: int | None = None,
) -> list[Line]:
    """Exactly `height` lines (3 or more) of exactly `width` cells: unit, plot, labels.

    The axis begins at nothing and ends at a round figure at or above the greatest value and the budget. Of
    more slots than fit, the last ones are drawn.
    """
    slots = list(slots)[-max(slots_that_fit(width, series), 1) :]
    most = max((max(_values(slot, series)) for slot in slots), default=0)
    unit_bytes, unit = axis_unit(max(most, budget_bytes or 0) or _EMPTY_BYTES, system)
    top = _round_up(max(most, budget_bytes or 0, 1), unit_bytes)
    shape = _geometry(len(slots), width, height, series)
    budget_row = None if not budget_bytes else min(budget_bytes * shape.rows // top, shape.rows - 1)
    parts = _divisions(shape.rows, top, unit_bytes)
    lines = [fit_line(line((fit_right(unit, _AXIS_WIDTH - 1), Tone.MUTED)), width)]
    lines += [fit_line((), width)] * (height - 2 - shape.rows)
    for row in range(shape.rows - 1, -1, -1):
        spans: list[Span] = [(_tick(row, shape.rows, parts, top, unit_bytes, glyphs), Tone.MUTED)]
        filler = glyphs.budget if row == budget_row else " "
        for slot in slots:
            spans += _slot_row(slot, row, top, shape, series, glyphs, filler)
        rest = width - sum(cells(text) for text, _tone in spans)
        spans.append((filler * max(rest, 0), Tone.WARNING))
        lines.append(fit_line(_joined(spans), width, ""))
    return [*lines, fit_line(_labels(slots, shape, width, glyphs), width, "")][:height]


def legend(
    width: int, glyphs: Glyphs, system: str = "decimal", series: str = BOTH, budget_bytes: int | None = None
) -> Line:
    """`router █   carrier ▒   estimate ░   ┄ 505 MB/day budget`, without what does not fit in `width`."""
    parts: list[Line] = []
    if series in (ROUTER, BOTH):
        parts.append(line((f"{_('router')} ", Tone.MUTED), (glyphs.series_router, Tone.BAR)))
    if series in (CARRIER, BOTH):
        parts.append(line((f"{_('carrier')} ", Tone.MUTED), (glyphs.series_carrier, Tone.ACCENT)))
    if series != CARRIER:
        parts.append(line((f"{_('estimate')} ", Tone.MUTED), (glyphs.estimate, Tone.ESTIMATE)))
    if budget_bytes:
        text = _("%(budget)s/day budget") % {"budget": size(budget_bytes, system)}
        parts.append(line((f"{glyphs.budget} {text}", Tone.WARNING)))
    return join_fitting(parts, "   ", width)


def _values(slot: Slot, series: str) -> tuple[int, ...]:
    if series == CARRIER:
        return (max(slot.carrier_bytes, 0),)
    if series == ROUTER:
        return (max(slot.router_bytes, 0),)
    return (max(slot.router_bytes, 0), max(slot.carrier_bytes, 0))


def _geometry(count: int, width: int, height: int, series: str) -> _Geometry:
    """Columns as wide as the room allows, with a blank after each slot where there is room for one."""
    plot = max(width - _AXIS_WIDTH - 1, 1)
    parts = 2 if series == BOTH else 1
    pitch = min(max(plot // max(count, 1), parts), (_MOST_COLUMN * parts) + 1)
    column = max((pitch - 1) // parts, 1)
    rows = max(height - 2, 1)
    if rows >= _ROWS_WITH_MIDDLE:
        rows -= rows % 2  # so that the middle of the axis lies between two rows and can be named
    return _Geometry(column, max(pitch, column * parts), rows)


def _slot_row(
    slot: Slot, row: int, top: int, shape: _Geometry, series: str, glyphs: Glyphs, filler: str
) -> list[Span]:
    spans: list[Span] = []
    if series in (ROUTER, BOTH):
        spans.append(_router_cell(slot, row, top, shape, glyphs, filler))
    if series in (CARRIER, BOTH):
        filled = _steps(slot.carrier_bytes, top, shape.rows, 1) > row
        fill = glyphs.full if series == CARRIER else glyphs.series_carrier
        spans.append((fill * shape.column, Tone.ACCENT) if filled else (filler * shape.column, Tone.WARNING))
    blank = shape.pitch - shape.column * len(spans)
    return [*spans, (filler * blank, Tone.WARNING)]


def _router_cell(slot: Slot, row: int, top: int, shape: _Geometry, glyphs: Glyphs, filler: str) -> Span:
    """One row of the router's column: solid up to what was measured, shaded above it up to the whole."""
    steps = len(glyphs.eighths_up) - 1
    height = _steps(slot.router_bytes, top, shape.rows, steps)
    measured = slot.router_bytes - min(max(slot.estimated_bytes, 0), max(slot.router_bytes, 0))
    solid = _steps(measured, top, shape.rows, steps) if slot.estimated_bytes > 0 else height
    floor = row * steps
    if solid >= floor + steps:
        return glyphs.full * shape.column, Tone.BAR
    if solid > floor and height < floor + steps:
        return glyphs.eighths_up[min(height, solid) - floor] * shape.column, Tone.BAR
    if height > floor:
        return glyphs.estimate * shape.column, Tone.ESTIMATE
    return filler * shape.column, Tone.WARNING


def _steps(amount: int, top: int, rows: int, steps: int) -> int:
    """Steps of a column: rounded, but never none for something."""
    if amount <= 0:
        return 0
    return max((amount * rows * steps + top // 2) // top, 1)


def _round_up(most: int, unit_bytes: int) -> int:
    """The least round figure at or above `most`: 1 to 6, 8 or 10 times a power of ten of the unit."""
    scale = unit_bytes
    while scale * 10 < most:
        scale *= 10
    return next(scale * step for step in (1, 2, 3, 4, 5, 6, 8, 10) if scale * step >= most)


def _divisions(rows: int, top: int, unit_bytes: int) -> int:
    """In how many parts the axis is divided: each a whole number of rows, 3 or more, and a round figure."""
    if rows < _ROWS_WITH_MIDDLE:
        return 1
    tenths = top * 10 // unit_bytes
    fitting = (parts for parts in (5, 4, 3, 2) if rows % parts == 0 and rows >= 3 * parts)
    return next((parts for parts in fitting if tenths % parts == 0), 1)


def _tick(row: int, rows: int, parts: int, top: int, unit_bytes: int, glyphs: Glyphs) -> str:
    """The axis beside one row: a figure where one of its parts ends, at the top row always."""
    done, rest = divmod((row + 1) * parts, rows)
    label = "" if rest else _figure(top * done // parts, unit_bytes)
    tick = glyphs.axis_tick if label else glyphs.axis_vertical
    return fit_right(label, _AXIS_WIDTH - 1) + " " + tick


def _figure(amount: int, unit_bytes: int) -> str:
    tenths = amount * 10 // unit_bytes
    return str(tenths // 10) if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}"


def _labels(slots: Sequence[Slot], shape: _Geometry, width: int, glyphs: Glyphs) -> Line:
    """Labels under their slots, as many as stand apart; counted from the last slot, which always has one."""
    widest = max((cells(slot.label) for slot in slots), default=1)
    every = max(-(-(widest + 1) // shape.pitch), 1)
    text = ""
    end = width - _AXIS_WIDTH - 1
    for index in range(len(slots) - 1, -1, -every):
        label = cut(slots[index].label, max(end, 0), "")
        at = min(index * shape.pitch, end - cells(label))
        if not text:
            text = label
        elif index * shape.pitch + cells(label) < end:
            text = label + " " * (end - at - cells(label)) + text
        else:
            continue
        end = at
    return line((" " * _AXIS_WIDTH + glyphs.axis_corner + " " * max(end, 0) + text, Tone.MUTED))


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Neighbours of one tone as one span; blanks take the tone before them."""
    result: list[Span] = []
    for text, tone in spans:
        if result and (result[-1][1] is tone or not text.strip(" ")):
            result[-1] = (result[-1][0] + text, result[-1][1])
        elif text:
            result.append((text, tone))
    return result
