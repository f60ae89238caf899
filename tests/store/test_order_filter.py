"""What a person types to narrow the history of orders."""

from contextlib import suppress
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.domain.problem import Problem
from axis_tui.store.read.order_filter import parse
from axis_tui.store.read.renewals import Filter

BERLIN = "Europe/Berlin"


def at(*day: int) -> int:
    return int(datetime(*day, tzinfo=ZoneInfo(BERLIN)).timestamp())  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", Filter()),
        ("eu 20", Filter(text="eu 20")),
        ('"eu 20"', Filter(text="eu 20")),
        ("state:declined channel:auto", Filter(states=("declined",), channels=("auto",))),
        ("state:dec,cred", Filter(states=("declined", "credited"))),
        ("state:paid channel:shop", Filter(states=("succeeded",), channels=("store",))),
        ("state: channel:", Filter()),
        ("since:2026-11", Filter(since_at=at(2026, 11, 1))),
        ("until:2026-11", Filter(until_at=at(2026, 12, 1))),
        ("until:2026-12", Filter(until_at=at(2027, 1, 1))),
        ("since:2026-11-20 until:2026-11-20", Filter(since_at=at(2026, 11, 20), until_at=at(2026, 11, 21))),
        ("since:2026-1 until:2026-13", Filter()),
    ],
)
def test_what_is_typed_is_understood_as_far_as_it_goes(text: str, wanted: Filter) -> None:
    assert parse(text, BERLIN) == wanted


@pytest.mark.parametrize("text", ["colour:red", "state:zzz", "channel:pigeon"])
def test_what_means_nothing_is_refused_with_what_would(text: str) -> None:
    with pytest.raises(Problem, match="There is no"):
        parse(text, BERLIN)


@given(st.text(max_size=300))
def test_any_text_is_a_filter_or_a_problem(text: str) -> None:
    with suppress(Problem):
        assert isinstance(parse(text, BERLIN), Filter)
