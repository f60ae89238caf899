"""Help, palette, forms and confirmations: what they say, what they store, and that nothing typed is lost."""

from pathlib import Path
from typing import Any

import pytest
from textual import events

from axis_tui import i18n
from axis_tui.tui.dialogs.confirm import TypedConfirm
from axis_tui.tui.dialogs.palette import matches
from tests.tui import world
from tests.tui.seeing import press, settled, text, type_text

CODE = "LPA:1$smdp.example.com$MATCHING-ID-0001"


async def paste(pilot: Any, pasted: str) -> str:
    pilot.app.post_message(events.Paste(pasted))
    await settled(pilot)
    return text(pilot.app)


async def fill(pilot: Any, **fields: str) -> None:
    """Put text into the fields of the open form, as if each were typed."""
    form = pilot.app.screen
    for key, value in fields.items():
        field = next(each for each in form._fields if each.key == key)
        field.editor.set(value)
    await settled(pilot)


async def test_an_esim_is_added_by_hand_with_its_plan(app: Any) -> None:
    from axis_tui.store.read import detail

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n")
        await press(pilot, "tab")
        await type_text(pilot, "Oman 3 GB")
        await press(pilot, "enter")
        await type_text(pilot, "Gulf Mobile")
        await fill(pilot, data="3 GB", count="30", coverage="om")
        shown = await press(pilot, "ctrl+s")
        assert "Oman 3 GB" in shown
        assert "added" in shown
        row = app.screen.listing.selected
        assert (row.name, row.carrier, row.allowance_bytes) == ("Oman 3 GB", "Gulf Mobile", 3_000_000_000)
        assert detail.plans(app.reader, row.esim_id)[0].plan.terms.coverage == ("OM",)


async def test_a_pasted_activation_code_is_enough_and_is_never_shown(app: Any) -> None:
    from axis_tui.store.read import detail

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n")
        shown = await paste(pilot, CODE)
        assert "MATCHING-ID" not in shown
        await press(pilot, "ctrl+s")
        row = app.screen.listing.selected
        assert row.name == "smdp.example.com"
        assert detail.activation_code(app.reader, row.esim_id) == CODE


async def test_a_plan_that_runs_already_ends_with_its_last_day(app: Any) -> None:
    from datetime import UTC, datetime

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n")
        await fill(pilot, name="Running", carrier="X", data="5 GB", count="30", until="2026-12-03")
        await press(pilot, "ctrl+s")
        ends = datetime.fromtimestamp(app.screen.listing.selected.expires_at, UTC)
        assert ends == datetime(2026, 12, 3, 23, tzinfo=UTC)  # midnight in Berlin


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({}, "Give it a name"),
        ({"name": "A"}, "who sold it"),
        ({"name": "A", "carrier": "B", "code": "LPA:2$x"}, "no activation code"),
        ({"name": "A", "carrier": "B", "iccid": "12"}, "19 or 20 digits"),
        ({"name": "A", "carrier": "B", "count": "45"}, "how much data"),
        ({"name": "A", "carrier": "B", "data": "1 GB", "count": ""}, "how long it is valid"),
        ({"name": "A", "carrier": "B", "data": "1 GB", "until": "2027-03-03"}, "valid in all"),
        ({"name": "A", "carrier": "B", "data": "many", "count": "30"}, "not a size"),
        ({"name": "A", "carrier": "B", "data": "1 GB", "count": "x"}, "whole number"),
        ({"name": "A", "carrier": "B", "data": "1 GB", "count": "0"}, "at least 1 day"),
        ({"name": "A", "carrier": "B", "data": "1 GB", "until": "3 Dec"}, "2026-12-03"),
        ({"name": "A", "carrier": "B", "data": "1 GB", "until": "2020-01-01"}, "is over"),
        ({"name": "4242 4242 4242 4242", "carrier": "B"}, "payment card"),
    ],
)
async def test_a_mistake_is_told_in_the_form_and_nothing_typed_is_lost(
    app: Any, fields: dict[str, str], complaint: str
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n")
        await fill(pilot, **fields)
        shown = await press(pilot, "ctrl+s")
        assert complaint in " ".join(shown.replace("│", " ").split())
        assert {key: app.screen.values()[key] for key in fields} == fields


async def test_thirty_days_are_written_from_the_start_and_count(app: Any) -> None:
    from axis_tui.store.read import detail

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n")
        await fill(pilot, name="Month", carrier="X", data="5 GB")
        await press(pilot, "ctrl+s")
        plans = detail.plans(app.reader, app.screen.listing.selected.esim_id)
        assert [(each.plan.terms.validity.count, each.plan.terms.validity.unit) for each in plans] == [
            (30, "day")
        ]


async def test_the_thirty_days_alone_make_no_plan(app: Any) -> None:
    from axis_tui.store.read import detail

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n")
        await fill(pilot, name="Bare", carrier="X")
        await press(pilot, "ctrl+s")
        assert app.screen.listing.selected.name == "Bare"
        assert detail.plans(app.reader, app.screen.listing.selected.esim_id) == []


async def test_a_hint_stands_in_parentheses_and_a_value_does_not(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await press(pilot, "n")
        for hint in ("what you call it", "10 GB, or unlimited", "JP KR"):
            assert f"({hint})" in shown
        assert "Valid for       30 " in shown
        assert "(on first use)" not in shown


@pytest.mark.parametrize("language", ["zh_Hans", "zh_Hant"])
async def test_a_field_without_a_label_has_none_in_chinese_either(app: Any, language: str) -> None:
    i18n.use(language)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Project-Id" not in await press(pilot, "n")


async def test_an_esim_that_is_there_already_is_refused_by_the_store_and_the_form_stays(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n")
        await fill(pilot, name="Twice", carrier="Axis JP", iccid="8981100000000000017")
        await press(pilot, "ctrl+s")
        assert type(app.screen).__name__ == "AddEsim"
        assert app.screen.values()["name"] == "Twice"


async def test_leaving_a_form_with_something_typed_needs_a_second_escape(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n", "a", "b")
        assert "esc again" in await press(pilot, "escape")
        assert "New eSIM" not in await press(pilot, "escape")


async def test_keys_typed_right_after_n_go_into_the_form(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", "tab", *"qx1j")
        await settled(pilot)
        assert app.screen.values()["name"] == "qx1j"


async def test_a_choice_turns_with_the_arrows(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n", *["tab"] * 7)
        assert app.screen.values()["unit"] == "day"
        await press(pilot, "right")
        assert app.screen.values()["unit"] == "week"
        await press(pilot, "left", "left")
        assert app.screen.values()["unit"] == "year"


async def test_edit_changes_what_was_changed_and_keeps_the_masked_rest(app: Any) -> None:
    from axis_tui.store.read import detail

    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.listing.select(next(r.esim_id for r in app.screen.listing.rows if r.name == "Japan 10 GB"))
        shown = await press(pilot, "e")
        assert "8981100000000000017" not in shown
        await fill(pilot, name="Nippon", notes="lounge wifi is bad")
        assert "Nippon" in await press(pilot, "ctrl+s")
        found = detail.esim(app.reader, app.screen.listing.selected.esim_id)
        assert found.notes == "lounge wifi is bad"
        assert found.iccid_masked.endswith("0017")


async def test_help_names_every_key_of_the_screen_and_its_words(app: Any) -> None:
    from axis_tui.tui.commands import common, plans

    async with app.run_test(size=(100, 70)) as pilot:
        shown = await press(pilot, "question_mark")
        for command in (*plans.COMMANDS, *common.COMMANDS):
            if command.keys and not command.id.startswith(("start.", "filter.")):
                assert command.help[:40] in shown
        assert "carries the traffic" in shown
        assert "Help" not in await press(pilot, "escape")


async def test_a_help_page_longer_than_the_screen_scrolls(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await press(pilot, "question_mark")
        assert "Words" not in shown
        assert "more" in shown
        assert "Every eSIM you own" not in await press(pilot, "G")
        assert "Every eSIM you own" in await press(pilot, "g")


@pytest.mark.parametrize("key", ["colon", "ctrl+p"])
async def test_the_palette_finds_a_command_by_name_and_runs_it(app: Any, key: str) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, key)
        assert "reverse" in await type_text(pilot, "turn round")
        assert "valid until ↓" in await press(pilot, "enter")


async def test_the_palette_lists_only_what_works_now(make_app: Any, tmp_path: Path) -> None:
    empty = make_app(path=tmp_path / "none" / "store.db")
    async with empty.run_test(size=(80, 24)) as pilot:
        await press(pilot, "colon")
        names = {command.id for command in empty.screen._all}
    assert "start.demo" in names
    assert "plans.edit" not in names


async def test_the_palette_says_when_nothing_matches_and_escape_leaves_it(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "colon")
        assert "nothing by that name" in await type_text(pilot, "zzz")
        await press(pilot, "enter")
        assert "Commands" not in text(app)


def test_a_command_is_found_by_any_word_of_its_sentence() -> None:
    from axis_tui.tui.commands.plans import COMMANDS

    assert [c.id for c in COMMANDS if matches(c, "order column")] == ["plans.sort"]


async def test_a_typed_confirmation_takes_the_exact_word_typed_and_no_paste(app: Any) -> None:
    answers: list[bool | None] = []
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(TypedConfirm("Delete", "Delete it for good?", "0017"), answers.append)
        await settled(pilot)
        assert "pasting does not count" in await paste(pilot, "0017")
        assert "that is not" in await press(pilot, "enter")
        await type_text(pilot, "0018")
        assert "that is not" in await press(pilot, "enter")
        await press(pilot, "backspace", "7", "enter")
    assert answers == [True]


async def test_meters_are_explained_where_there_is_none(make_app: Any, tmp_path: Path) -> None:
    empty = make_app(path=tmp_path / "none" / "store.db")
    async with empty.run_test(size=(80, 24)) as pilot:
        assert "[[meter]]" in await press(pilot, "m")


async def test_the_first_esim_makes_the_store_and_the_list_appears(make_app: Any, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir(mode=0o700)
    empty = make_app(path=tmp_path / "none" / "store.db")
    async with empty.run_test(size=(80, 24)) as pilot:
        assert "No eSIM here yet" in text(empty)
        await press(pilot, "n")
        await fill(pilot, name="First", carrier="Axis JP", data="1 GB", count="7")
        shown = await press(pilot, "ctrl+s")
        assert "First" in shown
        assert "1 of 1" in shown
        assert "No eSIM here yet" not in shown


async def test_d_leaves_for_the_demo(make_app: Any, tmp_path: Path) -> None:
    empty = make_app(path=tmp_path / "none" / "store.db", demo_argv=("axis-tui", "demo"))
    async with empty.run_test(size=(80, 24)) as pilot:
        await pilot.press("d")
        assert empty._exit
    assert empty.next_argv == ("axis-tui", "demo")


def test_the_world_has_a_past() -> None:
    assert world.NOW % world.DAY_S == 12 * 3600
