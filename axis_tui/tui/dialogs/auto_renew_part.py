"""The parts of a sentence that a person chooses or types, and the sentence broken into lines around them.

No widget: text and keys in, lines out. A template keeps its order of words in every language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Line, Span, Tone, line
from axis_tui.present.width import cells, cut
from axis_tui.tui.editor import LineEditor

T = TypeVar("T")
_PLACE = re.compile(r"%\((\w+)\)s")


@dataclass(slots=True)
class Typed:
    """A part that is typed. `hint` stands in its place while it is empty; `help` tells what belongs there."""

    key: str
    help: str
    hint: str = ""
    editor: LineEditor = field(default_factory=LineEditor)

    @property
    def text(self) -> str:
        """What is typed."""
        return self.editor.text.strip()


@dataclass(slots=True)
class Picked(Generic[T]):
    """A part that is chosen: (value, words in the language in use)."""

    key: str
    help: str
    options: Sequence[tuple[T, str]]
    at: int = 0

    @property
    def value(self) -> T:
        """What stands behind the choice."""
        return self.options[self.at][0]

    def turn(self, by: int) -> None:
        """The next choice, round and round."""
        self.at = (self.at + by) % len(self.options)

    def choose(self, value: T | None) -> None:
        """This choice, where there is such."""
        self.at = next((at for at, (own, _words) in enumerate(self.options) if own == value), self.at)


Part = Typed | Picked[Any]


@dataclass(slots=True)
class _Word:
    """Spans that stay together on a line, and whether a blank follows."""

    spans: list[Span]
    caret: int | None = None
    is_spaced: bool = False

    @property
    def width(self) -> int:
        return sum(cells(text) for text, _tone in self.spans)


@dataclass(frozen=True, slots=True)
class Flow:
    """A sentence in lines; `caret` is (column, line) where the marked part is typed, `marked` its line."""

    lines: list[Line]
    caret: tuple[int, int] | None
    marked: int | None


def flow(
    template: str, values: Mapping[str, Part | str], here: Part | None, width: int, glyphs: Glyphs
) -> Flow:
    """`template` with its `%(name)s` places filled by parts in brackets, or by plain text, in lines."""
    lines: list[list[Span]] = [[]]
    used, caret, marked = 0, None, None
    for word in _words(template, values, here, width, glyphs):
        if used and used + word.width > width:
            lines.append([])
            used = 0
        if word.caret is not None:
            caret = (used + word.caret, len(lines) - 1)
        if any(tone is Tone.KEY for _text, tone in word.spans):
            marked = len(lines) - 1 if marked is None else marked
        lines[-1] += word.spans
        used += word.width
        if word.is_spaced:
            lines[-1].append((" ", Tone.NORMAL))
            used += 1
    return Flow([line(*spans) for spans in lines], caret, marked)


def _words(
    template: str, values: Mapping[str, Part | str], here: Part | None, width: int, glyphs: Glyphs
) -> Iterator[_Word]:
    """Words of the whole sentence; what touches without a blank between stays one word."""
    open_word: _Word | None = None
    for piece in _pieces(template, values, here, width, glyphs):
        if open_word is None:
            open_word = piece
        else:
            if piece.caret is not None:
                open_word.caret = open_word.width + piece.caret
            open_word.spans += piece.spans
            open_word.is_spaced = piece.is_spaced
        if open_word.is_spaced or _ends_wide(open_word):
            yield open_word
            open_word = None
    if open_word is not None:
        yield open_word


def _pieces(
    template: str, values: Mapping[str, Part | str], here: Part | None, width: int, glyphs: Glyphs
) -> Iterator[_Word]:
    for at, text in enumerate(_PLACE.split(template)):
        value: Part | str = values[text] if at % 2 else text
        if isinstance(value, str):
            yield from _plain(value, Tone.NORMAL)
        elif isinstance(value, Picked):
            yield from _choice(value, value is here, width, glyphs)
        else:
            yield _field(value, value is here, width, glyphs)


def _plain(text: str, tone: Tone) -> Iterator[_Word]:
    """Runs up to a blank; wide characters each for itself, since a line may break between any two."""
    run = ""
    for character in text:
        if character == " ":
            yield _Word([(run, tone)], is_spaced=True)
            run = ""
        elif cells(character) == 2:
            yield _Word([(run + character, tone)])
            run = ""
        else:
            run += character
    if run:
        yield _Word([(run, tone)])


def _choice(part: Picked[Any], is_here: bool, width: int, glyphs: Glyphs) -> Iterator[_Word]:
    words = cut(part.options[part.at][1], 2 * width - 8, glyphs.ellipsis)
    around, tone = ((glyphs.back, glyphs.forward), Tone.KEY) if is_here else (("[", "]"), Tone.STRONG)
    return _plain(f"{around[0]}{words}{around[1]}", tone)


def _field(part: Typed, is_here: bool, width: int, glyphs: Glyphs) -> _Word:
    text, caret = part.editor.window(width - 2, glyphs.dot)
    tone = Tone.KEY if is_here else Tone.STRONG
    shown: Span = (text, tone) if text or not part.hint else (cut(part.hint, width - 2), Tone.MUTED)
    if is_here:
        # A blank where the next character goes, unless one is there.
        tail = " " if text and caret == cells(text) else ""
        return _Word([("[", tone), shown, (f"{tail}]", tone)], caret=1 + caret)
    return _Word([("[", tone), shown, ("]", tone)])


def _ends_wide(word: _Word) -> bool:
    text = word.spans[-1][0]
    return bool(text) and cells(text[-1]) == 2
