import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.domain.money import EXPONENT, MAX_MINOR, Money, exponent_of, parse_money
from axis_tui.domain.problem import Problem

MONEY = st.builds(
    lambda minor, code: Money(minor, code, EXPONENT[code]),
    st.integers(-(10**15), 10**15),
    st.sampled_from(sorted(EXPONENT)),
)


@pytest.mark.parametrize(
    ("text", "minor", "currency", "exponent"),
    [
        ("9.00 USD", 900, "USD", 2),
        ("usd 9", 900, "USD", 2),
        ("9,5 EUR", 950, "EUR", 2),
        ("1200 JPY", 1200, "JPY", 0),
        ("1.234KWD", 1234, "KWD", 3),
        ("-0.50 USD", -50, "USD", 2),
    ],
)
def test_an_amount_is_read_with_its_currency(text: str, minor: int, currency: str, exponent: int) -> None:
    assert parse_money(text) == Money(minor, currency, exponent)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "9",
        "9.00",
        "9.999 USD",
        "1.000 JPY",
        "1,000 USD",
        "1 UDS",
        "9..0 USD",
        "USD",
        "1e3 USD",
        "1 USD EUR",
    ],
)
def test_an_amount_that_may_mean_something_else_is_refused(text: str) -> None:
    with pytest.raises(Problem):
        parse_money(text)


@given(MONEY)
def test_money_written_out_reads_back_the_same(money: Money) -> None:
    assert parse_money(money.text()) == money


@given(MONEY, st.integers(-1000, 1000))
def test_sums_and_differences_are_exact(money: Money, minor: int) -> None:
    other = Money(minor, money.currency, money.exponent)
    assert (money + other) - other == money
    assert money + (-money) == Money(0, money.currency, money.exponent)
    assert money * 3 == money + money + money
    assert (money < other) == (money.minor < minor)
    assert (money >= other) == (money.minor >= minor)


def test_different_currencies_are_never_reckoned_together() -> None:
    dollars, euros = parse_money("1 USD"), parse_money("1 EUR")
    for reckon in (
        lambda: dollars + euros,
        lambda: dollars - euros,
        lambda: dollars < euros,
        lambda: dollars >= euros,
    ):
        with pytest.raises(Problem, match="USD and EUR"):
            reckon()


def test_decimals_follow_the_exponent() -> None:
    assert Money(5, "USD", 2).decimal_text() == "0.05"
    assert Money(-5, "KWD", 3).decimal_text() == "-0.005"
    assert Money(500, "JPY", 0).decimal_text() == "500"


def test_impossible_money_is_refused() -> None:
    for minor, currency, exponent in ((1, "usd", 2), (1, "US", 2), (1, "USD", 9), (MAX_MINOR + 1, "USD", 2)):
        with pytest.raises(Problem):
            Money(minor, currency, exponent)
    with pytest.raises(Problem):
        Money(9.5, "USD", 2)  # type: ignore[arg-type]  # what an untyped caller might do


def test_exponents_are_those_of_iso_4217() -> None:
    assert {code: exponent_of(code) for code in ("usd", "JPY", "KWD", "CLF", "HUF", "ISK")} == {
        "usd": 2,
        "JPY": 0,
        "KWD": 3,
        "CLF": 4,
        "HUF": 2,
        "ISK": 0,
    }
