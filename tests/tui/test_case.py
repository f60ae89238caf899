"""The page of one cancellation: live, with the keys that its state allows, and what each of them leaves."""

import re
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual import events

from axis_tui.domain.cancellation_act import Act
from axis_tui.domain.cancellation_word import CaseEvent, CaseState, Reason, Recall
from axis_tui.domain.dossier import case_text
from axis_tui.domain.dossier_check import verify
from axis_tui.present.glyphs import ASCII, UNICODE
from axis_tui.present.line import plain
from axis_tui.present.width import cells
from axis_tui.tui.screens.case import CaseScreen
from tests.tui import case_world, order_world, world
from tests.tui.seeing import press, settled, text, type_text
from tests.tui.world import NOW

DOING = {act.value.replace("-", "_") for act in Act} | {"dossier", "again"}


@pytest.fixture
def ids(store: Path) -> dict[str, int]:
    """The store furnished, with cases in several states; ids by name and by state."""
    found = case_world.furnish(store)
    return found | case_world.past(store, found)


async def show(app: Any, pilot: Any, case_id: int) -> str:
    """The page of a case over Cancellation."""
    if not isinstance(app.screen, CaseScreen):
        await press(pilot, "4")
    app.push_screen(CaseScreen(case_id))
    await settled(pilot)
    return text(app)


def found(app: Any, case_id: int) -> Any:
    from axis_tui.store.read import cases

    return cases.case(app.reader, case_id)


def keys(app: Any) -> set[str]:
    return {command.name for command in app.screen.usable_commands()} & DOING


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 36)])
@pytest.mark.parametrize("state", ["overdue", "removing"])
def test_picture(
    make_app: Any, ids: dict[str, int], snap_compare: Any, size: tuple[int, int], state: str
) -> None:
    async def open_it(pilot: Any) -> None:
        await show(pilot.app, pilot, ids[state])

    assert snap_compare(make_app(), terminal_size=size, run_before=open_it)


def test_picture_of_agreeing_to_a_removal(make_app: Any, ids: dict[str, int], snap_compare: Any) -> None:
    async def open_it(pilot: Any) -> None:
        await show(pilot.app, pilot, ids["approved"])
        await press(pilot, "r")

    assert snap_compare(make_app(), terminal_size=(80, 24), run_before=open_it)


async def test_the_state_says_which_keys_work(app: Any, ids: dict[str, int]) -> None:
    expected = {
        "submitted": {"withdraw"},
        "in_review": {"approve", "reject", "chase", "withdraw", "ended"},
        "approved": {"remove", "withdraw"},
        "removing": {"ended", "give_up"},
        "closed": set(),
        "rejected": {"again"},
        "withdrawn": {"again"},
        "unproven": set(),
    }
    async with app.run_test(size=(80, 24)) as pilot:
        for state, wanted in expected.items():
            await show(app, pilot, ids[state])
            assert keys(app) == wanted | {"dossier"}, state
            await press(pilot, "escape")


async def test_a_case_goes_from_the_request_to_its_end_by_hand(
    app: Any, store: Path, ids: dict[str, int]
) -> None:
    """All that a person records of a carrier without a program, one thing after the other."""

    def change(tx: Any) -> int:
        from axis_tui.store.write import case_steps

        case_steps.withdraw(tx, ids["in_review"], NOW)
        return case_world.submitted(tx, ids["Japan 10 GB"], NOW)

    case_id = order_world.change(store, change)
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await show(app, pilot, case_id)
        assert keys(app) == {"request", "asked", "approve", "reject", "withdraw", "ended", "dossier"}
        assert "a asked" in shown
        asking = await press(pilot, "c")
        assert "Please end the service of the eSIM below" in asking
        assert case_text(case_id) in asking
        await press(pilot, "escape")
        shown = await press(pilot, "a")
        assert "Handed to Axis JP" in shown
        assert "└─ enter record   esc cancel ─" in shown
        await type_text(pilot, "4111 1111 1111 1111")
        assert "payment card" in await press(pilot, "enter")
        await press(pilot, "ctrl+u")
        await type_text(pilot, "JP-9")
        shown = await press(pilot, "enter")
        assert "recorded: Axis JP has it, its answer is due" in shown
        assert "0 of 5 working days" in shown
        assert "reference  JP-9" in shown
        await press(pilot, "y", "enter")
        assert found(app, case_id).state is CaseState.APPROVED
        assert found(app, case_id).reference == "JP-9"
        shown = await press(pilot, "r")
        assert "delete the profile on GL-MT3000" in shown
        pilot.app.post_message(events.Paste("Japan 10 GB"))
        await settled(pilot)
        assert "pasting does not count" in text(app)
        await type_text(pilot, "Japan 10 GB")
        await press(pilot, "enter")
        assert found(app, case_id).confirmed_at == NOW

        def begin(tx: Any) -> None:
            from axis_tui.store.write import case_steps

            case_steps.begin(tx, case_id, NOW)

        order_world.change(store, begin)
        await pilot.pause(1.0)
        assert "being removed" in text(app)
        assert keys(app) == {"step", "ended", "give_up", "dossier"}
        assert "phone      +81 3 5550 1234" in text(app), "there is still somebody to call"
        assert "tel:" not in text(app)
        shown = await press(pilot, "s")
        assert "I disabled the profile" in shown
        assert "no chip proves it." in shown
        assert "recorded in cancellation" in await press(pilot, "j", "enter")
        assert found(app, case_id).state is CaseState.DELETED
        await press(pilot, "s")
        assert "I sent its notification, and the carrier’s server took it" in text(app)
        await press(pilot, "enter", "e")
        await type_text(pilot, "ended today, says Ms Kim")
        shown = await press(pilot, "enter")
        assert "kept what Axis JP said" in shown
        assert found(app, case_id).confirmation == "ended today, says Ms Kim"
        assert "by hand" in await press(pilot, "G") + await press(pilot, "g")


async def test_a_removal_takes_the_name_or_where_it_cannot_be_typed_the_number_and_the_pin(
    app: Any, store: Path, ids: dict[str, int]
) -> None:
    from axis_tui.store.write.approval import set_pin

    rename = "UPDATE overview SET name = '日本' WHERE name = 'USA unlimited'"
    order_world.change(store, lambda tx: (set_pin(tx, "482915", 1), tx.execute(rename)))
    async with app.run_test(size=(80, 24)) as pilot:
        await show(app, pilot, ids["approved"])
        shown = await press(pilot, "r")
        assert "revokes “日本”" in shown
        assert "Where that name cannot be typed here, C-0008 does too" in shown
        await type_text(pilot, "C-0009")
        assert "that is not “日本”" in await press(pilot, "enter")
        await press(pilot, "backspace", "8")
        await press(pilot, "tab")
        await type_text(pilot, "111222")
        await press(pilot, "enter")
        assert found(app, ids["approved"]).confirmed_at is None
        await type_text(pilot, "482915")
        assert "is being removed" in await press(pilot, "enter")
        assert found(app, ids["approved"]).confirmed_at == NOW
        assert "remove" not in keys(app)


async def test_a_refusal_a_withdrawal_and_giving_up_end_it(
    app: Any, store: Path, ids: dict[str, int]
) -> None:
    from axis_tui.store.write import case_keeping

    order_world.change(store, lambda tx: tx.execute("UPDATE carrier SET support_phone = '+82 2 5550'"))
    async with app.run_test(size=(80, 24)) as pilot:
        await show(app, pilot, ids["overdue"])
        await press(pilot, "n")
        assert "Say why the carrier refused" in await press(pilot, "enter")
        await type_text(pilot, "a bill is open")
        shown = await press(pilot, "enter")
        assert "refused: a bill is open" in shown
        assert "phone      +82 2 5550" in shown
        assert "c ask again" in await press(pilot, "j")
        await press(pilot, "c")
        draft = app.screen.draft
        assert (draft.reason, draft.contact.text) == (Reason.UNUSED, "me@example.com")
        await press(pilot, "escape")
        assert isinstance(app.screen, CaseScreen), "what nobody typed is left at once"
        await press(pilot, "escape")

        await show(app, pilot, ids["in_review"])
        assert "Axis JP has the request still; tell it" in " ".join((await press(pilot, "w")).split())
        shown = await press(pilot, "y")
        assert "tell it that you took it back" in shown
        assert found(app, ids["in_review"]).state is CaseState.WITHDRAWN
        await press(pilot, "escape")

        await show(app, pilot, ids["submitted"])
        assert "is told so by the worker" in await press(pilot, "w")
        assert "is told so by the worker" in await press(pilot, "y", "j")
        case_id = ids["submitted"]
        order_world.change(store, lambda tx: case_keeping.keep_recall(tx, case_id, NOW, Recall.REFUSED, "no"))
        await pilot.pause(1.0)
        assert keys(app) == {"told", "again", "dossier"}
        assert "has the request still" in text(app)
        await press(pilot, "t")
        assert "knows that cancellation" in await press(pilot, "y")
        assert found(app, case_id).recall is Recall.TOLD
        shown = await press(pilot, "r")
        assert "● device replaced" in shown
        assert "Notes      a new phone" in shown
        assert "✓ reason: device replaced" in await press(pilot, "enter")
        await press(pilot, "ctrl+c")
        await press(pilot, "escape")

        await show(app, pilot, ids["removing"])
        shown = await press(pilot, "x")
        assert "This is final" in shown
        await type_text(pilot, "the chip broke")
        await press(pilot, "tab")
        pilot.app.post_message(events.Paste("C-0009"))
        await settled(pilot)
        assert "that is not “C-0009”" in await press(pilot, "enter")
        await type_text(pilot, f"c-{ids['removing']:04d}")
        await press(pilot, "enter")
        assert found(app, ids["removing"]).state is CaseState.UNPROVEN


async def test_it_tells_review_checklist_facts_and_history(
    app: Any, store: Path, ids: dict[str, int]
) -> None:
    order_world.change(store, lambda tx: tx.execute("UPDATE carrier SET support_phone = '+82 2 5550'"))
    async with app.run_test(size=(100, 60)) as pilot:
        shown = await show(app, pilot, ids["in_review"])
        assert "3 of 5 working days, answer due Tue 24 Nov" in shown
        assert "reference  JP-4711" in shown
        assert "…0017" in shown
        assert "8981100000000000017" not in shown
        assert "reason: no longer used" in shown
        assert "copy.db, verified" in shown
        assert "ab" * 16 in shown
        assert "the carrier has it, its deadline runs" in shown
        assert "before     " in shown
        await press(pilot, "escape")
        shown = await show(app, pilot, ids["overdue"])
        assert "✕ overdue: " in shown
        assert "phone" in shown
        assert "is late: chase it" in shown
        await press(pilot, "escape")
        shown = await show(app, pilot, ids["approved"])
        assert "revokes the eSIM in place of the chip’s steps" in shown
        assert "phone" not in shown, "it is the person who is waited for"
        assert "Simulated carrier" not in await press(pilot, "exclamation_mark"), "outside the demo"
        app.deps = replace(app.deps, demo=True)
        assert "is not simulated; record yourself" in await press(pilot, "exclamation_mark")
        order_world.change(store, lambda tx: tx.execute("UPDATE carrier SET adapter = 'sandbox'"))
        shown = await press(pilot, "exclamation_mark")
        assert "Simulated carrier: Airline, USA unlimited" in shown
        assert "the carrier agrees to the cancellation now" in shown
        await press(pilot, "escape", "escape")
        assert "Simulated carrier: " in await press(pilot, "exclamation_mark"), "on the list too"
        assert "! simulate" not in await press(pilot, "escape")
        assert "no longer in the store" in await show(app, pilot, 9_999)


async def test_it_follows_the_store_by_itself(app: Any, store: Path, ids: dict[str, int]) -> None:
    def go_on(tx: Any) -> None:
        from axis_tui.store.write import case_keeping, case_steps

        case_steps.record(tx, ids["removing"], CaseEvent.DISABLE, NOW)
        case_keeping.keep_error(tx, ids["removing"], "the chip does not answer")

    async with app.run_test(size=(80, 24)) as pilot:
        assert "being removed" in await show(app, pilot, ids["removing"])
        order_world.change(store, go_on)
        await pilot.pause(1.0)
        shown = text(app)
        assert "the profile is disabled" in shown
        assert "the chip does not answer" in shown


async def test_the_chase_is_copied_and_saved_for_ones_own_eyes(
    app: Any, ids: dict[str, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await show(app, pilot, ids["overdue"])
        assert "your answer was due" in await press(pilot, "c")
        await press(pilot, "c")
        assert "Approved or refused" not in app.clipboard
        assert "Please tell us" in app.clipboard
        assert "written to" in await press(pilot, "s")
        (path,) = tmp_path.glob("axis-chase-*.txt")
        assert path.read_text() == app.clipboard
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_the_dossier_is_read_checked_and_exported_in_both_forms(
    app: Any, store: Path, ids: dict[str, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def close(tx: Any) -> None:
        from axis_tui.domain.dossier import as_json
        from axis_tui.domain.dossier_content import dossier_of
        from axis_tui.store.read import cases
        from axis_tui.store.read.case_facts import facts_of

        kept = as_json(dossier_of(facts_of(tx, cases.case(tx, ids["closed"])), NOW))
        tx.execute("UPDATE cancellation SET dossier = ? WHERE id = ?", (kept, ids["closed"]))

    order_world.change(store, lambda tx: _free(tx))
    order_world.change(store, close)
    monkeypatch.chdir(tmp_path)
    async with app.run_test(size=(120, 36)) as pilot:
        await show(app, pilot, ids["in_review"])
        shown = await press(pilot, "d")
        assert "As it stands so far" in shown
        rows = [row.strip("│ ") for row in shown.splitlines()]
        start = rows.index("summary")
        assert rows[start + 1].startswith("Cancellation C-")
        assert "SHA-256" not in shown, "the hashes stand at the end"
        shown = await press(pilot, "G")
        assert "SHA-256 of each part, and of their list" in shown
        assert re.search(r"│ list +[0-9a-f]{64} ", shown)
        await press(pilot, "escape", "escape")
        await show(app, pilot, ids["rejected"])
        assert "As it stands so far" not in await press(pilot, "d"), "it will be no other"
        await press(pilot, "escape", "escape")
        await show(app, pilot, ids["closed"])
        shown = await press(pilot, "d")
        assert "As it stands so far" not in shown
        shown = await press(pilot, "v")
        assert "✓ summary: as it was written" in shown
        assert "Whole: each of its" in shown
        said = await press(pilot, "e", "enter")
        assert "keep its hash apart" in " ".join(said.replace("│", " ").split())
        said = await press(pilot, "e", "j", "enter")
        assert "-2026-11-20.json" in "".join(said.replace("│", " ").split()), "wherever its line breaks"
        for ending in ("md", "json"):
            (path,) = tmp_path.glob(f"axis-cancellation-*.{ending}")
            assert verify(path.read_text()).is_whole
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
        await press(pilot, "escape", "escape")

        broken = "UPDATE cancellation SET dossier = replace(dossier, 'lost or', 'lost and') WHERE id = ?"
        order_world.change(store, lambda tx: tx.execute(broken, (ids["closed"],)))
        await show(app, pilot, ids["closed"])
        shown = await press(pilot, "d", "e")
        assert "✕ summary: changed" in shown
        assert "do not rely on it" in shown
        assert "Export the dossier" not in shown


def _free(tx: Any) -> None:
    for (name,) in tx.rows(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'cancellation'"
    ):
        tx.execute(f"DROP TRIGGER {name}")


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_the_page_fits_whatever_is_in_it(store: Path, ids: dict[str, int], width: int, glyphs: Any) -> None:
    from axis_tui.domain.ledger import Entry
    from axis_tui.present.case_review import rough_review
    from axis_tui.store.read import cases, open_reader
    from axis_tui.tui.screens.case_page import case_page

    long = world.HOSTILE * 5
    entry = Entry(41, NOW, "charge", 1, 1, 7, 1, 0, -(10**15), "USD", 2, "x" * 80, "")
    with open_reader(store) as reader:
        for row in cases.page(reader, 20):
            odd = replace(
                row, esim_name=long, carrier=long, notes=long, contact="x" * 90, reference=long, error=long,
                confirmation=long, device=long, rejection=long,
            )  # fmt: skip
            happened = [replace(each, detail=long) for each in cases.events(reader, row.id)]
            lines = case_page(
                odd, happened, [entry], None, rough_review(row, NOW), NOW, "Europe/Berlin", "decimal", width,
                glyphs,
            )  # fmt: skip
            assert {cells(plain(each)) for each in lines} == {width}


async def test_enter_on_an_alert_about_a_case_opens_it(app: Any, ids: dict[str, int]) -> None:
    from axis_tui.domain.alert import AlertDraft, AlertKind, Severity
    from axis_tui.store.write.alerts import raise_alert

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5")
        draft = AlertDraft(AlertKind.REVIEW_OVERDUE, 0, ids["overdue"], Severity.CRITICAL)
        esim_id = found(app, ids["overdue"]).esim_id
        app.screen.write(lambda tx: raise_alert(tx, esim_id, None, None, draft, NOW + 1))
        await settled(pilot)
        assert "there c has a text that asks the carrier" in await press(pilot, "g")
        await press(pilot, "enter")
        assert isinstance(app.screen, CaseScreen)
        assert f"C-{ids['overdue']:04d}" in text(app)
