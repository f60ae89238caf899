"""Readings: counted for the right eSIM, kept through failures, taken up where the last worker stopped."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from axis_tui.domain.problem import Problem
from axis_tui.meters.base import Capability, HistoryRow, MeterProblem
from axis_tui.store.read import inventory
from axis_tui.worker.fetch import GIVE_UP_S
from axis_tui.worker.refresh import LONGEST_BACKOFF_S
from tests.store.fleet import NOW
from tests.worker.world import DAY, HOUR, FakeMeter, World, plan_terms


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with World(tmp_path, [FakeMeter()], {"wwan0": "Japan"}) as world:
        yield world


def test_bytes_between_two_readings_are_counted_for_the_settings_esim(world: World) -> None:
    japan = world.add(plan=plan_terms())
    engine = world.engine()
    engine.step()
    assert world.counted(japan) == (0, 0), "the first reading proves nothing"
    world.meters[0].rx_bytes += 50_000_000
    world.meters[0].tx_bytes += 7
    world.pass_time(60, engine)
    assert world.counted(japan) == (50_000_000, 7)
    assert world.row(japan).used_bytes == 50_000_007
    assert world.row(japan).reading_at == world.wall


def test_nothing_is_read_before_it_is_due(world: World) -> None:
    world.add()
    engine = world.engine()
    engine.step()
    world.pass_time(59, engine)
    assert world.meters[0].reads == 1
    world.pass_time(1, engine)
    assert world.meters[0].reads == 2


def test_a_pass_with_nothing_to_do_changes_nothing_in_the_store(world: World) -> None:
    world.add()
    engine = world.engine()
    engine.step()
    engine.step()
    before = world.path.read_bytes()
    for _ in range(20):
        world.pass_time(2, engine)
    assert world.path.read_bytes() == before


def test_a_restart_keeps_the_due_time_and_counts_what_crossed_meanwhile(world: World) -> None:
    japan = world.add()
    world.engine().step()
    world.meters[0].rx_bytes += 999
    world.pass_time(30)
    engine = world.engine()
    engine.step()
    assert world.meters[0].reads == 1
    world.pass_time(30, engine)
    assert world.counted(japan) == (999, 0)


def test_a_due_time_left_by_a_worker_without_a_right_clock_does_not_hold_back_the_next_reading(
    world: World,
) -> None:
    world.add()
    world.engine().step()
    world.wall = 30
    engine = world.engine()
    for _ in range(20):
        world.pass_time(300, engine)
    reads = world.meters[0].reads
    world.wall = 30
    world.engine().step()
    assert world.meters[0].reads == reads + 1


def test_a_failure_keeps_the_last_data_and_is_tried_again_more_and_more_rarely(world: World) -> None:
    japan = world.add(plan=plan_terms())
    engine = world.engine()
    engine.step()
    world.meters[0].rx_bytes += 1_000
    world.pass_time(60, engine)
    world.meters[0].problem = MeterProblem("no answer from \x1b[31mrouter")
    waits: list[int] = []
    began = world.wall
    reads = world.meters[0].reads
    for _ in range(3 * HOUR // 20):
        world.pass_time(20, engine)
        if world.meters[0].reads > reads:
            reads = world.meters[0].reads
            waits.append(world.wall - began)
            began = world.wall
    assert waits[:7] == [60, 60, 120, 240, 480, 900, 900]
    assert max(waits) == LONGEST_BACKOFF_S
    (meter,) = inventory.meters(world.reader)
    assert (meter.state, meter.error) == ("failing", "no answer from [31mrouter")
    assert world.row(japan).used_bytes == 1_000


def test_a_failure_and_a_recovery_are_each_said_once(world: World, caplog: pytest.LogCaptureFixture) -> None:
    world.add()
    engine = world.engine()
    engine.step()
    world.meters[0].problem = MeterProblem("no answer")
    for _ in range(40):
        world.pass_time(100, engine)
    world.meters[0].problem = None
    for _ in range(40):
        world.pass_time(100, engine)
    said = [record.getMessage() for record in caplog.records if "wwan0" in record.getMessage()]
    assert said == ["wwan0: no answer", "wwan0 can be read again"]


def test_a_meter_that_raises_anything_else_is_a_failure_in_one_line(world: World) -> None:
    world.add()
    world.meters[0].problem = RuntimeError("secret detail")
    world.engine().step()
    (meter,) = inventory.meters(world.reader)
    assert meter.error == "unexpected error (RuntimeError)"


def test_a_meter_that_cannot_be_made_is_failing_and_says_why(world: World) -> None:
    world.add()
    world.meters[0].kind = "broken"
    world.meters[0].problem = Problem("there is no meter of kind broken")
    world.engine().step()
    (meter,) = inventory.meters(world.reader)
    assert (meter.state, meter.error) == ("failing", "there is no meter of kind broken")


def test_a_meter_that_hangs_holds_up_neither_the_others_nor_requests(world: World) -> None:
    world.add()
    engine = world.engine()
    world.meters[0].is_hanging = True
    engine.step()
    asked = world.ask("acknowledge", alert_id=4)
    engine.step()
    assert world.request(asked)[0] == "failed"
    world.pass_time(GIVE_UP_S + 1, engine)
    world.pass_time(1, engine)
    (meter,) = inventory.meters(world.reader)
    assert meter.error == f"the meter gave no answer within {GIVE_UP_S} s"
    asked = world.ask("refresh")
    for _ in range(3):
        world.pass_time(1, engine)
    assert world.request(asked) == ("failed", f"the meter gave no answer within {GIVE_UP_S} s")


def test_a_hanging_meter_that_comes_back_is_read_again(world: World) -> None:
    japan = world.add()
    engine = world.engine()
    engine.step()
    world.meters[0].is_hanging = True
    world.pass_time(60, engine)
    world.pass_time(GIVE_UP_S + 1, engine)
    world.meters[0].is_hanging = False
    world.meters[0].rx_bytes += 5
    world.let_go()
    for _ in range(30):
        world.pass_time(10, engine)
    assert inventory.meters(world.reader)[0].state == "ok"
    assert world.counted(japan) == (5, 0)


def test_history_is_imported_at_first_contact_and_never_again(world: World) -> None:
    japan = world.add()
    meter = world.meters[0]
    meter.capabilities = frozenset({Capability.HISTORY})
    meter.rows = [HistoryRow(NOW // HOUR * HOUR - hour * HOUR, HOUR, 100, 10) for hour in range(5, 0, -1)]
    engine = world.engine()
    engine.step()
    assert meter.asked_since == 0
    assert world.counted(japan) == (500, 50)
    meter.asked_since = None
    world.pass_time(60, engine)
    world.pass_time(60, world.engine())
    assert meter.asked_since is None
    assert world.counted(japan) == (500, 50)


def test_history_begins_on_the_day_that_the_settings_name(world: World) -> None:
    world.add()
    world.meters[0].capabilities = frozenset({Capability.HISTORY})
    world.since = date(2026, 5, 1)
    world.engine().step()
    assert world.meters[0].asked_since == 1_777_593_600


def test_bytes_from_before_a_lagging_first_reading_are_left_out_and_all_after_it_counted(
    world: World,
) -> None:
    japan = world.add()
    world.meters[0].lag_s = 280
    engine = world.engine()
    engine.step()
    world.meters[0].rx_bytes += 1_000_000
    world.pass_time(60, engine)
    assert world.counted(japan) == (1_000_000, 0)


def test_an_esim_that_the_settings_name_too_early_is_counted_for_once_it_exists(world: World) -> None:
    engine = world.engine()
    engine.step()
    (meter,) = inventory.meters(world.reader)
    assert "Japan" in meter.error
    world.meters[0].rx_bytes += 10
    world.pass_time(60, engine)
    japan = world.add()
    world.meters[0].rx_bytes += 20
    world.pass_time(60, engine)
    world.meters[0].rx_bytes += 300
    world.pass_time(60, engine)
    assert world.counted(japan) == (300, 0)
    assert inventory.meters(world.reader)[0].state == "ok"


def test_when_the_settings_change_the_esim_a_fresh_reading_is_recorded_first(world: World) -> None:
    japan, korea = world.add(), world.add("Korea")
    world.engine().step()
    world.meters[0].rx_bytes += 70
    world.pass_time(DAY)
    world.mapping["wwan0"] = "Korea"
    engine = world.engine()
    engine.step()
    assert (world.counted(japan), world.counted(korea)) == ((70, 0), (0, 0))
    world.meters[0].rx_bytes += 9
    world.pass_time(60, engine)
    assert (world.counted(japan), world.counted(korea)) == ((70, 0), (9, 0))


def test_a_switch_by_a_person_outlives_a_restart_with_the_same_settings(world: World) -> None:
    japan, korea = world.add(), world.add("Korea")
    engine = world.engine()
    engine.step()
    meter_id = inventory.meters(world.reader)[0].id
    world.meters[0].rx_bytes += 70
    world.pass_time(10)
    asked = world.ask("switch", meter_id=meter_id, esim_id=korea)
    engine.step()
    engine.step()
    assert world.request(asked) == ("done", "")
    assert (world.counted(japan), world.counted(korea)) == ((70, 0), (0, 0))
    engine = world.engine()
    world.meters[0].rx_bytes += 9
    world.pass_time(60, engine)
    assert (world.counted(japan), world.counted(korea)) == ((70, 0), (9, 0))


def test_a_meter_taken_out_of_the_settings_leaves_no_alert_behind(world: World) -> None:
    world.add()
    world.meters[0].problem = MeterProblem("no such interface")
    engine = world.engine()
    engine.step()
    assert world.alerts("open") == [("meter_failing", 0, "open")]
    world.meters.clear()
    world.engine()
    assert world.alerts("open") == []


def test_a_meter_taken_out_of_the_settings_fails_no_more_and_keeps_its_history(world: World) -> None:
    japan = world.add()
    engine = world.engine()
    engine.step()
    world.meters[0].rx_bytes += 70
    world.pass_time(60, engine)
    world.meters[0].problem = MeterProblem("no such interface")
    world.pass_time(60, engine)
    assert inventory.meters(world.reader)[0].state == "failing"
    world.meters.clear()
    world.engine()
    (meter,) = inventory.meters(world.reader)
    assert (meter.state, meter.error) == ("ok", "")
    assert world.counted(japan) == (70, 0)


def test_readings_that_come_in_together_are_stored_in_one_transaction(world: World) -> None:
    world.meters.append(FakeMeter("eth0"))
    world.mapping["eth0"] = "Korea"
    world.add()
    world.add("Korea")
    engine = world.engine()
    engine.step()
    engine.step()
    version = world.reader.data_version()
    for meter in world.meters:
        meter.rx_bytes += 1
    world.pass_time(60, engine)
    assert world.counted() == (2, 0)
    assert world.reader.data_version() == version + 1
