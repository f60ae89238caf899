import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from axis_tui.domain.text import clean
from axis_tui.present.line import Tone, line, plain
from axis_tui.present.width import cells, cut, fit, fit_line, fit_right, join_fitting, settled

anything = st.text(st.characters(codec=None), max_size=40)


@given(anything)
def test_settled_text_takes_the_cells_that_textual_counts(text: str) -> None:
    assert cells(text) == cell_len(settled(text))


def test_every_character_that_a_name_may_hold_is_measured_as_textual_measures_it() -> None:
    hidden = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    shown = (char for char in map(chr, range(0x110000)) if unicodedata.category(char) not in hidden)
    wrong = [hex(ord(char)) for char in shown if cells("a" + char) != cell_len("a" + settled(char))]
    assert wrong == []


@given(anything, st.integers(0, 30))
def test_fitted_text_is_exactly_as_wide_as_asked_and_holds_no_controls(text: str, width: int) -> None:
    for fitted in (fit(text, width), fit_right(text, width), fit(text, width, "~")):
        assert cell_len(fitted) == width
        assert fitted.isprintable()


@given(anything, st.integers(0, 30))
def test_cleaned_text_is_cut_without_losing_more_than_it_must(text: str, width: int) -> None:
    name = settled(clean(text))
    shown = cut(name, width)
    assert shown == name if cells(name) <= width else width - 2 <= cells(shown) <= width


def test_a_wide_character_that_would_stick_out_is_left_off() -> None:
    assert fit("日本語テスト", 6) == "日本… "
    assert fit("日本語", 6) == "日本語"
    assert fit_right("日本", 6) == "  日本"


def test_selectors_and_piled_marks_go_and_joined_emoji_keep_their_base() -> None:
    assert settled("❤️") == "❤"
    assert settled("e" + "\u0301" * 9) == "e\u0301\u0301"
    assert cells("👍🏽") == 2
    assert settled("a\x1b[31m\nb") == "a\ufffd[31m b"


def test_a_line_is_cut_in_the_span_that_crosses_the_edge() -> None:
    spans = line("abc", ("日本語", Tone.BAD), "tail")
    assert plain(fit_line(spans, 6)) == "abc日…"
    assert fit_line(spans, 3, "") == (("abc", Tone.NORMAL),)
    assert plain(fit_line(spans, 15)) == "abc日本語tail  "
    assert plain(fit_line((), 4)) == "    "


def test_parts_that_do_not_fit_are_left_out_whole() -> None:
    parts = [line("alpha"), line(), line("a long middle part"), line(("z", Tone.GOOD))]
    assert plain(join_fitting(parts, " · ", 10)) == "alpha · z"
    assert plain(join_fitting(parts, " · ", 40)) == "alpha · a long middle part · z"
    assert join_fitting(parts, " ", 0) == ()
