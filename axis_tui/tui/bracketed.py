"""Pasted text told apart from typed keys in what a terminal sends (bracketed paste, DECSET 2004).

Textual's parser reads escape sequences inside a paste as keys and gives them before the pasted text. What
stands between the brackets is text, whatever it holds, and comes where it stood.
"""

from collections.abc import Iterator
from typing import NamedTuple

START, END = "\x1b[200~", "\x1b[201~"
LONGEST = 1 << 16
"""Characters kept of one paste; the rest is dropped."""


class Typed(NamedTuple):
    """What goes to the parser of keys."""

    text: str


class Pasted(NamedTuple):
    """One paste, whole and as it came."""

    text: str


class Brackets:
    """Takes what was read, in pieces that may end anywhere."""

    def __init__(self) -> None:
        self._held = ""  # the beginning of what may become a bracket
        self._paste: list[str] | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether keys are held back because they may begin a paste."""
        return self._paste is None and bool(self._held)

    def feed(self, text: str) -> Iterator[Typed | Pasted]:
        """What is known of the input so far, in the order in which it came."""
        text, self._held = self._held + text, ""
        while text:
            bracket = START if self._paste is None else END
            before, found, text = text.partition(bracket)
            if not found:
                self._held = _beginning(before, bracket)
                before = before.removesuffix(self._held)
            if self._paste is None:
                if before:
                    yield Typed(before)
                if found:
                    self._paste = []
            else:
                self._keep(before)
                if found:
                    yield Pasted("".join(self._paste))
                    self._paste = None

    def give_up(self) -> Iterator[Typed]:
        """Nothing followed in time: what was held back were keys, such as Escape."""
        if self.is_waiting:
            held, self._held = self._held, ""
            yield Typed(held)

    def _keep(self, text: str) -> None:
        if self._paste is not None:
            self._paste.append(text[: max(0, LONGEST - sum(map(len, self._paste)))])


def _beginning(text: str, bracket: str) -> str:
    """The longest end of `text` with which `bracket` begins."""
    return next((bracket[:n] for n in range(len(bracket) - 1, 0, -1) if text.endswith(bracket[:n])), "")
