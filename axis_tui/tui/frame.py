"""What the terminal shows now, and the shortest bytes that turn it into the next picture.

Textual repaints a row from the left edge of the widget that changed, with a full style before every
segment. On a slow line that is most of the latency, so the frame keeps the cells on screen, compares, and
sends only runs that differ, changing only the style attributes that differ. It knows strips and escape
codes, no widgets.
"""

from collections.abc import Iterable
from enum import Enum
from functools import lru_cache
from unicodedata import normalize

from rich.cells import get_character_cell_size
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

Cell = tuple[str, Style]
NO_STYLE = Style()
BLANK: Cell = (" ", NO_STYLE)
TAIL = ""  # the second column of a wide character
JOIN_GAP = 5  # equal cells worth resending rather than moving the cursor over them
ERASE_FROM = 3  # changed blanks at the end of a row from which erasing it is shorter

_ATTRIBUTES = ("bold", "dim", "italic", "underline", "reverse", "strike")
_ON = {"bold": "1", "dim": "2", "italic": "3", "underline": "4", "reverse": "7", "strike": "9"}
_OFF = {"bold": "22", "dim": "22", "italic": "23", "underline": "24", "reverse": "27", "strike": "29"}


class Repertoire(Enum):
    """The characters that are sent."""

    ALL = "all"
    PLAIN = "plain"
    """Letters of every script; signs that have an ASCII look-alike go out as that."""
    ASCII = "ascii"
    """Nothing but ASCII: the nearest there is."""


class Frame:
    """The cells of one terminal.

    `system`: how many colours it has, None for no colour codes at all; `erases_in_colour`: whether erasing a
    line paints the current background (terminfo `bce`); `repertoire`: what characters it is sent.
    """

    __slots__ = ("_bce", "_cells", "_height", "_repertoire", "_stale", "_style", "_system", "_width")

    def __init__(
        self,
        system: ColorSystem | None,
        *,
        erases_in_colour: bool = False,
        repertoire: Repertoire = Repertoire.ALL,
    ) -> None:
        self._system = system
        self._bce = erases_in_colour
        self._repertoire = repertoire
        self._cells: list[list[Cell]] = []
        self._width = self._height = 0
        self._style = NO_STYLE
        self._stale = False

    def forget(self) -> None:
        """Say that the terminal may show anything: the next update clears it and sends every cell."""
        self._stale = True

    @property
    def is_forgotten(self) -> bool:
        """Whether the next update has to give every row."""
        return self._stale

    def resize(self, width: int, height: int) -> None:
        """Match the size of the picture to come; a new size forgets what is shown."""
        if (width, height) != (self._width, self._height):
            self._stale = self._stale or bool(self._cells)
            self._width, self._height = width, height
            self._cells = [[BLANK] * width for _ in range(height)]

    def update(self, pieces: Iterable[tuple[int, int, Iterable[Segment]]]) -> str:
        """The bytes that show `pieces`: (row, first column, segments) of what the picture now holds there."""
        out: list[str] = []
        if self._stale:
            self._stale = False
            self._cells = [[BLANK] * self._width for _ in range(self._height)]
            out.append("\x1b[0m\x1b[2J")
        self._style = NO_STYLE
        for row, column, segments in pieces:
            if row < self._height:
                self._change(row, column, segments, out)
        if out and self._style is not NO_STYLE:
            out.append("\x1b[0m")
        return "".join(out)

    def _change(self, row: int, column: int, segments: Iterable[Segment], out: list[str]) -> None:
        shown = self._cells[row]
        fresh = cells(segments)[: self._width - column]
        if self._repertoire is Repertoire.ASCII:
            fresh = [(text if text.isascii() and text else _nearest(text), style) for text, style in fresh]
        elif self._repertoire is Repertoire.PLAIN:
            fresh = [(text.translate(_LOOKALIKES), style) for text, style in fresh]
        end = column + len(fresh)
        if shown[column:end] == fresh:
            return
        differing = [x for x, cell in enumerate(fresh, column) if shown[x] != cell]
        shown[column:end] = fresh
        tail = self._erasable_from(shown) if end == self._width else self._width
        in_tail = [x for x in differing if x >= tail]
        if len(in_tail) > ERASE_FROM:
            differing = differing[: -len(in_tail)]
        else:
            in_tail = []
        at = -1
        for first, last in _runs(differing, shown):
            out.append(_move(row, first))
            self._write(shown[first : last + 1], out)
            at = last + 1
        if in_tail:
            if at != in_tail[0]:
                out.append(_move(row, in_tail[0]))
            self._switch(shown[-1][1], out)
            out.append("\x1b[K")

    def _erasable_from(self, shown: list[Cell]) -> int:
        """The column from which one erase-to-end gives the row's tail of equal blanks."""
        last = shown[-1]
        style = last[1]
        if last[0] != " " or style.reverse or style.underline or style.strike:
            return self._width
        if self._system is not None and style.bgcolor and not style.bgcolor.is_default and not self._bce:
            return self._width
        x = self._width
        while x and shown[x - 1] == last:
            x -= 1
        return x

    def _write(self, run: list[Cell], out: list[str]) -> None:
        for text, style in run:
            if text:
                if style is not self._style:
                    self._switch(style, out)
                out.append(text)

    def _switch(self, style: Style, out: list[str]) -> None:
        if style == self._style:
            return
        out.append(_transition(self._style, style, self._system))
        self._style = style


def cells(segments: Iterable[Segment]) -> list[Cell]:
    """One entry a column. Control characters, should any have come this far, become a replacement mark; marks
    that take no column join the character before them."""
    out: list[Cell] = []
    append = out.append
    for text, style, control in segments:
        if control:
            continue
        style = style or NO_STYLE
        if text.isascii() and text.isprintable():
            out.extend([(character, style) for character in text])
            continue
        for character in text:
            width = get_character_cell_size(character)
            if character < " " or "\x7f" <= character <= "\x9f":
                append(("\N{REPLACEMENT CHARACTER}", style))
            elif width == 1:
                append((character, style))
            elif width == 2:
                append((character, style))
                append((TAIL, style))
            elif out and out[-1][0]:
                out[-1] = (out[-1][0] + character, out[-1][1])
    return out


_LOOKALIKES = str.maketrans("“”‘’…·×–—→←↑↓•✓■□▲●○", "\"\"''~-x--><^v*+#o!*o")


@lru_cache(maxsize=2048)
def _nearest(text: str) -> str:
    """One cell of ASCII for a character that has none: its look-alike, its letter without accent, or `?`."""
    found = "?" if text == TAIL else normalize("NFKD", text.translate(_LOOKALIKES))[:1]
    return found if found.isascii() and found.isprintable() else "?"


def _move(row: int, column: int) -> str:
    return f"\x1b[{row + 1};{column + 1}H" if column else f"\x1b[{row + 1}H"


def _runs(differing: list[int], shown: list[Cell]) -> list[tuple[int, int]]:
    """Runs of columns to send, with near runs joined and never starting inside a wide character."""
    runs: list[tuple[int, int]] = []
    for x in differing:
        if not shown[x][0] and x:
            x -= 1
        if runs and x - runs[-1][1] <= JOIN_GAP:
            runs[-1] = (runs[-1][0], max(x, runs[-1][1]))
        else:
            runs.append((x, x))
    return runs


@lru_cache(maxsize=1024)
def _transition(old: Style, new: Style, system: ColorSystem | None) -> str:
    codes: list[str] = []
    lost = [name for name in _ATTRIBUTES if getattr(old, name) and not getattr(new, name)]
    gained = [name for name in _ATTRIBUTES if getattr(new, name) and not getattr(old, name)]
    if "bold" in lost or "dim" in lost:  # one code ends both
        gained += [name for name in ("bold", "dim") if getattr(new, name) and name not in gained]
    codes += dict.fromkeys(_OFF[name] for name in lost)
    codes += [_ON[name] for name in gained]
    for foreground, before, after in ((True, old.color, new.color), (False, old.bgcolor, new.bgcolor)):
        if before != after and system is not None:
            if after is None or after.is_default:
                codes.append("39" if foreground else "49")
            else:
                codes += after.downgrade(system).get_ansi_codes(foreground=foreground)
    if system is None:
        return f"\x1b[{';'.join(codes)}m" if codes else ""
    plain = not any(getattr(new, name) for name in _ATTRIBUTES) and new.color is None and new.bgcolor is None
    if plain:
        return "\x1b[m"
    return f"\x1b[{';'.join(codes)}m" if codes else ""
