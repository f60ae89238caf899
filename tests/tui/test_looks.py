"""How the dashboard looks: sizes, themes, no colours, ASCII, hostile text. Pictures are kept as snapshots."""

from typing import Any

import pytest
from rich.style import Style

from axis_tui import i18n
from axis_tui.present.glyphs import ASCII
from axis_tui.present.line import Tone
from axis_tui.tui.theme import NAMES, palette
from tests.tui import world
from tests.tui.seeing import press, settled, text

Pilot = Any


async def look(pilot: Pilot) -> None:
    await settled(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (60, 20), (160, 45)])
def test_plans(snap_compare: Any, app: Any, size: tuple[int, int]) -> None:
    assert snap_compare(app, terminal_size=size, run_before=look)


def test_plans_without_colour(snap_compare: Any, make_app: Any) -> None:
    assert snap_compare(make_app(no_color=True), terminal_size=(80, 24), run_before=look)


def test_plans_in_ascii(snap_compare: Any, make_app: Any) -> None:
    assert snap_compare(make_app(glyphs=ASCII), terminal_size=(80, 24), run_before=look)


@pytest.mark.parametrize("theme", ["light", "high-contrast", "ansi"])
def test_plans_in_a_theme(snap_compare: Any, make_app: Any, theme: str) -> None:
    assert snap_compare(make_app(theme=theme), terminal_size=(80, 24), run_before=look)


@pytest.mark.parametrize(
    "keys", [("enter",), ("n",), ("question_mark",), ("colon",), ("x",), ("slash", "j", "a")]
)
def test_what_opens_over_plans(snap_compare: Any, app: Any, keys: tuple[str, ...]) -> None:
    async def press_them(pilot: Pilot) -> None:
        app.screen.listing.select(next(r.esim_id for r in app.screen.listing.rows if r.name == "Japan 10 GB"))
        await press(pilot, *keys)

    assert snap_compare(app, terminal_size=(80, 24), run_before=press_them)


def test_the_start_page(snap_compare: Any, make_app: Any, tmp_path: Any) -> None:
    assert snap_compare(make_app(path=tmp_path / "none.db"), terminal_size=(80, 24), run_before=look)


async def test_too_small_a_terminal_says_what_is_needed_and_comes_back(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        for small in ((59, 20), (60, 19), (20, 5), (1, 1)):
            await pilot.resize_terminal(*small)
            await settled(pilot)
            assert type(app.screen).__name__ == "TooSmall"
        await pilot.resize_terminal(59, 20)
        await settled(pilot)
        assert "needs 60×20" in text(app)
        for large in ((60, 20), (120, 36), (160, 45), (80, 24)):
            await pilot.resize_terminal(*large)
            await settled(pilot)
            assert "Japan 10 GB" in text(app)


async def test_a_terminal_that_is_too_small_from_the_start_can_be_left(app: Any) -> None:
    async with app.run_test(size=(40, 10)) as pilot:
        await settled(pilot)
        assert "needs 60×20" in text(app)
        await pilot.press("q")
        assert app._exit


async def test_no_line_is_wider_than_the_terminal(app: Any) -> None:
    async with app.run_test(size=(61, 21)) as pilot:
        for keys in ((), ("enter",), ("escape", "n"), ("escape", "question_mark")):
            await press(pilot, *keys)
            strips = app.screen._compositor.render_strips()
            assert {strip.cell_length for strip in strips} == {61}


async def test_hostile_names_are_shown_as_text_and_nothing_of_them_is_obeyed(app: Any) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        listing = app.screen.listing
        hostile = next(row for row in listing.rows if "[/x]" in row.name)
        listing.select(hostile.esim_id)
        for keys in (
            (),
            ("enter",),
            ("u",),
            ("escape", "e"),
            ("escape", "escape", "x"),
            ("escape", "slash", "[", "slash"),
        ):
            shown = await press(pilot, *keys)
            assert "[/x]" in shown
            strips = app.screen._compositor.render_strips()
            for strip in strips:
                for segment in strip:
                    assert not (segment.style and (segment.style.link or segment.style.meta.get("@click")))
                    assert segment.text.isprintable()
            if keys[-1:] == ("enter",):
                await press(pilot, "escape")
        assert not app._exit


@pytest.mark.parametrize("language", ["zh_Hans", "zh_Hant"])
async def test_chinese_lines_up_with_the_edges(app: Any, language: str) -> None:
    i18n.use(language)
    async with app.run_test(size=(80, 24)) as pilot:
        for keys in ((), ("enter",), ("escape", "n"), ("escape", "question_mark")):
            await press(pilot, *keys)
            strips = app.screen._compositor.render_strips()
            assert {strip.cell_length for strip in strips} == {80}


async def test_ctrl_t_goes_through_the_themes(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        seen = set()
        for _theme in NAMES:
            await press(pilot, "ctrl+t")
            seen.add(app.theme)
        assert seen == {f"axis-{name}" for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_every_tone_has_a_style_in_every_theme(name: str) -> None:
    assert set(palette(name).tones) == set(Tone)


@pytest.mark.parametrize("name", NAMES)
def test_without_colour_no_style_has_one(name: str) -> None:
    styles: list[Style] = [*palette(name, no_color=True).tones.values(), palette(name, no_color=True).cursor]
    assert all(style.color is None and style.bgcolor is None for style in styles)


async def test_without_colour_nothing_on_any_screen_has_one(make_app: Any) -> None:
    app = make_app(no_color=True)
    async with app.run_test(size=(80, 24)) as pilot:
        for keys in ((), ("n",), ("escape", "2"), ("5",), ("1", "question_mark")):
            await press(pilot, *keys)
            for strip in app.screen._compositor.render_strips():
                for segment in strip:
                    assert segment.style is None or (
                        segment.style.color is None and segment.style.bgcolor is None
                    )


async def test_alerts_are_counted_in_the_tab(app: Any) -> None:
    async with app.run_test(size=(80, 24)):
        assert "5 Alerts ▲2" in text(app)


def test_the_clock_of_these_pictures_stands() -> None:
    assert world.NOW == 1_795_176_000
