"""The home screen: what it lists, what its keys do, and what it says when something is wrong."""

import sys
from pathlib import Path
from typing import Any

import pytest

from tests.tui import world
from tests.tui.seeing import press, settled, text, type_text


async def test_the_first_picture_holds_every_esim_and_the_selected_one_in_detail(app: Any) -> None:
    async with app.run_test(size=(80, 24)):
        shown = text(app)
    for name in ("Japan 10 GB", "EU 20 GB", "USA unlimited", "Korea 5 GB", "Swiss day"):
        assert name in shown
    assert "1 of 6" in shown
    assert "worker ok" in shown


async def test_showing_the_list_imports_no_write_side(app: Any) -> None:
    import subprocess

    program = (
        "import sys, tests.tui.world as w\n"
        "from pathlib import Path\n"
        "import asyncio\n"
        "from axis_tui.present.glyphs import UNICODE\n"
        "from axis_tui.store.read import open_reader\n"
        "from axis_tui.tui.app import AxisApp\n"
        "from axis_tui.tui.deps import Deps\n"
        "from axis_tui.tui.gateway import Gateway\n"
        f"path = Path({str(app.deps.store)!r})\n"
        "clock = lambda: w.NOW\n"
        "deps = Deps(path, lambda: open_reader(path), Gateway(lambda: None, clock), clock, w.ZONE, None,"
        " UNICODE, lambda: None)\n"
        "app = AxisApp(deps)\n"
        "async def main():\n"
        "    async with app.run_test() as pilot:\n"
        "        await pilot.press('j', 'enter', 'escape', 'question_mark', 'escape')\n"
        "        assert app.reader is not None\n"
        "asyncio.run(main())\n"
        "print(sorted({'sqlmodel', 'sqlalchemy', 'pydantic', 'babel', 'humanize'} & set(sys.modules)))\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "[]", done.stderr


@pytest.mark.parametrize(
    ("keys", "position"),
    [
        (("j",), "2 of 6"), (("down", "down"), "3 of 6"), (("j", "k"), "1 of 6"), (("down", "up"), "1 of 6"),
        (("G",), "6 of 6"), (("end",), "6 of 6"), (("G", "g"), "1 of 6"), (("end", "home"), "1 of 6"),
        (("pagedown",), "6 of 6"), (("pagedown", "pageup"), "1 of 6"), (("k",), "1 of 6"),
        (("G", "j"), "6 of 6"),
    ],
)  # fmt: skip
async def test_the_moving_keys_move_the_cursor(app: Any, keys: tuple[str, ...], position: str) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        assert position in await press(pilot, *keys)


async def test_the_pane_follows_the_cursor(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        first = app.screen.listing.selected.name
        shown = await press(pilot, "j")
        second = app.screen.listing.selected.name
        assert first != second
        assert second in shown.splitlines()[18]


async def test_s_goes_through_the_orders_and_says_which(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        seen = {next(word for word in text(app).splitlines() if " of 6 " in word).split("─")[2].strip()}
        for _step in range(6):
            shown = await press(pilot, "s")
            seen.add(next(word for word in shown.splitlines() if " of 6 " in word).split("─")[2].strip())
        assert len(seen) == 7
        assert "valid until ↑" in await press(pilot, "s")


async def test_capital_s_turns_the_order_round_and_keeps_the_selection(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        before = [row.esim_id for row in app.screen.listing.rows]
        chosen = app.screen.listing.selected.esim_id
        assert "valid until ↓" in await press(pilot, "S")
        assert [row.esim_id for row in app.screen.listing.rows] == before[::-1]
        assert app.screen.listing.selected.esim_id == chosen


async def test_a_filter_narrows_the_list_at_every_letter(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash")
        shown = await type_text(pilot, "jap")
        assert "EU 20 GB" not in shown
        assert "1 found" in shown
        assert "esc all" in shown
        shown = await press(pilot, "enter")
        assert "filter: jap" in shown
        assert "EU 20 GB" in await press(pilot, "escape")


async def test_letters_typed_right_after_the_slash_are_never_taken_as_commands(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"nqexusA1")
        await settled(pilot)
        assert type(app.screen).__name__ == "PlansScreen"
        assert "/ nqexusA1" in text(app)


async def test_a_filter_that_means_nothing_is_told_in_one_line(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash")
        shown = await type_text(pilot, "colour:red")
        assert "no filter" in shown
        assert "Japan 10 GB" in shown


async def test_a_filter_that_finds_nothing_says_how_to_go_back(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash")
        shown = await type_text(pilot, "zzz")
        assert "Nothing matches" in shown
        assert "0 of 0" in await press(pilot, "enter")
        assert "open" not in text(app).splitlines()[-1]


async def test_the_footer_names_only_what_works_now(app: Any) -> None:
    async with app.run_test(size=(160, 45)) as pilot:
        assert "esc all" not in text(app).splitlines()[-1]
        await press(pilot, "A")
        assert "esc all" in text(app).splitlines()[-1]


async def test_archiving_asks_first_and_the_esim_can_be_brought_back(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.listing.select(next(r.esim_id for r in app.screen.listing.rows if r.name == "Swiss day"))
        assert "Take “Swiss day” off the list?" in await press(pilot, "x")
        assert "1 of 6" not in await press(pilot, "escape")
        await press(pilot, "x")
        shown = await press(pilot, "y")
        assert "of 5" in shown
        assert "archived" in shown
        await press(pilot, "A")
        app.screen.listing.select(next(r.esim_id for r in app.screen.listing.rows if r.name == "Swiss day"))
        await press(pilot, "x")
        assert "Swiss day" in await press(pilot, "A")
        assert "of 6" in text(app)


async def test_u_leaves_a_switch_request_for_the_worker(app: Any) -> None:
    from axis_tui.store.read import inventory

    async with app.run_test(size=(80, 24)) as pilot:
        shown = await press(pilot, "u")
        assert "router:br-lan" in shown
        assert "wwan0" in shown
        await press(pilot, "enter")
        request = inventory.requests(app.reader)[0]
    assert request.kind == "switch"
    assert '"esim_id"' in request.payload


async def test_ctrl_r_asks_for_a_refresh_and_shows_that_it_goes_on(app: Any) -> None:
    from axis_tui.store.read import inventory

    async with app.run_test(size=(80, 24)) as pilot:
        assert "refreshing" in await press(pilot, "ctrl+r")
        assert inventory.requests(app.reader)[0].kind == "refresh"
        assert "already going on" in await press(pilot, "ctrl+r")


async def test_a_finished_refresh_is_followed_and_shown(app: Any, store: Path) -> None:
    from axis_tui.store.write import open_writer, requests

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+r")
        with (
            open_writer(store, create=False, state_dir=store.parent / "state") as writer,
            writer.transaction() as tx,
        ):
            requests.finish(tx, requests.pending(tx)[0].id, "wwan0 is gone", now=world.NOW)
        app.feed_now()
        await settled(pilot)
        assert "refresh failed: wwan0 is gone" in text(app)
        assert "refreshing" not in text(app)


async def test_a_change_by_another_process_is_on_screen_after_the_next_poll(app: Any, store: Path) -> None:
    from axis_tui.store.write import fleet, open_writer

    async with app.run_test(size=(80, 24)) as pilot:
        chosen = app.screen.listing.selected.esim_id
        with (
            open_writer(store, create=False, state_dir=store.parent / "state") as writer,
            writer.transaction() as tx,
        ):
            fleet.add_esim(tx, fleet.NewEsim("Newcomer", "Axis JP"))
        app.feed_now()
        await settled(pilot)
        assert "Newcomer" in text(app)
        assert app.screen.listing.selected.esim_id == chosen


async def test_nothing_is_painted_while_nothing_changes(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        painted: list[object] = []
        show = type(app)._display
        monkeypatch.setattr(
            type(app),
            "_display",
            lambda self, screen, update: (painted.append(update), show(self, screen, update)),
        )
        for _poll in range(20):
            app.feed_now()
        await settled(pilot)
        assert [update for update in painted if update is not None] == []


async def test_days_left_follow_the_clock_without_a_change_in_the_store(make_app: Any) -> None:
    now = [world.NOW]
    app = make_app(clock=lambda: now[0])
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.listing.select(next(r.esim_id for r in app.screen.listing.rows if r.name == "Japan 10 GB"))
        await settled(pilot)
        assert "13 days left" in text(app)
        now[0] += world.DAY_S
        app.feed_now()
        await settled(pilot)
        assert "12 days left" in text(app)


async def test_the_whole_page_of_an_esim_tells_plans_clocks_and_contacts_masked(app: Any) -> None:
    async with app.run_test(size=(80, 45)) as pilot:
        app.screen.listing.select(next(r.esim_id for r in app.screen.listing.rows if r.name == "Japan 10 GB"))
        shown = await press(pilot, "enter")
        assert "Japan top-up" in shown
        assert "next in line" in shown
        assert "+81 3 5550 1234" in shown
        assert "…0017" in shown
        assert "8981100000000000017" not in shown
        assert "1 of 6" not in shown
        assert "of 6" in await press(pilot, "escape")


async def test_a_plan_that_has_not_started_says_how_long_it_is_valid_and_from_when(app: Any) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        shown = await press(pilot, "slash", *"korea", "enter")
        assert "start it by" in shown
        assert "30 days from first use" in shown
        assert "no end" not in shown


async def test_the_list_keeps_a_blank_before_the_rule_of_the_pane(app: Any) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot)
        ruled = [row for row in text(app).splitlines() if "│" in row]
    assert len(ruled) > 6
    assert all(row[row.index("│") - 1] == " " for row in ruled)


async def test_digits_change_the_screen_and_come_back(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        for key, mode in (
            ("2", "usage"),
            ("3", "renewals"),
            ("4", "cancellation"),
            ("5", "alerts"),
            ("6", "account"),
            ("1", "plans"),
        ):
            await press(pilot, key)
            assert app.current_mode == mode


async def test_q_leaves(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("q")
        assert app._exit
