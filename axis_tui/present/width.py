"""How many terminal cells a text takes, and text cut and padded to an exact number of them.

The measure agrees with Textual's, which places what it draws by it. It is a copy of the rule and not an
import, since the command line shares it and must start quickly.
"""

from collections.abc import Iterable, Sequence
from unicodedata import category, east_asian_width

from axis_tui.present.line import Line, Span, Tone

_JOINED = ((0x1160, 0x11FF), (0x3164, 0x3164), (0xD7B0, 0xD7FF), (0xFFA0, 0xFFA0), (0x1F3FB, 0x1F3FF))
"""Conjoining Hangul and skin tones, which join the character before them."""
_WIDE_SINCE_UNICODE_16 = ((0x2630, 0x2637), (0x268A, 0x268F), (0x4DC0, 0x4DFF), (0x1D300, 0x1D376))
_MOST_MARKS = 2

_known: dict[str, int] = {}


def cells(text: str) -> int:
    """The cells that `text` takes as `settled` gives it."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(map(_cell, settled(text)))


def settled(text: str) -> str:
    """`text` without what terminals draw at different widths, or do not draw but obey.

    Control, format and unassigned characters become U+FFFD, spaces of other kinds a space; variation
    selectors go, and so do marks after the second on one character.
    """
    if text.isascii() and text.isprintable():
        return text
    kept: list[str] = []
    marks = 0
    for char in text:
        if char in "\ufe0e\ufe0f":
            continue
        if not char.isprintable():
            kept.append(" " if char.isspace() else "\ufffd")
            marks = 0
        elif _cell(char):
            kept.append(char)
            marks = 0
        elif kept and marks < _MOST_MARKS:
            kept.append(char)
            marks += 1
    return "".join(kept)


def cut(text: str, width: int, ellipsis: str = "…") -> str:
    """At most `width` cells of `text`; where something is left off, `ellipsis` stands in the last cell."""
    text = settled(text)
    if text.isascii():
        return text if len(text) <= width else (text[: max(width - 1, 0)] + ellipsis)[: max(width, 0)]
    if sum(map(_cell, text)) <= width:
        return text
    if width <= 0:
        return ""
    taken = 0
    for at, char in enumerate(text):
        taken += _cell(char)
        if taken > width - 1:
            return text[:at] + ellipsis
    return text


def fit(text: str, width: int, ellipsis: str = "…") -> str:
    """`text` in exactly `width` cells: cut, or padded on the right."""
    text = cut(text, width, ellipsis)
    return text + " " * (width - cells(text))


def fit_right(text: str, width: int, ellipsis: str = "…") -> str:
    """`text` in exactly `width` cells: cut, or padded on the left."""
    text = cut(text, width, ellipsis)
    return " " * (width - cells(text)) + text


def fit_line(spans: Iterable[Span], width: int, ellipsis: str = "…") -> Line:
    """A line of exactly `width` cells: the span that crosses the edge is cut, a short line padded."""
    result: list[Span] = []
    left = width
    for text, tone in spans:
        if left <= 0:
            break
        text = cut(text, left, ellipsis)
        if text:
            result.append((text, tone))
        left -= cells(text)
    if left > 0:
        last, tone = result.pop() if result else ("", Tone.NORMAL)
        result.append((last + " " * left, tone))
    return tuple(result)


def join_fitting(parts: Sequence[Line], gap: str, width: int) -> Line:
    """The `parts` with `gap` between them, in `width` cells at most; one that does not fit is left out."""
    result: list[Span] = []
    taken = 0
    for part in parts:
        length = sum(cells(text) for text, _tone in part)
        if not length:
            continue
        before = cells(gap) if result else 0
        if taken + before + length > width:
            continue
        if result:
            text, tone = result.pop()
            result.append((text + gap, tone))
        result.extend(part)
        taken += before + length
    return tuple(result)


def _cell(char: str) -> int:
    known = _known.get(char)
    if known is None:
        known = _known[char] = _measure(char)
    return known


def _measure(char: str) -> int:
    code = ord(char)
    if category(char) in ("Mn", "Me", "Mc", "Cf", "Cc") or _within(code, _JOINED):
        return 0
    return 2 if east_asian_width(char) in "WF" or _within(code, _WIDE_SINCE_UNICODE_16) else 1


def _within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in ranges)
