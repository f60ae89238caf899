"""The Usage screen: which bytes it shows, from whom, and what its keys change."""

from typing import Any

import pytest

from axis_tui.present.glyphs import ASCII
from tests.tui import world
from tests.tui.seeing import press, text

SIZES = ((80, 24), (120, 36))


@pytest.mark.parametrize("size", SIZES)
def test_picture_of_one_esim(make_app: Any, snap_compare: Any, size: tuple[int, int]) -> None:
    assert snap_compare(make_app(), press=["2"], terminal_size=size)


@pytest.mark.parametrize("size", SIZES)
def test_picture_of_the_fleet(make_app: Any, snap_compare: Any, size: tuple[int, int]) -> None:
    assert snap_compare(make_app(), press=["2", "F"], terminal_size=size)


async def test_it_starts_with_the_esim_selected_on_plans_and_follows_it(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        first = app.screen.listing.selected.name
        assert first in await press(pilot, "2")
        await press(pilot, "1", "j")
        second = app.screen.listing.selected.name
        shown = await press(pilot, "2")
        assert second in shown
        assert first not in shown


async def _japan(pilot: Any) -> str:
    """Usage of Japan 10 GB, whose router and carrier both gave figures."""
    for _step in range(6):
        if pilot.app.screen.listing.selected.name == "Japan 10 GB":
            break
        await press(pilot, "j")
    return await press(pilot, "2")


async def test_it_says_what_carrier_and_router_counted_and_how_they_differ(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        metered = "UPDATE plan SET metered_bytes = 3900000000, metered_at_carrier_bytes = 3640000000"
        assert "the router has counted none of it" in await _japan(pilot)
        app.screen.write(lambda tx: tx.execute(metered))
        shown = await press(pilot)
    assert "Carrier   3.7 GB  given 2 h ago" in shown
    assert "Router    3.9 GB" in shown
    assert "Drift     -1.6 %  +260 MB since, an estimate" in shown
    assert "days of UTC" in shown


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (("h",), "[hour]"), (("d",), "[day]"), (("w",), "[week]"), (("m",), "[month]"),
        (("right",), "[week]"), (("left",), "[hour]"), (("left", "left", "right"), "[day]"),
        (("t",), "today, 20 Nov"), (("c",), "this cycle, 3 Nov to 3 Dec"), (("l",), "22 Oct to 20 Nov"),
        (("t", "pageup"), "19 Nov 2026"), (("t", "up", "pageup", "down"), "19 Nov 2026"),
        (("t", "k", "comma", "g"), "today, 20 Nov"), (("l", "pageup"), "nothing is kept from before this"),
        (("t", "pagedown"), "this is the present"), (("m", "pageup"), "nothing is kept from before this"),
    ],
)  # fmt: skip
async def test_keys_choose_unit_range_and_time(app: Any, keys: tuple[str, ...], expected: str) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await _japan(pilot)
        assert expected in await press(pilot, *keys)


async def test_the_hours_of_a_day_add_up_to_what_was_metered(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await _japan(pilot)
        assert "50.0 MB shown" in await press(pilot, "t")
        assert "90.0 MB shown" in await press(pilot, "pageup")


async def test_a_cycle_that_does_not_fit_is_called_a_part_and_its_sum_is_of_the_bars(app: Any) -> None:
    async with app.run_test(size=(60, 20)) as pilot:
        await _japan(pilot)
        japan = app.screen._row.esim_id
        long = "UPDATE overview SET starts_at = starts_at - 50 * 86400 WHERE esim_id = ?"
        app.screen.write(lambda tx: tx.execute(long, (japan,)))
        shown = await press(pilot)
        bars = sum(slot.end - slot.first for slot in app.screen._window_shown.slots)
    assert f"{bars} of this cycle’s 81 days" in shown
    assert "this cycle," not in shown
    assert "1.6 GB shown" in shown


async def test_weeks_and_months_add_up_the_same_days(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        whole = await _japan(pilot)
        assert "1.6 GB shown" in whole
        assert "1.6 GB shown" in await press(pilot, "w")
        assert "1.6 GB shown" in await press(pilot, "m")


async def test_brackets_walk_through_the_esims_by_name_and_stop_at_the_ends(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2", *["left_square_bracket"] * 8)
        assert "the first eSIM by name" in text(app)
        seen = {app.screen._row.name}
        for _step in range(8):
            await press(pilot, "right_square_bracket")
            seen.add(app.screen._row.name)
        assert "the last eSIM by name" in text(app)
    assert len(seen) == 6


async def test_the_fleet_is_the_sum_of_its_esims(app: Any) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "2", "l")
        shown = await press(pilot, "F")
        assert "All eSIMs" in shown
        assert "6 eSIMs" in shown
        assert "top users of this time" in shown
        assert "busy hours" in await press(pilot, "v")
        assert "All eSIMs" not in await press(pilot, "F")


async def test_a_narrow_terminal_shows_one_panel_at_a_time(app: Any) -> None:
    async with app.run_test(size=(60, 20)) as pilot:
        shown = await _japan(pilot)
        assert "this cycle ─" in shown
        assert "busy hours" not in shown
        shown = await press(pilot, "v")
        assert "busy hours" in shown
        assert all(day in shown for day in ("Mo", "Su"))


@pytest.mark.parametrize("size", [(60, 20), (80, 20), (80, 24), (120, 36), (160, 45), (200, 60)])
async def test_the_picture_fills_the_terminal_exactly(app: Any, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        for keys in (("2",), ("F",), ("w",), ("v",)):
            await press(pilot, *keys)
            lines = app.screen._body.lines
            assert len(lines) == size[1] - 4
            assert {sum(len(part) for part, _tone in drawn) for drawn in lines if drawn} == {size[0]}


async def test_ascii_terminals_get_ascii(make_app: Any) -> None:
    app = make_app(glyphs=ASCII)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2", "F")
        drawn = text(app)
    assert not {char for char in drawn if "\u2500" <= char <= "\u25ff"}


async def test_the_meters_key_works_only_where_the_carrier_has_figures_by_day(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2")
        assert app.screen.allows("series") is app.screen._has_carrier


async def test_without_a_store_it_says_where_to_begin(make_app: Any, tmp_path: Any) -> None:
    app = make_app(path=tmp_path / "none" / "store.db")
    async with app.run_test(size=(80, 24)) as pilot:
        assert "No eSIM yet" in await press(pilot, "2")
        assert "No eSIM yet" in await press(pilot, "F", "h", "pageup", "v", "s")


async def test_new_bytes_appear_and_nothing_else_is_repainted(app: Any) -> None:
    from axis_tui.store.write import samples

    async with app.run_test(size=(80, 24)) as pilot:
        before = (await _japan(pilot)).splitlines()
        japan = app.screen._row.esim_id
        app.screen.write(lambda tx: samples.add_samples(tx, [(world.NOW - 60, japan, 0, 400_000_000, 0, 0)]))
        after = (await press(pilot)).splitlines()
    assert "2.0 GB shown" in after[3]
    assert before[:2] == after[:2]
