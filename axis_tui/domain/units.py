"""Amounts of data in bytes, and the two meanings of GB; how a size is worded is decided elsewhere."""

import re
from dataclasses import dataclass

from axis_tui.domain.figure import parse_figure
from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.text import clean
from axis_tui.domain.word import UnitSystem as UnitSystem

KB, MB, GB, TB = 10**3, 10**6, 10**9, 10**12
KIB, MIB, GIB, TIB = 2**10, 2**20, 2**30, 2**40

MAX_BYTES = 2**63 - 1
"""The largest amount that the store keeps."""

_DECIMAL_STEPS = (("B", 1), ("KB", KB), ("MB", MB), ("GB", GB), ("TB", TB))
_BINARY_STEPS = (("B", 1), ("KiB", KIB), ("MiB", MIB), ("GiB", GIB), ("TiB", TIB))
_PREFIXES = "KMGT"
_SIZE = re.compile(r"([0-9.,]+)\s*(?:(B|BYTES?)|([KMGT])(I?)B?)", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Scaled:
    """`value` ÷ 10**`decimals` of `unit`: 1.5 GB is 15, 1, "GB"."""

    value: int
    decimals: int
    unit: str

    def text(self) -> str:
        """The figure with a point and its unit, for machines and logs: `1.5 GB`."""
        sign, digits = ("-" if self.value < 0 else ""), str(abs(self.value)).zfill(self.decimals + 1)
        if self.decimals:
            digits = f"{digits[: -self.decimals]}.{digits[-self.decimals :]}"
        return f"{sign}{digits} {self.unit}"


def parse_bytes(text: str, system: UnitSystem = UnitSystem.DECIMAL) -> int:
    """The bytes of a size such as `1.5 GB`, `500mb`, `2 GiB`, rounded to the nearest byte.

    KB to TB follow `system`; KiB to TiB are always binary. A bare number is refused: a person who types 5
    seldom means bytes. Raises Problem.
    """
    match = _SIZE.fullmatch(text.strip())
    figure = parse_figure(match[1]) if match else None
    if match is None or figure is None:
        raise Problem(
            N_("“%(text)s” is not a size; write a number and a unit, such as 1.5 GB or 500 MB"),
            text=clean(text, 16),
        )
    amount = _round_half_up(figure.digits * _unit_bytes(match, system), 10**figure.places)
    if amount > MAX_BYTES:
        raise Problem(N_("“%(text)s” is more than can be stored; check the unit"), text=clean(text, 16))
    return amount


def scale(amount_bytes: int, system: UnitSystem = UnitSystem.DECIMAL, decimals: int = 1) -> Scaled:
    """The amount in the largest unit of which it fills one, rounded half up; bytes have no decimals."""
    steps = _BINARY_STEPS if system is UnitSystem.BINARY else _DECIMAL_STEPS
    size, sign = abs(amount_bytes), -1 if amount_bytes < 0 else 1
    for index in range(len(steps)):
        unit, unit_bytes = steps[index]
        places = decimals if unit_bytes > 1 else 0
        value = _round_half_up(size * 10**places, unit_bytes)
        is_last = index == len(steps) - 1
        # Rounding may reach the next unit (999.96 MB is 1.0 GB), so the rounded value decides.
        if is_last or value * unit_bytes < steps[index + 1][1] * 10**places:
            return Scaled(sign * value, places, unit)
    raise AssertionError("the last unit takes every amount")


def _unit_bytes(match: re.Match[str], system: UnitSystem) -> int:
    if match[2]:
        return 1
    power = _PREFIXES.index(match[3].upper()) + 1
    is_binary = bool(match[4]) or system is UnitSystem.BINARY
    return int(1024**power if is_binary else 1000**power)


def _round_half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)
