import pytest

from axis_tui import i18n
from axis_tui.present.money import money


@pytest.mark.parametrize(
    ("minor", "currency", "exponent", "text"),
    [
        (900, "USD", 2, "9.00 USD"),
        (120_000, "JPY", 0, "120,000 JPY"),
        (1_234_567, "KWD", 3, "1,234.567 KWD"),
        (-5, "EUR", 2, "-0.05 EUR"),
        (10**17 + 1, "USD", 2, "1,000,000,000,000,000.01 USD"),
        (100, "XTS", 2, "1.00 XTS"),
    ],
)
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_money_has_the_decimals_it_was_stored_with(
    minor: int, currency: str, exponent: int, text: str, language: str
) -> None:
    i18n.use(language)
    assert money(minor, currency, exponent) == text
