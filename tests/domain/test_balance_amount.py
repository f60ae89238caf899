"""An amount as a package is read back from its code, and no other code is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.domain.balance_amount import amount_of, balance_package
from axis_tui.domain.money import EXPONENT, Money
from axis_tui.domain.package import Effect


@given(st.integers(1, 10**12), st.sampled_from(sorted(EXPONENT)))
def test_an_amount_is_read_back_from_its_packages_code(minor: int, currency: str) -> None:
    amount = Money(minor, currency, EXPONENT[currency])
    package = balance_package(amount)
    assert amount_of(package.code) == amount
    assert (package.effect, package.terms.price) == (Effect.BALANCE, amount)


@pytest.mark.parametrize(
    "code", ["", "JP-5-15", "balance-0-USD", "balance-10-usd", "balance-10-XYZ", "balance--5-USD"]
)
def test_no_other_code_is_an_amount(code: str) -> None:
    assert amount_of(code) is None
