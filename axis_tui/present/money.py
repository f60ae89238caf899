"""Amounts of money by the rules of the language, with the decimals that the store holds.

The exponent comes with the amount: Babel's digits are not ISO 4217's for every currency. Babel takes 30 ms
and more to load, so nothing on a first frame may call this.
"""

from decimal import Decimal

from axis_tui.i18n import current


def money(minor: int, currency: str, exponent: int) -> str:
    """`9.00 USD`, `1,200 JPY`: the ISO code after the figure, since `$` is the sign of many currencies."""
    from babel.numbers import format_decimal

    pattern = "#,##0" + ("." + "0" * exponent if exponent > 0 else "")
    amount = Decimal(minor).scaleb(-exponent)
    return f"{format_decimal(amount, pattern, locale=current(), decimal_quantization=False)} {currency}"
