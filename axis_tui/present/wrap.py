"""Text broken into lines by the cells it takes, for Latin and Chinese alike."""

from axis_tui.present.width import cells


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells: broken at spaces, or anywhere between wide characters."""
    lines: list[str] = []
    current = ""
    for word in _pieces(text):
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
            if cells(character) == 2:
                if run:
                    pieces.append(run)
                pieces.append(character)
                run = ""
            else:
                run += character
        pieces.append(run + " ")
    return pieces
