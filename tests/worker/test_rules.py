"""Auto-renew: one charge where a rule is due, none where it is not, and what a declined payment leads to."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from axis_tui.domain.auto_renew import Consent, Overage, RuleState, SuspendReason, Trigger
from axis_tui.domain.renewal_word import OrderState
from axis_tui.domain.units import GB
from axis_tui.store.read import auto_renew
from axis_tui.store.write import order_steps as steps
from axis_tui.store.write.auto_renew import switch_off
from axis_tui.store.write.payment import retire_method
from axis_tui.store.write.plans import set_carrier_figure
from axis_tui.worker.engine import Engine
from tests.worker.renewal_world import RenewalWorld, renewal_world, usd
from tests.worker.world import DAY


@pytest.fixture
def world(tmp_path: Path) -> Iterator[RenewalWorld]:
    (tmp_path / "w").mkdir()
    with renewal_world(tmp_path / "w") as world:
        yield world


def run_low(world: RenewalWorld, engine: Engine, leaving_bytes: int = GB) -> None:
    """The carrier says that so much is left."""
    world.far.use_data("8988000000000000011", leaving_bytes, world.wall)
    world.pass_time(60, engine)
    world.settle(engine, 12)


def days(world: RenewalWorld, engine: Engine, count: int, each_s: int = 1_800) -> None:
    """Let days go by, a look each half hour."""
    for _ in range(count * DAY // each_s):
        world.pass_time(each_s, engine)
        world.settle(engine, 3)


def test_a_rule_charges_once_when_the_data_runs_low(world: RenewalWorld) -> None:
    world.far.use_data("8988000000000000011", 3 * GB, world.wall)
    world.write(lambda tx: set_carrier_figure(tx, 1, 2 * GB, world.wall))
    engine = world.engine()
    world.rule()
    world.pass_time(60, engine)
    world.settle(engine)
    assert world.orders() == []
    run_low(world, engine)
    (order,) = world.orders()
    world.run(engine, "credited", order.id)
    for _ in range(20):
        world.pass_time(60, engine)
    assert len(world.far.charges()) == 1
    assert [row.id for row in world.orders()] == [order.id]
    world.assert_money_is_right()


def test_a_rule_that_is_off_never_charges(world: RenewalWorld) -> None:
    engine = world.engine()
    world.rule()
    world.write(lambda tx: switch_off(tx, world.esim_id, world.wall))
    run_low(world, engine)
    assert world.orders() == []


def test_switching_off_withdraws_what_the_rule_asked_for_and_was_not_sent(world: RenewalWorld) -> None:
    engine = world.engine()
    world.rule()
    world.far.set_knobs({"refuse_connection": True, "on": "every"})
    world.pass_time(60, engine)
    world.settle(engine)
    (order,) = world.orders()
    assert order.state is OrderState.INTENT
    off = world.write(lambda tx: switch_off(tx, world.esim_id, world.wall))
    assert off.withdrawn == (order.id,)
    world.far.set_knobs({"refuse_connection": False})
    for _ in range(10):
        world.pass_time(60, engine)
    assert world.found(order.id).state is OrderState.WITHDRAWN
    assert world.far.charges() == ()


def test_switching_off_between_claim_and_charge_stops_the_charge(
    world: RenewalWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = world.engine()
    world.rule()
    claim = steps.claim

    def claim_then_off(tx: object, order_id: int, now: int) -> object:
        claimed = claim(tx, order_id, now)  # type: ignore[arg-type]
        switch_off(tx, world.esim_id, now)  # type: ignore[arg-type]
        return claimed

    monkeypatch.setattr(steps, "claim", claim_then_off)
    for _ in range(5):
        world.pass_time(20, engine)
        world.settle(engine)
    (order,) = world.orders()
    assert order.state is OrderState.WITHDRAWN
    assert world.far.charges() == ()


def test_a_payment_that_fails_for_a_time_is_tried_by_the_ladder_and_then_rests(world: RenewalWorld) -> None:
    engine = world.engine()
    world.far.set_knobs({"decline": "insufficient_funds"})
    world.rule(ladder_s=(900, 7_200))
    began_at = world.wall
    days(world, engine, 1, 300)
    orders = sorted(world.orders(), key=lambda row: row.id)
    assert [order.attempt for order in orders] == [1, 2, 3]
    waits = [after.asked_at - before.asked_at for before, after in pairwise(orders)]
    assert 900 <= waits[0] <= 900 + 600
    assert 7_200 <= waits[1] <= 7_200 + 600
    assert orders[0].asked_at - began_at <= 600
    rule = world.rule_now()
    assert (rule.state, rule.suspended_for) == (RuleState.SUSPENDED, SuspendReason.LADDER_SPENT)
    assert ("auto_renew_suspended", 0, "open") in world.alerts()
    assert world.far.charges() == ()
    world.assert_money_is_right()


def test_a_retry_is_told_and_over_once_it_is_paid(world: RenewalWorld) -> None:
    engine = world.engine()
    world.far.set_knobs({"decline": "insufficient_funds"}, 1)
    world.rule()
    world.pass_time(60, engine)
    world.settle(engine)
    assert ("payment_retry", 1, "open") in world.alerts()
    days(world, engine, 1, 300)
    assert ("payment_retry", 1, "resolved") in world.alerts()
    assert len(world.far.charges()) == 1
    assert world.rule_now().failures == 0
    world.assert_money_is_right()


def test_a_hard_decline_is_not_tried_again_until_a_person_resumes(world: RenewalWorld) -> None:
    engine = world.engine()
    world.far.set_knobs({"decline": "card_blocked"}, 1)
    world.rule()
    days(world, engine, 2, 1_800)
    assert len(world.orders()) == 1
    assert world.rule_now().suspended_for is SuspendReason.DECLINED_HARD
    world.rule()
    world.pass_time(60, engine)
    world.settle(engine, 12)
    assert len(world.far.charges()) == 1
    assert ("auto_renew_suspended", 0, "resolved") in world.alerts()
    world.assert_money_is_right()


def test_a_price_above_the_consent_suspends_and_charges_nothing(world: RenewalWorld) -> None:
    engine = world.engine()
    world.far.set_knobs({"price_percent": 10})
    world.rule()
    days(world, engine, 1)
    assert world.rule_now().suspended_for is SuspendReason.PRICE_CHANGED
    assert world.far.charges() == ()
    world.rule(consent=Consent("again", usd(990), world.wall))
    world.pass_time(60, engine)
    world.settle(engine, 12)
    assert [charge.amount for charge in world.far.charges()] == [usd(990)]


def test_the_caps_of_day_and_month_hold_whatever_is_used(world: RenewalWorld) -> None:
    engine = world.engine()
    world.rule(overage=Overage.ALLOWED, overage_limit=usd(100_000), cap_day=usd(900), cap_month=usd(1_800))
    for _ in range(20):
        run_low(world, engine, 0)
        days(world, engine, 1, 7_200)
    by_day: dict[int, int] = {}
    for charge in world.far.charges():
        by_day[charge.at // DAY] = by_day.get(charge.at // DAY, 0) + charge.amount.minor
    assert max(by_day.values()) <= 900
    world.assert_money_is_right()
    row = auto_renew.rule(world.reader, world.esim_id)
    assert row is not None


def test_a_payment_method_put_away_suspends_its_rules(world: RenewalWorld) -> None:
    world.engine()
    world.rule()
    world.write(lambda tx: retire_method(tx, world.card_id, world.wall))
    assert world.rule_now().suspended_for is SuspendReason.METHOD_UNUSABLE


def test_an_order_in_doubt_suspends_the_rule_until_a_person_decides(tmp_path: Path) -> None:
    root = tmp_path / "own"
    root.mkdir()
    with renewal_world(root, idempotent=False, look_up=False) as world:
        engine = world.engine()
        world.far.set_knobs({"drop": "after"}, 1)
        world.rule()
        days(world, engine, 1)
        (order,) = world.orders()
        assert order.state is OrderState.REVIEW
        assert world.rule_now().suspended_for is SuspendReason.IN_DOUBT
        assert len(world.far.charges()) == 1
        world.write(lambda tx: steps.resolve(tx, order.id, world.wall, charged=usd(900), proof="statement"))
        days(world, engine, 1)
        assert world.rule_now().state is RuleState.ON
        assert len(world.far.charges()) == 1
        world.assert_money_is_right()


@pytest.mark.parametrize("trigger", [Trigger.AT_EXPIRY, Trigger.BEFORE_EXPIRY])
def test_a_year_off_is_made_up_for_by_one_charge_at_most(world: RenewalWorld, trigger: Trigger) -> None:
    engine = world.engine()
    world.rule(trigger=trigger, value=3 if trigger is Trigger.BEFORE_EXPIRY else 0, cap_month=None)
    del engine
    world.wall += 366 * DAY
    world.elapsed += 366 * DAY
    world.is_synchronised = True
    again = world.engine()
    days(world, again, 2)
    assert len(world.far.charges()) <= 1
    world.assert_money_is_right()


@pytest.mark.parametrize("jump", [-20 * 366 * DAY, -3_600, 3_600, 20 * 366 * DAY])
def test_a_clock_that_jumps_charges_neither_early_nor_twice(world: RenewalWorld, jump: int) -> None:
    engine = world.engine()
    world.rule(trigger=Trigger.BEFORE_EXPIRY, value=1)
    world.pass_time(60, engine)
    world.settle(engine)
    world.wall += jump
    for _ in range(10):
        world.pass_time(60, engine)
        world.settle(engine)
    assert world.far.charges() == ()
    world.wall -= jump
    for _ in range(9 * 6):
        world.pass_time(4 * 3_600, engine)
        world.settle(engine, 3)
    assert len(world.far.charges()) == 1
    world.assert_money_is_right()


def test_a_carrier_whose_clock_differs_is_not_paid_by_a_rule(world: RenewalWorld) -> None:
    engine = world.engine()
    world.far.clock = lambda: world.wall - 20 * DAY
    world.rule(trigger=Trigger.BEFORE_EXPIRY, value=15)
    for _ in range(20):
        world.pass_time(60, engine)
        world.settle(engine)
    assert world.far.charges() == ()
