"""Text on its way to somebody else: what must not leave is taken out, and what is left is one safe line."""

import re

from axis_tui.domain.card_number import looks_like_card_number
from axis_tui.domain.identifiers import mask
from axis_tui.domain.text import clean

CODE_REMOVED = "[activation code removed]"
CARD_REMOVED = "[card number removed]"

_LOOKED_AT = 2_000
# Of an activation code (SGP.22 §4.1) all from its address on: the matching id is the secret.
_CODE = re.compile(r"(?:LPA\s?:\s?)?1\s?\$\s?[^\s$]+\s?\$\s?\S*", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9](?:[ .\-\u2010-\u2015]?[0-9]){12,}", re.ASCII)


def redacted(text: str, limit: int = 200) -> str:
    """`text` cleaned, at most `limit` characters, without activation codes and card numbers.

    Of what may be a payment card's number the last four digits stay. A matching id by itself cannot be told
    from other words: never give one.
    """
    # Before it is cut to its limit, so that no part of a number is left at the end unseen.
    line = _CODE.sub(CODE_REMOVED, clean(text, _LOOKED_AT))
    line = _DIGITS.sub(lambda run: mask(run[0]) if looks_like_card_number(run[0]) else run[0], line)
    return clean(CARD_REMOVED if looks_like_card_number(line) else line, limit)
