"""When data is used: hours of the day across, weekdays down, each cell shaded by its share of the busiest."""

from collections.abc import Sequence

from axis_tui.i18n import _
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.when import WEEKDAYS_SHORT
from axis_tui.present.width import cells, fit, fit_line

HOURS = 24


def heatmap(usage: Sequence[Sequence[int]], width: int, glyphs: Glyphs) -> list[Line]:
    """Eight lines of `width` cells: hours, then Monday to Sunday; `usage` is [weekday][hour] in bytes.

    Every hour is one to three cells wide. Any use at all shows as the lightest shade.
    """
    names = [_(name) for name in WEEKDAYS_SHORT]
    label_width = max(map(cells, names)) + 1
    pitch = min(max((width - label_width - 1) // HOURS, 1), 3)
    most = max((amount for hours in usage for amount in hours), default=0)
    lines = [line((_hours(label_width, pitch), Tone.MUTED))]
    for name, hours in zip(names, usage, strict=True):
        shades = "".join(_shade(amount, most, glyphs) * pitch for amount in hours)
        lines.append(line((" " + fit(name, label_width), Tone.MUTED), (shades, Tone.BAR)))
    return [fit_line(spans, width, "") for spans in lines]


def _hours(label_width: int, pitch: int) -> str:
    text = " " * (label_width + 1)
    step = 6 if pitch == 1 else 3
    for hour in range(0, HOURS, step):
        text += fit(str(hour), step * pitch)
    return text


def _shade(amount: int, most: int, glyphs: Glyphs) -> str:
    steps = len(glyphs.shades) - 1
    if amount <= 0 or most <= 0:
        return glyphs.info if glyphs.name == "unicode" else glyphs.shades[0]
    return glyphs.shades[min(max(-(-amount * steps // most), 1), steps)]
