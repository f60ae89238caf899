"""Two executors at once, whatever went wrong with the lease: the lock on spending leaves an order to one."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from axis_tui.carriers.base import Order, Receipt
from axis_tui.domain.problem import Problem
from axis_tui.domain.renewal_word import OrderState
from axis_tui.worker.renewals.lock import SpendLock
from tests.worker.renewal_world import RenewalWorld, renewal_world


@pytest.fixture
def world(tmp_path: Path) -> Iterator[RenewalWorld]:
    (tmp_path / "w").mkdir()
    with renewal_world(tmp_path / "w") as world:
        yield world


def test_an_order_that_one_is_sending_is_left_alone_by_the_other(
    world: RenewalWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = world.engine()
    order_id = world.order()
    top_up, seen = world.far.top_up, list[OrderState]()

    def sending(order: Order, now: int) -> Receipt:
        other = world.engine()
        for _ in range(5):
            other.step()
        seen.append(world.found(order_id).state)
        return top_up(order, now)

    monkeypatch.setattr(world.far, "top_up", sending)
    world.run(one, "credited", order_id)
    assert seen == [OrderState.SENT]
    assert "lost" not in world.words(order_id)
    assert len(world.far.charges()) == 1
    world.assert_money_is_right()


def test_two_that_take_turns_send_each_order_once(world: RenewalWorld) -> None:
    one, other = world.engine(), world.engine()
    world.far.set_knobs({"drop_percent": 40, "seed": 5})
    for _ in range(6):
        order_id = world.order("data")
        for _ in range(200):
            if world.found(order_id).state is OrderState.CREDITED:
                break
            world.pass_time(1, one)
            world.pass_time(1, other)
        assert world.found(order_id).state is OrderState.CREDITED
    assert len(world.far.charges()) == 6
    world.assert_money_is_right()


def test_the_lock_is_one_holders_until_it_is_given_back(tmp_path: Path) -> None:
    one, other = SpendLock(tmp_path / "store.db"), SpendLock(tmp_path / "store.db")
    assert one.acquire()
    assert one.acquire()
    assert not other.acquire()
    assert (one.is_held, other.is_held) == (True, False)
    one.release()
    assert other.acquire()


def test_a_lock_file_that_is_none_is_refused_in_one_line(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "store.db.spending")
    with pytest.raises(Problem, match="Nothing is bought"):
        SpendLock(tmp_path / "store.db").acquire()
    (tmp_path / "other.db.spending").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Problem, match="Nothing is bought"):
        SpendLock(tmp_path / "other.db").acquire()


def test_a_file_system_without_locks_buys_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_locks(descriptor: int, operation: int) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(fcntl, "flock", no_locks)
    with pytest.raises(Problem, match="No locks available"):
        SpendLock(tmp_path / "store.db").acquire()
