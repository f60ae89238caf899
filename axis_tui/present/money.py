"""Amounts of money for people, with the decimals that the store holds.

The exponent comes with the amount: Babel's digits are not ISO 4217's for every currency. The languages
here group and point alike, so this is written out, and a test holds it against CLDR: Babel would
cost a screen 75 ms and 8 MB.
"""


def money(minor: int, currency: str, exponent: int) -> str:
    """`9.00 USD`, `1,200 JPY`: the ISO code after the figure, since `$` is the sign of many currencies."""
    sign, digits = "-" if minor < 0 else "", str(abs(minor)).zfill(exponent + 1)
    whole, fraction = (digits[:-exponent], "." + digits[-exponent:]) if exponent > 0 else (digits, "")
    return f"{sign}{int(whole):,}{fraction} {currency}"
