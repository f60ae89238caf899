"""Alerts are raised once a cycle, whoever tries; what becomes of them follows the domain's table."""

from __future__ import annotations

from pathlib import Path

import pytest

from axis_tui.domain.alert import AlertDraft, AlertEvent, AlertKind, AlertState, Severity
from axis_tui.domain.problem import Problem
from axis_tui.store.read import Reader, alerts
from axis_tui.store.write import Tx, Writer, fleet, metering, open_writer
from axis_tui.store.write.alerts import apply_alert_event, raise_alert, resolve_cleared, wake_snoozed
from tests.store.conftest import Home
from tests.store.fleet import NOW, terms
from tests.store.forks import forks

DRAFT = AlertDraft(AlertKind.EXPIRING, 3, 1, Severity.WARNING)


def plan(tx: Tx) -> tuple[int, int]:
    one = fleet.add_esim(tx, fleet.NewEsim("Tokyo", "Axis Mobile"))
    return one, fleet.add_plan(tx, one, terms(), NOW)


def test_once_a_cycle_and_threshold(writer: Writer, reader: Reader) -> None:
    with writer.transaction() as tx:
        one, bought = plan(tx)
        assert raise_alert(tx, one, bought, None, DRAFT, NOW) is not None
        assert raise_alert(tx, one, bought, None, DRAFT, NOW + 5) is None
        sharper = AlertDraft(AlertKind.EXPIRING, 1, 1, Severity.CRITICAL)
        assert raise_alert(tx, one, bought, None, sharper, NOW) is not None
        next_cycle = AlertDraft(AlertKind.EXPIRING, 3, 2, Severity.WARNING)
        assert raise_alert(tx, one, bought, None, next_cycle, NOW) is not None
    assert alerts.open_counts(reader) == {Severity.INFO: 0, Severity.WARNING: 2, Severity.CRITICAL: 1}


def test_an_alert_says_what_it_is_about(writer: Writer, reader: Reader) -> None:
    with writer.transaction() as tx:
        one, bought = plan(tx)
        meter = metering.ensure_meter(tx, "kernel", "wwan0", "router")
        about_plan = raise_alert(tx, one, bought, None, DRAFT, NOW)
        silent = AlertDraft(AlertKind.STALE_METER, 30, NOW, Severity.WARNING)
        about_meter = raise_alert(tx, None, None, meter, silent, NOW + 1, "no\x1banswer")
        machine = AlertDraft(AlertKind.CLOCK_UNTRUSTED, 0, 0, Severity.WARNING)
        raise_alert(tx, None, None, None, machine, NOW + 2)
    clock, silence, expiry = alerts.page(reader, 10)
    assert (expiry.id, expiry.esim_name, expiry.plan_name, expiry.left_bytes) == (
        about_plan,
        "Tokyo",
        "Japan 5 GB",
        5 * 10**9,
    )
    assert (silence.id, silence.meter_label, silence.detail) == (about_meter, "router:wwan0", "noanswer")
    assert (clock.esim_id, clock.plan_id, clock.meter_id) == (None, None, None)
    assert [row.id for row in alerts.of_esim(reader, one)] == [about_plan]
    assert alerts.row(reader, silence.id) == silence


def test_pages_of_alerts_make_up_the_list(writer: Writer, reader: Reader) -> None:
    with writer.transaction() as tx:
        one, bought = plan(tx)
        for cycle in range(40):
            draft = AlertDraft(AlertKind.LOW_DATA, 90, cycle, Severity.INFO)
            alert_id = raise_alert(tx, one, bought, None, draft, NOW + cycle // 3)
            assert alert_id is not None
            if cycle % 4 == 1:
                apply_alert_event(tx, alert_id, AlertEvent.ACKNOWLEDGE, NOW)
            if cycle % 4 == 2:
                apply_alert_event(tx, alert_id, AlertEvent.RESOLVE, NOW)
    whole = alerts.page(reader, 100)
    assert len(whole) == 30
    assert [row.key for row in whole] == sorted((row.key for row in whole), reverse=True)
    found, key = [], None
    while rows := alerts.page(reader, 7, after=key):
        found += rows
        key = rows[-1].key
    assert found == whole
    assert len(alerts.page(reader, 100, states=tuple(AlertState))) == 40


def test_acknowledge_snooze_and_wake(writer: Writer, reader: Reader) -> None:
    with writer.transaction() as tx:
        one, bought = plan(tx)
        alert_id = raise_alert(tx, one, bought, None, DRAFT, NOW)
        assert alert_id is not None
        with pytest.raises(Problem, match="until when"):
            apply_alert_event(tx, alert_id, AlertEvent.SNOOZE, NOW)
        assert apply_alert_event(tx, alert_id, AlertEvent.SNOOZE, NOW, NOW + 60) is AlertState.SNOOZED
        assert wake_snoozed(tx, NOW + 59) == []
        assert wake_snoozed(tx, NOW + 60) == [alert_id]
        assert apply_alert_event(tx, alert_id, AlertEvent.ACKNOWLEDGE, NOW) is AlertState.ACKNOWLEDGED
        with pytest.raises(Problem, match="acknowledged"):
            apply_alert_event(tx, alert_id, AlertEvent.ACKNOWLEDGE, NOW)
        with pytest.raises(Problem, match="no such alert"):
            apply_alert_event(tx, 99, AlertEvent.RESOLVE, NOW)
    assert [row.state for row in alerts.page(reader, 5)] == [AlertState.ACKNOWLEDGED]


def test_what_no_longer_holds_is_resolved_and_the_rest_left_alone(writer: Writer, reader: Reader) -> None:
    with writer.transaction() as tx:
        one, bought = plan(tx)
        for days in (7, 3):
            raise_alert(tx, one, bought, None, AlertDraft(AlertKind.EXPIRING, days, 1, Severity.INFO), NOW)
        raise_alert(tx, None, None, None, AlertDraft(AlertKind.CLOCK_UNTRUSTED, 0, 0, Severity.WARNING), NOW)
        cleared = resolve_cleared(tx, NOW + 9, plan_id=bought, still=[(AlertKind.EXPIRING, 3, 1)])
        assert len(cleared) == 1
        assert len(resolve_cleared(tx, NOW + 9, kinds=[AlertKind.CLOCK_UNTRUSTED])) == 1
    assert [(row.kind, row.threshold) for row in alerts.page(reader, 9)] == [(AlertKind.EXPIRING, 3)]


def race(path: Path, state_dir: Path, esim_id: int, plan_id: int, gate: object, raised: object) -> None:
    with open_writer(path, create=False, state_dir=state_dir, clock=lambda: NOW) as writer:
        gate.wait()  # type: ignore[attr-defined]
        for cycle in range(5):
            draft = AlertDraft(AlertKind.EXPIRING, 3, cycle, Severity.WARNING)
            with writer.transaction() as tx:
                if raise_alert(tx, esim_id, plan_id, None, draft, NOW) is not None:
                    with raised.get_lock():  # type: ignore[attr-defined]
                        raised.value += 1  # type: ignore[attr-defined]
                found = tx.row("SELECT id FROM carrier WHERE name = ?", (f"Carrier {cycle}",))
                if found is None:
                    fleet.add_carrier(tx, fleet.NewCarrier(f"Carrier {cycle}"))


def test_eight_processes_raise_each_alert_once_and_insert_nothing_twice(
    home: Home, reader: Reader, writer: Writer
) -> None:
    with writer.transaction() as tx:
        one, bought = plan(tx)
    context = forks()
    gate, raised = context.Barrier(8), context.Value("i", 0)
    processes = [
        context.Process(target=race, args=(home.path, home.state_dir, one, bought, gate, raised))
        for _ in range(8)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0] * 8
    assert raised.value == 5
    assert reader.row("SELECT count(*) FROM alert") == (5,)
    assert reader.row("SELECT count(*) FROM carrier WHERE name LIKE 'Carrier %'") == (5,)
