"""The text that an eSIM is found by, and what a typed word must look like to be found in it.

Both sides of the store use this: two spaces stand before each word, and a Chinese, Japanese or Korean
character is a word of its own. So every pattern has the three characters that a trigram index needs: `  j`
is a word that begins with j, ` jp` one that begins with jp, `apa` is found anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable

ARCHIVED = "\x02\x02\x02"
"""Stands in the text of an archived eSIM; no typed text holds it."""
_FIRST_IDEOGRAPH = "\u2e80"
_GAP = "  "
_SHORTEST = 3


def search_text(fields: Iterable[str], *, archived: bool) -> str:
    """The text to search for an eSIM with these fields."""
    return (ARCHIVED if archived else "") + "".join(_GAP + word for field in fields for word in _words(field))


def search_pattern(typed: str) -> str:
    """What a text must contain so that `typed` is found in it; empty where nothing was typed.

    Words of one or two characters are looked for at the beginning of a word, others anywhere.
    """
    words = _words(typed)
    if not words:
        return ""
    pattern = _GAP.join(words)
    if words[0][0] >= _FIRST_IDEOGRAPH:
        return _GAP + pattern
    return " " * max(0, _SHORTEST - len(pattern)) + pattern


def anywhere_pattern(typed: str) -> str:
    """The same for a text that may stand anywhere in a word; empty where it is too short to be
    searched for so.
    """
    pattern = search_pattern(typed)
    return pattern if pattern and (pattern[0] != " " or typed[0] >= _FIRST_IDEOGRAPH) else ""


def _words(text: str) -> list[str]:
    if text.isascii():
        return text.lower().split()
    spaced = (
        f" {character} " if character >= _FIRST_IDEOGRAPH else character for character in text.casefold()
    )
    return "".join(spaced).split()
