"""Labels and values under each other, as the panels of the Usage screen show their figures. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.width import cells, fit, fit_line

Pair = tuple[str, Line]
"""A label, and the value beside it."""


def table(pairs: Sequence[Pair], width: int, glyphs: Glyphs) -> list[Line]:
    """One line a pair, `width` cells each."""
    labels = max((cells(label) for label, _value in pairs), default=0) + 2
    return [
        fit_line(line((" " + fit(label, labels), Tone.MUTED), *value), width, glyphs.ellipsis)
        for label, value in pairs
    ]
