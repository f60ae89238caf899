"""The approval PIN on Account: set, changed and removed, never shown, locked after wrong ones."""

from pathlib import Path
from typing import Any

import pytest

from axis_tui.domain.approval import check_pin
from axis_tui.domain.problem import Problem
from axis_tui.store.read import payment
from tests.tui import world
from tests.tui.money_world import change
from tests.tui.seeing import press, text, type_text

PIN, OTHER = "2580", "9137"


def with_pin(store: Path) -> None:
    from axis_tui.store.write import approval

    change(store, lambda tx: approval.set_pin(tx, PIN, world.NOW))


async def test_it_is_set_by_typing_it_twice_and_is_never_shown(app: Any, store: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Approval PIN  ○ not set" in await press(pilot, "6")
        await press(pilot, "p")
        await type_text(pilot, PIN)
        await press(pilot, "tab")
        shown = await type_text(pilot, PIN)
        assert PIN not in shown
        shown = await press(pilot, "ctrl+s")
        assert "the approval PIN is set" in shown
        assert "Approval PIN  ● set" in shown
        assert payment.pin(app.reader).is_set
    assert PIN.encode() not in store.read_bytes()


@pytest.mark.parametrize(("first", "again"), [("12", "12"), ("1111", "1111"), ("1234", "1234"), (PIN, OTHER)])
async def test_one_too_simple_or_not_the_same_twice_is_refused(app: Any, first: str, again: str) -> None:
    try:
        check_pin(first)
        complaint = "The two are not the same"
    except Problem as problem:
        complaint = str(problem)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "6", "p")
        await type_text(pilot, first)
        await press(pilot, "tab")
        await type_text(pilot, again)
        shown = await press(pilot, "ctrl+s")
        assert complaint[:40] in shown
        assert not payment.pin(app.reader).is_set


async def test_it_is_changed_with_the_old_one(app: Any, store: Path) -> None:
    from axis_tui.store.write import approval

    with_pin(store)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "axis-tui pin reset" in await press(pilot, "6", "p")
        assert "Type the PIN" in await press(pilot, "enter", "ctrl+s")
        for typed in (OTHER, OTHER, OTHER):
            await type_text(pilot, typed)
            await press(pilot, "tab")
        shown = await press(pilot, "ctrl+s")
        assert "wrong PIN; 2 tries left" in shown
        await type_text(pilot, PIN)
        assert "the approval PIN is changed" in await press(pilot, "ctrl+s")
    tried: list[Any] = []
    change(store, lambda tx: tried.append(approval.approved(tx, OTHER, world.NOW, lambda tx: True)))
    assert tried[0].is_done


async def test_it_is_removed_with_itself_only(app: Any, store: Path) -> None:
    with_pin(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "6", "p", "j", "enter")
        assert "Type the PIN" in await press(pilot, "enter")
        await type_text(pilot, OTHER)
        assert "wrong PIN; 2 tries left" in await press(pilot, "ctrl+s")
        await type_text(pilot, PIN)
        assert "no approval PIN is asked for any more" in await press(pilot, "ctrl+s")
        assert not payment.pin(app.reader).is_set


async def test_a_locked_pin_says_until_when_in_the_form_and_on_the_page(app: Any, store: Path) -> None:
    with_pin(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "6", "p", "j", "enter")
        for _again in range(3):
            await type_text(pilot, OTHER)
            shown = await press(pilot, "ctrl+s")
        assert "no other is tried until 13:00" in shown
        shown = await press(pilot, "escape", "escape")
        assert "▲ locked until 13:00  3 wrong tries" in shown


async def test_wrong_tries_are_told_on_the_page_before_they_lock(app: Any, store: Path) -> None:
    from axis_tui.store.write import approval

    with_pin(store)
    change(store, lambda tx: approval.approved(tx, OTHER, world.NOW, lambda tx: True))
    async with app.run_test(size=(80, 24)) as pilot:
        assert "● set  1 wrong try" in await press(pilot, "6")


async def test_without_a_store_there_is_no_pin_to_set(make_app: Any, tmp_path: Path) -> None:
    app = make_app(path=tmp_path / "none" / "store.db")
    async with app.run_test(size=(60, 20)) as pilot:
        shown = await press(pilot, "6", "p")
        assert "PIN" not in shown
        assert "New PIN" not in text(app)
