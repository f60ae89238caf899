"""Lines are no wider than asked, lose nothing, and stand by the rules of Chinese punctuation."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.present.width import cells
from axis_tui.present.wrap import wrapped

CLOSING, OPENING = "。，、！）」", "（「《"


def test_chinese_breaks_between_characters_and_latin_at_spaces() -> None:
    expected = ["已过 3 个工", "作日，答复", "应于 11月27", "日到。"]
    assert wrapped("".join(expected), 11) == expected
    assert wrapped("a plain text of words… and more", 11) == ["a plain", "text of", "words… and", "more"]


@given(st.text(st.sampled_from([*"同意OK10", *CLOSING, *OPENING]), max_size=30), st.integers(8, 30))
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert "".join(lines) == text
    for before, after in pairwise(lines):
        assert after[0] not in CLOSING
        assert before[-1] not in OPENING


@pytest.mark.parametrize("width", range(9, 40))
def test_no_line_is_wider_than_asked(width: int) -> None:
    text = "电信业者同意后，「Japan」才会（在芯片上）删除。 It ends then, and not before."
    assert all(cells(each) <= width for each in wrapped(text, width))


def test_a_path_longer_than_a_line_is_broken_and_nothing_of_it_lost() -> None:
    assert wrapped("written to /tmp/somewhere/else.json now", 12) == [
        "written to", "/tmp/somewhe", "re/else.json", "now",
    ]  # fmt: skip
