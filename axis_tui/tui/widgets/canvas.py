"""A widget that shows styled lines and repaints only rows that changed.

Everything on the main screens is drawn with it. Text never passes markup; tones become colours by the app's
palette.
"""

from collections.abc import Sequence
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from axis_tui.present.line import Line, Tone
from axis_tui.tui.theme import Palette


@lru_cache(maxsize=2048)
def _segment(text: str, style: Style) -> Segment:
    return Segment(text, style)


def draw(line: Line, width: int, palette: Palette, cursor_cells: int = 0) -> Strip:
    """One row of exactly `width` columns, the first `cursor_cells` of them in the cursor's style."""
    tones = palette.tones
    plain = Strip([_segment(text, tones[tone]) for text, tone in line]).adjust_cell_length(
        width, tones[Tone.NORMAL]
    )
    if not cursor_cells:
        return plain
    cursor = palette.cursor
    lit = [Segment(text, (style or cursor) + cursor) for text, style, _control in plain.crop(0, cursor_cells)]
    return Strip([*lit, *plain.crop(cursor_cells, width)], width)


class Canvas(Widget, can_focus=False, inherit_bindings=False):
    """Shows lines, the first at the top; lines past the height are not drawn."""

    DEFAULT_CSS = "Canvas { width: 1fr; height: 1fr; }"
    cursor_cells: int | None = None
    """How many columns of the cursor's row are highlighted; all where None. Few are few bytes to move."""
    _CACHE_LIMIT = 512

    def __init__(
        self, lines: Sequence[Line] = (), *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._lines: list[Line] = list(lines)
        self._cursor: int | None = None
        self._strips: dict[tuple[Line, int], Strip] = {}
        self._drawn_with: tuple[int, int] | None = None

    @property
    def lines(self) -> Sequence[Line]:
        """What is shown now."""
        return self._lines

    @property
    def cursor(self) -> int | None:
        """The highlighted row, if any."""
        return self._cursor

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines instead; only rows that differ are painted again."""
        self.show_with_cursor(lines, self._cursor)

    def set_cursor(self, row: int | None) -> None:
        """Highlight a row of what is shown, or none."""
        self.show_with_cursor(self._lines, row)

    def show_with_cursor(self, lines: Sequence[Line], cursor: int | None) -> None:
        """Lines and highlighted row in one repaint."""
        old, old_cursor = self._lines, self._cursor
        fresh = list(lines)
        self._lines, self._cursor = fresh, cursor
        if not self._is_mounted:
            return
        width, height = self.size
        changed: list[Region] = []
        for row in range(min(height, max(len(old), len(fresh)))):
            before = old[row] if row < len(old) else None
            after = fresh[row] if row < len(fresh) else None
            if before != after or (cursor != old_cursor and row in (cursor, old_cursor)):
                changed.append(Region(0, row, width, 1))
        if changed:
            self.refresh(*changed)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Rows inside `crop`, drawn without Textual's style cache: there is no border, padding or markup."""
        width = self.size.width
        palette: Palette = self.app.palette  # type: ignore[attr-defined]  # AxisApp, which imports this
        if (width, id(palette)) != self._drawn_with or len(self._strips) > self._CACHE_LIMIT:
            self._strips.clear()
            self._drawn_with = (width, id(palette))
        rows = [self._strip(y, width, palette) for y in range(crop.y, crop.bottom)]
        if crop.x == 0 and crop.width == width:
            return rows
        return [row.crop(crop.x, crop.right) for row in rows]

    def _strip(self, y: int, width: int, palette: Palette) -> Strip:
        line: Line = self._lines[y] if y < len(self._lines) else ()
        lit = (
            0 if y != self._cursor else width if self.cursor_cells is None else min(self.cursor_cells, width)
        )
        key = (line, lit)
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = draw(line, width, palette, lit)
        return strip

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One row a line."""
        return max(1, len(self._lines))

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return container.width
