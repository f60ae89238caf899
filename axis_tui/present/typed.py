"""Amounts and waits as people type them, read against what they are about. Pure; raises Problem."""

from __future__ import annotations

import re

from axis_tui.domain.figure import parse_figure
from axis_tui.domain.money import Money, parse_money
from axis_tui.domain.problem import N_, Problem
from axis_tui.i18n import _

_WAIT = re.compile(r"([0-9]{1,5})\s*(\D+)")
_UNITS_S = {"m": 60, "min": 60, "h": 3_600, "d": 86_400}
_WORDS = (("%(count)d min", 60), ("%(count)d h", 3_600), ("%(count)d d", 86_400))
_COMMAS = str.maketrans({"，": ",", "、": ",", ";": ","})


def amount(text: str, like: Money) -> Money:
    """An amount in the currency of `like`, written with it or without: `9`, `9.00`, `9,50 EUR`."""
    figure = parse_figure(text)
    if figure is None:
        found = parse_money(text)
        if found.currency != like.currency:
            raise Problem(
                N_("The price is in %(price)s and a limit is in %(limit)s; keep to one currency"),
                price=like.currency,
                limit=found.currency,
            )
        digits, places = found.minor, found.exponent
    else:
        digits, places = figure.digits, figure.places
    minor, rest = divmod(digits * 10**like.exponent, 10**places)
    if rest or (figure is not None and places > like.exponent):
        raise Problem(
            N_("%(currency)s has %(decimals)d decimals; write the amount without thousands separators"),
            currency=like.currency,
            decimals=like.exponent,
        )
    return Money(minor, like.currency, like.exponent)


def limit(text: str, like: Money) -> Money:
    """An amount that is not below nothing, in the currency of `like`."""
    found = amount(text, like)
    if found.minor < 0:
        raise Problem(N_("An amount here is 0 or more"))
    return found


def is_amount(text: str, wanted: Money) -> bool:
    """Whether the text is exactly this amount: `11.50`, `11.5`, `11,50` and `11.50 EUR` are 11.50 EUR."""
    try:
        return amount(text, wanted) == wanted
    except Problem:
        return False


def waits(text: str) -> tuple[int, ...]:
    """Seconds of `15 min, 2 h, 12 h` or `15m,2h`; nothing is no waits."""
    found: list[int] = []
    for part in filter(None, (each.strip() for each in text.translate(_COMMAS).split(","))):
        match = _WAIT.fullmatch(part)
        unit_s = _unit_s(match[2].strip()) if match else None
        if match is None or unit_s is None:
            raise Problem(N_("Write waits with commas between, such as 15 min, 2 h, 1 d"))
        found.append(int(match[1]) * unit_s)
    return tuple(found)


def _unit_s(word: str) -> int | None:
    """Seconds in a unit, by its English letters or the word that screens use for it."""
    told = {_(words).replace("%(count)d", "").strip(): seconds for words, seconds in _WORDS}
    return told.get(word) or _UNITS_S.get(word.casefold())
