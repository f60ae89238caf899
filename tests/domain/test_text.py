import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.domain.text import clean, clean_lines, csv_guard, csv_unguard

HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("a \t\n\r\x1b\x9b\u200b\u202e\u2028\u0301\u0489\u200d\ufeff\ue000\u0378[/]@='"),
        st.characters(categories=("Mn", "Mc", "Me", "Cf", "Cc", "Cs")),
    ),
    max_size=60,
)


@given(HOSTILE, st.integers(0, 30))
def test_cleaned_text_is_one_safe_short_line(text: str, limit: int) -> None:
    cleaned = clean(text, limit)
    assert len(cleaned) <= limit
    assert not {unicodedata.category(character) for character in cleaned} & {
        "Cc",
        "Cf",
        "Cs",
        "Co",
        "Cn",
        "Zl",
        "Zp",
    }
    assert cleaned == " ".join(cleaned.split())
    marks = "".join("m" if unicodedata.category(character)[0] == "M" else "-" for character in cleaned)
    assert "mmm" not in marks
    assert not marks.startswith("m")
    cleaned.encode("utf-8")


@given(HOSTILE, st.integers(0, 30))
def test_cleaning_twice_changes_nothing_more(text: str, limit: int) -> None:
    assert clean(clean(text, limit), limit) == clean(text, limit)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  Japan\t10 GB\r\n", "Japan 10 GB"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("[@click=app.quit]free[/]", "[@click=app.quit]free[/]"),
        ("abc\u202edcba", "abcdcba"),
        ("a\u0301\u0302\u0303\u0304b", "a\u0301\u0302b"),
        ("a\u0301\u200b\u0302\u200b\u0303", "a\u0301\u0302"),
        ("\ud800 \ue000", "\ufffd \ufffd"),
        ("日本 プラン", "日本 プラン"),
        ("\u200b\u0301 ", ""),
        ("a\u0301\u0302 \u0301\u0302", "a\u0301\u0302 \u0301\u0302"),
    ],
)
def test_hostile_text_becomes_what_is_left_of_it(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_a_long_text_ends_in_an_ellipsis_within_its_limit() -> None:
    assert clean("abcdefgh", 5) == "abcd…"
    assert clean("abc defgh", 5) == "abc…"
    assert clean("abcde", 5) == "abcde"


def test_lines_are_cleaned_one_by_one_and_cut_with_an_ellipsis() -> None:
    assert clean_lines("a\x1b\r\n b\n\n\n", 10, 5) == ["a", "b"]
    assert clean_lines("1\n2\n3\n4", 10, 3) == ["1", "2", "…"]
    assert clean_lines("1\n2\n3", 10, 3) == ["1", "2", "3"]
    assert clean_lines("1\n2", 10, 0) == []


@given(st.text(st.sampled_from("'=+-@\t\r\na1"), max_size=8))
def test_a_guarded_cell_is_no_formula_and_reads_back_the_same(text: str) -> None:
    guarded = csv_guard(text)
    assert not guarded.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert csv_unguard(guarded) == text


def test_harmless_cells_are_left_alone() -> None:
    assert csv_guard("Axis 10 GB") == "Axis 10 GB"
    assert csv_guard("'quoted'") == "'quoted'"
    assert csv_unguard("'quoted'") == "'quoted'"
    assert csv_guard("=1+1") == "'=1+1"
