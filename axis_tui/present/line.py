"""Styled text without a terminal: spans in semantic tones, which screens and the command line colour."""

from collections.abc import Iterable
from enum import StrEnum


class Tone(StrEnum):
    """What a span means; colour is chosen by the theme, and never carries the meaning alone."""

    NORMAL = "normal"
    MUTED = "muted"
    STRONG = "strong"
    TITLE = "title"
    ACCENT = "accent"
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"
    BAR = "bar"
    BAR_EMPTY = "bar-empty"
    ESTIMATE = "estimate"
    KEY = "key"


Span = tuple[str, Tone]
Line = tuple[Span, ...]


def line(*parts: str | Span) -> Line:
    """A line from spans; a bare string is a span in the normal tone, and empty spans are dropped."""
    spans = ((part, Tone.NORMAL) if isinstance(part, str) else part for part in parts)
    return tuple(span for span in spans if span[0])


def plain(spans: Iterable[Span]) -> str:
    """The text of a line without its tones."""
    return "".join(text for text, _tone in spans)
