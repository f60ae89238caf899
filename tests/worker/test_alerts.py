"""Alerts: raised once a cycle and threshold, by time and by use, and resolved once they no longer hold."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from axis_tui.domain.cancellation import CaseState
from axis_tui.domain.package import Billing
from axis_tui.domain.status import Status
from axis_tui.domain.units import GB
from axis_tui.domain.validity import StartRule
from axis_tui.meters.base import MeterProblem
from axis_tui.store.write import Tx
from axis_tui.store.write.fleet import NewEsim, add_esim, archive_esim
from axis_tui.store.write.plans import add_plan, plans_of, set_carrier_figure
from axis_tui.worker.engine import Engine
from tests.store.cases import case_in
from tests.store.fleet import NOW
from tests.worker.world import DAY, HOUR, FakeMeter, World, plan_terms


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with World(tmp_path) as world:
        yield world


def days_on(world: World, engine: Engine, days: int, step_s: int = 6 * HOUR) -> None:
    for _ in range(days * DAY // step_s):
        world.pass_time(step_s, engine)


def test_a_plan_that_nears_its_end_raises_each_threshold_once_and_the_sharper_takes_its_place(
    world: World,
) -> None:
    world.add(plan=plan_terms(days=30))
    engine = world.engine()
    engine.step()
    assert world.alerts() == []
    days_on(world, engine, 22)
    assert world.alerts() == []
    days_on(world, engine, 1)
    assert world.alerts() == [("expiring", 7, "open")]
    days_on(world, engine, 4)
    assert world.alerts() == [("expiring", 7, "resolved"), ("expiring", 3, "open")]
    days_on(world, engine, 2)
    days_on(world, engine, 20)
    assert world.alerts("open") == [("expiring", 1, "open")]
    assert len(world.alerts()) == 3


def test_a_year_long_plan_is_announced_thirty_days_ahead(world: World) -> None:
    world.add(plan=plan_terms(days=365))
    engine = world.engine()
    days_on(world, engine, 334, DAY)
    assert world.alerts() == []
    days_on(world, engine, 1, DAY)
    assert world.alerts() == [("expiring", 30, "open")]


def test_the_threshold_is_raised_at_its_moment_and_not_at_the_next_reading(world: World) -> None:
    world.add(plan=plan_terms(days=30))
    engine = world.engine()
    engine.step()
    world.pass_time(23 * DAY - 1, engine)
    assert world.alerts() == []
    world.pass_time(1, engine)
    assert world.alerts() == [("expiring", 7, "open")]


def test_a_plan_never_started_is_announced_before_it_lapses_and_then_lapses(world: World) -> None:
    esim = world.add(plan=plan_terms(start_rule=StartRule.FIRST_USE, window_days=10))
    engine = world.engine()
    days_on(world, engine, 3)
    assert world.alerts() == [("lapsing", 7, "open")]
    days_on(world, engine, 7)
    assert world.row(esim).status is Status.LAPSED
    assert world.alerts("open") == [("lapsing", 1, "open")]
    world.write(lambda tx: case_in(tx, esim, CaseState.CLOSED))
    days_on(world, engine, 1)
    assert world.row(esim).status is Status.CANCELLED
    assert world.alerts("open") == [], "what was cancelled is not to be renewed"


def test_low_data_is_raised_by_use_once_per_threshold(world: World) -> None:
    world.meters, world.mapping = [FakeMeter()], {"wwan0": "Japan"}
    world.add(plan=plan_terms(gigabytes=1))
    engine = world.engine()
    engine.step()
    for percent in (74, 1, 5, 9, 2, 8, 1, 5):
        world.meters[0].rx_bytes += percent * GB // 100
        world.pass_time(60, engine)
    low = [alert for alert in world.alerts() if alert[0] == "low_data"]
    assert low == [("low_data", 75, "resolved"), ("low_data", 90, "resolved"), ("low_data", 100, "open")]


def test_a_figure_that_another_process_stores_is_judged_without_any_meter(world: World) -> None:
    esim = world.add(plan=plan_terms(gigabytes=1))
    engine = world.engine()
    engine.step()

    def figure(used_bytes: int) -> None:
        world.pass_time(20)
        world.write(lambda tx: set_carrier_figure(tx, plans_of(tx, esim)[0][0], used_bytes, world.wall))
        for _ in range(20):
            world.pass_time(1, engine)

    figure(GB * 76 // 100)
    assert ("low_data", 75, "open") in world.alerts()
    figure(GB // 100)
    assert ("low_data", 75, "resolved") in world.alerts()


def test_a_restart_raises_nothing_again(world: World) -> None:
    world.add(plan=plan_terms(days=30), purchased_at=NOW - 28 * DAY)
    for _ in range(5):
        world.pass_time(60, world.engine())
    assert world.alerts() == [("expiring", 3, "open")]


def test_what_cleared_while_no_worker_ran_is_resolved_at_the_start(world: World) -> None:
    esim = world.add(plan=plan_terms(gigabytes=1))
    world.write(lambda tx: set_carrier_figure(tx, plans_of(tx, esim)[0][0], GB * 8 // 10, NOW))
    world.engine().step()
    world.write(lambda tx: set_carrier_figure(tx, plans_of(tx, esim)[0][0], 0, NOW + 1))
    world.pass_time(60)
    world.engine().step()
    assert world.alerts("open") == []


def test_a_postpaid_plan_rolls_over_by_time_and_may_run_low_again(world: World) -> None:
    world.meters, world.mapping = [FakeMeter()], {"wwan0": "Japan"}
    esim = world.add(plan=plan_terms(gigabytes=1, billing=Billing.POSTPAID))
    engine = world.engine()
    engine.step()
    for _ in range(2):
        world.meters[0].rx_bytes += GB * 8 // 10
        world.pass_time(60, engine)
        assert world.row(esim).used_bytes == GB * 8 // 10
        days_on(world, engine, 30)
        assert world.row(esim).used_bytes == 0
    low = [alert for alert in world.alerts() if alert[0] == "low_data"]
    assert low == [("low_data", 75, "resolved")] * 2


def test_a_stacked_plan_takes_over_when_the_one_before_expires(world: World) -> None:
    esim = world.add(plan=plan_terms(name="First", days=5))
    world.write(lambda tx: add_plan(tx, esim, plan_terms(name="Second", days=10), NOW))
    engine = world.engine()
    engine.step()
    assert world.row(esim).plan_name == "First"
    world.pass_time(5 * DAY + 20, engine)
    assert world.row(esim).plan_name == "Second"
    assert world.row(esim).expires_at == NOW + 15 * DAY


def test_running_out_early_is_raised_once(world: World) -> None:
    world.meters, world.mapping = [FakeMeter()], {"wwan0": "Japan"}
    world.add(plan=plan_terms(gigabytes=10, days=90))
    engine = world.engine()
    engine.step()
    for _ in range(4 * 24):
        world.meters[0].rx_bytes += GB // 24
        world.pass_time(HOUR, engine)
    assert [alert for alert in world.alerts() if alert[0] == "forecast_early"] == [
        ("forecast_early", 0, "open")
    ]


def test_a_failing_meter_is_announced_after_three_failures_and_then_as_stale(world: World) -> None:
    world.meters, world.mapping = [FakeMeter()], {"wwan0": "Japan"}
    world.add()
    engine = world.engine()
    engine.step()
    world.meters[0].problem = MeterProblem("no answer")
    for _ in range(2):
        world.pass_time(60, engine)
    assert world.alerts() == []
    for _ in range(2):
        world.pass_time(60, engine)
    assert world.alerts() == [("meter_failing", 0, "open")]
    for _ in range(40):
        world.pass_time(60, engine)
    assert world.alerts() == [("meter_failing", 0, "open"), ("stale_meter", 30, "open")]
    world.meters[0].problem = None
    for _ in range(20):
        world.pass_time(60, engine)
    assert world.alerts("open") == []


def test_a_source_that_stopped_counting_is_stale_though_it_answers(world: World) -> None:
    world.meters, world.mapping = [FakeMeter(lag_s=3 * HOUR)], {"wwan0": "Japan"}
    world.add()
    world.engine().step()
    assert world.alerts() == [("stale_meter", 30, "open")]


def test_a_snooze_ends_by_itself(world: World) -> None:
    world.add(plan=plan_terms(days=30), purchased_at=NOW - 28 * DAY)
    engine = world.engine()
    engine.step()
    world.ask("snooze", alert_id=world.alert_id("expiring"), until=NOW + 600)
    engine.step()
    assert world.alerts() == [("expiring", 3, "snoozed")]
    world.pass_time(599, engine)
    assert world.alerts() == [("expiring", 3, "snoozed")]
    world.pass_time(20, engine)
    assert world.alerts() == [("expiring", 3, "open")]


def test_an_archived_esim_raises_nothing(world: World) -> None:
    esim = world.add(plan=plan_terms(days=30))
    engine = world.engine()
    engine.step()
    world.write(lambda tx: archive_esim(tx, esim, world.wall))
    days_on(world, engine, 40)
    assert world.alerts() == []


def test_a_fleet_is_judged_whole_at_the_start(world: World) -> None:
    def fleet(tx: Tx) -> None:
        for number in range(250):
            esim_id = add_esim(tx, NewEsim(nickname=f"eSIM {number}", carrier="Axis"))
            add_plan(tx, esim_id, plan_terms(days=30), NOW - (number % 29) * DAY)

    world.write(fleet)
    world.engine().step()
    due = [days for days in (30 - number % 29 for number in range(250)) if days <= 7]
    assert len(world.alerts("open")) == len(due)
