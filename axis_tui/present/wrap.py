"""Text broken into lines by the cells it takes, for Latin and Chinese alike."""

from axis_tui.present.width import cells

_CLOSING = frozenset("。，、；：！？）」』》】…")
"""Wide marks that begin no line (CLREQ 6.1.2)."""
_OPENING = frozenset("（「『《【")
"""Those that end none."""


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells: broken at spaces, or anywhere between wide characters.

    A path or a hash that no line takes whole is broken where the line ends.
    """
    lines: list[str] = []
    current = ""
    for word in _pieces(text):
        if word.isascii() and len(word.rstrip()) > width > 0:
            if current:
                lines.append(current.rstrip())
            *full, current = [word[at : at + width] for at in range(0, len(word.rstrip()), width)]
            lines += full
            continue
        if current and cells(current) + cells(word.rstrip()) > width:
            lines.append(current.rstrip())
            current = ""
        current += word
    lines.append(current.rstrip())
    return lines


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for word in text.split(" "):
        run = ""
        for character in word:
            is_wide = bool(run) and 2 in (cells(run[-1]), cells(character))
            if is_wide and character not in _CLOSING and run[-1] not in _OPENING:
                pieces.append(run)
                run = ""
            run += character
        pieces.append(run + " ")
    return pieces
