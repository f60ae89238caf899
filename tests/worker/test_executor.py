"""Orders are sent exactly once, whatever becomes of the answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from axis_tui.domain.renewal_word import Channel, OrderState
from axis_tui.store.read import ledger
from axis_tui.store.write import order_steps as steps
from tests.worker.renewal_world import RenewalWorld, renewal_world, usd
from tests.worker.world import DAY


@pytest.fixture
def world(tmp_path: Path) -> Iterator[RenewalWorld]:
    (tmp_path / "w").mkdir()
    with renewal_world(tmp_path / "w") as world:
        yield world


def keyed(tmp_path: Path, **state: object) -> RenewalWorld:
    """A world whose carrier is not as the usual one."""
    root = tmp_path / "own"
    root.mkdir()
    return renewal_world(root, **state)


def test_an_order_is_sent_paid_and_credited_with_its_ledger_entry(world: RenewalWorld) -> None:
    engine = world.engine()
    order_id = world.order()
    paid = world.run(engine, "succeeded", order_id)
    assert paid.reference
    (entry,) = ledger.page(world.reader, 10, renewal_id=order_id)
    assert (entry.entry.kind, entry.entry.amount) == ("charge", usd(-900))
    done = world.run(engine, "credited", order_id)
    assert done.new_plan_id is not None
    assert world.words(order_id)[:3] == ["asked", "sent", "paid"]
    assert len(world.far.charges()) == 1
    world.assert_money_is_right()


def test_a_second_order_of_the_same_plan_is_refused_while_one_is_open(world: RenewalWorld) -> None:
    world.order()
    with pytest.raises(Exception, match="still open"):
        world.order()


def test_an_answer_lost_after_the_carrier_acted_is_found_by_look_up(world: RenewalWorld) -> None:
    engine = world.engine()
    world.far.set_knobs({"drop": "after"}, 1)
    order_id = world.order()
    world.run(engine, "unknown", order_id)
    assert ("order_in_doubt", 0, "open") in world.alerts()
    world.run(engine, "credited", order_id)
    assert len(world.far.charges()) == 1
    assert ("order_in_doubt", 0, "resolved") in world.alerts()
    world.assert_money_is_right()


def test_an_answer_lost_before_the_carrier_acted_is_sent_again_with_the_same_key(world: RenewalWorld) -> None:
    engine = world.engine()
    world.far.set_knobs({"drop": "before"}, 1)
    order_id = world.order()
    world.run(engine, "credited", order_id)
    assert "resent" in world.words(order_id)
    assert len(world.far.charges()) == 1
    world.assert_money_is_right()


def test_a_carrier_without_keys_and_look_up_leaves_a_lost_answer_to_a_person(tmp_path: Path) -> None:
    with keyed(tmp_path, idempotent=False, look_up=False) as world:
        engine = world.engine()
        world.far.set_knobs({"drop": "after"}, 1)
        order_id = world.order()
        world.run(engine, "review", order_id)
        assert len(world.far.charges()) == 1
        world.write(
            lambda tx: steps.resolve(
                tx, order_id, world.wall, charged=usd(900), proof="bank statement of today"
            )
        )
        world.run(engine, "credited", order_id)
        world.assert_money_is_right()


def test_a_person_may_find_that_nothing_was_charged_and_must_say_why(tmp_path: Path) -> None:
    with keyed(tmp_path, idempotent=False, look_up=False) as world:
        engine = world.engine()
        world.far.set_knobs({"drop": "before"}, 1)
        order_id = world.order()
        world.run(engine, "review", order_id)
        with pytest.raises(Exception, match="what proves it"):
            world.write(lambda tx: steps.resolve(tx, order_id, world.wall, charged=None))
        world.write(lambda tx: steps.resolve(tx, order_id, world.wall, charged=None, proof="told by support"))
        assert world.found(order_id).state is OrderState.DECLINED
        world.settle(engine)
        assert ("payment_failed", 0, "open") not in world.alerts()
        world.assert_money_is_right()


def test_a_key_past_four_fifths_of_its_life_is_never_sent_again(tmp_path: Path) -> None:
    with keyed(tmp_path, look_up=False, key_lifetime_s=10) as world:
        engine = world.engine()
        world.far.set_knobs({"drop": "before"}, 20)
        order_id = world.order()
        world.run(engine, "unknown", order_id)
        world.pass_time(9, engine)
        world.run(engine, "review", order_id)
        assert world.far.charges() == ()


@pytest.mark.parametrize("kind", ["insufficient_funds", "card_expired", "package_gone"])
def test_a_declined_order_charges_nothing_and_says_why(world: RenewalWorld, kind: str) -> None:
    engine = world.engine()
    world.far.set_knobs({"decline": kind}, 1)
    order_id = world.order()
    declined = world.run(engine, "declined", order_id)
    assert declined.decline == kind
    world.settle(engine)
    assert ("payment_failed", 0, "open") in world.alerts()
    assert world.far.charges() == ()
    again = world.order()
    world.run(engine, "credited", again)
    assert world.found(again).attempt == 2
    assert ("payment_failed", 0, "resolved") in world.alerts()
    world.assert_money_is_right()


def test_a_price_that_rose_is_not_paid(world: RenewalWorld) -> None:
    engine = world.engine()
    world.far.set_knobs({"price_percent": 20})
    order_id = world.order()
    assert world.run(engine, "declined", order_id).decline == "price_changed"
    assert world.far.charges() == ()


def test_an_order_that_cannot_leave_the_machine_waits_and_is_withdrawn_after_an_hour(
    world: RenewalWorld,
) -> None:
    engine = world.engine()
    world.far.set_knobs({"refuse_connection": True, "on": "every"})
    order_id = world.order()
    world.pass_time(60, engine)
    world.settle(engine)
    assert world.found(order_id).state is OrderState.INTENT
    assert "put_off" in world.words(order_id)
    for _ in range(70):
        world.pass_time(60, engine)
    world.far.set_knobs({"refuse_connection": False})
    world.run(engine, "withdrawn", order_id, 30)
    assert world.far.charges() == ()


def test_an_order_in_doubt_is_told_until_it_is_settled_however_often_it_is_sent_again(
    world: RenewalWorld,
) -> None:
    engine = world.engine()
    world.far.set_knobs({"drop": "before"}, 5)
    order_id = world.order()
    world.run(engine, "unknown", order_id)
    while world.found(order_id).state in ("unknown", "sent"):
        assert ("order_in_doubt", 0, "open") in world.alerts()
        world.pass_time(1, engine)
    assert world.words(order_id).count("resent") > 1
    assert ("order_in_doubt", 0, "resolved") in world.alerts()


def test_a_connection_refused_at_the_last_moment_is_tried_again_and_charges_once(world: RenewalWorld) -> None:
    engine = world.engine()
    world.far.set_knobs({"refuse_connection": True}, 2)
    order_id = world.order()
    world.run(engine, "credited", order_id, 10)
    assert len(world.far.charges()) == 1
    world.assert_money_is_right()


def test_an_order_delivered_twice_by_the_network_is_charged_once(world: RenewalWorld) -> None:
    engine = world.engine()
    world.far.set_knobs({"repeat": True}, 1)
    order_id = world.order()
    world.run(engine, "credited", order_id)
    assert len(world.far.charges()) == 1


def test_what_an_ended_worker_left_sent_is_in_doubt_when_the_next_one_starts(world: RenewalWorld) -> None:
    engine = world.engine()
    order_id = world.order()

    def leave(tx: object) -> None:
        assert steps.claim(tx, order_id, world.wall) is not None  # type: ignore[arg-type]

    world.write(leave)
    del engine
    again = world.engine()
    assert world.found(order_id).state is OrderState.UNKNOWN
    assert ("order_in_doubt", 0, "open") in world.alerts()
    world.run(again, "credited", order_id)
    assert len(world.far.charges()) == 1
    world.assert_money_is_right()


@pytest.mark.parametrize("look_up", [True, False])
def test_a_machine_that_wakes_with_an_old_clock_sends_no_key_that_the_carrier_has_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, look_up: bool
) -> None:
    with keyed(tmp_path, look_up=look_up, key_lifetime_s=DAY) as world:
        true_at = world.wall
        world.far.clock = lambda: true_at
        # Its look-ups forget with its keys.
        monkeypatch.setattr(world.far, "look_up", lambda order, now: None)
        engine = world.engine()
        world.far.set_knobs({"drop": "after"}, 1)
        order_id = world.order()
        world.run(engine, "unknown", order_id)
        true_at += 2 * DAY
        again = world.engine()
        for _ in range(10):
            world.pass_time(5, again)
        assert "resent" not in world.words(order_id)
        assert len(world.far.charges()) == 1
        for _ in range(30):
            world.pass_time(600, again)
        assert world.found(order_id).state is OrderState.REVIEW


def test_a_key_that_is_forgotten_some_day_is_not_sent_again_to_a_carrier_that_tells_no_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with keyed(tmp_path, look_up=False, key_lifetime_s=DAY) as world:
        quote = world.far.quote
        monkeypatch.setattr(world.far, "quote", lambda *asked: replace(quote(*asked), answered_at=None))
        engine = world.engine()
        world.far.set_knobs({"drop": "after"}, 1)
        order_id = world.order()
        world.run(engine, "review", order_id)
        assert len(world.far.charges()) == 1


def test_nothing_is_sent_while_the_clock_is_not_trusted(world: RenewalWorld) -> None:
    engine = world.engine()
    world.pass_time(60, engine)
    world.wall -= 86_400 * 400
    order_id = world.order()
    for _ in range(10):
        engine.step()
    assert world.far.charges() == ()
    assert world.found(order_id).state is OrderState.INTENT


def test_a_guided_order_is_never_sent_and_waits_for_its_person(world: RenewalWorld) -> None:
    engine = world.engine()
    order_id = world.order(channel=Channel.HOTLINE, is_guided=True)
    world.settle(engine)
    assert world.found(order_id).state is OrderState.INTENT
    world.write(lambda tx: steps.record_paid(tx, order_id, world.wall, amount=usd(950), reference="H-17"))
    paid = world.found(order_id)
    assert (paid.state, paid.reference) == (OrderState.SUCCEEDED, "H-17")
    (entry,) = ledger.page(world.reader, 10, renewal_id=order_id)
    assert entry.entry.amount == usd(-950)


def test_data_that_does_not_come_raises_an_alert_after_half_an_hour_and_is_still_awaited(
    world: RenewalWorld,
) -> None:
    engine = world.engine()
    world.far.set_knobs({"credit_delay_s": 3_000})
    order_id = world.order()
    world.run(engine, "succeeded", order_id)
    world.pass_time(1_700, engine)
    world.settle(engine)
    assert ("not_credited", 30, "open") not in world.alerts()
    world.pass_time(101, engine)
    world.settle(engine)
    assert ("not_credited", 30, "open") in world.alerts()
    world.run(engine, "credited", order_id, 60)
    assert ("not_credited", 30, "resolved") in world.alerts()


@pytest.mark.parametrize(("percent", "balance"), [(0, 7_000), (-10, 6_800)])
def test_money_added_to_a_balance_is_in_the_ledger_and_agrees_with_the_carrier(
    world: RenewalWorld, percent: int, balance: int
) -> None:
    engine = world.engine()
    world.pass_time(20, engine)
    world.settle(engine)
    world.far.set_knobs({"price_percent": percent})
    order_id = world.order("money")
    world.run(engine, "credited", order_id)
    (row,) = ledger.balances(world.reader)
    assert row.derived == usd(balance)
    assert row.difference == usd(0)
    world.assert_money_is_right()
