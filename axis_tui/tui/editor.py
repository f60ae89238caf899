"""One line of text being typed: what the keys do to it, and the part of it that fits. No widget, no
drawing."""

from axis_tui.domain.text import clean
from axis_tui.present.width import cells

LONGEST = 2000


class LineEditor:
    """Text and a caret. `typed_only` refuses pastes, for confirmations."""

    def __init__(self, text: str = "", *, secret: bool = False, typed_only: bool = False) -> None:
        self.text = text
        self.at = len(text)
        self._secret = secret
        self._typed_only = typed_only

    def key(self, key: str, character: str | None) -> bool:
        """Take one key; False where it means nothing to a line of text."""
        change = _KEYS.get(key)
        if change is not None:
            self.text, self.at = change(self.text, self.at)
            return True
        if character and character.isprintable():
            self._insert(character)
            return True
        return False

    def paste(self, text: str) -> bool:
        """Insert pasted text as one line; False where only typing counts."""
        if self._typed_only:
            return False
        self._insert(clean(text, LONGEST))
        return True

    def set(self, text: str) -> None:
        """Replace the text, the caret at its end."""
        self.text, self.at = text, len(text)

    def window(self, width: int, dot: str) -> tuple[str, int]:
        """The part shown in `width` cells, and the caret's column in it; a secret shows as dots."""
        text = dot * len(self.text) if self._secret else self.text
        start = 0
        while cells(text[start : self.at]) >= width and start < self.at:
            start += 1
        end = len(text)
        while cells(text[start:end]) > width:
            end -= 1
        return text[start:end], cells(text[start : self.at])

    def _insert(self, text: str) -> None:
        room = LONGEST - len(self.text)
        text = text[: max(0, room)]
        self.text = self.text[: self.at] + text + self.text[self.at :]
        self.at += len(text)


def _word_back(text: str, at: int) -> tuple[str, int]:
    kept = text[:at].rstrip()
    kept = kept[: kept.rfind(" ") + 1]
    return kept + text[at:], len(kept)


_KEYS = {
    "backspace": lambda text, at: (text[: max(0, at - 1)] + text[at:], max(0, at - 1)),
    "delete": lambda text, at: (text[:at] + text[at + 1 :], at),
    "left": lambda text, at: (text, max(0, at - 1)),
    "right": lambda text, at: (text, min(len(text), at + 1)),
    "home": lambda text, at: (text, 0),
    "ctrl+a": lambda text, at: (text, 0),
    "end": lambda text, at: (text, len(text)),
    "ctrl+e": lambda text, at: (text, len(text)),
    "ctrl+u": lambda text, at: (text[at:], 0),
    "ctrl+k": lambda text, at: (text[:at], at),
    "ctrl+w": _word_back,
}
