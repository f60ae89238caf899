"""A dialog: a framed box in the middle of the screen, its title and keys in the frame, drawn as lines.

Dialogs are screens of their own on top of a main screen. One canvas draws the box; no widget takes the
focus, so that keys typed ahead are never lost, and no text passes markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen

from axis_tui.i18n import _
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Line, Span, Tone, line
from axis_tui.present.width import cells, cut
from axis_tui.present.wrap import wrapped
from axis_tui.tui.command import Command, bindings
from axis_tui.tui.commands.dialog import ABANDON
from axis_tui.tui.widgets.canvas import Canvas

if TYPE_CHECKING:
    from axis_tui.tui.app import AxisApp

R = TypeVar("R")


class Box(ModalScreen[R]):
    """A framed dialog `COLUMNS` wide, less where the terminal is narrower. Subclasses give `draw_inside`."""

    COLUMNS: ClassVar[int] = 64
    COMMANDS: ClassVar[Any] = ()
    """The keys of this dialog, a tuple of Command."""
    KEEPS_PLACE: ClassVar[bool] = False
    """Whether a row is kept for what is said at the bottom, so that saying it moves nothing."""
    AUTO_FOCUS = ""
    ESCAPE_TO_MINIMIZE = False
    DEFAULT_CSS = "Box { align: center middle; background: transparent; }"

    def __init_subclass__(cls, **options: Any) -> None:
        cls.BINDINGS = bindings((*cls.COMMANDS, ABANDON))  # type: ignore[assignment]
        super().__init_subclass__(**options)

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title_text = title
        self._remark: Span | None = None
        self._canvas = Canvas()
        self._caret: tuple[int, int] | None = None

    def draw_inside(self) -> tuple[Sequence[Line], int | None]:
        """Hook: the lines in the box, each at most `inner` cells, and which of them is marked."""
        raise NotImplementedError

    @property
    def axis(self) -> AxisApp:
        """The app, typed."""
        return cast("AxisApp", self.app)

    @property
    def glyphs(self) -> Glyphs:
        """The glyph set in use."""
        return self.axis.deps.glyphs

    @property
    def inner(self) -> int:
        """Columns of text inside the frame."""
        return min(self.COLUMNS, self.app.size.width - 2) - 4

    @property
    def room(self) -> int:
        """Rows that fit inside the frame."""
        return max(1, self.app.size.height - 4)

    def compose(self) -> ComposeResult:
        yield self._canvas

    def on_mount(self) -> None:
        self.draw()

    def on_resize(self, event: events.Resize) -> None:
        self.draw()

    def draw(self) -> None:
        """Draw the box again; only what changed is sent."""
        self._caret = None
        lines, marked = self.draw_inside()
        glyphs, inner = self.glyphs, self.inner
        side: Span = (glyphs.axis_vertical, Tone.BAR_EMPTY)
        said = (
            [line((text, self._remark[1])) for text in wrapped(self._remark[0], inner)]
            if self._remark
            else [()] * self.KEEPS_PLACE
        )
        rows = [self._edge(self._title_text, Tone.TITLE, 0)]
        rows += [_boxed(each, inner, side) for each in (*lines, *said)]
        rows.append(self._edge(self.keys_text(), Tone.MUTED, 2))
        self._canvas.styles.width = inner + 4
        self._canvas.styles.height = len(rows)
        self._canvas.show_with_cursor(rows, None if marked is None else marked + 1)
        self.call_after_refresh(self._place_caret)

    def remark(self, text: str, tone: Tone = Tone.WARNING) -> None:
        """Say at the bottom of the box what is wrong; an empty text takes it away."""
        self._remark = (text, tone) if text else None
        self.draw()

    def caret_at(self, column: int, row: int) -> None:
        """Called while drawing: where the next character goes, counted inside the frame."""
        self._caret = (column, row)

    def _place_caret(self) -> None:
        if not self.is_current:
            return
        place = None
        if self._caret is not None:
            x, y = self._canvas.region.offset
            place = (x + 2 + self._caret[0], y + 1 + self._caret[1])
        self.axis.place_caret(place)

    def on_unmount(self) -> None:
        self.axis.place_caret(None)

    def _edge(self, title: str, tone: Tone, first: int) -> Line:
        """The upper (corners from 0) or lower (from 2) edge, with words in it."""
        glyphs, width = self.glyphs, self.inner + 4
        text = f" {cut(title, width - 6)} " if title else ""
        rest = glyphs.rule * max(0, width - 3 - cells(text))
        left, right = glyphs.corners[first], glyphs.corners[first + 1]
        return line((left + glyphs.rule, Tone.BAR_EMPTY), (text, tone), (rest + right, Tone.BAR_EMPTY))

    def keys_text(self) -> str:
        """The keys for the lower edge."""
        ascii_only = self.glyphs.name == "ascii"
        commands: tuple[Command, ...] = self.COMMANDS
        shown = [command for command in commands if command.shown and command.keys]
        return "   ".join(
            f"{command.key_word(ascii_only=ascii_only)} {_(command.label)}" for command in shown
        )

    def action_cancel(self) -> None:
        self.dismiss(None)

    def action_abandon(self) -> None:
        """Close at once, whatever was typed."""
        self.dismiss(None)


def _boxed(spans: Line, inner: int, side: Span) -> Line:
    """A line between the sides of the box, cut or padded to `inner` cells."""
    kept: list[Span | str] = [side, " "]
    room = inner
    for text, tone in spans:
        text = cut(text, room)
        room -= cells(text)
        kept.append((text, tone))
    return line(*kept, " " * (room + 1), side)
