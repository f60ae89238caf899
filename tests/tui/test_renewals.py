"""The Renewals screen: what needs renewing when, what it cost, how to reach the carrier."""

from dataclasses import replace
from typing import Any

import pytest

from axis_tui import i18n
from axis_tui.domain.money import Money
from axis_tui.domain.plan import Plan, PlanState
from axis_tui.present.glyphs import UNICODE
from axis_tui.present.line import plain
from axis_tui.present.when import day_with_year, local
from axis_tui.present.width import cells
from axis_tui.tui.screens.renewal_lines import history_lines
from tests.tui import world
from tests.tui.seeing import press, text

SIZES = ((80, 24), (120, 36))


@pytest.mark.parametrize("size", SIZES)
def test_picture(make_app: Any, snap_compare: Any, size: tuple[int, int]) -> None:
    assert snap_compare(make_app(), press=["3"], terminal_size=size)


async def _select(pilot: Any, name: str) -> str:
    await press(pilot, "g")
    for _step in range(6):
        if pilot.app.screen.listing.selected.name == name:
            break
        await press(pilot, "j")
    assert pilot.app.screen.listing.selected.name == name
    return text(pilot.app)


async def test_plans_stand_in_the_order_in_which_they_end(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await press(pilot, "3")
    places = [shown.index(name) for name in ("EU 20 GB", "USA unlimited", "Japan 10 GB", "Korea 5 GB")]
    assert places == sorted(places)


async def test_contacts_of_the_carrier_are_shown_and_missing_ones_named(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3")
        shown = await _select(pilot, "Japan 10 GB")
        assert "phone +81 3 5550 1234" in shown
        assert "web https://axis.example" in shown
        assert "not known here: price" in shown
        shown = await _select(pilot, "EU 20 GB")
        assert "no contact of Axis EU is known here" in shown
        assert "not known here: price, contact" in shown


async def test_enter_lists_every_plan_bought_with_price_and_sum(app: Any) -> None:
    prices = (
        "UPDATE plan SET price_minor = 900, currency = 'USD', currency_exponent = 2"
        " WHERE esim_id = (SELECT id FROM esim WHERE nickname = 'Japan 10 GB')"
    )
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.write(lambda tx: tx.execute(prices))
        await press(pilot, "3")
        await _select(pilot, "Japan 10 GB")
        shown = await press(pilot, "enter")
        assert "19 Nov 2026  Japan top-up" in shown
        assert "3 Nov 2026   Japan 10 GB, 30 days" in shown
        assert "together 18.00 USD" in shown
        assert "Plans bought" not in await press(pilot, "escape")


async def test_p_goes_to_the_esim_on_plans(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "G")
        name = app.screen.listing.selected.name
        await press(pilot, "p")
        assert app.current_mode == "plans"
        assert app.screen.listing.selected.name == name


async def test_the_esim_selected_on_plans_is_selected_here(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "j", "j")
        name = app.screen.listing.selected.name
        await press(pilot, "3")
        assert app.screen.listing.selected.name == name


async def test_the_filter_works_as_it_is_typed(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await press(pilot, "3", "slash", "k", "o", "r", "e", "a")
        assert "1 found" in shown
        assert "/ korea" in shown
        shown = await press(pilot, "enter")
        assert "1 of 1" in shown
        assert "filter: korea" in shown
        assert "of 6" in await press(pilot, "escape")


async def test_a_filter_that_means_nothing_says_so(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "slash", "x", "x", "colon", "1")
        assert app.screen._wrong
        assert "6" in str(app.screen.listing.total)
        assert "of 6" in await press(pilot, "escape")


async def test_without_a_store_it_says_where_to_begin(make_app: Any, tmp_path: Any) -> None:
    app = make_app(path=tmp_path / "none" / "store.db")
    async with app.run_test(size=(80, 24)) as pilot:
        assert "No eSIM yet" in await press(pilot, "3", "enter", "p", "slash", "G")


@pytest.mark.parametrize("language", ["en", "zh_Hans", "zh_Hant"])
@pytest.mark.parametrize("width", [56, 76])
def test_the_history_keeps_dates_and_prices_whole_with_a_gap_between(language: str, width: int) -> None:
    i18n.use(language)
    plans = [
        Plan(
            replace(world.terms("EU 20 GB " * 9, 1, 30, "DE"), price=Money(123456700, "JPY", 2)),
            PlanState.ACTIVE,
            world.NOW - 28 * 86_400,
        )
    ]
    shown = [plain(each) for each in history_lines("EU", plans, None, "Axis EU", width, UNICODE)]
    bought = day_with_year(local(plans[0].purchased_at, "Asia/Tokyo").date())
    assert shown[2].startswith(f"{bought}  EU")
    assert shown[2].endswith("  1,234,567.00 JPY")
    assert cells(shown[2]) == width
    i18n.use("en")
