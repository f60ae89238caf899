"""Text on its way to somebody else: what must not leave is taken out, and what is left is safe lines."""

import re

from axis_tui.domain.card_number import looks_like_card_number
from axis_tui.domain.identifiers import mask
from axis_tui.domain.text import clean, clean_lines

CODE_REMOVED = "[activation code removed]"
CARD_REMOVED = "[card number removed]"

_LOOKED_AT = 2_000
# Of an activation code (SGP.22 §4.1) all from its address on: the matching id is the secret.
# Where it says LPA, its address may be broken by a line's end.
_CODE = re.compile(r"LPA\s?:\s?1\s?\$[^$]{0,300}\$\s?\S*|1\s?\$\s?[^\s$]+\s?\$\s?\S*", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9](?:[ \n.\-\u2010-\u2015]?[0-9]){12,}", re.ASCII)


def redacted(text: str, limit: int = 200) -> str:
    """`text` cleaned, at most `limit` characters, without activation codes and card numbers.

    Of what may be a payment card's number the last four digits stay. A matching id by itself cannot be told
    from other words: never give one.
    """
    # Before it is cut to its limit, so that no part of a number is left at the end unseen.
    return clean(_without_cards(_CODE.sub(CODE_REMOVED, clean(text, _LOOKED_AT))), limit)


def without_codes(text: str, limit: int = 200) -> str:
    """`text` cleaned, at most `limit` characters, without activation codes.

    For what somebody else numbers things by: one that looks like a card's is kept, or it would name nothing.
    """
    return clean(_CODE.sub(CODE_REMOVED, clean(text, _LOOKED_AT)), limit)


def redacted_lines(text: str, limit: int = 300, max_lines: int = 200) -> str:
    """`text` as `redacted` gives it, with its line breaks: at most `max_lines` of `limit` characters.

    What is broken over two lines is found too, and its lines become one.
    """
    whole = _CODE.sub(CODE_REMOVED, "\n".join(clean_lines(text, _LOOKED_AT, max_lines)))
    # Line by line first: a card number in one of them is no reason to take out the others.
    whole = _without_cards("\n".join(_without_cards(line) for line in whole.split("\n")))
    return "\n".join(clean(line, limit) for line in whole.split("\n"))


def _without_cards(text: str) -> str:
    text = _DIGITS.sub(lambda run: mask(run[0]) if _is_card(run[0]) else run[0], text)
    return CARD_REMOVED if _is_card(text) else text


def _is_card(text: str) -> bool:
    return looks_like_card_number(text.replace("\n", " "))
