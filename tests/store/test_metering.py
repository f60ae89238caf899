"""From readings to plans: every byte counted once, for the eSIM and the plan that it crossed for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from axis_tui.domain.plan import PlanState
from axis_tui.domain.problem import Problem
from axis_tui.domain.status import Status
from axis_tui.domain.units import GB
from axis_tui.domain.usage import Reading
from axis_tui.domain.validity import StartRule
from axis_tui.store.read import Reader, detail, inventory, overview
from axis_tui.store.write import Tx, Writer, fleet, metering
from tests.store.conftest import home_in
from tests.store.fleet import NOW, terms


def esim(tx: Tx, name: str = "Tokyo") -> int:
    return fleet.add_esim(tx, fleet.NewEsim(name, "Axis Mobile"))


def reading(at: int, rx_bytes: int, tx_bytes: int = 0, epoch: str = "boot") -> Reading:
    return Reading(at, rx_bytes, tx_bytes, epoch)


def used(reader: Reader, esim_id: int) -> int:
    (total,) = reader.row(
        "SELECT coalesce(sum(rx_bytes + tx_bytes), 0) FROM sample WHERE esim_id = ?", (esim_id,)
    ) or (0,)
    return int(total)


def test_bytes_reach_samples_plan_and_list_at_once(writer: Writer, reader: Reader) -> None:
    with writer.transaction() as tx:
        one = esim(tx)
        fleet.add_plan(tx, one, terms(), NOW - 60)
        meter = metering.ensure_meter(tx, "kernel", "lo")
        metering.switch(tx, meter, one, NOW)
        assert metering.record_reading(tx, meter, reading(NOW, 500), NOW) == []
    before = overview.row(reader, one)
    assert before is not None
    assert before.status is Status.READY
    with writer.transaction() as tx:
        (delta,) = metering.record_reading(tx, meter, reading(NOW + 60, GB + 500, 7), NOW + 60)
    after = overview.row(reader, one)
    assert after is not None
    assert delta.total_bytes == GB + 7 == used(reader, one) == after.used_bytes == after.today_bytes
    assert (after.status, after.starts_at, after.reading_at) == (Status.ACTIVE, NOW, NOW + 60)
    assert after.left_bytes == 4 * GB - 7
    assert [row.state for row in inventory.meters(reader)] == ["ok"]


def test_the_same_reading_twice_counts_once(writer: Writer, reader: Reader) -> None:
    with writer.transaction() as tx:
        one = esim(tx)
        meter = metering.ensure_meter(tx, "kernel", "lo")
        metering.switch(tx, meter, one, NOW)
        metering.record_reading(tx, meter, reading(NOW, 0), NOW)
    for _ in range(3):
        with writer.transaction() as tx:
            metering.record_reading(tx, meter, reading(NOW + 60, 1000), NOW + 60)
    assert used(reader, one) == 1000


def test_after_a_switch_bytes_go_to_the_other_esim(writer: Writer, reader: Reader) -> None:
    with writer.transaction() as tx:
        one, other = esim(tx, "one"), esim(tx, "other")
        meter = metering.ensure_meter(tx, "kernel", "lo")
        metering.switch(tx, meter, one, NOW)
        metering.record_reading(tx, meter, reading(NOW, 0), NOW)
        metering.record_reading(tx, meter, reading(NOW + 60, 1000), NOW + 60)
        metering.switch(tx, meter, other, NOW + 60)
        metering.record_reading(tx, meter, reading(NOW + 120, 5000), NOW + 120)
        metering.switch(tx, meter, None, NOW + 120)
        metering.record_reading(tx, meter, reading(NOW + 180, 9000), NOW + 180)
    assert (used(reader, one), used(reader, other)) == (1000, 4000)
    assert [row.esim_name for row in inventory.meters(reader)] == [""]


def test_a_switch_without_a_reading_shares_the_bytes_out_by_time(writer: Writer, reader: Reader) -> None:
    with writer.transaction() as tx:
        one, other = esim(tx, "one"), esim(tx, "other")
        meter = metering.ensure_meter(tx, "kernel", "lo")
        metering.switch(tx, meter, one, NOW)
        metering.record_reading(tx, meter, reading(NOW, 0), NOW)
        metering.switch(tx, meter, other, NOW + 45)
        metering.record_reading(tx, meter, reading(NOW + 60, 1001), NOW + 60)
    assert used(reader, one) + used(reader, other) == 1001
    assert used(reader, one) == 750
    assert reader.rows("SELECT DISTINCT quality FROM sample") == [(1,)]


def test_a_queued_plan_takes_over_when_the_first_is_used_up(writer: Writer, reader: Reader) -> None:
    with writer.transaction() as tx:
        one = esim(tx)
        first = fleet.add_plan(tx, one, terms(gigabytes=1), NOW - 60)
        second = fleet.add_plan(tx, one, terms(gigabytes=1), NOW - 30)
        meter = metering.ensure_meter(tx, "kernel", "lo")
        metering.switch(tx, meter, one, NOW)
        metering.record_reading(tx, meter, reading(NOW, 0), NOW)
        metering.record_reading(tx, meter, reading(NOW + 60, GB + 300), NOW + 60)
    plans = {row.plan_id: row.plan for row in detail.plans(reader, one)}
    assert (plans[first].state, plans[first].metered_bytes) == (PlanState.DEPLETED, GB)
    assert (plans[second].state, plans[second].metered_bytes) == (PlanState.ACTIVE, 300)
    shown = overview.row(reader, one)
    assert shown is not None
    assert (shown.plan_id, shown.status) == (second, Status.ACTIVE)
    with writer.transaction() as tx:
        metering.record_reading(tx, meter, reading(NOW + 120, 3 * GB), NOW + 120)
    plans = {row.plan_id: row.plan for row in detail.plans(reader, one)}
    assert sum(plan.metered_bytes for plan in plans.values()) == 3 * GB
    assert {plan.state for plan in plans.values()} == {PlanState.DEPLETED}


def test_bytes_from_before_a_plan_are_not_its(writer: Writer, reader: Reader) -> None:
    with writer.transaction() as tx:
        one = esim(tx)
        meter = metering.ensure_meter(tx, "kernel", "lo")
        metering.switch(tx, meter, one, NOW)
        metering.record_reading(tx, meter, reading(NOW, 0), NOW)
        metering.record_reading(tx, meter, reading(NOW + 60, 1000), NOW + 60)
        fleet.add_plan(tx, one, terms(start_rule=StartRule.PURCHASE), NOW + 60)
        metering.record_reading(tx, meter, reading(NOW + 120, 1500), NOW + 120)
    shown = overview.row(reader, one)
    assert shown is not None
    assert (shown.used_bytes, used(reader, one)) == (500, 1500)


def test_a_restarted_counter_neither_loses_the_new_bytes_nor_turns_negative(
    writer: Writer, reader: Reader
) -> None:
    with writer.transaction() as tx:
        one = esim(tx)
        meter = metering.ensure_meter(tx, "kernel", "lo")
        metering.switch(tx, meter, one, NOW)
        metering.record_reading(tx, meter, reading(NOW, 9000), NOW)
        metering.record_reading(tx, meter, reading(NOW + 60, 40, epoch="next boot"), NOW + 60)
    assert used(reader, one) == 40


def test_another_kind_of_meter_on_the_interface_begins_a_new_count(writer: Writer, reader: Reader) -> None:
    with writer.transaction() as tx:
        one = esim(tx)
        meter = metering.ensure_meter(tx, "kernel", "lo")
        metering.switch(tx, meter, one, NOW)
        metering.record_reading(tx, meter, reading(NOW, 9000), NOW)
        assert metering.ensure_meter(tx, "vnstat", "lo") == meter
        metering.record_reading(tx, meter, reading(NOW + 60, 10**9, epoch="vnstat"), NOW + 60)
    assert used(reader, one) == 0


def test_a_failure_is_news_once_and_a_reading_clears_it(writer: Writer, reader: Reader) -> None:
    with writer.transaction() as tx:
        meter = metering.ensure_meter(tx, "kernel", "wwan0", "router")
        assert metering.meter_failed(tx, meter, "no such\ninterface", NOW)
        assert not metering.meter_failed(tx, meter, "no such interface", NOW + 60)
    (row,) = inventory.meters(reader)
    assert (row.label, row.state, row.error) == ("router:wwan0", "failing", "no such interface")
    with writer.transaction() as tx:
        metering.record_reading(tx, meter, reading(NOW, 0), NOW)
    (row,) = inventory.meters(reader)
    assert (row.state, row.error) == ("ok", "")


@dataclass
class Row:
    """What a source remembers."""

    start_at: int
    seconds: int
    rx_bytes: int
    tx_bytes: int = 0


def test_history_is_counted_once_and_never_over_our_own_readings(writer: Writer, reader: Reader) -> None:
    hour = NOW // 3600 * 3600
    rows = [Row(hour - 3600 * n, 3600, 1000) for n in range(5)]
    with writer.transaction() as tx:
        one = esim(tx)
        meter = metering.ensure_meter(tx, "vnstat", "lo")
        metering.switch(tx, meter, one, NOW)
        metering.record_reading(tx, meter, reading(NOW, 70_000), NOW)
        assert metering.import_history(tx, meter, one, rows, NOW) == 5
    assert used(reader, one) == 5000
    later = [*rows, Row(hour + 3600, 3600, 800)]
    with writer.transaction() as tx:
        assert metering.import_history(tx, meter, one, later, NOW + 7200) == 0
        metering.record_reading(tx, meter, reading(NOW + 7200, 70_900), NOW + 7200)
    assert used(reader, one) == 5900
    assert reader.row("SELECT max(at) FROM sample WHERE at < ?", (NOW,)) == (hour,)


def test_history_counts_on_the_plan_that_was_running_then(writer: Writer, reader: Reader) -> None:
    with writer.transaction() as tx:
        one = esim(tx)
        fleet.add_plan(tx, one, terms(), NOW - 10 * 86_400, starts_at=NOW - 10 * 86_400)
        meter = metering.ensure_meter(tx, "vnstat", "lo")
        days = [Row(NOW - 86_400 * n, 86_400, 24_000) for n in (20, 5, 2)]
        metering.import_history(tx, meter, one, days, NOW)
    shown = overview.row(reader, one)
    assert shown is not None
    assert (shown.used_bytes, used(reader, one)) == (48_000, 72_000)


def test_a_meter_that_is_gone_is_said(writer: Writer) -> None:
    with writer.transaction() as tx, pytest.raises(Problem, match="no such meter"):
        metering.record_reading(tx, 9, reading(NOW, 0), NOW)


steps = st.lists(
    st.tuples(
        st.sampled_from(["read", "read", "read", "switch", "reboot"]),
        st.integers(-30, 9000),
        st.integers(0, 1 << 33),
        st.sampled_from([0, 1, None]),
    ),
    max_size=25,
)


@settings(max_examples=30, deadline=None)
@given(steps=steps)
def test_samples_rollups_and_readings_always_agree(
    blank: Path, tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int, int | None]]
) -> None:
    """However the clock, the counters and the eSIMs change, no byte is lost, doubled or negative."""
    home = home_in(tmp_path_factory.mktemp("store"), blank)
    with home.write() as writer:
        with writer.transaction() as tx:
            esims = [esim(tx, "one"), esim(tx, "other")]
            fleet.add_plan(
                tx, esims[0], terms(gigabytes=None, days=3000), NOW - 86_400, starts_at=NOW - 86_400
            )
            meter = metering.ensure_meter(tx, "kernel", "lo")
            metering.switch(tx, meter, esims[0], NOW - 86_400)
            metering.record_reading(tx, meter, reading(NOW, 0), NOW)
        at, counter, boot, counted = NOW, 0, 0, 0
        has_owner = True
        for kind, ahead, amount, index in steps:
            at += ahead
            with writer.transaction() as tx:
                if kind == "switch":
                    # A reading of a new boot that came too early is counted by this one.
                    deltas = metering.record_reading(tx, meter, reading(at, counter, epoch=str(boot)), at)
                    counted += sum(delta.total_bytes for delta in deltas) if has_owner else 0
                    metering.switch(tx, meter, None if index is None else esims[index], at)
                    has_owner = index is not None
                    continue
                if kind == "reboot":
                    boot, counter = boot + 1, 0
                counter += amount
                deltas = metering.record_reading(tx, meter, reading(at, counter, epoch=str(boot)), at)
                assert all(delta.rx_bytes >= 0 for delta in deltas)
                counted += sum(delta.total_bytes for delta in deltas) if has_owner else 0
        with writer.transaction() as tx:
            totals = {
                table: (tx.row(f"SELECT coalesce(sum(rx_bytes + tx_bytes), 0) FROM {table}") or (0,))[0]
                for table in ("sample", "usage_hour", "usage_day", "fleet_hour", "fleet_day")
            }
            assert set(totals.values()) == {totals["sample"]}
            assert totals["sample"] <= counted
            on_plan = sum(plan.metered_bytes for _, plan in fleet.plans_of(tx, esims[0]))
            (on_esim,) = tx.row(
                "SELECT coalesce(sum(rx_bytes), 0) FROM sample WHERE esim_id = ?", (esims[0],)
            ) or (0,)
            assert on_plan == on_esim
