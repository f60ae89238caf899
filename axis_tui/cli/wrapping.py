"""Long sentences and facts as lines that fit the output, broken between words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axis_tui.present.channel_contact import fact_lines
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.wrap import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator


def fact(word: str, value: str, width: int, tone: Tone = Tone.NORMAL) -> Iterator[Line]:
    """A word in the margin and its value beside it, on as many lines as that takes."""
    yield from fact_lines(word, value, width, tone)


def sentence(text: str, width: int, tone: Tone = Tone.NORMAL, mark: str = "") -> Iterator[Line]:
    """A sentence, with a mark before its first line where there is one."""
    indent = " " * (len(mark) + 1) if mark else ""
    for number, part in enumerate(wrapped(text, width - len(indent))):
        yield line((f"{mark} " if mark and not number else indent, tone), (part, tone))
