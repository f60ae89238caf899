"""Renewing in four steps: what each says, that nothing typed is lost, and that one order comes of it."""

from pathlib import Path
from typing import Any

import pytest
from textual import events

from axis_tui.domain.money import Money
from axis_tui.present.glyphs import ASCII
from axis_tui.present.width import cells
from axis_tui.tui.dialogs.renew_summary_lines import quote_age
from tests.tui import order_world, world
from tests.tui.seeing import press, settled, text, type_text
from tests.tui.world import NOW

TO_SUMMARY = ("r", "j", "enter", "enter", "j", "enter")
"""From the list to the last step: EU 10 GB, online, by card."""


@pytest.fixture
def ids(store: Path) -> dict[str, int]:
    """The store furnished; ids by name."""
    return order_world.furnish(store)


async def at(pilot: Any, ids: dict[str, int], name: str, *keys: str) -> str:
    """Renewals with the cursor on an eSIM, then keys."""
    await press(pilot, "3")
    assert pilot.app.screen.listing.select(ids[name])
    return await press(pilot, *keys)


def answer(store: Path, minor: int = 1150, *, valid_s: int = 300, error: str | None = None) -> list[str]:
    """Play the worker: answer what is pending; the kinds that were."""

    def do(tx: Any) -> list[str]:
        from axis_tui.store.write import payment, requests

        found = requests.pending(tx)
        for request in found:
            if request.kind == "quote" and error is None:
                payment.record_quote(
                    tx, request.payload["esim_id"], request.payload["package_id"], Money(minor, "USD", 2),
                    None, NOW, valid_s=valid_s, answered_at=None,
                )  # fmt: skip
            if request.kind == "catalogue" and error is None:
                for package in order_world.catalogue().values():
                    payment.put_package(tx, request.payload["carrier_id"], package, NOW)
            requests.finish(tx, request.id, error, NOW)
        return [request.kind for request in found]

    return order_world.change(store, do)  # type: ignore[no-any-return]


async def moved(pilot: Any) -> str:
    """What is shown once the box has followed the store."""
    await pilot.pause(0.7)
    await settled(pilot)
    return text(pilot.app)


def orders(app: Any) -> list[Any]:
    from axis_tui.store.read import renewals

    return renewals.page(app.reader, renewals.Filter(), 50)


def place(app: Any) -> str:
    return type(app.screen).__name__


# Looks


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 36)])
@pytest.mark.parametrize("steps", [1, 3, 4, 6])
def test_picture(
    make_app: Any, ids: dict[str, int], store: Path, snap_compare: Any, size: tuple[int, int], steps: int
) -> None:
    async def walk(pilot: Any) -> None:
        await at(pilot, ids, "EU 20 GB", *TO_SUMMARY[:steps])
        answer(store)
        await moved(pilot)

    assert snap_compare(make_app(), terminal_size=size, run_before=walk)


def test_picture_of_a_hotline_in_ascii(make_app: Any, ids: dict[str, int], snap_compare: Any) -> None:
    async def walk(pilot: Any) -> None:
        await at(pilot, ids, "Japan 10 GB", "r", "enter", "tab", "tab", "tab")
        await type_text(pilot, "9 USD")
        await press(pilot, "enter", "enter", "j")

    app = make_app(glyphs=ASCII, no_color=True)
    assert snap_compare(app, terminal_size=(80, 24), run_before=walk)


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_every_step_stands_whole_inside_the_terminal(
    make_app: Any, ids: dict[str, int], store: Path, size: tuple[int, int]
) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await press(pilot, "3")
        app.screen.listing.select(ids["EU 20 GB"])
        for keys, number in (("r",), 1), (("j", "enter"), 2), (("enter",), 3), (("j", "enter"), 4):
            await press(pilot, *keys)
            answer(store)
            lines = (await moved(pilot)).splitlines()
            assert any(f" {number} of 4 " in line and "┐" in line for line in lines)
            assert any("esc back" in line and "┘" in line for line in lines)
            assert max(map(cells, lines)) <= size[0]


# Packages


async def test_packages_are_listed_with_price_a_gb_and_what_the_marked_one_would_do(
    app: Any, ids: dict[str, int]
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await at(pilot, ids, "EU 20 GB", "r")
        row = next(line for line in shown.splitlines() if "EU 10 GB" in line)
        assert " ".join(row.split()[1:]).endswith("EU 10 GB 10.0 GB 15 days 11.50 USD 1.15 │")
        assert "adds data now, the end stays" in shown
        shown = await press(pilot, "j")
        assert "from the end of the current plan" in shown
        assert "valid until Mon 7 Dec 21:00 JST, about 11.9 GB left" in shown


async def test_what_throws_data_away_or_holds_elsewhere_comes_last_and_says_so(
    app: Any, ids: dict[str, int]
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await at(pilot, ids, "EU 20 GB", "r")
        places = [shown.index(name) for name in ("EU top-up 5 GB", "EU 10 GB", "EU refill", "Japan 5 GB")]
        assert places == sorted(places)
        assert "▲ 1.9 GB that are left now are thrown away" in await press(pilot, "G", "k")
        assert "works in none of the countries" in await press(pilot, "j")


async def test_what_only_fills_the_balance_promises_neither_data_nor_days(
    app: Any, store: Path, ids: dict[str, int]
) -> None:
    from axis_tui.domain.balance_amount import balance_package
    from axis_tui.store.write.payment import put_package

    fill = balance_package(Money(300, "USD", 2))
    order_world.change(store, lambda tx: put_package(tx, ids["Axis EU"], fill, NOW))
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await at(pilot, ids, "EU 20 GB", "r")
        row = next(line for line in shown.splitlines() if "3.00 USD" in line)
        assert "0 B" not in row
        assert "1 day" not in row
        assert "fills the balance, no plan changes" in shown


async def test_a_blocked_package_says_what_is_missing_and_goes_no_further(
    app: Any, store: Path, ids: dict[str, int]
) -> None:
    ends = "UPDATE plan SET state = 'expired', expires_at = ? WHERE esim_id = ?"
    order_world.change(store, lambda tx: tx.execute(ends, (NOW - 60, ids["EU 20 GB"])))
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await at(pilot, ids, "EU 20 GB", "r", "G")
        assert "✕ it adds to a running plan, and none runs" in shown
        assert "starts a plan of its own" in await press(pilot, "enter")
        assert place(app) == "PackageStep"


async def test_an_old_catalogue_is_asked_for_without_holding_anything_up(
    app: Any, store: Path, ids: dict[str, int]
) -> None:
    order_world.change(store, lambda tx: tx.execute("UPDATE package SET gone_at = ?", (NOW - 9_000,)))
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await at(pilot, ids, "EU 20 GB", "r")
        assert "asking Axis EU … esc cancels" in shown
        assert "no package of this carrier is known here yet" in shown
        await press(pilot, "enter", "j", "G")
        assert answer(store) == ["catalogue"]
        shown = await moved(pilot)
        assert "EU 10 GB" in shown
        assert "as Axis EU told just now" in shown
        assert place(app) == "PackageStep"


async def test_a_catalogue_that_fails_says_why_and_can_be_asked_again(
    app: Any, store: Path, ids: dict[str, int]
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await at(pilot, ids, "EU 20 GB", "r", "ctrl+r")
        answer(store, error="the carrier is down for maintenance")
        assert "▲ the carrier is down for maintenance" in await moved(pilot)
        assert "asking Axis EU" in await press(pilot, "ctrl+r")
        assert "asking" not in await press(pilot, "escape")


async def test_a_carrier_without_a_catalogue_offers_the_same_again_and_another(
    app: Any, ids: dict[str, int]
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await at(pilot, ids, "Japan 10 GB", "r")
        assert "again: Japan 10 GB" in shown
        assert "another package…" in shown
        assert "^r" not in shown
        shown = await press(pilot, "enter")
        assert "Japan 10 GB, 30 days" in shown  # its price is not known, so it is asked for
        assert "(with its currency" in shown


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({}, "Give it a name"),
        ({"name": "A"}, "is not an amount"),
        ({"name": "A", "price": "9"}, "is not an amount"),
        ({"name": "A", "price": "-9 USD"}, "below nothing"),
        ({"name": "A", "price": "9 USD"}, "how much data"),
        ({"name": "A", "price": "9 USD", "data": "x", "count": "3"}, "not a size"),
        ({"name": "A", "price": "9 USD", "data": "1 GB"}, "how long"),
    ],
)
async def test_a_mistake_in_another_package_is_told_and_nothing_typed_is_lost(
    app: Any, ids: dict[str, int], fields: dict[str, str], complaint: str
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await at(pilot, ids, "Japan 10 GB", "r", "j", "enter")
        for part in app.screen._fields:
            if part.key in fields:
                part.editor.set(fields[part.key])
        assert complaint in " ".join((await press(pilot, "ctrl+s")).replace("│", " ").split())
        await press(pilot, "escape", "enter")
        assert {key: app.screen.values()[key] for key in fields} == fields


# Channels and methods


async def test_channels_are_those_that_the_carrier_has_and_say_what_will_happen(
    app: Any, ids: dict[str, int]
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await at(pilot, ids, "EU 20 GB", "r", "enter")
        assert "ordered from Axis EU for you" in " ".join(shown.split())
        assert "hotline" not in shown
        await press(pilot, "escape", "escape")
        await at(pilot, ids, "Japan 10 GB", "r", "enter", "tab", "tab", "tab")
        await type_text(pilot, "9 USD")
        shown = await press(pilot, "ctrl+s")
        assert all(word in shown for word in ("online", "hotline", "shop"))
        assert "third party" not in shown
        assert "https://axis.example/renew" in shown
        shown = await press(pilot, "j")
        assert "tel:+81355501234" in shown
        assert "09:00" in shown
        assert "Shibuya 2-21-1" in await press(pilot, "j")


async def test_c_shows_the_number_as_a_code_that_fits(app: Any, ids: dict[str, int]) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await at(pilot, ids, "Japan 10 GB", "r", "enter", "tab", "tab", "tab")
        await type_text(pilot, "9 USD")
        shown = await press(pilot, "ctrl+s", "j", "c")
        assert "█▄▄▄▄▄▄▄█" in shown
        assert "tel:+81355501234" in shown
        assert "2 of 4" in await press(pilot, "escape")


async def test_a_code_that_does_not_fit_says_how_much_room_it_needs(
    make_app: Any, ids: dict[str, int]
) -> None:
    app = make_app(glyphs=ASCII)
    async with app.run_test(size=(80, 24)) as pilot:
        await at(pilot, ids, "Japan 10 GB", "r", "enter", "tab", "tab", "tab")
        await type_text(pilot, "9 USD")
        assert "needs a terminal of 56x29" in (await press(pilot, "ctrl+s", "j", "c")).replace("×", "x")


async def test_without_a_payment_method_it_says_where_one_is_added(
    app: Any, store: Path, ids: dict[str, int]
) -> None:
    order_world.change(store, lambda tx: tx.execute("UPDATE payment_method SET retired_at = 1"))
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Account (key 6)" in await at(pilot, ids, "EU 20 GB", "r", "enter", "enter", "enter")
        assert place(app) == "MethodStep"


async def test_without_an_iccid_no_order_goes_out_by_itself(
    app: Any, store: Path, ids: dict[str, int]
) -> None:
    order_world.change(store, lambda tx: tx.execute("UPDATE esim SET iccid = ''"))
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await at(pilot, ids, "EU 20 GB", "r", "enter")
        assert place(app) == "PackageStep"
        assert "ICCID is not known" in shown
        assert "e on Plans" in shown


# The last step


async def test_the_price_is_asked_for_when_a_channel_is_chosen_and_shown_with_its_age(
    app: Any, store: Path, ids: dict[str, int]
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await at(pilot, ids, "EU 20 GB", *TO_SUMMARY)
        assert "asking Axis EU …" in shown
        assert "Type the amount" not in shown
        assert "quote" in answer(store)
        shown = await moved(pilot)
        assert "11.50 USD (quoted just now)" in shown
        assert "card …4242" in shown
        assert "channel: online" in shown
        assert "EU 10 GB, 15 days, from the end of the current plan" in shown
        assert "valid until Mon 7 Dec 21:00 JST, about 11.9 GB left" in shown


async def test_paying_from_the_balance_shows_what_it_holds_after(
    app: Any, store: Path, ids: dict[str, int]
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await at(pilot, ids, "EU 20 GB", "r", "j", "enter", "enter", "enter")
        answer(store)
        shown = await moved(pilot)
        assert "balance after: 3.20 USD" in shown
        await press(pilot, "ctrl+r")
        answer(store, minor=1500)
        assert "▲ balance after: -0.30 USD" in await moved(pilot)


@pytest.mark.parametrize("typed", ["", "11.4", "11.500", "1150", "11.50 EUR", "x"])
async def test_only_the_very_amount_places_the_order(
    app: Any, store: Path, ids: dict[str, int], typed: str
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await at(pilot, ids, "EU 20 GB", *TO_SUMMARY)
        answer(store)
        await moved(pilot)
        await type_text(pilot, typed)
        assert "that is not 11.50 USD" in await press(pilot, "enter")
        assert orders(app) == []


async def test_pasting_the_amount_does_not_count(app: Any, store: Path, ids: dict[str, int]) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await at(pilot, ids, "EU 20 GB", *TO_SUMMARY)
        answer(store)
        await moved(pilot)
        app.post_message(events.Paste("11.50"))
        await settled(pilot)
        assert "pasting does not count" in text(app)
        await press(pilot, "enter")
        assert orders(app) == []


async def test_enter_places_one_order_and_shows_it_however_often_it_is_pressed(
    app: Any, store: Path, ids: dict[str, int]
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await at(pilot, ids, "EU 20 GB", *TO_SUMMARY)
        answer(store)
        await moved(pilot)
        await type_text(pilot, "11.50")
        await pilot.press("enter", "enter", "enter")
        await settled(pilot)
        shown = text(app)
        found = orders(app)
        assert place(app) == "OrderScreen"
        assert "13:00 asked · is sent next" in shown
    assert len(found) == 1
    placed = found[0]
    assert (placed.state, placed.channel, placed.amount) == ("intent", "online", Money(1150, "USD", 2))
    assert (placed.package_code, placed.method_label, placed.is_guided) == ("eu10", "Visa", False)


async def test_a_price_that_has_run_out_is_asked_for_anew(app: Any, store: Path, ids: dict[str, int]) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await at(pilot, ids, "EU 20 GB", *TO_SUMMARY)
        answer(store, valid_s=0)
        assert "the price has run out" in await moved(pilot)
        await type_text(pilot, "11.50")
        shown = await press(pilot, "enter")
        assert "asked for anew" in shown
        assert "asking Axis EU …" in shown
        assert answer(store, minor=1250) == ["quote"]
        assert "12.50 USD (quoted just now)" in await moved(pilot)
        assert "that is not 12.50 USD" in await press(pilot, "enter")
        assert orders(app) == []


async def test_a_price_that_cannot_be_had_says_why(app: Any, store: Path, ids: dict[str, int]) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await at(pilot, ids, "EU 20 GB", *TO_SUMMARY)
        answer(store, error="the carrier no longer sells it")
        shown = await moved(pilot)
        assert "▲ the carrier no longer sells it" in shown
        assert "Type the amount" not in shown
        await press(pilot, "enter")
        assert orders(app) == []


async def test_going_back_and_forth_loses_nothing(app: Any, store: Path, ids: dict[str, int]) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await at(pilot, ids, "EU 20 GB", *TO_SUMMARY)
        answer(store)
        await moved(pilot)
        await type_text(pilot, "11.5")
        for number in (3, 2, 1):
            assert f"{number} of 4" in await press(pilot, "escape")
        shown = await press(pilot, "enter", "enter", "enter")
        assert "Type the amount to confirm: 11.5" in shown
        assert "EU 10 GB" in shown
        assert "card …4242" in shown


async def test_a_hotline_order_waits_for_its_person(app: Any, ids: dict[str, int]) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await at(pilot, ids, "Japan 10 GB", "r", "enter", "tab", "tab", "tab")
        await type_text(pilot, "9 USD")
        await press(pilot, "ctrl+s", "j", "enter")
        shown = await press(pilot, "enter")
        assert "Price      9.00 USD" in shown
        await type_text(pilot, "9")
        shown = await press(pilot, "enter")
        assert "waits for you to pay" in shown
        assert "p I paid" in shown
        assert "tel:+81355501234" in shown
        found = orders(app)
    assert [(each.channel, each.is_guided, each.method_id) for each in found] == [("hotline", True, None)]
    assert found[0].package_code.startswith("own-")


async def test_r_on_an_esim_with_an_open_order_shows_that_order(
    app: Any, store: Path, ids: dict[str, int]
) -> None:
    order_world.change(store, lambda tx: order_world.order(tx, ids))
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await at(pilot, ids, "EU 20 GB", "r")
        assert place(app) == "OrderScreen"
        assert "is open already" in shown
        assert len(orders(app)) == 1


async def test_an_order_placed_elsewhere_meanwhile_is_shown_instead_of_a_second(
    app: Any, store: Path, ids: dict[str, int]
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await at(pilot, ids, "EU 20 GB", *TO_SUMMARY)
        answer(store)
        await moved(pilot)
        await type_text(pilot, "11.50")
        order_world.change(store, lambda tx: order_world.order(tx, ids))
        await press(pilot, "enter")
        assert place(app) == "OrderScreen"
        assert len(orders(app)) == 1


async def test_r_on_plans_opens_the_wizard_too(app: Any, ids: dict[str, int]) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.listing.select(ids["EU 20 GB"])
        assert "Renew EU 20 GB" in await press(pilot, "r")
        assert "1 of 6" in await press(pilot, "escape")


# The PIN


@pytest.fixture
def pin(store: Path) -> str:
    from axis_tui.store.write.approval import set_pin

    order_world.change(store, lambda tx: set_pin(tx, "2580", NOW))
    return "2580"


async def to_pin(pilot: Any, store: Path, ids: dict[str, int]) -> str:
    await at(pilot, ids, "EU 20 GB", *TO_SUMMARY)
    answer(store)
    await moved(pilot)
    await type_text(pilot, "11.50")
    return await press(pilot, "enter")


async def test_the_pin_is_asked_after_the_amount_and_never_shown(
    app: Any, store: Path, ids: dict[str, int], pin: str
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Approval PIN:" in await to_pin(pilot, store, ids)
        assert orders(app) == []
        shown = await type_text(pilot, pin)
        assert "Approval PIN: ••••" in shown
        assert pin not in shown
        await press(pilot, "enter")
        assert place(app) == "OrderScreen"


async def test_a_wrong_pin_is_counted_and_in_the_end_locked_with_the_time(
    app: Any, store: Path, ids: dict[str, int], pin: str
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await to_pin(pilot, store, ids)
        await type_text(pilot, "1111")
        assert "wrong PIN; 2 tries left" in await press(pilot, "enter")
        await type_text(pilot, "1111")
        await press(pilot, "enter")
        await type_text(pilot, "1111")
        assert "the PIN is locked until 13:00" in await press(pilot, "enter")
        await type_text(pilot, pin)
        await press(pilot, "enter")
        assert orders(app) == []
        assert place(app) == "SummaryStep"


# Hostile text


async def test_names_that_look_like_markup_or_code_are_only_text(
    app: Any, store: Path, ids: dict[str, int]
) -> None:
    def spoil(tx: Any) -> None:
        tx.execute("UPDATE package SET name = ?", (world.HOSTILE,))
        tx.execute("UPDATE carrier SET name = ? WHERE id = ?", (world.HOSTILE, ids["Axis EU"]))
        tx.execute("UPDATE payment_method SET label = ? WHERE id = ?", (world.HOSTILE[:40], ids["card"]))

    order_world.change(store, spoil)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3")
        app.screen.listing.select(ids["EU 20 GB"])
        for keys in (("r",), ("j", "enter"), ("enter",), ("j", "enter")):
            await press(pilot, *keys)
            answer(store)
            shown = await moved(pilot)
            assert all(line.isprintable() for line in shown.splitlines())
            assert max(map(cells, shown.splitlines())) <= 80


@pytest.mark.parametrize(
    ("age", "words"), [(0, "quoted just now"), (29, "quoted 20 s ago"), (125, "quoted 2 min ago")]
)
def test_the_age_of_a_quote_moves_in_steps(age: int, words: str) -> None:
    assert quote_age(NOW - age, NOW) == words
