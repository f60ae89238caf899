"""Requests, the schedule and the clock's high-water mark."""

from __future__ import annotations

import pytest

from axis_tui.store.problems import Refused
from axis_tui.store.read import Reader, inventory
from axis_tui.store.write import Writer, requests, schedule
from axis_tui.store.write.setting import clock_high_water, note_clock
from tests.store.fleet import NOW


def test_a_request_waits_is_carried_out_and_forgotten_after_a_week(writer: Writer, reader: Reader) -> None:
    with writer.transaction() as tx:
        first = requests.ask(tx, "snooze", {"alert_id": 7, "until": NOW + 60}, NOW)
        second = requests.ask(tx, "refresh", {}, NOW + 1)
        assert [(request.id, request.payload) for request in requests.pending(tx)] == [
            (first, {"alert_id": 7, "until": NOW + 60}),
            (second, {}),
        ]
        requests.finish(tx, first, now=NOW + 2)
        requests.finish(tx, second, "no\nmeter", NOW + 2)
    done = {row.id: row for row in inventory.requests(reader, ("done", "failed"))}
    assert (done[first].state, done[second].state, done[second].error) == ("done", "failed", "no meter")
    with writer.transaction() as tx:
        third = requests.ask(tx, "refresh", {}, NOW)
        requests.finish(tx, third, now=NOW + 8 * 86_400)
        assert requests.pending(tx) == []
    assert [row.id for row in inventory.requests(reader, ("done", "failed"))] == [third]
    assert inventory.request(reader, first) is None


def test_a_request_that_nobody_could_carry_out_is_refused(writer: Writer) -> None:
    for kind, payload in (("explode", {}), ("refresh", {"x": "y" * 5000})):
        with pytest.raises(Refused), writer.transaction() as tx:
            requests.ask(tx, kind, payload, NOW)


def test_a_finished_request_stays_as_it_is(writer: Writer, reader: Reader) -> None:
    with writer.transaction() as tx:
        one = requests.ask(tx, "refresh", {}, NOW)
        requests.finish(tx, one, now=NOW)
        requests.finish(tx, one, "too late", NOW + 1)
    row = inventory.request(reader, one)
    assert row is not None
    assert (row.state, row.error) == ("done", "")


def test_jobs_come_due_and_keep_their_place_over_a_restart(writer: Writer, reader: Reader) -> None:
    with writer.transaction() as tx:
        schedule.ensure(tx, "meter:1", 60, NOW)
        schedule.ensure(tx, "backup", 86_400, NOW + 5)
        assert [job.job for job in schedule.due(tx, NOW)] == ["meter:1"]
        schedule.done(tx, "meter:1", NOW, NOW + 60)
        schedule.ensure(tx, "meter:1", 60, NOW)
        assert schedule.due(tx, NOW) == []
        assert schedule.next_due_at(tx) == NOW + 5
        schedule.ensure(tx, "meter:1", 30, NOW)
        assert [job.job for job in schedule.due(tx, NOW)] == ["meter:1"]
        schedule.done(tx, "meter:1", NOW, NOW + 30, failed=True)
        schedule.done(tx, "meter:1", NOW, NOW + 30, failed=True)
        schedule.forget(tx, "backup")
    assert [(row.job, row.failures, row.interval_s) for row in inventory.schedule(reader)] == [
        ("meter:1", 2, 30)
    ]


def test_the_high_water_mark_never_falls(writer: Writer, reader: Reader) -> None:
    with writer.transaction() as tx:
        assert clock_high_water(tx) is None
        assert [note_clock(tx, at) for at in (NOW, NOW - 100, NOW + 5)] == [NOW, NOW, NOW + 5]
    assert inventory.clock_high_water(reader) == NOW + 5
