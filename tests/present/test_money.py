from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from axis_tui import i18n
from axis_tui.present.money import money


@pytest.mark.parametrize(
    ("minor", "currency", "exponent", "text"),
    [
        (900, "USD", 2, "9.00 USD"),
        (120_000, "JPY", 0, "120,000 JPY"),
        (1_234_567, "KWD", 3, "1,234.567 KWD"),
        (-5, "EUR", 2, "-0.05 EUR"),
        (0, "EUR", 2, "0.00 EUR"),
        (10**17 + 1, "USD", 2, "1,000,000,000,000,000.01 USD"),
    ],
)
def test_money_has_the_decimals_it_was_stored_with(
    minor: int, currency: str, exponent: int, text: str
) -> None:
    assert money(minor, currency, exponent) == text


@given(st.integers(-(2**63), 2**63 - 1), st.integers(0, 4), st.sampled_from(sorted(i18n.LANGUAGES)))
def test_money_is_written_as_cldr_writes_numbers_in_every_language(
    minor: int, exponent: int, language: str
) -> None:
    pattern = "#,##0" + ("." + "0" * exponent if exponent else "")
    amount = Decimal(minor).scaleb(-exponent)
    figure = format_decimal(amount, pattern, locale=language, decimal_quantization=False)
    assert money(minor, "USD", exponent) == f"{figure} USD"
