import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.domain.units import UnitSystem
from axis_tui.present import sizes
from axis_tui.present.sizes import axis_unit, size, size_of, size_of_short, size_short

DECIMAL, BINARY = UnitSystem.DECIMAL, UnitSystem.BINARY


def test_the_value_for_binary_is_the_domains() -> None:
    assert sizes.BINARY == UnitSystem.BINARY


@pytest.mark.parametrize(
    ("amount", "system", "text"),
    [
        (0, DECIMAL, "0 B"),
        (999, DECIMAL, "999 B"),
        (1000, DECIMAL, "1.0 KB"),
        (6_100_000_000, DECIMAL, "6.1 GB"),
        (6_549_825_126, BINARY, "6.1 GiB"),
        (14_000_000_000, DECIMAL, "14.0 GB"),
        (99_949_999, DECIMAL, "99.9 MB"),
        (99_950_000, DECIMAL, "100 MB"),
        (412_499_999, DECIMAL, "412 MB"),
        (999_499_999, DECIMAL, "999 MB"),
        (999_500_000, DECIMAL, "1.0 GB"),
        (999_950_000, DECIMAL, "1.0 GB"),
        (1023, BINARY, "1.0 KiB"),
        (1023 * 2**20, BINARY, "1.0 GiB"),
        (2**30, BINARY, "1.0 GiB"),
        (-1_500_000, DECIMAL, "-1.5 MB"),
        (10**18, DECIMAL, "1000 PB"),
    ],
)
def test_sizes_have_three_digits_at_most_and_never_reach_a_thousand(
    amount: int, system: UnitSystem, text: str
) -> None:
    assert size(amount, system) == text


@given(st.integers(0, 999 * 10**15), st.sampled_from(UnitSystem))
def test_a_figure_is_never_off_by_more_than_five_percent_and_fits_its_column(
    amount: int, system: UnitSystem
) -> None:
    text = size(amount, system)
    figure, unit = text.split(" ")
    base = 1024 if system is BINARY else 1000
    power = "BKMGTP".index(unit[0])
    assert abs(float(figure) * base**power - amount) <= amount * 0.0501 + 1e-9
    assert re.fullmatch(r"\d{1,3}|\d{1,2}\.\d", figure)
    assert len(size_short(amount, system)) <= 5


def test_short_sizes_drop_the_space_and_the_unit_of_bytes() -> None:
    assert size_short(6_100_000_000, DECIMAL) == "6.1G"
    assert size_short(0, DECIMAL) == "0"


def test_a_part_has_its_own_unit_only_where_it_differs() -> None:
    assert size_of(3_900_000_000, 10**10, DECIMAL) == ("3.9", "10.0 GB")
    assert size_of(412_000_000, 10**10, DECIMAL) == ("412 MB", "10.0 GB")
    assert size_of(0, 10**10, DECIMAL) == ("0", "10.0 GB")
    assert size_of_short(1_200_000_000, 2 * 10**9, DECIMAL) == ("1.2", "2G")
    assert size_of_short(200_000_000, 1_500_000_000, DECIMAL) == ("200M", "1.5G")


def test_the_unit_of_an_axis_is_that_of_its_greatest_value() -> None:
    assert axis_unit(812_000_000, DECIMAL) == (10**6, "MB")
    assert axis_unit(2**31, BINARY) == (2**30, "GiB")
