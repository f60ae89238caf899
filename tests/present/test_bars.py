import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.present.bars import bar, bar_line, sparkline
from axis_tui.present.glyphs import ASCII, SETS, UNICODE, Glyphs, glyphs_for
from axis_tui.present.line import plain
from axis_tui.present.width import cells

sets = st.sampled_from(list(SETS.values()))


def test_a_bar_is_filled_to_an_eighth_of_a_cell() -> None:
    assert bar(8, 0.5, UNICODE) == "████░░░░"
    assert bar(8, 0.53, UNICODE) == "████▎░░░"
    assert bar(8, 0.5, ASCII) == "####----"


def test_something_never_looks_like_nothing_nor_a_part_like_all() -> None:
    assert bar(8, 0.0001, UNICODE)[0] == "▏"
    assert bar(8, 0.9999, UNICODE)[-1] == "▉"
    assert bar(8, 0, UNICODE) == "░" * 8
    assert bar(8, 1, UNICODE) == "█" * 8
    assert bar(8, 7, ASCII) == "#" * 8


@given(st.integers(0, 60), st.floats(allow_nan=True, allow_infinity=True), sets)
def test_a_bar_is_exactly_as_wide_as_asked(width: int, fraction: float, glyphs: Glyphs) -> None:
    assert cells(bar(width, fraction, glyphs)) == width
    assert plain(bar_line(width, fraction, glyphs)) == bar(width, fraction, glyphs)


@given(st.lists(st.integers(-5, 10**15), max_size=40), sets)
def test_a_sparkline_has_a_cell_for_each_value(values: list[int], glyphs: Glyphs) -> None:
    text = sparkline(values, glyphs)
    assert cells(text) == len(values)
    assert all((cell == " ") == (value <= 0) for cell, value in zip(text, values, strict=True))


def test_a_sparkline_stands_against_its_greatest_or_a_given_top() -> None:
    assert sparkline([1, 4, 8], UNICODE) == "▁▄█"
    assert sparkline([4], UNICODE, top=8) == "▄"


@pytest.mark.parametrize("glyphs", SETS.values(), ids=SETS)
def test_every_glyph_is_one_cell_and_every_scale_begins_with_a_blank(glyphs: Glyphs) -> None:
    for field, value in glyphs._asdict().items():
        if field != "name":
            assert all(cells(char) == 1 for char in value), field
    assert {glyphs.eighths_right[0], glyphs.eighths_up[0], glyphs.shades[0]} == {" "}


def test_the_ascii_set_is_ascii() -> None:
    assert all(value.isascii() for value in ASCII)


def test_glyphs_follow_the_setting_then_the_encoding() -> None:
    assert glyphs_for("auto", "UTF-8") is UNICODE
    assert glyphs_for("auto", "ANSI_X3.4-1968") is ASCII
    assert glyphs_for("ascii", "utf-8") is ASCII
