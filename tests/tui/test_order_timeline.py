"""The page of one order: live, with the keys that its state allows, and what each of them leaves behind."""

import stat
from pathlib import Path
from typing import Any

import pytest
from textual import events

from axis_tui.domain.renewal_word import OrderState
from axis_tui.present.glyphs import ASCII, UNICODE
from axis_tui.present.line import plain
from axis_tui.present.width import cells
from axis_tui.tui.screens.order import OrderScreen
from axis_tui.tui.screens.order_page import order_page
from tests.present.orders import order
from tests.tui import order_world, world
from tests.tui.seeing import press, settled, text, type_text
from tests.tui.world import NOW

STATES = ("intent", "unknown", "review", "succeeded", "credited", "declined")


@pytest.fixture
def ids(store: Path) -> dict[str, int]:
    """The store furnished, with orders in every state; ids by name and by state."""
    found = order_world.furnish(store)
    return found | order_world.past(store, found)


async def show(app: Any, pilot: Any, order_id: int) -> str:
    """The page of an order over Renewals."""
    await press(pilot, "3")
    app.push_screen(OrderScreen(order_id))
    await settled(pilot)
    return text(app)


def found(app: Any, order_id: int) -> Any:
    from axis_tui.store.read import renewals

    return renewals.order(app.reader, order_id)


async def paste(pilot: Any, pasted: str) -> None:
    pilot.app.post_message(events.Paste(pasted))
    await settled(pilot)


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 36)])
@pytest.mark.parametrize("state", ["succeeded", "review", "intent"])
def test_picture(
    make_app: Any, ids: dict[str, int], snap_compare: Any, size: tuple[int, int], state: str
) -> None:
    async def open_it(pilot: Any) -> None:
        await show(pilot.app, pilot, ids[state])

    assert snap_compare(make_app(), terminal_size=size, run_before=open_it)


@pytest.mark.parametrize("keys", [("s",), ("e",)])
def test_picture_of_what_opens_over_it(
    make_app: Any, ids: dict[str, int], snap_compare: Any, store: Path, keys: tuple[str, ...]
) -> None:
    key = "DROP TRIGGER renewal_fixed"
    order_world.change(store, lambda tx: tx.execute(key))
    known = "UPDATE renewal SET key = 'axis-0123456789abcdef0123456789abcdef' WHERE id = ?"
    order_world.change(store, lambda tx: tx.execute(known, (ids["review"],)))

    async def open_it(pilot: Any) -> None:
        await show(pilot.app, pilot, ids["review"])
        await press(pilot, *keys)

    assert snap_compare(make_app(), terminal_size=(80, 24), run_before=open_it)


@pytest.mark.parametrize(
    ("state", "keys"),
    [
        ("intent", {"paid", "withdraw", "qr"}),
        ("unknown", {"evidence"}),
        ("review", {"evidence", "resolve"}),
        ("succeeded", {"evidence", "arrived", "refund"}),
        ("credited", {"evidence", "refund", "renew"}),
        ("declined", {"evidence", "renew"}),
    ],
)
async def test_the_state_says_which_keys_work(
    app: Any, ids: dict[str, int], state: str, keys: set[str]
) -> None:
    doing = {"paid", "resolve", "arrived", "withdraw", "qr", "evidence", "refund", "renew"}
    async with app.run_test(size=(80, 24)) as pilot:
        await show(app, pilot, ids[state])
        assert {command.name for command in app.screen.usable_commands()} & doing == keys


@pytest.mark.parametrize("state", STATES)
async def test_it_tells_the_way_what_it_buys_and_what_happened(
    app: Any, ids: dict[str, int], state: str
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await show(app, pilot, ids[state])
        assert f"order {ids[state]}" in shown
        assert "asked" in shown.splitlines()[4]
        assert "What happened, the latest first" in shown
        assert "asked for" in shown
        assert found(app, ids[state]).terms.name in shown


async def test_a_paid_order_shows_its_minutes_its_reference_and_its_ledger_entry(
    app: Any, ids: dict[str, int]
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await show(app, pilot, ids["succeeded"])
        assert "12:56 asked · 12:56 sent · 12:57 paid · waiting for data (2 of 30 min) " in shown
        assert "reference  LH-7781" in shown
        assert "charge -20.00 EUR" in shown


async def test_it_follows_the_store_by_itself(app: Any, store: Path, ids: dict[str, int]) -> None:
    from axis_tui.store.write import order_steps

    async with app.run_test(size=(80, 24)) as pilot:
        await show(app, pilot, ids["unknown"])
        accept = lambda tx: order_steps.accept(tx, ids["unknown"], NOW, reference="AX-9")  # noqa: E731
        order_world.change(store, accept)
        await pilot.pause(1.0)
        shown = text(app)
        assert "● paid" in shown
        assert "reference  AX-9" in shown
        assert "in doubt" not in shown


async def test_an_order_without_an_answer_turns_doubtful_by_itself(
    make_app: Any, store: Path, ids: dict[str, int]
) -> None:
    from axis_tui.store.write import order_steps

    now = [NOW]

    def send(tx: Any) -> int:
        order_steps.decline(tx, ids["unknown"], NOW, "not_eligible")
        made = order_world.order(tx, ids)
        order_steps.claim(tx, made, NOW)
        return made

    made = order_world.change(store, send)
    app = make_app(clock=lambda: now[0])
    async with app.run_test(size=(80, 24)) as pilot:
        assert "› sent" in await show(app, pilot, made)
        assert 11 in [timer._interval for timer in app.screen._timers]
        now[0] += 11
        app.screen.minute_turned()
        await settled(pilot)
        shown = text(app)
        assert "▲ no answer" in shown
        assert "Do not buy it elsewhere" in " ".join(shown.split())


async def test_withdrawing_asks_and_then_is_done(app: Any, ids: dict[str, int]) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await show(app, pilot, ids["intent"])
        assert "Withdraw this renewal" in await press(pilot, "w")
        await press(pilot, "n")
        assert found(app, ids["intent"]).state is OrderState.INTENT
        assert "– withdrawn" in await press(pilot, "w", "y")
        assert found(app, ids["intent"]).state is OrderState.WITHDRAWN


async def test_withdrawing_what_was_just_sent_says_that_it_is_too_late(
    app: Any, store: Path, ids: dict[str, int]
) -> None:
    from axis_tui.store.write import order_steps

    def intent(tx: Any) -> int:
        order_steps.decline(tx, ids["unknown"], NOW, "not_eligible")
        return order_world.order(tx, ids)

    made = order_world.change(store, intent)
    async with app.run_test(size=(80, 24)) as pilot:
        await show(app, pilot, made)
        await press(pilot, "w")
        order_world.change(store, lambda tx: order_steps.claim(tx, made, NOW))
        assert "cannot be called back" in await press(pilot, "y")
        assert found(app, made).state is OrderState.SENT


async def test_what_was_paid_is_recorded_with_reference_and_proof(app: Any, ids: dict[str, int]) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await show(app, pilot, ids["intent"])
        assert "9.00 USD" in await press(pilot, "p")
        await press(pilot, "ctrl+u")
        await type_text(pilot, "9.50")
        await press(pilot, "tab")
        await paste(pilot, "JP-551")
        await press(pilot, "tab")
        await type_text(pilot, "Ms Sato")
        shown = await press(pilot, "enter")
        assert "● paid" in shown
        assert "JP-551" in shown
        assert "charge -9.50 USD" in shown
        paid = found(app, ids["intent"])
    assert (paid.state, paid.reference, paid.proof) == (OrderState.SUCCEEDED, "JP-551", "Ms Sato")


@pytest.mark.parametrize(
    ("amount", "reference", "complaint"),
    [
        ("many", "", "is not an amount"),
        ("9 EUR", "", "Write the amount in USD"),
        ("9", "4242 4242 4242 4242", "payment card"),
    ],
)
async def test_a_mistake_in_what_was_paid_is_told_and_nothing_is_recorded(
    app: Any, ids: dict[str, int], amount: str, reference: str, complaint: str
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await show(app, pilot, ids["intent"])
        await press(pilot, "p", "ctrl+u")
        await type_text(pilot, amount)
        await press(pilot, "tab")
        await type_text(pilot, reference)
        assert complaint in " ".join((await press(pilot, "ctrl+s")).replace("│", " ").split())
        assert app.screen.values()["amount"] == amount
        assert found(app, ids["intent"]).state is OrderState.INTENT


async def test_settling_says_what_is_known_and_wants_a_verdict_and_a_proof(
    app: Any, store: Path, ids: dict[str, int]
) -> None:
    from axis_tui.store.read import renewals

    async with app.run_test(size=(80, 24)) as pilot:
        await show(app, pilot, ids["review"])
        shown = " ".join((await press(pilot, "s")).replace("│", " ").split())
        key = renewals.secrets(app.reader, ids["review"]).key
        assert key in shown
        assert "Ask eSIM Go whether it knows an order with the key" in shown
        assert "Find out first" in await press(pilot, "ctrl+s")
        assert "Say what proves it" in await press(pilot, "right", "ctrl+s")
        await press(pilot, "tab", "tab", "tab")
        await type_text(pilot, "bank list of 20 Nov")
        assert "● paid" in await press(pilot, "enter")
        charged = found(app, ids["review"])
    assert (charged.state, charged.proof) == (OrderState.SUCCEEDED, "bank list of 20 Nov")


async def test_settling_as_not_charged_declines_it_and_it_can_be_renewed(
    app: Any, ids: dict[str, int]
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await show(app, pilot, ids["review"])
        await press(pilot, "s", "right", "right", "tab", "tab", "tab")
        await type_text(pilot, "told by chat")
        shown = await press(pilot, "ctrl+s")
        assert "✕ declined" in shown
        assert "r renew" in shown


async def test_data_that_a_person_saw_takes_effect(app: Any, ids: dict[str, int]) -> None:
    from axis_tui.store.read import detail

    async with app.run_test(size=(80, 24)) as pilot:
        await show(app, pilot, ids["succeeded"])
        before = len(detail.plans(app.reader, ids["USA unlimited"]))
        shown = await press(pilot, "d", "y")
        assert "✓ credited" in shown
        assert len(detail.plans(app.reader, ids["USA unlimited"])) == before + 1


async def test_a_refund_is_asked_of_the_worker_once_and_its_refusal_is_told(
    app: Any, store: Path, ids: dict[str, int]
) -> None:
    from axis_tui.store.write import requests

    async with app.run_test(size=(80, 24)) as pilot:
        await show(app, pilot, ids["credited"])
        shown = await press(pilot, "f", "y")
        assert "A refund was asked for" in shown
        assert "f refund" not in shown

        def refuse(tx: Any) -> list[Any]:
            asked = requests.pending(tx)
            for request in asked:
                requests.finish(tx, request.id, "used already", NOW)
            return [(request.kind, request.payload) for request in asked]

        assert order_world.change(store, refuse) == [("refund", {"order_id": ids["credited"]})]
        await pilot.pause(1.0)
        assert "no refund: used already" in text(app)


async def test_the_evidence_is_read_copied_and_saved_for_ones_own_eyes(
    app: Any, ids: dict[str, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from axis_tui.store.read import renewals

    monkeypatch.chdir(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await show(app, pilot, ids["unknown"])
        await press(pilot, "e")
        await press(pilot, "c")
        secrets = renewals.secrets(app.reader, ids["unknown"])
        assert secrets.key in app.clipboard
        assert secrets.esim_reference in app.clipboard
        assert "written to" in await press(pilot, "s")
        path = next(tmp_path.glob("axis-order-*.md"))
        assert path.read_text() == app.clipboard
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_an_order_that_is_gone_is_said_to_be(app: Any, ids: dict[str, int]) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        assert "no longer in the store" in await show(app, pilot, 9_999)
        assert "esc back" in text(app)


async def test_r_on_a_finished_order_renews_anew(app: Any, ids: dict[str, int], store: Path) -> None:
    from axis_tui.store.write import order_steps

    order_world.change(store, lambda tx: order_steps.decline(tx, ids["unknown"], NOW, "try_later"))
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await show(app, pilot, ids["unknown"])
        assert "Renew again in a while" in shown
        assert "1 of 4" in await press(pilot, "r")


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
@pytest.mark.parametrize("state", list(OrderState))
def test_the_page_fits_whatever_is_in_it(width: int, glyphs: Any, state: OrderState) -> None:
    from axis_tui.domain.ledger import Entry
    from axis_tui.present.channel_contact import Contact
    from axis_tui.store.read.renewals import OrderEventRow

    made = order(
        state=state.value, esim_name=world.HOSTILE, name=world.HOSTILE * 9, reference=world.HOSTILE * 3,
        detail=world.HOSTILE * 20, decline="" if state != "declined" else "card_expired", paid_at=NOW,
    )  # fmt: skip
    history = [OrderEventRow(NOW - at, "looked_up", "unknown", world.HOSTILE * 5) for at in range(30)]
    entry = Entry(41, NOW, "charge", 1, 1, 7, 1, 0, -(10**15), "USD", 2, "x" * 80, "")
    contact = Contact("x" * 90, "+81 " * 9, "https://" + "x" * 120, "Mo-Fr 09:00-18:00")
    lines = order_page(
        made, history, [entry], (contact, "Asia/Tokyo"), NOW, "Europe/Berlin", width, glyphs, "asked"
    )
    assert {cells(plain(each)) for each in lines} == {width}
    if glyphs is ASCII:
        own = [plain(each) for each in lines if "日" not in plain(each)]
        assert all(each.replace("\ufffd", "?").replace("’", "x").isascii() for each in own)


async def test_enter_on_an_alert_about_a_payment_opens_its_order(app: Any, ids: dict[str, int]) -> None:
    from axis_tui.domain.alert import AlertDraft, AlertKind, Severity
    from axis_tui.store.write.alerts import raise_alert

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5")
        draft = AlertDraft(AlertKind.ORDER_IN_DOUBT, 0, ids["review"], Severity.CRITICAL)
        esim_id = found(app, ids["review"]).esim_id
        app.screen.write(lambda tx: raise_alert(tx, esim_id, None, None, draft, NOW + 1))
        await settled(pilot)
        await press(pilot, "g")
        await press(pilot, "enter")
        assert isinstance(app.screen, OrderScreen)
        assert f"order {ids['review']}" in text(app)
