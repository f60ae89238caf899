"""An activation code is shown only once that is noted, whole at 80×24, and nowhere else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from axis_tui.present.glyphs import ASCII, UNICODE
from axis_tui.present.line import plain
from axis_tui.present.qr import qr_lines
from axis_tui.present.width import cells
from axis_tui.store.read import chip as read
from axis_tui.tui.dialogs.reveal_page import EDGES, reveal_lines
from tests.tui import world
from tests.tui.money_world import change, esim
from tests.tui.seeing import press, text, type_text

CODE = "LPA:1$smdp-plus.rsp.example.com$QR-G-5C-1LS-0F2E4B7A9D31-77X2"
"""As long as many are."""


def inside(columns: int, rows: int) -> tuple[int, int]:
    """The room in the page's frame on such a terminal."""
    return columns - EDGES[0], rows - EDGES[1]


@pytest.mark.parametrize("length", [30, 60, 62, 75, 78, 100])
def test_a_usual_code_is_seen_whole_at_80_by_24_beside_its_text(length: int) -> None:
    code = (CODE + "-ABCDEFGH" * 9)[:length]
    width, room = inside(80, 24)
    drawn = qr_lines(code, UNICODE)
    lines = reveal_lines(drawn, code, width, room)
    assert len(lines) <= room
    shown = [plain(each) for each in lines]
    assert all(cells(each) <= width for each in shown)
    assert [each[: len(drawn[0])] for each in shown[: len(drawn)]] == drawn
    beside = "".join(each[len(drawn[0]) :].strip() for each in shown)
    assert beside.startswith(code)
    assert "Deletetheprofile" in beside.replace(" ", "")


@pytest.mark.parametrize(("columns", "rows", "glyphs"), [(60, 20, UNICODE), (80, 24, ASCII)])
def test_where_it_does_not_fit_it_says_how_much_room_it_needs_and_shows_the_text(
    columns: int, rows: int, glyphs: Any
) -> None:
    drawn = qr_lines(CODE, glyphs)
    width, room = inside(columns, rows)
    shown = "\n".join(plain(each) for each in reveal_lines(drawn, CODE, width, room))
    assert f"{len(drawn[0]) + 6}×{len(drawn) + 2}" in shown
    assert CODE in shown.replace("\n", "")
    width, room = inside(len(drawn[0]) + 6, len(drawn) + 2)
    assert plain(reveal_lines(drawn, CODE, width, room)[0]).strip() == drawn[0].strip()


def test_a_code_that_no_qr_code_can_hold_is_shown_as_text() -> None:
    shown = [plain(each) for each in reveal_lines([], "LPA:1$" + "x" * 100, 50, 18)]
    assert "too long" in shown[0]
    assert "".join(shown).count("x") >= 100


@pytest.fixture
def coded(store: Path) -> Path:
    """Korea has a code."""
    sql = "UPDATE esim SET activation_code = ? WHERE nickname = 'Korea 5 GB'"
    change(store, lambda tx: tx.execute(sql, (CODE,)))
    return store


async def test_it_is_asked_first_noted_and_gone_when_left(app: Any, coded: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "c")
        assert type(app.screen).__name__ == "PlansScreen"
        korea = esim(app, "Korea 5 GB")
        app.screen.listing.select(korea)
        shown = await press(pilot, "c")
        assert "This shows a secret" in shown
        assert CODE[:20] not in shown
        await press(pilot, "escape")
        assert read.reveals(app.reader, korea) == []
        shown = await press(pilot, "c", "y")
        assert read.reveals(app.reader, korea) == [(world.NOW, "activation_code")]
        assert CODE[:30] in shown
        assert "█▀" in shown
        shown = await press(pilot, "escape")
        assert CODE[:20] not in shown
        assert "it is noted that the code was shown" in shown
        assert "last shown 13:00" in await press(pilot, "enter")
        assert "This shows a secret" in await press(pilot, "c")


async def test_the_pin_is_asked_where_one_is_set(app: Any, coded: Path) -> None:
    from axis_tui.store.write import approval

    change(coded, lambda tx: approval.set_pin(tx, "2580", world.NOW))
    async with app.run_test(size=(80, 24)) as pilot:
        korea = esim(app, "Korea 5 GB")
        app.screen.listing.select(korea)
        shown = await press(pilot, "c", "y")
        assert "Approval PIN" in shown
        assert "^s show   esc cancel" in shown
        assert "Type the PIN" in await press(pilot, "enter", "space", "ctrl+s")
        await press(pilot, "backspace")
        await type_text(pilot, "9137")
        assert "2 tries left" in await press(pilot, "enter")
        assert read.reveals(app.reader, korea) == []
        await type_text(pilot, "2580")
        shown = await press(pilot, "enter")
        assert CODE[:30] in shown
        assert len(read.reveals(app.reader, korea)) == 1
        await press(pilot, "escape")
        assert CODE[:20] not in text(app)
