"""What a person types to narrow the list: it means what it says, and nothing typed is ever an
error of the store.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from axis_tui.domain.problem import Problem
from axis_tui.domain.status import Status
from axis_tui.store.problems import StoreProblem
from axis_tui.store.read import Reader, open_reader, overview
from axis_tui.store.read.filter import Filter
from axis_tui.store.read.overview import Order
from tests.store.fleet import build_fleet


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    home: Path = tmp_path_factory.mktemp("fleet")
    with open_reader(build_fleet(home / "axis.db", home / "state", 400)) as reader:
        yield reader


def test_words_keys_and_quotes() -> None:
    filter = Filter.parse('jp state:expiring carrier:"Axis Mobile" left:<1GB device:phone "new york"')
    assert filter.words == ("jp", "new york")
    assert filter.statuses == (Status.EXPIRING,)
    assert (filter.carrier, filter.device) == ("Axis Mobile", "phone")
    assert filter.left_below_bytes == 10**9


@pytest.mark.parametrize(
    ("text", "below", "above"),
    [
        ("left:<500MB", 500 * 10**6, None),
        ("left:>2GiB", None, 2 * 2**30),
        ("left:<=1kb", 1000, None),
        ("left:<", None, None),
    ],
)
def test_bounds_of_what_is_left(text: str, below: int | None, above: int | None) -> None:
    filter = Filter.parse(text)
    assert (filter.left_below_bytes, filter.left_above_bytes) == (below, above)


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("state:exp", (Status.EXPIRING, Status.EXPIRED)),
        ("state:low,ready", (Status.LOW, Status.READY)),
        ("state:service-ended", (Status.SERVICE_ENDED,)),
        ("state:", ()),
    ],
)
def test_states_may_be_begun_or_listed(text: str, statuses: tuple[Status, ...]) -> None:
    assert Filter.parse(text).statuses == statuses


@pytest.mark.parametrize("text", ["colour:red", "state:purple", "left:<lots"])
def test_nonsense_is_said_in_one_line(text: str) -> None:
    with pytest.raises(Problem) as caught:
        Filter.parse(text)
    assert not isinstance(caught.value, StoreProblem)
    assert "\n" not in str(caught.value)


def test_quotes_make_a_word_of_what_looks_like_a_key() -> None:
    assert Filter.parse('"LPA:1" 10:30').words == ("lpa:1", "10:30")


def test_archived_ones_are_shown_only_when_asked_for() -> None:
    assert not Filter.parse("tokyo").include_archived
    assert Filter.parse("state:archived").include_archived


typed = st.text(max_size=40) | st.lists(
    st.sampled_from(
        [
            "jp",
            "JP",
            '"',
            "%",
            "_",
            "\\",
            "'",
            "*",
            "-",
            "(",
            "NEAR(",
            "AND",
            "OR",
            "NOT",
            "{a b}:",
            "a^b",
            "\0",
            "北京",
            "ß",
            "İ",
        ]
    ),
    max_size=6,
).map(" ".join)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=typed, order=st.sampled_from(Order), descending=st.booleans())
def test_nothing_typed_is_an_error_of_the_store(
    reader: Reader, text: str, order: Order, descending: bool
) -> None:
    try:
        filter = Filter.parse(text)
    except StoreProblem:
        raise
    except Problem:
        return
    rows = overview.page(reader, filter, order, 1000, descending=descending)
    assert overview.count(reader, filter) == len(rows)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=typed)
def test_any_text_may_stand_in_any_field(reader: Reader, text: str) -> None:
    filter = Filter(text=text, carrier=text, device=text)
    assert overview.count(reader, filter) == len(overview.page(reader, filter, Order.NAME, 1000))


def found_in(word: str, field: str) -> bool:
    """Short words begin a word, longer and Chinese ones may stand anywhere."""
    if len(word) < 3 and word.isascii():
        return any(part.casefold().startswith(word.casefold()) for part in field.split())
    return word.casefold() in field.casefold()


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(
        st.sampled_from(["jp", "JP KR", "axis", "Traveller", "0001", "京", "北京漫", "de", "7", "zz"]),
        max_size=2,
    ),
    statuses=st.lists(st.sampled_from(Status), max_size=3),
    carrier=st.sampled_from(["", "axis", "a", "北京", "Mobile"]),
    device=st.sampled_from(["", "device", "00001", "7"]),
    below=st.none() | st.integers(0, 25 * 10**9),
    above=st.none() | st.integers(0, 25 * 10**9),
)
def test_a_filter_lets_pass_exactly_what_it_names(
    reader: Reader,
    words: list[str],
    statuses: list[Status],
    carrier: str,
    device: str,
    below: int | None,
    above: int | None,
) -> None:
    every = overview.page(reader, Filter(include_archived=True), Order.NAME, 1000)
    numbers = dict(reader.rows("SELECT id, iccid FROM esim"))
    filter = Filter(" ".join(f'"{word}"' for word in words), tuple(statuses), carrier, device, below, above)
    over = (
        Status.EXPIRED, Status.LAPSED, Status.NONE, Status.PROFILE_EXPIRED, Status.CANCELLED, Status.ARCHIVED,
    )  # fmt: skip

    def passes(row: overview.OverviewRow) -> bool:
        fields = (row.name, row.carrier, row.device, row.coverage, numbers[row.esim_id])
        left = None if row.status in over else row.left_bytes
        return (
            all(any(found_in(word, field) for field in fields) for word in words)
            and (not statuses or row.status in statuses)
            and carrier.casefold() in row.carrier.casefold()
            and device.casefold() in row.device.casefold()
            and (below is None or (left is not None and left < below))
            and (
                above is None
                or (row.status not in over and (row.left_bytes is None or row.left_bytes > above))
            )
            and row.status is not Status.ARCHIVED
        )

    expected = [row.esim_id for row in every if passes(row)]
    assert [row.esim_id for row in overview.page(reader, filter, Order.NAME, 1000)] == expected
    assert overview.count(reader, filter) == len(expected)
