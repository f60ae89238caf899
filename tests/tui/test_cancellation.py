"""The Cancellation screen: what would be lost with each eSIM, the cases that are open, and all of them."""

from pathlib import Path
from typing import Any

import pytest

from axis_tui import i18n
from axis_tui.domain.cancellation_subject import Check
from axis_tui.domain.cancellation_word import CheckCode, Level
from axis_tui.present.case_review import rough_review
from axis_tui.present.check_digest import check_digest
from axis_tui.present.glyphs import ASCII, UNICODE
from axis_tui.present.line import plain
from axis_tui.present.width import cells
from axis_tui.store.read import cases
from axis_tui.tui import case_reviews
from axis_tui.tui.case_source import identity
from axis_tui.tui.screens.case_lines import case_header, case_pane, case_row, columns
from tests.tui import case_world, world
from tests.tui.seeing import press, settled, text, type_text


@pytest.fixture
def ids(store: Path) -> dict[str, int]:
    """The store with cases in several states; ids by name and by state."""
    found = case_world.furnish(store)
    return found | case_world.past(store, found)


def body(shown: str) -> list[str]:
    return shown.splitlines()[2:]


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
def test_picture(make_app: Any, snap_compare: Any, size: tuple[int, int]) -> None:
    assert snap_compare(make_app(), press=["4"], terminal_size=size)


@pytest.mark.parametrize(
    ("view", "size"),
    [
        ("t", (80, 24)), ("o", (80, 24)), ("o", (120, 36)), ("o", (60, 20)), ("h", (80, 24)),
        ("h", (120, 36)),
    ],
)  # fmt: skip
def test_picture_of_cases(
    make_app: Any, ids: dict[str, int], snap_compare: Any, size: tuple[int, int], view: str
) -> None:
    assert snap_compare(make_app(), press=["4", view, "j"], terminal_size=size)


def test_picture_in_ascii(make_app: Any, ids: dict[str, int], snap_compare: Any) -> None:
    app = make_app(glyphs=ASCII, no_color=True)
    assert snap_compare(app, press=["4", "o", "j", "j"], terminal_size=(80, 24))


async def _select(pilot: Any, name: str) -> str:
    await press(pilot, "4", "g")
    for _step in range(6):
        if pilot.app.screen.listing.selected.name == name:
            break
        await press(pilot, "j")
    assert pilot.app.screen.listing.selected.name == name
    return text(pilot.app)


# eSIMs


async def test_an_esim_says_what_would_be_lost_and_the_real_checklist_opens(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        prices = "UPDATE plan SET price_minor = 900, currency = 'USD', currency_exponent = 2"
        app.screen.write(lambda tx: tx.execute(prices))
        shown = await _select(pilot, "Japan 10 GB")
        row = next(line for line in body(shown) if line.startswith("▌"))
        assert " ".join(row.split()) == "▌Japan 10 GB ● active 13d 6.3G off ▲ a plan runs"
        assert "of what was paid is lost" in shown
        assert "phone +81 3 5550 1234" in shown
        shown = await press(pilot, "enter")
        assert "Before cancelling" in shown
        assert "Lost       13 days and 6.3 GB of “Japan 10 GB, 30 days” (" in shown
        assert "all of “Japan top-up”, never started (9.00 USD)" in shown
        assert "▲ whether the carrier takes a fee is not known" in shown
        assert "▲ “GL-MT3000” is left without an eSIM that works" in shown
        assert "✓ auto-renew is off" in shown
        assert "backup made" not in shown
        assert "Before cancelling" not in await press(pilot, "escape")
        shown = await _select(pilot, "Korea 5 GB")
        assert "▲ not started" in next(line for line in body(shown) if line.startswith("▌"))
        shown = await _select(pilot, "Swiss day")
        assert "✓ nothing left" in next(line for line in body(shown) if line.startswith("▌"))
        assert "✓ nothing is left that was paid for" in await press(pilot, "enter")
        assert "─ Cancel Swiss day ─" in await press(pilot, "c")
        assert "Before cancelling" not in await press(pilot, "escape")


async def test_an_esim_with_an_open_case_says_so_and_enter_opens_the_case(
    app: Any, ids: dict[str, int]
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await _select(pilot, "Japan 10 GB")
        assert "○ under review" in next(line for line in body(shown) if line.startswith("▌"))
        assert "draft ─ submitted ─› under review ─ approved ─ ended by the carrier ─ proven" in shown
        assert "enter case" in shown
        assert "c cancel" not in shown
        await press(pilot, "enter")
        assert type(app.screen).__name__ == "CaseScreen"
        await press(pilot, "escape")
        assert "by state" in text(app)
        await press(pilot, "c")
        assert type(app.screen).__name__ == "CaseScreen", "what would begin one opens the one that is open"


async def test_the_cases_of_all_rows_are_asked_for_at_once(
    app: Any, ids: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    found = cases.open_of_esims

    def count(reader: Any, esim_ids: Any) -> Any:
        asked.append(len(esim_ids))
        return found(reader, esim_ids)

    monkeypatch.setattr(cases, "open_of_esims", count)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4")
        assert asked == [6]
        await press(pilot, "j", "k")
        assert asked == [6]


async def test_p_goes_to_the_esim_on_plans(app: Any, ids: dict[str, int]) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await _select(pilot, "Korea 5 GB")
        await press(pilot, "p")
        assert app.current_mode == "plans"
        assert app.screen.listing.selected.name == "Korea 5 GB"
        await press(pilot, "4", "o", "g", "p")
        assert app.screen.listing.selected.name == "EU 20 GB"


# Cases


async def test_v_goes_from_view_to_view_and_the_cursor_stays_on_its_case(
    app: Any, ids: dict[str, int]
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        assert "─ can be cancelled ─ 1 of 6 ─ by state" in await press(pilot, "4")
        app.screen.listing.select(ids["Japan 10 GB"])
        shown = await press(pilot, "v")
        assert "─ open cases ─ 2 of 5" in shown, "the case of the eSIM that was marked"
        rows = [row.strip("▌ ") for row in body(shown)[1:6]]
        assert [row.split()[0] for row in rows] == ["C-0005", "C-0006", "C-0007", "C-0008", "C-0009"]
        assert rows[1].endswith("Tue 24 Nov   3 of 5 working days")
        assert rows[2].endswith("Mon 16 Nov   ▲ 4 working days late")
        assert rows[3].endswith("▲ confirm the removal")
        assert rows[4].endswith("the chip disables it")
        shown = await press(pilot, "v")
        assert "─ all cases ─ 4 of 9" in shown
        assert body(shown)[1].split()[0] == "C-0009"
        assert body(shown)[9].split()[-1] == "CH-1001"
        assert "3 of 5 working days, answer due Tue 24 Nov" in shown
        assert "Record the answer of Axis JP when it comes" in shown
        assert "c cancel" not in shown
        assert "c cancel" in await press(pilot, "G")
        assert "─ can be cancelled ─ 5 of 6 ─ by state" in await press(pilot, "v"), "the eSIM of that case"


async def test_cases_are_narrowed_as_one_types_and_a_word_that_means_nothing_says_so(
    app: Any, ids: dict[str, int]
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4", "h", "slash")
        assert "2 found" in await type_text(pilot, "state:review")
        shown = await press(pilot, "enter")
        assert "─ all cases ─ 1 of 2" in shown
        assert "filter: state:review" in shown
        shown = await press(pilot, "o")
        assert "─ open cases ─" in shown
        assert "of 5 ─" in shown
        assert "filter: state:review" in await press(pilot, "h")
        assert "of 9" in await press(pilot, "escape")
        await press(pilot, "slash")
        shown = await type_text(pilot, "state:zzz")
        assert "There is no state" in shown
        assert app.screen.listing.total == 9
        await press(pilot, "escape", "slash")
        assert "Nothing matches. Esc shows all again." in await type_text(pilot, "nowhere")


async def test_without_cases_and_without_a_store_it_says_where_to_begin(
    make_app: Any, tmp_path: Path
) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        assert "No cancellation is open. c on an eSIM begins one." in await press(pilot, "4", "o")
        assert "Nothing was cancelled yet" in await press(pilot, "h", "enter", "c", "p")
    app = make_app(path=tmp_path / "none" / "store.db")
    async with app.run_test(size=(80, 24)) as pilot:
        assert "No eSIM yet" in await press(pilot, "4", "enter", "p", "slash", "G", "v", "c")


async def test_a_case_that_moves_on_is_shown_within_a_second(
    app: Any, store: Path, ids: dict[str, int]
) -> None:
    from axis_tui.store.write import case_steps
    from tests.tui import order_world

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4", "o")
        order_world.change(store, lambda tx: case_steps.withdraw(tx, ids["submitted"], world.NOW))
        await pilot.pause(1.0)
        assert "1 of 4" in text(app)
        assert "C-0005" not in text(app)


async def test_reviews_are_counted_by_the_holidays_of_their_country_once_these_are_loaded(
    app: Any, store: Path, ids: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Monday 23 November is Labour Thanksgiving Day in Japan, so that the deadline is a day later."""
    from tests.tui import order_world

    def move(tx: Any) -> None:
        tx.execute("UPDATE carrier SET country = 'JP' WHERE name = 'Axis JP'")
        tx.execute("UPDATE cancellation SET deadline_on = '2026-11-25' WHERE id = ?", (ids["in_review"],))

    order_world.change(store, move)
    started: list[Any] = []

    class Waiting:
        """A thread that the test runs."""

        def __init__(self, target: Any, args: Any, **_more: Any) -> None:
            self.run = lambda: target(*args)

        def start(self) -> None:
            started.append(self.run)

    monkeypatch.setattr(case_reviews, "Thread", Waiting)
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await press(pilot, "4", "o")
        assert "Wed 25 Nov   2 of 5 working days" in shown, "roughly, the holiday being ahead"
        assert len(started) == 1, "all on screen at once"
        for run in started:
            run()
        await settled(pilot)
        assert "Wed 25 Nov   3 of 5 working days" in text(app)
        await press(pilot, "ctrl+l", "h")
        assert len(started) == 1


# Widths, and text from outside


async def test_columns_fill_the_width_exactly(app: Any, ids: dict[str, int]) -> None:
    def fill(width: int, lines: Any) -> bool:
        return {sum(cells(part) for part, _tone in spans) for spans in lines} == {width}

    async with app.run_test(size=(80, 24)) as pilot:
        screens = []
        for key in ("3", "4"):
            await press(pilot, key)
            screens.append(app.screen)
        every = [cases.case(app.reader, number) for number in range(1, 10)]
        for width in (60, 71, 72, 80, 95, 96, 99, 100, 119, 120, 160):
            for screen in screens:
                with pytest.MonkeyPatch.context() as patch:
                    patch.setattr(type(screen), "columns", width)
                    rows = screen.listing.rows
                    assert fill(width, [screen.header(), *map(screen.row_line, rows)])
                    assert all(fill(width, screen.pane_lines(row)) for row in rows)
            for language, glyphs in (("en", UNICODE), ("zh_Hans", ASCII)):
                i18n.use(language)
                if width >= 80 and language == "en":
                    assert columns(width, is_open=True).last >= cells("the carrier is notified")
                for case in filter(None, every):
                    review = rough_review(case, world.NOW)
                    for is_open in (True, False):
                        row = case_row(case, review, world.NOW, "UTC", width, glyphs, is_open=is_open)
                        assert fill(width, [case_header(width, is_open=is_open), row])
                    assert fill(width, case_pane(case, review, world.NOW, "UTC", width, glyphs))
            i18n.use("en")


async def test_names_and_contacts_from_outside_never_become_markup_or_control_codes(
    app: Any, ids: dict[str, int]
) -> None:
    hostile = "[/x][@click=app.exit]go[/]\u202e\x1b[31m\u200b" + "日本" * 40
    change = "UPDATE carrier SET support_phone = ?, support_url = ?, support_email = ?"
    keys = (
        ("2",), ("F",), ("3",), ("enter",), ("escape", "4"), ("j", "enter"), ("escape", "G", "enter"),
        ("escape", "o"), ("h", "G", "k", "k", "k"), ("enter",), ("escape", "5"), ("6", "tab"),
    )  # fmt: skip
    async with app.run_test(size=(60, 20)) as pilot:
        app.screen.write(lambda tx: tx.execute(change, (hostile, hostile, hostile)))
        app.screen.write(
            lambda tx: tx.execute("UPDATE overview SET name = ?, carrier = ?", (hostile, hostile))
        )
        for each in keys:
            shown = await press(pilot, *each)
            assert not {"\x1b", "\u202e", "\u200b"} & set(shown)
        assert "[/x][@click=app.exit]go[/]" in await press(pilot, "3")


def test_a_digest_tells_how_many_more_there_are_and_never_more_rows_than_it_has() -> None:
    warns = [Check(CheckCode.FEE_UNKNOWN, Level.WARNS), Check(CheckCode.VALUE_UNKNOWN, Level.WARNS)]
    blocks = [Check(CheckCode.OPEN_CASE, Level.BLOCKS)]
    fine = [Check(CheckCode.ORDERS_NONE, Level.OK)]
    for width in (58, 78, 118, 158):
        said = [plain(each) for each in check_digest([*blocks, *warns, *fine], "UTC", 0, width, 2, UNICODE)]
        assert len(said) == 2
        assert said[0].startswith("✕ another cancellation")
        told = sum(mark in "".join(said) for mark in ("✕", "▲ something", "▲ whether"))
        assert told + ("more" in said[1]) * int(said[1].split()[-2] if "more" in said[1] else 0) == 3
    assert plain(check_digest(fine, "UTC", 0, 78, 2, UNICODE)[0]) == "✓ nothing stands in the way"


def test_a_case_is_known_apart_from_an_esim() -> None:
    assert identity(1) != 1
