import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.domain.problem import Problem
from axis_tui.domain.units import GB, GIB, MAX_BYTES, UnitSystem, parse_bytes, scale


@pytest.mark.parametrize(
    ("text", "system", "amount"),
    [
        ("1.5 GB", UnitSystem.DECIMAL, 1_500_000_000),
        ("1.5 GB", UnitSystem.BINARY, 3 * 2**29),
        ("1 GiB", UnitSystem.DECIMAL, 2**30),
        ("1g", UnitSystem.DECIMAL, GB),
        ("1 gib", UnitSystem.BINARY, GIB),
        ("500mb", UnitSystem.DECIMAL, 500_000_000),
        ("0,5 TB", UnitSystem.DECIMAL, 500_000_000_000),
        ("12 B", UnitSystem.BINARY, 12),
        ("12 bytes", UnitSystem.BINARY, 12),
        ("0.000000001 KB", UnitSystem.DECIMAL, 0),
    ],
)
def test_sizes_are_read_in_the_carriers_unit(text: str, system: UnitSystem, amount: int) -> None:
    assert parse_bytes(text, system) == amount


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5",
        "GB",
        "-1 GB",
        "1,000 MB",
        "1.2.3 GB",
        "1 PB",
        "0.0000000005 GB",
        "9" * 18 + " TB",
        "٣ GB",
        "1 GB\x1b[31m",
    ],
)
def test_what_is_no_size_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(Problem) as refused:
        parse_bytes(text)
    assert str(refused.value).isprintable()


@pytest.mark.parametrize(
    ("amount", "system", "text"),
    [
        (0, UnitSystem.DECIMAL, "0 B"),
        (999, UnitSystem.DECIMAL, "999 B"),
        (1000, UnitSystem.DECIMAL, "1.0 KB"),
        (1000, UnitSystem.BINARY, "1000 B"),
        (999_949_999, UnitSystem.DECIMAL, "999.9 MB"),
        (999_950_000, UnitSystem.DECIMAL, "1.0 GB"),
        (3 * 2**29, UnitSystem.BINARY, "1.5 GiB"),
        (-1500, UnitSystem.DECIMAL, "-1.5 KB"),
        (5 * 10**16, UnitSystem.DECIMAL, "50000.0 TB"),
    ],
)
def test_an_amount_takes_the_largest_unit_that_it_fills(amount: int, system: UnitSystem, text: str) -> None:
    assert scale(amount, system).text() == text


@given(st.integers(0, MAX_BYTES), st.sampled_from(UnitSystem), st.integers(0, 3))
def test_a_scaled_amount_is_within_half_of_its_last_digit(
    amount: int, system: UnitSystem, decimals: int
) -> None:
    scaled = scale(amount, system, decimals)
    base = 1024 if system is UnitSystem.BINARY else 1000
    unit_bytes = base ** "BKMGT".index(scaled.unit[0])
    error = abs(scaled.value * unit_bytes - amount * 10**scaled.decimals)
    assert 2 * error <= unit_bytes
    assert scaled.unit[0] == "T" or scaled.value < base * 10**scaled.decimals


@given(st.integers(0, 10**12), st.sampled_from(UnitSystem))
def test_bytes_written_out_read_back_the_same(amount: int, system: UnitSystem) -> None:
    assert parse_bytes(f"{amount} B", system) == amount
