"""Cancelling in three steps: what each says, that nothing typed is lost, and that one request comes of it."""

import hashlib
import threading
from pathlib import Path
from typing import Any

import pytest
from textual import events

from axis_tui.domain.cancellation_typed import MOST_CONTACT, MOST_NOTES
from axis_tui.domain.cancellation_word import CaseState, Reason
from axis_tui.present.glyphs import ASCII
from axis_tui.present.width import cells
from axis_tui.store import backup as backups
from axis_tui.store.problems import StoreFull
from axis_tui.store.read import cases
from tests.tui import case_world, order_world
from tests.tui.seeing import press, settled, text, type_text
from tests.tui.world import NOW

PIN = "271828"
TO_CHECKS = ("c", "enter")
"""From the list to the second step: no longer used, nothing written."""
NAME = "Japan 10 GB"


@pytest.fixture
def ids(store: Path) -> dict[str, int]:
    """The store with a chip and a carrier that takes requests; ids by name."""
    return case_world.furnish(store)


@pytest.fixture
def app(make_app: Any, store: Path) -> Any:
    """The dashboard with a place for backups."""
    return make_app(state_dir=store.parent / "state")


async def at(pilot: Any, ids: dict[str, int], name: str, *keys: str) -> str:
    """Cancellation with the cursor on an eSIM, then keys."""
    await press(pilot, "4")
    assert pilot.app.screen.listing.select(ids[name])
    return await press(pilot, *keys)


async def now(pilot: Any, *keys: str) -> str:
    """Press keys and see at once, whatever is still being written."""
    await pilot.press(*keys)
    await pilot.pause()
    await pilot.pause()
    return text(pilot.app)


async def moved(pilot: Any) -> str:
    """What is shown once the box has followed the store."""
    await pilot.pause(0.7)
    await settled(pilot)
    return text(pilot.app)


def place(app: Any) -> str:
    return type(app.screen).__name__


def copies(store: Path) -> list[Path]:
    """The backups there are."""
    return list((store.parent / "state" / "backups").glob("*.db"))


def every_case(app: Any) -> list[Any]:
    return cases.page(app.reader, 50)


# Looks


@pytest.mark.parametrize(("steps", "size"), [(1, (80, 24)), (2, (80, 24)), (2, (60, 20)), (3, (80, 24))])
def test_picture(
    make_app: Any, store: Path, ids: dict[str, int], snap_compare: Any, steps: int, size: tuple[int, int]
) -> None:
    async def walk(pilot: Any) -> None:
        await at(pilot, ids, NAME, *(*TO_CHECKS, "enter")[:steps])

    app = make_app(state_dir=store.parent / "state")
    assert snap_compare(app, terminal_size=size, run_before=walk)


def test_picture_of_a_lost_one_in_ascii(
    make_app: Any, store: Path, ids: dict[str, int], snap_compare: Any
) -> None:
    async def walk(pilot: Any) -> None:
        await at(pilot, ids, "Swiss day", "c", "k", "k", "tab")
        await type_text(pilot, "on a train")

    app = make_app(glyphs=ASCII, no_color=True, state_dir=store.parent / "state")
    assert snap_compare(app, terminal_size=(80, 24), run_before=walk)


# The reason


async def test_a_reason_is_marked_and_what_is_not_right_is_refused_with_nothing_lost(
    app: Any, ids: dict[str, int]
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await at(pilot, ids, "Swiss day", "c")
        assert " 1 of 3 ─┐" in shown
        assert "● no longer used" in shown
        assert "This machine’s chip holds the profile" in shown
        shown = await press(pilot, "k", "up", "k")
        assert "● lost or damaged" in shown
        assert "Axis CH revokes it on its side in place of the chip’s steps" in shown

        shown = await press(pilot, "j", "j", "j", "j")
        assert "● another reason" in shown
        assert "(needed: say why)" in shown
        shown = await press(pilot, "enter")
        assert "Write why, since none of the reasons fits" in shown
        await type_text(pilot, "4111 1111 1111 1111")
        assert "payment card" in await press(pilot, "enter")
        app.screen.draft.notes.set("x" * (MOST_NOTES + 1))
        assert "500 characters at most; there are 501" in await press(pilot, "enter")
        app.screen.draft.notes.set("moved away")
        app.screen.draft.contact.set("x" * (MOST_CONTACT + 1))
        assert "200 characters at most; there are 201" in await press(pilot, "enter")
        app.screen.draft.contact.set("")
        await type_text(pilot, "me")
        assert "“me” is no e-mail address" in await press(pilot, "enter")
        await type_text(pilot, "@example.com")
        assert " 2 of 3 ─┐" in await press(pilot, "enter")
        shown = await press(pilot, "escape")
        assert "moved away" in shown
        assert "me@example.com" in shown
        assert "● another reason" in shown
        assert "esc again throws away what you typed" in await press(pilot, "escape")
        assert " 1 of 3 ─┐" in await press(pilot, "tab", "tab", "tab")
        await press(pilot, "escape", "escape")
        assert place(app) == "CancellationScreen"
        assert every_case(app) == []


# The checklist


async def test_the_backup_is_made_meanwhile_and_no_key_waits_for_it(
    app: Any, ids: dict[str, int], store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, made = threading.Event(), []
    real = backups.make_backup

    def slowly(*args: Any) -> Any:
        assert go.wait(30)
        made.append(args)
        return real(*args)

    monkeypatch.setattr(backups, "make_backup", slowly)
    async with app.run_test(size=(80, 24)) as pilot:
        await at(pilot, ids, NAME, "c", "tab", "tab")
        await now(pilot, "enter", "ctrl+c")
        assert place(app) == "CancellationScreen", "it can be left"
        go.set()
        await settled(pilot)
        assert (len(made), copies(store)) == (1, []), "what was made for nothing is gone"
        made.clear()
        go.clear()
        await press(pilot, "c", "tab", "tab")
        shown = await now(pilot, "enter")
        assert "○ making a backup of the store, which is then verified …" in shown
        assert "✕" not in "".join(shown.splitlines()[4:16]), "what is on its way does not block"
        assert "wait until its line says so" in await now(pilot, "enter")
        assert " 1 of 3 ─┐" in await now(pilot, "escape")
        assert "making a backup" in await now(pilot, "tab", "tab", "enter")
        go.set()
        await settled(pilot)
        shown = await moved(pilot)
        assert "✓ backup made and verified" in shown
        assert "making a backup" not in shown
        assert "wait until" not in shown
        assert len(made) == 1
        assert len(copies(store)) == 1
        assert " 3 of 3 ─┐" in await press(pilot, "enter")
        await press(pilot, "escape", "escape")
        assert "✓ backup made and verified" in await press(pilot, "tab", "tab", "enter")
        assert len(made) == 1, "one that holds is not made again"
        await press(pilot, "enter")
        copies(store)[0].unlink()
        await type_text(pilot, NAME)
        shown = await press(pilot, "enter")
        assert "The backup is no longer there; nothing was asked for" in shown
        assert " 2 of 3 ─┐" in shown
        assert len(copies(store)) == 1, "made anew"
        assert every_case(app) == []
        assert " 3 of 3 ─┐" in await press(pilot, "enter")
        await press(pilot, "ctrl+c")
        assert copies(store) == []


async def test_a_backup_that_fails_says_why_and_can_be_made_again(
    app: Any, ids: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = backups.make_backup

    def full(store: Path, *_more: Any) -> Any:
        raise StoreFull(store)

    monkeypatch.setattr(backups, "make_backup", full)
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await at(pilot, ids, NAME, *TO_CHECKS)
        assert "✕ no verified backup of the store yet" in shown
        assert "^r tries again" in shown
        assert "^r back up again" in shown
        assert "enter go on" not in shown
        assert "nothing is asked for without one" in await press(pilot, "enter")
        monkeypatch.setattr(backups, "make_backup", real)
        assert "✓ backup made and verified" in await press(pilot, "ctrl+r")
        assert " 3 of 3 ─┐" in await press(pilot, "enter")


async def test_what_is_lost_stands_above_and_what_blocks_says_what_to_do_until_it_is_gone(
    app: Any, store: Path, ids: dict[str, int]
) -> None:
    ids |= order_world.furnish(store)
    prices = "UPDATE plan SET price_minor = 900, currency = 'USD', currency_exponent = 2"
    order_world.change(store, lambda tx: tx.execute(prices))
    guided = {"package_id": None, "is_guided": True, "method_id": None}

    def open_one(tx: Any) -> int:
        guided["package_id"] = order_world.swiss_package(tx, ids)
        return order_world.order(tx, ids, "Swiss day", **guided)

    order = order_world.change(store, open_one)
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await at(pilot, ids, "Swiss day", *TO_CHECKS)
        rows = [row.strip("│▌ ") for row in shown.splitlines()]
        first = next(at for at, row in enumerate(rows) if "2 of 3" in row) + 1
        assert rows[first].endswith("✕ 1 renewal is not at its end")
        assert "Renewals (key 3), open orders" in rows[first + 1]
        assert "enter go on" not in shown
        assert "something stands in the way" in await press(pilot, "enter")

        from axis_tui.store.write import order_steps

        order_world.change(store, lambda tx: order_steps.withdraw(tx, order, NOW))
        shown = await moved(pilot)
        assert "✓ no renewal is under way" in shown
        assert " 3 of 3 ─┐" in await press(pilot, "enter")
        await press(pilot, "ctrl+c")

        shown = await at(pilot, ids, NAME, *TO_CHECKS)
        assert "Lost       13 days and 6.3 GB of “Japan 10 GB, 30 days” (5.67 USD)" in shown
        assert "all of “Japan top-up”, never started (9.00 USD)" in shown
        assert "about 14.67 USD of what was paid is lost" in shown
        assert "USD of what was paid is lost" in shown
        assert shown.index("is lost") < shown.index("▲ “GL-MT3000” is left without")
        assert shown.index("▲ “GL-MT3000”") < shown.index("✓ auto-renew is off")


async def test_on_sixty_columns_every_step_stands_whole_and_the_checklist_scrolls(
    app: Any, ids: dict[str, int]
) -> None:
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "4")
        app.screen.listing.select(ids[NAME])
        for keys, number in (("c",), 1), (("enter",), 2), (("enter",), 3):
            lines = (await press(pilot, *keys)).splitlines()
            assert any(f" {number} of 3 " in line and "┐" in line for line in lines)
            assert any("esc " in line and "┘" in line for line in lines)
            assert max(map(cells, lines)) <= 60
        assert "3. You confirm" not in text(app)
        assert "3. You confirm" in await press(pilot, "pagedown", "pagedown", "pagedown")
        shown = await press(pilot, "escape")
        assert "PgDn more" in shown
        assert "✓ auto-renew is off" in await press(pilot, "G")
        assert "Lost       13 days" in await press(pilot, "g")


# The request


async def test_the_name_typed_and_the_pin_make_one_request_with_its_backup(
    app: Any, store: Path, ids: dict[str, int]
) -> None:
    from axis_tui.store.write import approval

    order_world.change(store, lambda tx: approval.set_pin(tx, PIN, NOW))
    async with app.run_test(size=(80, 24)) as pilot:
        await at(pilot, ids, "EU 20 GB", "c", "k")
        await press(pilot, "tab")
        await type_text(pilot, "a new phone")
        await press(pilot, "tab")
        await type_text(pilot, "me@example.com")
        shown = await press(pilot, "enter", "enter")
        assert "device replaced: a new phone" in shown
        assert "1. The request goes to Axis EU by itself." in shown
        assert "2. It answers within 5 working days" in shown
        before = shown.splitlines()
        shown = await press(pilot, "enter")
        assert "first type “EU 20 GB” in full" in shown
        changed = [new for old, new in zip(before, shown.splitlines(), strict=True) if old != new]
        assert len(changed) == 1, "the box keeps its place"
        app.screen.post_message(events.Paste("EU 20 GB"))
        await pilot.pause()
        assert "pasting does not count here" in await press(pilot)
        await type_text(pilot, "EU 20")
        assert "that is not “EU 20 GB”" in await press(pilot, "enter")
        assert "Type “EU 20 GB” to agree: EU 20" in await press(pilot, "escape", "enter")
        await type_text(pilot, " GB")
        assert "type the PIN too" in await press(pilot, "enter")
        await type_text(pilot, "111111")
        assert "wrong" in (await press(pilot, "enter")).lower()
        assert every_case(app) == []
        await type_text(pilot, PIN)
        step = app.screen
        for act in (step.action_agree, step.action_agree, step.action_cancel, step.action_abandon):
            act()
        await settled(pilot)
        assert place(app) == "CaseScreen"
        (case,) = every_case(app)
        assert (case.state, case.reason, case.uses_api) == (CaseState.SUBMITTED, Reason.REPLACED, True)
        assert (case.notes, case.contact) == ("a new phone", "me@example.com")
        copy = store.parent / "state" / "backups" / case.backup_file
        assert hashlib.sha256(copy.read_bytes()).hexdigest() == case.backup_sha256
        assert [each.event for each in cases.events(app.reader, case.id)] == ["drafted", "submit"]
        assert "asked for; what happens next is told here" in text(app)
        await press(pilot, "escape")
        assert place(app) == "CancellationScreen"
        assert "○ submitted" in text(app)


async def test_what_comes_in_the_way_meanwhile_is_told_and_nothing_typed_is_lost(
    app: Any, store: Path, ids: dict[str, int]
) -> None:
    ids |= order_world.furnish(store)

    def open_one(tx: Any) -> int:
        package = order_world.swiss_package(tx, ids)
        return order_world.order(tx, ids, "Swiss day", package_id=package, is_guided=True, method_id=None)

    async with app.run_test(size=(80, 24)) as pilot:
        await at(pilot, ids, "Swiss day", "c", "tab")
        await type_text(pilot, "moved")
        await press(pilot, "tab", "enter", "enter")
        await type_text(pilot, "Swiss day")
        order = order_world.change(store, open_one)
        shown = await press(pilot, "enter")
        assert " 2 of 3 ─┐" in shown
        assert "✕ 1 renewal is not at its end" in shown
        assert "Something came in the way meanwhile" in shown
        assert every_case(app) == []

        from axis_tui.store.write import order_steps

        order_world.change(store, lambda tx: order_steps.withdraw(tx, order, NOW))
        await moved(pilot)
        shown = await press(pilot, "enter")
        assert "no longer used: moved" in shown
        assert "Type “Swiss day” to agree: Swiss day" in shown

        case = order_world.change(store, lambda tx: case_world.submitted(tx, ids["Swiss day"], NOW))
        shown = await press(pilot, "enter")
        assert place(app) == "CaseScreen"
        assert "a cancellation of this eSIM is open: this one" in shown
        assert [each.id for each in every_case(app)] == [case]


async def test_an_esim_with_an_open_case_shows_it_and_one_that_is_gone_says_so(
    app: Any, store: Path, ids: dict[str, int]
) -> None:
    from axis_tui.tui.dialogs.cancel import cancel

    ids |= case_world.past(store, ids)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4", "h", "G")
        shown = await press(pilot, "c")
        assert place(app) == "CaseScreen"
        assert "case C-0009" in shown, "the ended case’s eSIM has another one that is open"
        await press(pilot, "escape")
        cancel(app.screen, 99)
        assert "This eSIM is no longer in the store." in await press(pilot)


async def test_an_esim_that_a_case_ended_is_not_offered_and_says_which_case_it_was(
    app: Any, store: Path, ids: dict[str, int]
) -> None:
    from axis_tui.tui.dialogs.renew import renew

    ids |= case_world.past(store, ids)
    case_world.ended(store, ids["approved"])
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await press(pilot, "4")
        assert "USA unlimited" not in shown
        assert "Korea 5 GB" in shown
        renew(app.screen, ids["USA unlimited"])
        assert "This eSIM was ended by C-0008; nothing is renewed on it" in await press(pilot)
        await press(pilot, "h", "g")
        for _step in range(8):
            if app.screen.listing.selected.id == ids["approved"]:
                break
            await press(pilot, "j")
        shown = await press(pilot, "c")
        assert place(app) == "CaseScreen"
        assert "ended by C-0008: this one" in shown


async def test_without_a_place_for_backups_nothing_is_asked_for(make_app: Any, ids: dict[str, int]) -> None:
    app = make_app(state_dir=None)
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await at(pilot, ids, NAME, *TO_CHECKS)
        assert "There is no place for a backup" in shown
        assert " 2 of 3 ─┐" in await press(pilot, "enter")
