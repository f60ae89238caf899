import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from axis_tui.present.chart import BOTH, CARRIER, ROUTER, Slot, bar_chart, legend, slots_that_fit
from axis_tui.present.glyphs import ASCII, SETS, UNICODE, Glyphs
from axis_tui.present.heatmap import heatmap
from axis_tui.present.line import Tone, plain

MB = 10**6
amounts = st.integers(0, 2**50)
slots = st.lists(st.builds(Slot, st.text(max_size=4), amounts, amounts, amounts), max_size=30)
choices = st.sampled_from([ROUTER, CARRIER, BOTH])
sets = st.sampled_from(list(SETS.values()))


def drawn(*args: object, **options: object) -> list[str]:
    return [plain(spans).rstrip() for spans in bar_chart(*args, **options)]  # type: ignore[arg-type]


def test_columns_stand_to_scale_on_an_axis_that_ends_at_a_round_figure() -> None:
    assert drawn([Slot("3", 400 * MB), Slot("4", 800 * MB), Slot("5", 100 * MB)], 24, 6, UNICODE) == [
        "  MB",
        " 800 ┤      █████",
        "     │      █████",
        "     │█████ █████",
        "     │█████ █████ ▄▄▄▄▄",
        "     └3     4     5",
    ]


@given(slots, st.integers(24, 160), st.integers(3, 20), sets, choices, st.none() | amounts)
def test_a_chart_fills_exactly_its_place(
    slots: list[Slot], width: int, height: int, glyphs: Glyphs, series: str, budget: int | None
) -> None:
    lines = bar_chart(slots, width, height, glyphs, "binary", series, budget)
    assert [cell_len(plain(spans)) for spans in lines] == [width] * height
    assert all(plain(spans).isprintable() for spans in lines)
    assert cell_len(plain(legend(width, glyphs, "binary", series, budget))) <= width


@given(amounts, amounts, st.integers(3, 20), sets)
def test_more_never_stands_lower_than_less(first: int, second: int, height: int, glyphs: Glyphs) -> None:
    plot = drawn([Slot("", min(first, second)), Slot("", max(first, second))], 22, height, glyphs)[1:-1]
    less, more = (sum(1 for text in plot if text[at : at + 1].strip()) for at in (6, 13))
    assert less <= more
    assert bool(less) == (min(first, second) > 0)


def test_an_estimate_is_shaded_above_what_was_measured() -> None:
    lines = bar_chart([Slot("1", 800 * MB, 0, 400 * MB)], 16, 6, UNICODE)
    tones = [spans[1] for spans in lines[1:5]]
    assert [(text.strip()[0], tone) for text, tone in tones] == [
        ("░", Tone.ESTIMATE), ("░", Tone.ESTIMATE), ("█", Tone.BAR), ("█", Tone.BAR),
    ]  # fmt: skip


def test_the_two_series_stand_side_by_side_in_glyphs_of_their_own() -> None:
    lines = drawn([Slot("1", 800 * MB, 800 * MB)], 13, 4, ASCII, series=BOTH)
    assert lines[1].endswith("###ooo")
    assert plain(legend(60, ASCII, series=BOTH)) == "router #   carrier o   estimate :"


def test_the_budget_is_a_line_where_nothing_covers_it() -> None:
    lines = drawn([Slot("1", 800 * MB), Slot("2", 100 * MB)], 22, 10, UNICODE, budget_bytes=500 * MB)
    assert [text.count("┄") > 0 for text in lines].count(True) == 1
    assert "┄ 500 MB/day budget" in plain(legend(80, UNICODE, budget_bytes=500 * MB))


def test_of_too_many_slots_the_last_are_drawn() -> None:
    many = [Slot(str(index), MB) for index in range(100)]
    assert slots_that_fit(26) == 20
    assert drawn(many, 26, 5, UNICODE)[-1].endswith("99")


@given(st.integers(1, 120), st.integers(40, 160), choices)
def test_labels_keep_a_blank_between_them_and_the_last_one_is_always_there(
    count: int, width: int, series: str
) -> None:
    labels = [str(1000 + number)[-(number % 2 + 1) :] for number in range(count)]
    shown = drawn([Slot(label, MB) for label in labels], width, 6, UNICODE, series=series)[-1]
    named = shown.replace("└", " ").split()
    assert named[-1] == labels[-1]
    left = iter(labels)
    assert all(any(label == other for other in left) for label in named)


def test_an_empty_chart_still_has_its_axis() -> None:
    assert drawn([], 20, 4, UNICODE) == ["  MB", "   1 ┤", "     │", "     └"]


@pytest.mark.parametrize("width", [28, 60, 80, 120])
@pytest.mark.parametrize("glyphs", SETS.values(), ids=SETS)
def test_a_heat_map_has_a_line_for_the_hours_and_one_for_each_weekday(width: int, glyphs: Glyphs) -> None:
    usage = [[day * hour for hour in range(24)] for day in range(7)]
    lines = heatmap(usage, width, glyphs)
    assert [cell_len(plain(spans)) for spans in lines] == [width] * 8
    assert [plain(spans).split()[0] for spans in lines] == ["0", "Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]


def test_the_busiest_hour_is_darkest_and_any_use_is_seen() -> None:
    usage = [[0] * 24 for _ in range(7)]
    usage[0][0], usage[0][1] = 1, 10**12
    assert plain(heatmap(usage, 28, ASCII)[1]) == " Mo .#" + " " * 22
