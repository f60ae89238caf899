"""Bars of one line and sparklines, as plain text of an exact number of cells."""

from collections.abc import Sequence

from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Line, Tone, line


def bar(width: int, fraction: float, glyphs: Glyphs) -> str:
    """A bar of `width` cells filled to `fraction` (0 to 1; beyond is clipped), to an eighth of a cell.

    Something left never shows as nothing, and something used never as a full bar.
    """
    filled, rest = _split(width, fraction, glyphs)
    return filled + rest


def bar_line(width: int, fraction: float, glyphs: Glyphs, tone: Tone = Tone.BAR) -> Line:
    """The same bar, its filled part in `tone`."""
    filled, rest = _split(width, fraction, glyphs)
    return line((filled, tone), (rest, Tone.BAR_EMPTY))


def sparkline(values: Sequence[int], glyphs: Glyphs, top: int | None = None) -> str:
    """One cell a value, against the greatest of them or `top`; more than nothing never looks like nothing."""
    steps = glyphs.eighths_up
    most = max(top or 0, *values, 1) if values else 1
    last = len(steps) - 1
    return "".join(steps[min(max(value * last // most, 1), last) if value > 0 else 0] for value in values)


def _split(width: int, fraction: float, glyphs: Glyphs) -> tuple[str, str]:
    steps = len(glyphs.eighths_right) - 1
    total = max(width, 0) * steps
    share = min(max(fraction, 0.0), 1.0) if fraction == fraction else 0.0
    filled = int(share * total + 0.5)
    if share > 0:
        filled = max(filled, 1)
    if share < 1:
        filled = min(filled, total - 1)
    filled = min(max(filled, 0), total)
    whole, part = divmod(filled, steps)
    text = glyphs.full * whole + (glyphs.eighths_right[part] if part else "")
    return text, glyphs.empty * (max(width, 0) - len(text))
