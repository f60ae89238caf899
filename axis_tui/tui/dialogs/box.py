"""A dialog: a framed box in the middle of the screen, its title and keys in the frame, drawn as lines.

Dialogs are screens of their own on top of a main screen; they draw no colours of their own and take no markup.
"""

from typing import Any, ClassVar, TypeVar

from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widget import Widget

from axis_tui.i18n import _
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Line, Span, Tone, line
from axis_tui.present.width import cells, cut
from axis_tui.tui.command import Command, bindings
from axis_tui.tui.widgets.canvas import Canvas

R = TypeVar("R")


def edge(title: str, width: int, glyphs: Glyphs, *, top: bool, tone: Tone = Tone.TITLE) -> Line:
    """The upper or lower edge of the box, with words in it."""
    left, right = (glyphs.corners[0], glyphs.corners[1]) if top else (glyphs.corners[2], glyphs.corners[3])
    text = f" {cut(title, max(0, width - 6))} " if title else ""
    rest = glyphs.rule * max(0, width - 3 - cells(text))
    return line((left + glyphs.rule, Tone.BAR_EMPTY), (text, tone), (rest + right, Tone.BAR_EMPTY))


def keys_text(commands: tuple[Command, ...], glyphs: Glyphs) -> str:
    """The keys of a dialog for its lower edge."""
    shown = (command for command in commands if command.shown and command.keys)
    return "   ".join(f"{c.key_word(ascii_only=glyphs.name == 'ascii')} {_(c.label)}" for c in shown)


class Sides(Canvas):
    """The left and right edges of the box, a row each."""

    def show_sides(self, rows: int, glyphs: Glyphs) -> None:
        self.show([line((glyphs.axis_vertical, Tone.BAR_EMPTY))] * rows)


class Box(ModalScreen[R]):
    """A framed dialog `COLUMNS` wide (less where the terminal is narrower). Subclasses give `compose_inside`."""

    COLUMNS: ClassVar[int] = 64
    COMMANDS: ClassVar[tuple[Command, ...]] = ()
    AUTO_FOCUS = ""
    ESCAPE_TO_MINIMIZE = False
    DEFAULT_CSS = """
    Box { align: center middle; background: $background; }
    Box #box { height: auto; layout: vertical; background: $background; }
    Box .edge { height: 1; }
    Box #inside { height: auto; padding: 0 1; border-left: none; border-right: none; layout: vertical; }
    """

    def __init_subclass__(cls, **options: Any) -> None:
        cls.BINDINGS = bindings(cls.COMMANDS)  # type: ignore[assignment]
        super().__init_subclass__(**options)

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title_text = title
        self._top = Canvas(classes="edge")
        self._bottom = Canvas(classes="edge")

    def compose_inside(self) -> ComposeResult:
        """Hook: what stands in the box."""
        yield from ()

    def compose(self) -> ComposeResult:
        inside = Widget(*self.compose_inside(), id="inside")
        box = Widget(self._top, inside, self._bottom, id="box")
        box.styles.width = self.width
        yield box

    @property
    def glyphs(self) -> Glyphs:
        """The glyph set in use."""
        return self.app.deps.glyphs  # type: ignore[attr-defined,no-any-return]  # AxisApp

    @property
    def width(self) -> int:
        """Columns of the box, its frame included."""
        return min(self.COLUMNS, self.app.size.width - 2)

    @property
    def inner(self) -> int:
        """Columns of text."""
        return self.width - 2

    def on_mount(self) -> None:
        self.draw_edges()

    def on_resize(self) -> None:
        self.query_one("#box").styles.width = self.width
        self.draw_edges()

    def draw_edges(self, remark: Span | None = None) -> None:
        """Title above; below the keys, or a remark such as what is wrong."""
        text, tone = remark or (keys_text(self.COMMANDS, self.glyphs), Tone.MUTED)
        self._top.show((edge(self._title_text, self.width, self.glyphs, top=True),))
        self._bottom.show((edge(text, self.width, self.glyphs, top=False, tone=tone),))

    def action_cancel(self) -> None:
        self.dismiss(None)
