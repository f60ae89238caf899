"""The check digit that ICCIDs, IMEIs and payment cards share."""


def is_luhn_valid(digits: str) -> bool:
    """Whether the last digit is the Luhn check digit of the ones before (ISO/IEC 7812-1 annex B)."""
    total = 0
    for index, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if index % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
