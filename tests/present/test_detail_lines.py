from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from axis_tui.present.detail_lines import detail_lines, tall_lines
from axis_tui.present.glyphs import SETS, UNICODE, Glyphs
from axis_tui.present.line import plain
from axis_tui.present.usage_words import CarrierFigure, drift, used
from tests.present.rows import GB, NOW, Row, row
from tests.present.test_overview_cells import any_row

FIGURE = CarrierFigure(used_bytes=37 * GB // 10, at=NOW - 7200, since_bytes=2 * GB // 10)
days = st.lists(st.integers(0, 2**60), max_size=40)
DAILY = [100, 200, 0, 300, 400, 50, 80, 90, 10, 400, 400, 200]


def test_four_lines_say_who_how_much_how_fast_and_what_else() -> None:
    lines = [plain(spans).strip() for spans in detail_lines(row(), DAILY, NOW, 80, UNICODE, FIGURE)]
    assert lines == [
        "Japan 10 GB · ● active on GL-MT3000 · JP · ICCID …0017",
        "used 3.9 of 10.0 GB   carrier 3.7 GB (2 h ago)   router +200 MB est.",
        "▂▄ ▆█▁▁▁▁██▄ last 12 days   today 412 MB   may use 505 MB a day until 2 Dec",
        "auto-renew off   times in CET",
    ]


def test_service_that_has_ended_comes_first() -> None:
    last = plain(detail_lines(row(service_ended=True), DAILY, NOW, 80, UNICODE)[3])
    assert last.startswith(" ▲ the carrier has ended service   auto-renew off")


def test_an_esim_without_a_plan_says_so() -> None:
    lines = detail_lines(row(plan_id=None, status="none"), [], NOW, 80, UNICODE)
    assert "no plan on this eSIM" in plain(lines[1])


def test_the_tall_pane_names_what_it_shows() -> None:
    text = "\n".join(plain(spans).rstrip() for spans in tall_lines(row(), DAILY, NOW, 40, UNICODE, FIGURE))
    assert "Japan 10 GB\n ● active" in text
    assert "used 3.9 of 10.0 GB\n carrier 3.7 GB (2 h ago)" in text
    assert "Valid until  Wed 2 Dec 12d\n Ends         Wed 2 Dec 12:00 CET" in text
    assert "ICCID        …0017" in text


@given(any_row, days, st.integers(20, 160), st.sampled_from(list(SETS.values())))
def test_every_line_is_exactly_as_wide_as_asked(
    any_row: Row, daily: list[int], width: int, glyphs: Glyphs
) -> None:
    lines = detail_lines(any_row, daily, NOW, width, glyphs, FIGURE)
    assert len(lines) == 4
    for spans in [*lines, *tall_lines(any_row, daily, NOW, width, glyphs)]:
        assert cell_len(plain(spans)) == width
        assert plain(spans).isprintable()


def test_use_without_an_allowance_is_unlimited() -> None:
    assert used(row(allowance_bytes=None)) == "used 3.9 GB, unlimited"


def test_drift_is_told_in_tenths_of_a_percent() -> None:
    assert drift(1000, 982) == "-1.8 %"
    assert drift(1000, 1050) == "+5.0 %"
    assert drift(0, 5) == "-"
