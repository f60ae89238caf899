"""Orders on the Renewals screen: the open ones, the history, those in doubt, and taking them along."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from axis_tui.present.glyphs import ASCII
from axis_tui.present.line import plain
from axis_tui.present.width import cells
from axis_tui.tui.dialogs import order_export
from axis_tui.tui.order_source import MOST_COUNTED, HistorySource, OpenSource
from axis_tui.tui.screens.order_file import write_private
from axis_tui.tui.screens.order_lines import order_header, order_row
from tests.present.orders import order
from tests.tui import order_world, world
from tests.tui.seeing import press, settled, text, type_text


@pytest.fixture
def ids(store: Path) -> dict[str, int]:
    """The store furnished, with orders in every state; ids by name and by state."""
    found = order_world.furnish(store)
    return found | order_world.past(store, found)


def body(shown: str) -> list[str]:
    return shown.splitlines()[2:]


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (60, 20)])
@pytest.mark.parametrize("views", [1, 2])
def test_picture(
    make_app: Any, ids: dict[str, int], snap_compare: Any, size: tuple[int, int], views: int
) -> None:
    assert snap_compare(make_app(), press=["3", *["v"] * views], terminal_size=size)


def test_picture_in_ascii(make_app: Any, ids: dict[str, int], snap_compare: Any) -> None:
    assert snap_compare(make_app(glyphs=ASCII, no_color=True), press=["3", "v"], terminal_size=(80, 24))


async def test_v_goes_from_view_to_view_and_back(app: Any, ids: dict[str, int]) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        assert "─ to renew ─" in await press(pilot, "3")
        assert "─ open orders ─" in await press(pilot, "v")
        assert "─ history ─" in await press(pilot, "v")
        assert "─ to renew ─" in await press(pilot, "v")


async def test_the_palette_opens_each_view(app: Any, ids: dict[str, int]) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "colon")
        await type_text(pilot, "latest first")
        assert "─ history ─" in await press(pilot, "enter")


async def test_open_orders_stand_with_those_in_doubt_first_and_say_what_is_next(
    app: Any, ids: dict[str, int]
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await press(pilot, "3", "v")
    rows = body(shown)[1:5]
    assert [row[1:14].strip() for row in rows] == ["▲ in doubt", "▲ in review", "● paid", "○ asked"]
    for words in (
        "looked up next",
        "waits for your decision",
        "data due: 2 of 30 min",
        "waits for you to pay",
    ):
        assert words in shown


async def test_an_order_in_doubt_is_marked_in_every_view_in_the_pane_and_on_plans(
    app: Any, ids: dict[str, int]
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        assert "▲ 2 orders in doubt (3)" in text(app)
        await press(pilot, "3")
        app.screen.listing.select(ids["EU 20 GB"])
        shown = await press(pilot, "v", "v", "v")
        row = next(line for line in body(shown) if "EU 20 GB" in line)
        assert row.rstrip().endswith("▲ in doubt")
        assert "Axis EU · ▲ in doubt" in shown
        for _view in range(3):
            shown = await press(pilot, "v")
            assert "▲ 2 in doubt" in shown
            assert shown.count("▲ in doubt") >= 2


async def test_an_order_that_becomes_doubtful_is_shown_within_a_second(
    app: Any, store: Path, ids: dict[str, int]
) -> None:
    from axis_tui.store.write import order_steps

    order_world.change(store, lambda tx: order_steps.withdraw(tx, ids["intent"], world.NOW))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "v")

        def lose(tx: Any) -> None:
            made = order_world.order(tx, ids, "Swiss day", package_id=ids["swiss"])
            order_steps.claim(tx, made, world.NOW)
            order_steps.lose(tx, made, world.NOW, "no answer")

        order_world.change(store, lambda tx: ids.update(swiss=order_world.swiss_package(tx, ids)))
        order_world.change(store, lose)
        await pilot.pause(1.0)
        assert "▲ 3 in doubt" in text(app)
        assert "Swiss day" in text(app)


async def test_the_history_has_totals_a_currency_and_filters_as_it_is_typed(
    app: Any, ids: dict[str, int]
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await press(pilot, "3", "v", "v")
        assert "charged 20.00 EUR, 6.00 USD" in shown
        await press(pilot, "slash")
        shown = await type_text(pilot, "state:cred")
        assert "1 found" in shown
        shown = await press(pilot, "enter")
        assert "1 of 1" in shown
        assert "charged 6.00 USD" in shown
        assert "EUR" not in "".join(body(shown)[:18])
        assert "of 6" in await press(pilot, "escape")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("state:declined", 1), ("channel:hot", 1), ("state:paid,review", 2), ("axis", 4), ("ax-10021", 1),
        ("since:2026-11-20", 4), ("until:2026-11-19", 2), ("since:2026-12", 0), ("state:", 6),
    ],
)  # fmt: skip
async def test_filters_of_the_history(app: Any, ids: dict[str, int], typed: str, found: int) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "v", "v", "slash")
        await type_text(pilot, typed)
        assert app.screen.listing.total == found
        assert not app.screen._wrong


@pytest.mark.parametrize("typed", ["state:zzz", "channel:pigeon", "colour:red"])
async def test_a_filter_that_means_nothing_says_so_and_shows_all(
    app: Any, ids: dict[str, int], typed: str
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "v", "v", "slash")
        await type_text(pilot, typed)
        assert app.screen._wrong
        assert app.screen.listing.total == 6


async def test_each_view_keeps_its_own_filter(app: Any, ids: dict[str, int]) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "v", "v", "slash")
        await type_text(pilot, "declined")
        await press(pilot, "enter")
        assert "filter:" not in await press(pilot, "v")
        assert "filter: declined" in await press(pilot, "v", "v")


async def test_enter_opens_the_order_and_escape_comes_back_to_the_row(app: Any, ids: dict[str, int]) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "v", "j")
        name = app.screen.listing.selected.esim_name
        shown = await press(pilot, "enter")
        assert f"{name} · ▲ in review" in shown
        shown = await press(pilot, "escape")
        assert "─ open orders ─" in shown
        assert app.screen.listing.selected.esim_name == name


async def test_without_orders_both_lists_say_so(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        assert "No order is open" in await press(pilot, "3", "v", "enter", "G", "r", "e")
        assert "Nothing was ordered yet" in await press(pilot, "v", "enter", "G", "r", "e")


async def test_without_a_store_the_views_stay_shut(make_app: Any, tmp_path: Any) -> None:
    app = make_app(path=tmp_path / "none" / "store.db")
    async with app.run_test(size=(80, 24)) as pilot:
        assert "No eSIM yet" in await press(pilot, "3", "v", "r", "e")


async def test_a_hostile_name_is_text_and_nothing_more(app: Any, store: Path, ids: dict[str, int]) -> None:
    rename = "UPDATE renewal SET reference = ?, detail = ? WHERE id = ?"
    order_world.change(store, lambda tx: tx.execute(rename, (world.HOSTILE, world.HOSTILE, ids["credited"])))
    hostile = "UPDATE overview SET name = ? WHERE esim_id = ?"
    order_world.change(store, lambda tx: tx.execute(hostile, (world.HOSTILE, ids["EU 20 GB"])))
    async with app.run_test(size=(80, 24)) as pilot:
        for keys in (["3", "v"], ["v"], ["G", "k", "enter"]):
            shown = await press(pilot, *keys)
            assert "[/x][@click" in shown
            assert all(line.isprintable() for line in shown.splitlines())
            assert max(map(cells, shown.splitlines())) <= 80


@pytest.mark.parametrize("width", [60, 72, 80, 100, 120, 160])
@pytest.mark.parametrize("is_history", [True, False])
def test_rows_and_header_line_up_at_every_width(width: int, is_history: bool) -> None:
    from axis_tui.present.glyphs import UNICODE

    header = plain(order_header(width, is_history=is_history))
    made = order(state="succeeded", paid_at=world.NOW, minor=1234567890, channel="third_party", reference="R")
    row = plain(order_row(made, world.NOW, "UTC", width, UNICODE, is_history=is_history))
    assert cells(header) == cells(row) == width
    assert header.index("eSIM") == row.index("EU 20 GB")
    assert header.index("State") == row.index("● paid")


# Long lists


def test_a_long_history_is_asked_for_a_page_at_a_time(store: Path, ids: dict[str, int]) -> None:
    from axis_tui.store.read import open_reader
    from axis_tui.store.read.renewals import Filter

    with open_reader(store) as reader:
        source = HistorySource(reader, Filter())
        first = source.page(2)
        rest = source.page(10, after=source.key(first[-1]))
        assert [row.id for row in (*first, *rest)] == [row.id for row in source.page(10)]
        assert [row.id for row in source.page(2, before=source.key(rest[0]))] == [row.id for row in first]
        assert [row.id for row in source.page(2, from_end=True)] == [row.id for row in rest[-2:]]
        assert source.count() == 6 < MOST_COUNTED


def test_open_orders_page_over_their_sections_both_ways(store: Path, ids: dict[str, int]) -> None:
    from axis_tui.store.read import open_reader
    from axis_tui.store.read.renewals import Filter

    with open_reader(store) as reader:
        source = OpenSource(reader, Filter())
        every = [row.id for row in source.page(10)]
        assert every == [ids[state] for state in ("unknown", "review", "succeeded", "intent")]
        third = source.page(3)[-1]
        assert [row.id for row in source.page(5, after=source.key(third))] == every[3:]
        assert [row.id for row in source.page(2, before=source.key(third))] == every[:2]
        assert source.find(every[0]) is None
        assert source.find(("order", ids["credited"])) is None
        only = OpenSource(reader, Filter(states=("review",)))
        assert [row.id for row in only.page(10)] == [ids["review"]]


def test_the_history_is_counted_up_to_a_bound(store: Path, ids: dict[str, int]) -> None:
    from axis_tui.store.read import open_reader, order_pages
    from axis_tui.store.read.renewals import Filter

    with open_reader(store) as reader:
        assert [order_pages.count_up_to(reader, Filter(), most) for most in (3, 6, 100)] == [3, 6, 6]
        assert order_pages.count_up_to(reader, Filter(states=("declined",)), 100) == 1


# Taking it along


@pytest.mark.parametrize("kind", ["csv", "json"])
async def test_e_writes_what_the_filter_shows_to_a_file_of_ones_own(
    app: Any, ids: dict[str, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    pytest.importorskip("axis_tui.present.order_export")
    monkeypatch.chdir(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "v", "v", "slash")
        await type_text(pilot, "state:declined")
        await press(pilot, "enter", "e", *([] if kind == "csv" else ["j"]))
        await press(pilot, "enter")
        await settled(pilot)
        shown = text(app)
    path = tmp_path / f"axis-orders-2026-11-20.{kind}"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    written = path.read_text()
    assert "declined" in written
    assert "AX-10021" not in written
    assert "written to" in shown
    if kind == "json":
        json.loads(written)


def test_every_order_is_exported_however_many_pages(
    store: Path, ids: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    from axis_tui.store.read import open_reader
    from axis_tui.store.read.renewals import Filter

    monkeypatch.setattr(order_export, "_PAGE", 2)
    with open_reader(store) as reader:
        assert len(list(order_export.every(reader, Filter()))) == 6


def test_a_file_is_never_overwritten_and_no_link_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("keep")
    (tmp_path / "a.csv").symlink_to(secret)
    path = write_private("a.csv", "new", (tmp_path / "gone", tmp_path))
    assert path.name == "a-2.csv"
    assert (path.read_text(), secret.read_text()) == ("new", "keep")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
