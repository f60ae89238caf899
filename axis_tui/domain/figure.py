"""Decimal figures as people type them, exact: digits and places, never a float; no units enter here."""

import re
from dataclasses import dataclass

_FIGURE = re.compile(r"([+-]?)([0-9]{1,18})(?:([.,])([0-9]{1,9}))?")


@dataclass(frozen=True, slots=True)
class Figure:
    """The number `digits` ÷ 10**`places`: 1.50 is 150 with 2 places."""

    digits: int
    places: int


def parse_figure(text: str) -> Figure | None:
    """The figure that `text` is, or None where it is none.

    A comma may stand for the point, except before exactly three digits: `1,000` may mean a thousand or one,
    so it is no figure.
    """
    match = _FIGURE.fullmatch(text.strip())
    if match is None:
        return None
    sign, whole, mark, fraction = match.groups()
    fraction = fraction or ""
    if mark == "," and len(fraction) == 3:
        return None
    digits = int(whole + fraction)
    return Figure(-digits if sign == "-" else digits, len(fraction))
