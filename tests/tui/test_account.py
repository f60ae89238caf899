"""The Account screen: the store and its worker, carriers, devices, meters, language and theme."""

from pathlib import Path
from typing import Any

import pytest

from axis_tui import i18n
from axis_tui.config.settings import Paths, Settings
from axis_tui.domain.money import Money
from axis_tui.domain.word import UnitSystem
from axis_tui.present.glyphs import UNICODE
from axis_tui.present.line import plain
from axis_tui.store.presence import Presence
from axis_tui.store.read.inventory import CarrierRow
from axis_tui.tui.screens.account_lines import carrier_pane, carrier_row
from axis_tui.tui.screens.store_lines import StoreFile
from tests.tui import world
from tests.tui.seeing import press

SIZES = ((80, 24), (120, 36))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("part", [(), ("tab",), ("left", "j")], ids=["store", "carriers", "meters"])
def test_picture(
    make_app: Any, snap_compare: Any, part: tuple[str, ...], size: tuple[int, int], monkeypatch: Any
) -> None:
    app = make_app(path=_still(make_app, monkeypatch))
    assert snap_compare(app, press=["6", *part], terminal_size=size)


def _still(make_app: Any, monkeypatch: Any) -> Path:
    """The small store, whose place, SQLite and size read the same on every machine."""
    from axis_tui.store.read import inventory
    from axis_tui.tui.screens.account import AccountScreen

    store: Path = make_app().deps.store
    ask = inventory.store_info

    def told(reader: Any) -> Any:
        from dataclasses import replace

        return replace(ask(reader), path=Path("/data/store.db"), sqlite_version="3.46.0")

    monkeypatch.setattr(inventory, "store_info", told)
    monkeypatch.setattr(AccountScreen, "_file", lambda self: StoreFile(123_000, 0o600))
    return store


async def test_it_tells_the_worker_the_store_and_the_settings_in_force(
    make_app: Any, store: Path, tmp_path: Path
) -> None:
    settings = Settings(
        Paths(Path("/etc/axis/config.toml"), store, tmp_path), origins={"theme": "/etc/axis/config.toml:3"}
    )
    presence = Presence(True, "companion", 4242, world.NOW - 3600, 2)
    app = make_app(presence=lambda: presence, settings=settings)
    async with app.run_test(size=(120, 36)) as pilot:
        shown = await press(pilot, "6")
    for words in (
        "companion of a dashboard, process 4242", "since 12:00; heartbeat just now", str(store)[:40],
        "journal delete", "mode 0600", "6 eSIMs", "dark  /etc/axis/config.toml:3", "every 60 s",
    ):  # fmt: skip
        assert words in shown


async def test_no_worker_and_a_stalled_one_are_said(make_app: Any) -> None:
    for presence, words in (
        (Presence(False), "none runs: usage stays as it was"),
        (Presence(True, "service", 7, world.NOW, 300), "stalled"),
    ):
        app = make_app(presence=lambda found=presence: found)
        async with app.run_test(size=(80, 24)) as pilot:
            assert words in await press(pilot, "6")


async def test_a_lease_that_cannot_be_read_is_no_crash(make_app: Any) -> None:
    def refused() -> Presence:
        raise PermissionError("lease")

    app = make_app(presence=refused)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "none runs" in await press(pilot, "6")


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (("tab",), "Axis JP"), (("right",), "phone web"), (("right", "right"), "GL-MT3000"),
        (("left",), "router:br-lan"), (("shift+tab",), "its bytes count for Japan 10 GB"),
        (("left", "j"), "its bytes count for no eSIM"), (("right", "left"), "Worker"),
        (("right", "G", "g"), "1 of 6"), (("right", "end"), "6 of 6"),
        (("right", "pagedown", "pageup"), "1 of 6"),
    ],
)  # fmt: skip
async def test_keys_walk_through_its_parts(app: Any, keys: tuple[str, ...], expected: str) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        assert expected in await press(pilot, "6", *keys)


async def test_a_failing_meter_shows_its_error(app: Any) -> None:
    from axis_tui.store.read import inventory
    from axis_tui.store.write import metering

    async with app.run_test(size=(80, 24)) as pilot:
        meter = next(found for found in inventory.meters(app.reader) if not found.host)
        app.screen.write(lambda tx: metering.meter_failed(tx, meter.id, "no such interface", world.NOW))
        shown = await press(pilot, "6", "left")
    assert "✕ failing" in shown
    assert "no such interface" in shown


async def test_language_changes_on_every_screen_and_the_setting_that_keeps_it_is_named(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "6")
        for name, word in i18n.LANGUAGES.items():
            if name != "en":
                shown = await press(pilot, "L")
                assert i18n.current() == name
                assert word in shown
        await press(pilot, "L")
        assert i18n.current() == "en"
        shown = await press(pilot)
        assert 'language = "en"' in shown


async def test_screens_seen_before_speak_the_new_language(app: Any) -> None:
    i18n.use("zh_Hans")
    if not i18n.is_complete():
        pytest.skip("catalogues are not built")
    i18n.use("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "6", "L")
        assert "Data left" not in await press(pilot, "1")


async def test_theme_changes_and_the_setting_that_keeps_it_is_named(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await press(pilot, "6", "T")
    assert "light" in next(line for line in shown.splitlines() if line.startswith(" Theme"))
    assert 'theme = "light"' in shown


async def test_facts_that_do_not_fit_are_reached_by_scrolling(
    make_app: Any, store: Path, tmp_path: Path
) -> None:
    settings = Settings(Paths(tmp_path / "config.toml", store, tmp_path))
    app = make_app(settings=settings, presence=lambda: Presence(True, "service", 7, world.NOW, 1))
    async with app.run_test(size=(60, 20)) as pilot:
        jobs = "INSERT INTO schedule (job, due_at, interval_s) VALUES ('a', 1, 60), ('b', 1, 60)"
        app.screen.write(lambda tx: tx.execute(jobs))
        shown = await press(pilot, "6")
        assert "Settings  " not in shown
        shown = await press(pilot, "G")
        assert "Settings  " in shown
        assert "Worker " not in shown
        assert "Worker " in await press(pilot, "g")


async def test_without_a_store_it_still_tells_about_worker_and_settings(
    make_app: Any, tmp_path: Path
) -> None:
    app = make_app(path=tmp_path / "none" / "store.db")
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await press(pilot, "6", "tab", "left", "j")
    assert "there is none yet" in shown


async def test_the_jobs_of_all_meters_are_one_line(app: Any) -> None:
    jobs = (
        "INSERT INTO schedule (job, due_at, interval_s, last_at, failures)"
        f" VALUES ('meter:1', {world.NOW + 30}, 60, {world.NOW - 30}, 0),"
        f" ('meter:2', {world.NOW + 90}, 60, {world.NOW - 7200}, 2)"
    )
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.write(lambda tx: tx.execute(jobs))
        shown = await press(pilot, "6")
    assert "reading the meters: last 2 h ago, next 13:00" in shown
    assert "2 failures" in shown
    assert "meter:" not in shown


def test_a_balance_is_written_with_its_thousands_apart_in_the_list_and_below_it() -> None:
    balance = Money(123_456, "JPY", 0)
    axis = CarrierRow(1, "Axis JP", "manual", UnitSystem.DECIMAL, "UTC", "", "", "", None, balance, 0, 2)
    assert " 123,456 JPY " in plain(carrier_row(axis, 60, 80, UNICODE))
    assert any("balance 123,456 JPY" in plain(each) for each in carrier_pane(axis, 60, "UTC", 80, UNICODE))
