"""Lists of cancellations: pages by number in both directions, and what a person types to narrow them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from axis_tui.domain.cancellation import DONE, OPEN
from axis_tui.domain.problem import Problem
from axis_tui.store.read import Reader, case_pages, cases, open_reader
from axis_tui.store.read.case_filter import parse
from axis_tui.store.read.case_pages import Filter
from axis_tui.tui.case_source import CaseSource, identity
from tests.tui import case_world, world


@pytest.fixture(scope="module")
def numbers() -> dict[str, int]:
    """The cases' numbers by state, filled by the store below."""
    return {}


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory, numbers: dict[str, int]) -> Iterator[Reader]:
    """Nine cases, of which five are open."""
    path: Path = tmp_path_factory.mktemp("cases") / "store.db"
    world.build(path)
    numbers |= case_world.past(path, case_world.furnish(path))
    with open_reader(path) as opened:
        yield opened


def test_both_lists_go_down_and_up_by_number_alone(reader: Reader, numbers: dict[str, int]) -> None:
    every = sorted(numbers.values())
    opened = [number for number in every if number >= numbers["submitted"]]
    for is_open, wanted in ((True, opened), (False, every[::-1])):
        source = CaseSource(reader, Filter(), is_open=is_open)
        assert source.count() == len(wanted)
        shown = source.page(3)
        assert [row.id for row in shown] == wanted[:3]
        assert [row.id for row in source.page(2, after=source.key(shown[-1]))] == wanted[3:5]
        assert [row.id for row in source.page(2, before=wanted[3])] == wanted[1:3]
        assert [row.id for row in source.page(2, from_end=True)] == wanted[-2:]
        states = OPEN if is_open else OPEN | DONE
        assert all(row.state in states for row in source.page(50))


def test_a_case_is_found_in_the_list_it_stands_in(reader: Reader, numbers: dict[str, int]) -> None:
    opened, every = (CaseSource(reader, Filter(), is_open=each) for each in (True, False))
    assert opened.find(identity(numbers["closed"])) is None
    assert every.find(identity(numbers["closed"])) is not None
    assert opened.find(7) is None, "an eSIM, from the list that stood here before"


def test_the_open_cases_of_the_esims_on_screen_come_at_once(reader: Reader, numbers: dict[str, int]) -> None:
    found = cases.open_of_esims(reader, [1, 2, 6, 99])
    assert {esim: row.id for esim, row in found.items()} == {1: numbers["in_review"], 2: numbers["submitted"]}
    assert cases.open_of_esims(reader, []) == {}


@pytest.mark.parametrize(
    ("typed", "states"),
    [
        ("", 9), ("state:review", 2), ("state:refused,with", 2), ("reason:lost", 2),
        ("reason:lost state:clo", 1),
        ("c-0006", 1), ("C-6 state:closed", 0), ("japan", 1), ("axis", 4), ("jp-4711", 1), ("phone swiss", 2),
        ("state:", 9), ("zzz", 0), ("100%", 0),
    ],
)  # fmt: skip
def test_what_is_typed_narrows_them(reader: Reader, typed: str, states: int) -> None:
    assert case_pages.count_up_to(reader, parse(typed), 100) == states
    assert len(case_pages.page(reader, parse(typed), 100)) == states


@pytest.mark.parametrize("typed", ["state:zzz", "reason:boredom", "colour:red"])
def test_what_means_nothing_is_told(typed: str) -> None:
    with pytest.raises(Problem):
        parse(typed)


def test_open_ones_of_a_state_at_its_end_are_none(reader: Reader) -> None:
    assert case_pages.count_up_to(reader, parse("state:closed").open_only(), 9) == 0
    assert case_pages.count_up_to(reader, parse("state:review,closed").open_only(), 9) == 2


def test_words_are_looked_for_in_the_latest_only(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_pages, "MOST_LOOKED_THROUGH", 4)
    assert not case_pages.is_cut(reader, Filter())
    assert case_pages.is_cut(reader, parse("axis"))
    assert case_pages.count_up_to(reader, parse("reason:lost"), 9) == 1
    assert not case_pages.is_cut(reader, parse("c-1"))
