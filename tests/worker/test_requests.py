"""Requests of screens and the command line: carried out once, or refused with a line that says why."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from axis_tui.meters.base import MeterProblem
from axis_tui.store.read import inventory
from axis_tui.store.write import Tx, requests
from tests.store.fleet import NOW
from tests.worker.world import DAY, FakeMeter, World, plan_terms


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with World(tmp_path, [FakeMeter()], {"wwan0": "Japan"}) as world:
        yield world


def test_a_wish_to_read_now_reads_before_the_time_and_is_done_once_that_is_stored(world: World) -> None:
    japan = world.add()
    engine = world.engine()
    engine.step()
    world.meters[0].rx_bytes += 77
    world.pass_time(10)
    asked = world.ask("refresh")
    engine.step()
    assert world.request(asked) == ("done", "")
    assert world.counted(japan) == (77, 0)


def test_several_wishes_at_once_read_once(world: World) -> None:
    world.add()
    engine = world.engine()
    engine.step()
    world.pass_time(10)
    asked = [world.ask("refresh") for _ in range(5)]
    engine.step()
    assert {world.request(number) for number in asked} == {("done", "")}
    assert world.meters[0].reads == 2


def test_bytes_that_cross_right_after_a_reading_are_counted_by_the_next_wish(world: World) -> None:
    japan = world.add()
    engine = world.engine()
    engine.step()
    world.meters[0].rx_bytes += 77
    asked = world.ask("refresh")
    engine.step()
    assert world.request(asked) == ("done", "")
    assert world.counted(japan) == (77, 0)


def test_a_wish_to_read_a_meter_that_fails_is_refused_with_its_line(world: World) -> None:
    world.add()
    world.meters[0].problem = MeterProblem("interface wwan0 does not exist")
    engine = world.engine()
    asked = world.ask("refresh")
    engine.step()
    assert world.request(asked) == ("failed", "interface wwan0 does not exist")


def test_a_wish_to_read_without_any_meter_is_done_at_once(world: World) -> None:
    world.meters.clear()
    engine = world.engine()
    asked = world.ask("refresh")
    engine.step()
    assert world.request(asked) == ("done", "")


def test_a_wish_left_by_a_worker_that_was_killed_is_carried_out_by_the_next(world: World) -> None:
    world.add()
    engine = world.engine()
    engine.step()
    world.pass_time(10)
    world.meters[0].is_hanging = True
    asked = world.ask("refresh")
    engine.step()
    assert world.request(asked)[0] == "pending"
    world.meters[0].is_hanging = False
    world.engine().step()
    assert world.request(asked) == ("done", "")


def test_an_alert_is_acknowledged_snoozed_and_opened_again(world: World) -> None:
    world.meters.clear()
    world.add(plan=plan_terms(days=30), purchased_at=NOW - 28 * DAY)
    engine = world.engine()
    engine.step()
    alert_id = world.alert_id("expiring")
    for kind, more, state in (
        ("snooze", {"until": NOW + DAY}, "snoozed"),
        ("unsnooze", {}, "open"),
        ("acknowledge", {}, "acknowledged"),
    ):
        asked = world.ask(kind, alert_id=alert_id, **more)
        engine.step()
        assert world.request(asked) == ("done", "")
        assert world.alerts() == [("expiring", 3, state)]


@pytest.mark.parametrize(
    ("kind", "payload", "says"),
    [
        ("acknowledge", {"alert_id": 999}, "no such alert"),
        ("acknowledge", {}, "does not say which alert_id"),
        ("acknowledge", {"alert_id": "1; DROP TABLE alert"}, "does not say which alert_id"),
        ("acknowledge", {"alert_id": True}, "does not say which alert_id"),
        ("switch", {"meter_id": 999, "esim_id": 1}, "no such meter"),
        ("switch", {"meter_id": 1, "esim_id": 999}, "no such eSIM"),
    ],
)
def test_what_cannot_be_carried_out_is_refused_and_changes_nothing(
    world: World, kind: str, payload: dict[str, object], says: str
) -> None:
    japan = world.add()
    engine = world.engine()
    engine.step()
    asked = world.ask(kind, **payload)
    engine.step()
    state, error = world.request(asked)
    assert state == "failed"
    assert says in error
    assert inventory.meters(world.reader)[0].esim_id == japan


def test_a_snooze_without_an_end_ahead_is_refused(world: World) -> None:
    world.add(plan=plan_terms(days=30), purchased_at=NOW - 28 * DAY)
    engine = world.engine()
    engine.step()
    asked = world.ask("snooze", alert_id=world.alert_id("expiring"), until=NOW - 1)
    engine.step()
    assert world.request(asked)[0] == "failed"
    assert world.alerts() == [("expiring", 3, "open")]


def test_a_kind_of_a_later_version_is_refused_by_name(world: World) -> None:
    engine = world.engine()
    asked = world.ask("refresh")
    world.write(_turned_into_teleport)
    engine.step()
    state, error = world.request(asked)
    assert state == "failed"
    assert "teleport" in error


def test_a_meter_switched_to_nobody_counts_for_nobody(world: World) -> None:
    japan = world.add()
    engine = world.engine()
    engine.step()
    world.meters[0].rx_bytes += 5
    world.pass_time(10)
    asked = world.ask("switch", meter_id=inventory.meters(world.reader)[0].id, esim_id=None)
    engine.step()
    assert world.request(asked) == ("done", "")
    world.meters[0].rx_bytes += 1_000
    world.pass_time(60, engine)
    assert world.counted() == (5, 0)
    assert world.counted(japan) == (5, 0)


def test_more_requests_than_one_pass_takes_are_all_finished(world: World) -> None:
    engine = world.engine()
    asked = [world.ask("acknowledge", alert_id=1) for _ in range(3)]
    world.write(lambda tx: _many(tx, 250))
    for _ in range(4):
        engine.step()
    assert inventory.requests(world.reader, ("pending",)) == []
    assert world.request(asked[0])[0] == "failed"


def _many(tx: Tx, count: int) -> None:
    for _ in range(count):
        requests.ask(tx, "refresh", {}, NOW)


def _turned_into_teleport(tx: Tx) -> None:
    tx.execute("PRAGMA ignore_check_constraints = ON")
    tx.execute("UPDATE request SET kind = 'teleport'")
