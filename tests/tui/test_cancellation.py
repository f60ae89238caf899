"""The Cancellation screen: what would be lost, what stands in the way, whom to ask."""

from typing import Any

import pytest

from tests.tui.seeing import press, text

SIZES = ((80, 24), (120, 36))


@pytest.mark.parametrize("size", SIZES)
def test_picture(make_app: Any, snap_compare: Any, size: tuple[int, int]) -> None:
    assert snap_compare(make_app(), press=["4"], terminal_size=size)


async def _select(pilot: Any, name: str) -> str:
    await press(pilot, "4", "g")
    for _step in range(6):
        if pilot.app.screen.listing.selected.name == name:
            break
        await press(pilot, "j")
    assert pilot.app.screen.listing.selected.name == name
    return text(pilot.app)


async def test_a_running_plan_says_what_would_be_lost_and_where_the_esim_is_on(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await _select(pilot, "Japan 10 GB")
        assert "its plan still runs: 13 days and" in shown
        assert "it is enabled on GL-MT3000: disable it there" in shown
        assert "phone +81 3 5550 1234" in shown


async def test_enter_shows_the_whole_check_with_plans_that_wait(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await _select(pilot, "Japan 10 GB")
        shown = await press(pilot, "enter")
        assert "1 more plan waits on it" in shown
        assert "✓ auto-renew is off" in shown
        assert "The carrier ends the service" in shown
        assert "Before cancelling" not in await press(pilot, "escape")


async def test_auto_renew_stands_in_the_way(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.write(lambda tx: tx.execute("UPDATE overview SET auto_renew = 1"))
        shown = await _select(pilot, "Japan 10 GB")
        assert "auto-renew is on: turn it off with the carrier" in shown
        assert "3 things to do" in shown


async def test_an_expired_one_loses_nothing(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await _select(pilot, "Swiss day")
        shown = await press(pilot, "enter")
    assert "✓ no plan is running" in shown
    assert "would be lost" not in shown.split("Before cancelling")[1].split("close")[0]


async def test_p_goes_to_the_esim_on_plans(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await _select(pilot, "Korea 5 GB")
        await press(pilot, "p")
        assert app.current_mode == "plans"
        assert app.screen.listing.selected.name == "Korea 5 GB"


@pytest.mark.parametrize("width", [60, 71, 72, 80, 99, 100, 120, 160])
async def test_columns_fill_the_width_exactly(app: Any, width: int) -> None:
    from axis_tui.present.width import cells

    async with app.run_test(size=(width, 24)) as pilot:
        for key in ("3", "4"):
            await press(pilot, key)
            screen = app.screen
            drawn = [screen.header(), *(screen.row_line(row) for row in screen.listing.rows)]
            assert {sum(cells(part) for part, _tone in spans) for spans in drawn} == {width}


async def test_without_a_store_it_says_where_to_begin(make_app: Any, tmp_path: Any) -> None:
    app = make_app(path=tmp_path / "none" / "store.db")
    async with app.run_test(size=(80, 24)) as pilot:
        assert "No eSIM yet" in await press(pilot, "4", "enter", "p", "slash", "G")


async def test_names_and_contacts_from_outside_never_become_markup_or_control_codes(app: Any) -> None:
    hostile = "[/x][@click=app.exit]go[/]\u202e\x1b[31m\u200b" + "日本" * 40
    change = "UPDATE carrier SET support_phone = ?, support_url = ?, support_email = ?"
    async with app.run_test(size=(60, 20)) as pilot:
        app.screen.write(lambda tx: tx.execute(change, (hostile, hostile, hostile)))
        app.screen.write(
            lambda tx: tx.execute("UPDATE overview SET name = ?, carrier = ?", (hostile, hostile))
        )
        for keys in (
            ("2",),
            ("F",),
            ("3",),
            ("enter",),
            ("escape", "4"),
            ("enter",),
            ("escape", "5"),
            ("6", "tab"),
        ):
            shown = await press(pilot, *keys)
            assert not {"\x1b", "\u202e", "\u200b"} & set(shown)
        assert "[/x][@click=app.exit]go[/]" in await press(pilot, "3")
