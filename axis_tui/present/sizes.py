"""Amounts of data in the unit system that the carrier counts in, rounded to three significant digits.

Decimal systems count KB, MB, GB in thousands; binary ones KiB, MiB, GiB in 1024. All languages here write the
decimal mark as a point. Integers only: a figure never depends on how a float rounds.
"""

BINARY = "binary"
"""The value of `domain.units.UnitSystem.BINARY`; anything else is decimal."""

_DECIMAL_UNITS = ("B", "KB", "MB", "GB", "TB", "PB")
_BINARY_UNITS = ("B", "KiB", "MiB", "GiB", "TiB", "PiB")


def size(amount_bytes: int, system: str) -> str:
    """`6.1 GB`, `412 MB`, `6.1 GiB`; an amount below nothing has a minus sign."""
    figure, power = _scale(amount_bytes, system)
    return f"{figure} {_units(system)[power]}"


def size_short(amount_bytes: int, system: str) -> str:
    """`6.1G`, `412M`, `0`: at most five cells below 1000 PB, for columns."""
    figure, power = _scale(amount_bytes, system)
    return figure + (_units(system)[power][0] if power else "")


def size_of(part_bytes: int, whole_bytes: int, system: str) -> tuple[str, str]:
    """Part and whole for `3.9 of 10.0 GB`: the part has no unit where it has the whole's."""
    whole, power = _scale(whole_bytes, system)
    part, part_power = _scale(part_bytes, system)
    units = _units(system)
    if part_bytes == 0 or part_power == power:
        return part, f"{whole} {units[power]}"
    return f"{part} {units[part_power]}", f"{whole} {units[power]}"


def size_of_short(part_bytes: int, whole_bytes: int, system: str) -> tuple[str, str]:
    """Part and whole for `1.2 of 2G`: a whole number of units is written without a decimal."""
    whole, power = _scale(whole_bytes, system)
    part, part_power = _scale(part_bytes, system)
    letter = _units(system)[power][0] if power else ""
    whole_text = whole.removesuffix(".0") + letter
    if part_bytes == 0 or part_power == power:
        return part, whole_text
    return size_short(part_bytes, system), whole_text


def axis_unit(most_bytes: int, system: str) -> tuple[int, str]:
    """Bytes in one unit, and that unit's name, for an axis that reaches `most_bytes`."""
    power = _scale(max(most_bytes, 1), system)[1]
    return _base(system) ** power, _units(system)[power]


def _units(system: str) -> tuple[str, ...]:
    return _BINARY_UNITS if system == BINARY else _DECIMAL_UNITS


def _base(system: str) -> int:
    return 1024 if system == BINARY else 1000


def _scale(amount_bytes: int, system: str) -> tuple[str, int]:
    """The figure and the power of its unit: one decimal below 100, else none; the next unit from 999.5."""
    sign, amount = ("-", -amount_bytes) if amount_bytes < 0 else ("", amount_bytes)
    if amount < 1000:
        return f"{sign}{amount}", 0
    base = _base(system)
    unit = base
    for power in range(1, 6):
        tenths = (amount * 10 + unit // 2) // unit
        if tenths < 1000:
            return f"{sign}{tenths // 10}.{tenths % 10}", power
        whole = (amount + unit // 2) // unit
        if whole < 1000 or power == 5:
            return f"{sign}{whole}", power
        unit *= base
    raise AssertionError("the last unit takes any amount")
