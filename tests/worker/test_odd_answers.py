"""A carrier that answers what makes no sense: nothing is guessed, nobody is held up, the worker goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from axis_tui.carriers.base import Order, Quote, Receipt
from axis_tui.domain.money import Money
from axis_tui.domain.renewal_word import OrderState
from axis_tui.store.read import ledger
from axis_tui.store.write import order_steps as steps
from tests.worker.renewal_world import RenewalWorld, renewal_world, usd
from tests.worker.world import DAY

YEN = Money(900, "JPY", 0)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[RenewalWorld]:
    (tmp_path / "w").mkdir()
    with renewal_world(tmp_path / "w") as world:
        yield world


def answering(world: RenewalWorld, patch: pytest.MonkeyPatch, change: Callable[[Receipt], Any]) -> None:
    """The carrier charges as it should and tells it in words of its own, whenever it is asked."""
    top_up, look_up = world.far.top_up, world.far.look_up

    def told(order: Order, now: int) -> Any:
        return change(top_up(order, now))

    def found(order: Order, now: int) -> Any:
        receipt = look_up(order, now)
        return None if receipt is None else change(receipt)

    patch.setattr(world.far, "top_up", told)
    patch.setattr(world.far, "look_up", found)


@pytest.mark.parametrize(
    "change",
    [
        lambda receipt: replace(receipt, charged=usd(-900)),
        lambda receipt: replace(receipt, charged="9 dollars"),
        lambda receipt: replace(receipt, reference=None),
        lambda receipt: {"reference": receipt.reference},
        lambda receipt: True,
    ],
    ids=["negative", "words", "no reference", "another shape", "yes"],
)
def test_a_receipt_that_cannot_be_understood_is_no_answer_and_ends_with_a_person(
    world: RenewalWorld, monkeypatch: pytest.MonkeyPatch, change: Callable[[Receipt], Any]
) -> None:
    engine = world.engine()
    answering(world, monkeypatch, change)
    order_id = world.order()
    world.run(engine, "review", order_id, 60)
    assert len(world.far.charges()) == 1
    assert ("order_in_doubt", 0, "open") in world.alerts()
    (charge,) = world.far.charges()
    world.write(
        lambda tx: steps.resolve(tx, order_id, world.wall, charged=charge.amount, reference=charge.reference)
    )
    world.run(engine, "credited", order_id)
    world.assert_money_is_right()


def test_what_was_charged_in_another_currency_is_in_the_ledger_as_it_was_charged(
    world: RenewalWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = world.engine()
    answering(world, monkeypatch, lambda receipt: replace(receipt, charged=YEN))
    order_id = world.order(fee=usd(50), price=usd(900))
    world.run(engine, "credited", order_id)
    (entry,) = ledger.page(world.reader, 10, renewal_id=order_id)
    assert entry.entry.amount == -YEN
    assert world.verdict().is_whole


def test_a_quote_in_another_currency_is_another_price(
    world: RenewalWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    quote = world.far.quote

    def in_yen(code: str, esim: str, now: int) -> Quote:
        return replace(quote(code, esim, now), price=YEN)

    monkeypatch.setattr(world.far, "quote", in_yen)
    engine = world.engine()
    order_id = world.order()
    assert world.run(engine, "declined", order_id).decline == "price_changed"
    assert world.far.charges() == ()


def test_a_quote_that_cannot_be_understood_puts_the_order_off(
    world: RenewalWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    quote = world.far.quote
    with monkeypatch.context() as patch:
        patch.setattr(world.far, "quote", lambda *asked: replace(quote(*asked), answered_at="noon"))
        engine = world.engine()
        order_id = world.order()
        world.settle(engine)
        assert world.found(order_id).state is OrderState.INTENT
        assert "put_off" in world.words(order_id)
    world.run(engine, "credited", order_id, 10)
    world.assert_money_is_right()


def test_usage_that_cannot_be_understood_holds_up_nobody_else(
    world: RenewalWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = world.far.usage
    engine = world.engine()
    order_id = world.order()
    world.run(engine, "succeeded", order_id)
    with monkeypatch.context() as patch:
        patch.setattr(world.far, "usage", lambda *asked: replace(usage(*asked), packages=None))
        balance = world.ask("balance", carrier_id=1)
        for _ in range(10):
            world.pass_time(10, engine)
        assert world.request(balance) == ("done", "")
        assert world.found(order_id).state is OrderState.SUCCEEDED
    world.run(engine, "credited", order_id, 60)


def test_data_of_a_package_that_holds_nowhere_on_earth_is_awaited_and_told(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    with renewal_world(tmp_path / "own") as world:
        world.write(lambda tx: tx.execute("UPDATE package SET coverage = 'ATLANTIS'"))
        engine = world.engine()
        order_id = world.order()
        world.run(engine, "succeeded", order_id)
        for _ in range(40):
            world.pass_time(60, engine)
        assert world.found(order_id).state is OrderState.SUCCEEDED
        assert ("not_credited", 30, "open") in world.alerts()
        world.assert_money_is_right()


def test_asking_twice_for_money_back_gives_it_back_once(world: RenewalWorld) -> None:
    engine = world.engine()
    world.far.set_knobs({"credit_delay_s": None})
    order_id = world.order()
    world.run(engine, "succeeded", order_id)
    first, second = world.ask("refund", order_id=order_id), world.ask("refund", order_id=order_id)
    world.settle(engine)
    assert world.request(first) == ("done", "")
    state, said = world.request(second)
    assert state == "failed"
    assert "refunded" in said
    entries = [row.entry.kind for row in ledger.page(world.reader, 10, renewal_id=order_id)]
    assert entries == ["refund", "charge"]
    assert world.found(order_id).state is OrderState.REFUNDED


def test_a_refund_that_makes_no_sense_fails_its_request_and_nothing_else(
    world: RenewalWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    refund = world.far.refund
    engine = world.engine()
    world.far.set_knobs({"credit_delay_s": None})
    order_id = world.order()
    world.run(engine, "succeeded", order_id)
    monkeypatch.setattr(world.far, "refund", lambda *asked: replace(refund(*asked), charged=usd(-5)))
    asked, other = world.ask("refund", order_id=order_id), world.ask("balance", carrier_id=1)
    world.settle(engine)
    assert world.request(asked)[0] == "failed"
    assert world.request(other) == ("done", "")
    assert world.found(order_id).state is OrderState.SUCCEEDED


def test_nothing_is_charged_where_the_clock_lost_trust_while_the_carrier_was_asked(
    world: RenewalWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = world.engine()
    world.pass_time(60, engine)
    usage, true_at = world.far.usage, world.wall
    world.far.clock = lambda: true_at

    def leaping(esim: str, now: int) -> object:
        world.wall += 400 * DAY
        return usage(esim, now)

    monkeypatch.setattr(world.far, "usage", leaping)
    order_id = world.order()
    world.settle(engine)
    assert world.far.charges() == ()
    assert world.found(order_id).state is OrderState.INTENT
