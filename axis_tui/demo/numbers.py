"""Identifiers that are valid and belong to nobody: check digits are right, number ranges are for fiction."""

from __future__ import annotations


def iccid(body: str, tail: str) -> str:
    """A 19-digit ICCID from `body` (up to 14 digits) that ends in `tail` (4 digits) and passes Luhn."""
    stem = body.ljust(14, "0")
    for filler in range(10):
        number = f"{stem}{filler}{tail}"
        if _luhn(number) == 0:
            return number
    raise AssertionError("one of ten digits makes the sum right")


def eid(body: str) -> str:
    """A 32-digit EID from up to 30 digits and the two check digits of SGP.02 (the whole is 1 modulo 97)."""
    stem = body.ljust(30, "0")
    return f"{stem}{98 - int(stem + '00') % 97:02d}"


def _luhn(number: str) -> int:
    total = 0
    for index, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + index % 2)
        total += value - 9 if value > 9 else value
    return total % 10
