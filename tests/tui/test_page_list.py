"""A list that holds a window of its rows, against a plain list that holds them all."""

from collections.abc import Hashable, Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from axis_tui.present.line import Line, line
from axis_tui.tui.widgets.page_list import PageList


class Rows:
    """Numbers in order, as a source; counts how many rows it ever gave."""

    def __init__(self, numbers: list[int]) -> None:
        self.numbers = sorted(numbers)
        self.given = 0

    def page(
        self, limit: int, *, after: Any = None, before: Any = None, from_end: bool = False
    ) -> Sequence[int]:
        if after is not None:
            rows = [number for number in self.numbers if number > after][:limit]
        elif before is not None:
            rows = [number for number in self.numbers if number < before][-limit:]
        else:
            rows = self.numbers[-limit:] if from_end else self.numbers[:limit]
        self.given += len(rows)
        return rows

    def count(self) -> int:
        return len(self.numbers)

    def key(self, row: int) -> int:
        return row

    def identity(self, row: int) -> Hashable:
        return row

    def find(self, identity: Hashable) -> int | None:
        return int(str(identity))


def made(rows: Rows, room: int) -> PageList[int]:
    def draw(row: int) -> Line:
        return line(f" {row}")

    listing: PageList[int] = PageList(draw, lambda: None, ">")
    listing.fit(room)
    listing.load(rows)
    return listing


MOVES = st.lists(st.sampled_from(["down", "up", "page_down", "page_up", "first", "last"]), max_size=30)


def apply(listing: PageList[int], move: str) -> None:
    match move:
        case "down":
            listing.move(1)
        case "up":
            listing.move(-1)
        case "page_down":
            listing.page_move(1)
        case "page_up":
            listing.page_move(-1)
        case "first":
            listing.first()
        case "last":
            listing.last()


@given(st.integers(0, 60), st.integers(1, 9), MOVES)
def test_the_cursor_is_where_it_would_be_in_the_whole_list(total: int, room: int, moves: list[str]) -> None:
    rows = Rows(list(range(total)))
    listing = made(rows, room)
    wanted = 0
    page = max(1, room - 1)
    steps = {"down": 1, "up": -1, "page_down": page, "page_up": -page, "first": -total, "last": total}
    for move in moves:
        apply(listing, move)
        wanted = max(0, min(wanted + steps[move], total - 1))
        assert listing.selected == (wanted if total else None)
        assert listing.position == (wanted + 1 if total else 0)
        assert len(listing.rows) == min(room, total)
        assert list(listing.rows) == sorted(listing.rows)


@given(st.sets(st.integers(0, 40), min_size=1), st.sets(st.integers(0, 40)), st.integers(1, 9), MOVES)
def test_a_reload_keeps_the_cursor_on_its_row(
    before: set[int], after: set[int], room: int, moves: list[str]
) -> None:
    rows = Rows(list(before))
    listing = made(rows, room)
    for move in moves:
        apply(listing, move)
    chosen = listing.selected
    rows.numbers = sorted(after)
    listing.reload()
    if chosen in after:
        assert listing.selected == chosen
    elif after:
        assert listing.selected in after
    else:
        assert listing.selected is None
    assert len(listing.rows) == min(room, len(after))


@given(st.integers(1, 9), st.integers(0, 99))
def test_any_row_can_be_selected_from_anywhere(room: int, wanted: int) -> None:
    listing = made(Rows(list(range(100))), room)
    assert listing.select(wanted)
    assert listing.selected == wanted
    assert len(listing.rows) == room


def test_a_row_that_is_not_in_the_list_is_not_selected() -> None:
    listing = made(Rows([1, 2, 3]), 2)
    assert not listing.select(9)
    assert listing.selected == 1


def test_a_step_in_a_list_of_any_length_asks_for_a_screenful_at_most() -> None:
    rows = Rows(list(range(100_000)))
    listing = made(rows, 20)
    listing.last()
    rows.given = 0
    listing.move(-1)
    listing.page_move(-1)
    listing.reload()
    assert rows.given <= 20 * 3
    assert listing.total == 100_000
