"""The look over the list: it names an eSIM once for each threshold it crosses, however large the fleet."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from axis_tui.domain.alert import AlertRules
from axis_tui.worker.sweep import Sweep
from tests.store.fleet import NOW
from tests.worker.world import DAY, World, plan_terms


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with World(tmp_path) as world:
        yield world


def found(sweep: Sweep, world: World, now: int) -> list[int]:
    return [esim_id for page in sweep.pages(world.reader, now) for esim_id in page]


def test_an_esim_is_named_when_it_crosses_a_threshold_and_not_again(world: World) -> None:
    near = world.add("Near", plan=plan_terms(days=30), purchased_at=NOW - 22 * DAY)
    world.add("Far", plan=plan_terms(days=365))
    sweep = Sweep(AlertRules())
    assert found(sweep, world, NOW) == [near], "within 30 days: the rules decide that it does not count"
    assert found(sweep, world, NOW + 60) == []
    assert sweep.next_at == NOW + DAY
    assert found(sweep, world, NOW + DAY) == [near]
    assert found(sweep, world, NOW + DAY + 60) == []


def test_an_esim_that_falls_back_behind_its_thresholds_is_named_once_more(world: World) -> None:
    near = world.add(plan=plan_terms(days=30), purchased_at=NOW - 28 * DAY)
    sweep = Sweep(AlertRules())
    assert found(sweep, world, NOW) == [near]
    assert found(sweep, world, NOW + 3 * DAY) == [near], "over now"
    assert found(sweep, world, NOW + 4 * DAY) == []
    assert sweep.next_at is None


def test_a_sweep_that_was_not_finished_is_not_remembered(world: World) -> None:
    near = world.add(plan=plan_terms(days=30), purchased_at=NOW - 28 * DAY)
    sweep = Sweep(AlertRules())
    pages = sweep.pages(world.reader, NOW)
    next(pages)
    assert found(sweep, world, NOW) == [near]


def test_an_esim_with_an_alert_is_named_at_the_first_sweep_whatever_its_thresholds(world: World) -> None:
    esim = world.add(plan=plan_terms(days=30), purchased_at=NOW - 28 * DAY)
    world.engine().step()
    assert world.alerts("open")
    assert found(Sweep(AlertRules(expiry_days=(), low_data_percent=())), world, NOW) == [esim]
