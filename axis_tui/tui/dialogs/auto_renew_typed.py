"""What is typed into an auto-renew rule, read and written back: amounts, sizes, waits. Pure."""

from __future__ import annotations

import re

from axis_tui.domain.figure import parse_figure
from axis_tui.domain.money import Money, parse_money
from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.units import UnitSystem, parse_bytes, scale
from axis_tui.i18n import _

_WAIT = re.compile(r"([0-9]{1,5})\s*(\D+)")
_UNITS_S = {"m": 60, "min": 60, "h": 3_600, "d": 86_400}
_WORDS = (("%(count)d min", 60), ("%(count)d h", 3_600), ("%(count)d d", 86_400))
_COMMAS = str.maketrans({"，": ",", "、": ",", ";": ","})


def amount(text: str, like: Money) -> Money:
    """An amount in the currency of `like`, written with it or without. Raises Problem."""
    bare = parse_figure(text) is not None
    found = parse_money(f"{text} {like.currency}" if bare else text)
    if found.currency != like.currency:
        raise Problem(
            N_("The price is in %(price)s and a limit is in %(limit)s; keep to one currency"),
            price=like.currency,
            limit=found.currency,
        )
    if found.minor < 0:
        raise Problem(N_("An amount here is 0 or more"))
    if found.exponent > like.exponent:
        minor, rest = divmod(found.minor, 10 ** (found.exponent - like.exponent))
        if rest:
            raise Problem(N_("That is finer than this carrier counts; round the amount"))
        return Money(minor, like.currency, like.exponent)
    return Money(found.minor * 10 ** (like.exponent - found.exponent), like.currency, like.exponent)


def count(text: str) -> int:
    """A whole number. Raises Problem."""
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        raise Problem(N_("Write a whole number"))
    return int(text)


def size_text(amount_bytes: int, system: str) -> str:
    """A size that reads back as the same bytes: `1 GB`, `1.25 GB`, `1073741825 B`."""
    for decimals in range(4):
        text = scale(amount_bytes, UnitSystem(system), decimals).text()
        if parse_bytes(text, UnitSystem(system)) == amount_bytes:
            return text
    return f"{amount_bytes} B"


def waits(text: str) -> tuple[int, ...]:
    """Seconds of `15 min, 2 h, 12 h`; nothing is no waits. Raises Problem."""
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
