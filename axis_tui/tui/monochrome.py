"""NO_COLOR for widgets that Textual draws: weight, inversion and underlines stay, colours go (no-
color.org)."""

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter


@lru_cache(maxsize=512)
def colourless(style: Style, on: tuple[int, int, int]) -> Style:
    """The style without colours. A background clearly unlike the page's `on` becomes inversion, so that a
    cursor or selection stays visible."""
    stands_out = style.bgcolor is not None and not style.bgcolor.is_default and _distance(style, on) > 96
    return Style(
        bold=style.bold, dim=style.dim, italic=style.italic, underline=style.underline,
        reverse=bool(style.reverse) or stands_out or None, meta=style.meta or None,
    )  # fmt: skip


def _distance(style: Style, on: tuple[int, int, int]) -> int:
    colour = style.bgcolor.get_truecolor() if style.bgcolor is not None else on
    return sum(abs(mine - its) for mine, its in zip(colour, on, strict=False))


class Colourless(LineFilter):
    """Takes colours out of every segment."""

    def __init__(self, on: tuple[int, int, int]) -> None:
        super().__init__()
        self._on = on

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        on = self._on
        return [
            Segment(text, None if style is None else colourless(style, on), None)
            for text, style, _c in segments
        ]
