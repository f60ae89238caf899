"""Shares of bytes: nothing is lost, nothing is made."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from axis_tui.demo.traffic import directions, share, weights


@given(st.integers(0, 10**13), st.lists(st.integers(0, 5_000), min_size=1).filter(any))
def test_shares_sum_to_the_whole(total: int, parts: list[int]) -> None:
    shares = share(total, parts)
    assert sum(shares) == total
    assert all(amount >= 0 for amount in shares)
    assert all(amount == 0 for amount, part in zip(shares, parts, strict=True) if part == 0)


@given(st.integers(0, 10**13))
def test_directions_sum_to_the_whole(total: int) -> None:
    assert sum(directions(total)) == total


def test_a_person_sleeps_and_some_hour_always_weighs() -> None:
    found = weights(Random("a"), 24 * 30, 0)
    nights = sum(found[index] for index in range(len(found)) if index % 24 < 6)
    assert nights * 10 < sum(found)
    assert any(weights(Random("b"), 1, 3))
