"""Payment methods on Account: listed with what expires, added without a card number, put away."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from axis_tui.domain.auto_renew import Consent, Rule, RuleState, Trigger
from axis_tui.domain.renewal_word import MethodKind
from axis_tui.present.glyphs import ASCII, UNICODE
from axis_tui.present.line import plain
from axis_tui.present.width import cells
from axis_tui.store.read import auto_renew, payment
from axis_tui.store.read.payment import MethodRow
from axis_tui.tui.screens.account_methods import method_header, method_pane, method_row
from tests.tui import world
from tests.tui.money_world import EU, build, change, esim, usd
from tests.tui.seeing import press, settled, text

METHODS = ("6", "right", "right", "right")
CARD = "4242 4242 4242 4242"


@pytest.fixture
def rich(store: Path) -> Path:
    build(store)
    return store


async def fill(pilot: Any, **fields: str) -> str:
    for key, value in fields.items():
        next(each for each in pilot.app.screen._fields if each.key == key).editor.set(value)
    return await press(pilot, "ctrl+s")


async def test_they_are_listed_with_what_has_expired(rich: Path, make_app: Any) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await press(pilot, *METHODS)
        for words in ("[payment methods]", "balance at Axis EU", "✕ expired 10/26", "…4242", "05/28"):
            assert words in shown
        assert "travel · card …4242 · added 20 Nov 2026" in await press(pilot, "G")


async def test_n_adds_one_by_a_label_and_four_digits(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        assert "none yet; n adds one" in await press(pilot, *METHODS)
        await press(pilot, "n", "right")
        shown = await fill(pilot, label="trip", last4="4242", expires="12/26")
        assert "added" in shown
        assert "▲ expires 12/26" in shown
        (row,) = payment.methods(app.reader)
        assert (row.kind, row.label, row.last4, row.expires_month) == (
            MethodKind.DEBIT_CARD, "trip", "4242", 202612,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"label": CARD}, "looks like a payment card’s number; it is not stored"),
        ({"label": "a", "last4": CARD}, "looks like a payment card’s number; it is not stored"),
        ({"label": "a", "last4": "42424"}, "Only the last four digits are kept"),
        ({"label": ""}, "Give the payment method a label"),
        ({"label": "a", "expires": "13/26"}, "is not a month"),
        ({"label": "a", "expires": "10/26"}, "That month is over"),
        ({"label": "travel"}, "There is a payment method “travel” already"),
    ],
)
async def test_a_card_number_is_refused_with_the_reason_and_mistakes_are_told(
    rich: Path, make_app: Any, fields: dict[str, str], complaint: str
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *METHODS, "n")
        shown = await fill(pilot, **fields)
        assert complaint in " ".join(shown.replace("│", " ").split())
        assert len(payment.methods(app.reader)) == 4
    assert b"4242424242424242" not in rich.read_bytes()


async def test_x_puts_one_away_and_says_which_rules_rest(rich: Path, make_app: Any) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        card = next(row for row in payment.methods(app.reader) if row.label == "travel")
        europe = esim(app, EU)

        def rule(tx: Any) -> None:
            from axis_tui.store.write.auto_renew import set_rule

            consent = Consent("EU-10", usd(900), world.NOW)
            made = Rule(RuleState.ON, Trigger.AT_EXPIRY, 0, consent, card.id, None, None, None)
            package = tx.row("SELECT id FROM package WHERE code = 'EU-10'")[0]
            set_rule(tx, europe, made, package, world.NOW)

        change(rich, rule)
        app.feed_now()
        shown = await press(pilot, *METHODS, "G")
        assert "1 auto-renew rule pays with it" in shown
        assert "1 auto-renew rule pays with it and is suspended." in await press(pilot, "x")
        assert "put away" in await press(pilot, "y")
        assert "travel" not in [row.label for row in payment.methods(app.reader)]
        assert auto_renew.rule(app.reader, europe).rule.state is RuleState.SUSPENDED


async def test_a_carriers_balance_is_not_put_away_and_no_keeps_a_method(rich: Path, make_app: Any) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await press(pilot, *METHODS)
        assert "x put away" not in shown
        await press(pilot, "x", "j", "x", "n")
        await settled(pilot)
        assert len(payment.methods(app.reader)) == 4


async def test_its_keys_work_on_that_part_only(rich: Path, make_app: Any) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await press(pilot, "6", "n", "x")
        assert "n new" not in shown
        assert "New payment method" not in text(app)


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_rows_fit_and_are_ascii_in_ascii(width: int, glyphs: Any) -> None:
    card = MethodRow(1, MethodKind.CARD, "x" * 40, "4242", 202610, None, "", 0, None)
    balance = replace(card, kind=MethodKind.BALANCE, carrier_id=1, carrier="Axis EU", last4="")
    for row in (card, balance, replace(card, expires_month=None)):
        lines = [method_header(width), method_row(row, world.NOW, "UTC", width, glyphs)]
        lines += method_pane(row, 2, world.NOW, "UTC", width, glyphs)
        assert all(cells(plain(each)) == width for each in lines)
        assert glyphs is UNICODE or all(plain(each).isascii() for each in lines)
