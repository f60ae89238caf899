"""QR codes as text: what is drawn is the code, module by module, in half blocks and in ASCII."""

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.present.glyphs import ASCII, UNICODE
from axis_tui.present.qr import qr_lines
from axis_tui.present.width import cells

LINK = "https://axis.example/renew?line=25"
_UPPER, _LOWER = {" ": 0, "▀": 1, "▄": 0, "█": 1}, {" ": 0, "▀": 0, "▄": 1, "█": 1}


def drawn(lines: list[str], *, ascii_only: bool) -> list[list[int]]:
    """Which modules are filled."""
    if ascii_only:
        return [[int(row[at] == "#") for at in range(0, len(row), 2)] for row in lines]
    pairs = [([_UPPER[each] for each in row], [_LOWER[each] for each in row]) for row in lines]
    return [half for pair in pairs for half in pair]


@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize("is_dark", [True, False])
def test_what_is_drawn_is_the_code_with_light_around_it(ascii_only: bool, is_dark: bool) -> None:
    lines = qr_lines(LINK, ASCII if ascii_only else UNICODE, is_dark=is_dark)
    code = segno.make_qr(LINK, error="L", boost_error=False)
    wanted = [[int((cell == 0) == is_dark) for cell in row] for row in code.matrix_iter(border=2)]
    found = drawn(lines, ascii_only=ascii_only)
    assert found[: len(wanted)] == wanted
    assert not any(map(any, found[len(wanted) :]))


@pytest.mark.parametrize(("link", "rows"), [("tel:+81355501234", 13), (LINK, 17), ("x" * 78, 19)])
def test_a_usual_link_fits_a_terminal_of_24_rows(link: str, rows: int) -> None:
    lines = qr_lines(link, UNICODE)
    assert len(lines) == rows <= 20
    assert {cells(each) for each in lines} == {len(lines[0])}


@given(st.text(max_size=400))
def test_any_text_gives_a_code_of_even_width_or_none(text: str) -> None:
    lines = qr_lines(text or "x", UNICODE)
    assert len({cells(each) for each in lines}) == 1
    assert qr_lines("x" * 3_000, UNICODE) == []
