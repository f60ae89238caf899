from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.domain.alert import (
    ALERT_TRANSITIONS,
    AlertDraft,
    AlertEvent,
    AlertKind,
    AlertRules,
    AlertState,
    Severity,
    due_alerts,
    forecast_alert,
    is_alert_event_possible,
    is_standing,
    stale_meter_alert,
)
from axis_tui.domain.forecast import Forecast
from axis_tui.domain.package import Billing
from axis_tui.domain.plan import Plan, PlanState, add_usage, advance, new_plan, start
from axis_tui.domain.units import GB
from axis_tui.domain.validity import Validity, ValidityUnit
from tests.domain.terms import DAY, NOW, calendar, rolling, terms

RULES = AlertRules()


def running(validity: Validity | None = None, **wanted: object) -> Plan:
    return start(new_plan(terms(validity or rolling(90), **wanted), NOW), NOW)  # type: ignore[arg-type]


def thresholds(plan: Plan, now: int, kind: AlertKind) -> list[int]:
    return [draft.threshold for draft in due_alerts(plan, now, RULES) if draft.kind is kind]


@pytest.mark.parametrize(
    ("days_left", "threshold", "severity"),
    [
        (30, 30, Severity.INFO),
        (8, 30, Severity.INFO),
        (7, 7, Severity.INFO),
        (3, 3, Severity.WARNING),
        (2, 3, Severity.WARNING),
        (1, 1, Severity.CRITICAL),
    ],
)
def test_an_expiry_draws_nearer_and_graver(days_left: int, threshold: int, severity: Severity) -> None:
    assert due_alerts(running(), NOW + (90 - days_left) * DAY, RULES) == [
        AlertDraft(AlertKind.EXPIRING, threshold, 1, severity)
    ]


def test_nothing_is_due_a_second_before_the_first_threshold_nor_after_the_expiry() -> None:
    assert due_alerts(running(), NOW + 60 * DAY - 1, RULES) == []
    assert due_alerts(running(), NOW + 90 * DAY, RULES) == []


@pytest.mark.parametrize(("days", "after_a_day"), [(30, []), (31, [30]), (7, []), (8, [7]), (3, []), (1, [])])
def test_a_threshold_as_long_as_the_plan_is_skipped(days: int, after_a_day: list[int]) -> None:
    assert thresholds(running(rolling(days)), NOW + DAY, AlertKind.EXPIRING) == after_a_day


def test_an_hour_more_by_a_clock_change_makes_no_plan_longer_than_30_days() -> None:
    zone = "Europe/Berlin"
    midnight = 1_760_047_200  # 2025-10-10 00:00 in Berlin, 16 days before the clocks go back
    plan = start(new_plan(terms(calendar(30, zone=zone)), midnight), midnight)
    assert due_alerts(plan, midnight + 3600, RULES) == []


@pytest.mark.parametrize(
    ("used_percent", "expected"),
    [
        (74, []),
        (75, [(75, Severity.INFO)]),
        (90, [(90, Severity.WARNING)]),
        (99, [(90, Severity.WARNING)]),
        (100, [(100, Severity.CRITICAL)]),
        (130, [(100, Severity.CRITICAL)]),
    ],
)
def test_low_data_draws_nearer_and_graver(used_percent: int, expected: list[tuple[int, Severity]]) -> None:
    plan = add_usage(running(), used_percent * GB // 10, NOW)
    assert [(draft.threshold, draft.severity) for draft in due_alerts(plan, NOW, RULES)] == expected


def test_unlimited_data_is_never_low() -> None:
    assert due_alerts(add_usage(running(allowance_bytes=None), 10**15, NOW), NOW, RULES) == []


@pytest.mark.parametrize(
    ("window", "days_on", "expected"),
    [(90, 82, []), (90, 83, [7]), (90, 89, [1]), (90, 90, []), (7, 0, []), (7, 6, [1])],
)
def test_a_plan_not_started_warns_before_it_lapses(window: int, days_on: int, expected: list[int]) -> None:
    plan = new_plan(terms(activation_window_days=window), NOW)
    for waiting in (plan, replace(plan, state=PlanState.QUEUED)):
        assert thresholds(waiting, NOW + days_on * DAY, AlertKind.LAPSING) == expected


def test_a_postpaid_cycle_warns_of_data_and_not_of_its_end() -> None:
    plan = running(rolling(1, ValidityUnit.MONTH), billing=Billing.POSTPAID)
    plan = add_usage(plan, 10 * GB, NOW)
    (draft,) = due_alerts(plan, NOW + 27 * DAY, RULES)
    assert (draft.kind, draft.cycle) == (AlertKind.LOW_DATA, 1)
    later = add_usage(plan, 10 * GB, NOW + 40 * DAY)
    (draft,) = due_alerts(later, NOW + 40 * DAY, RULES)
    assert (draft.kind, draft.cycle) == (AlertKind.LOW_DATA, 2)


@given(st.integers(1, 400), st.integers(0, 400 * DAY), st.integers(0, 12 * GB))
def test_one_alert_a_kind_and_severity_never_falls_within_a_cycle(days: int, later: int, amount: int) -> None:
    plan = add_usage(running(rolling(days)), amount, NOW)
    before = {draft.kind: draft for draft in due_alerts(plan, NOW, RULES)}
    drafts = due_alerts(plan, NOW + later, RULES)
    assert len({draft.kind for draft in drafts}) == len(drafts)
    for draft in drafts:
        if draft.kind in before:
            assert draft.severity.rank >= before[draft.kind].severity.rank


def test_an_alert_stands_until_a_sharper_one_or_a_renewal_takes_its_place() -> None:
    plan, now = running(), NOW + 83 * DAY
    assert is_standing(AlertKind.EXPIRING, 7, 1, plan, now, RULES)
    assert not is_standing(AlertKind.EXPIRING, 30, 1, plan, now, RULES)
    renewed = replace(plan, expires_at=NOW + 180 * DAY)
    assert not is_standing(AlertKind.EXPIRING, 7, 1, renewed, now, RULES)
    assert not is_standing(AlertKind.EXPIRING, 7, 2, plan, now, RULES)


def test_the_last_word_before_an_end_stands_after_it() -> None:
    plan = running()
    assert is_standing(AlertKind.EXPIRING, 1, 1, plan, NOW + 91 * DAY, RULES)
    unstarted = new_plan(terms(activation_window_days=9), NOW)
    assert is_standing(AlertKind.LAPSING, 1, 1, unstarted, NOW + 10 * DAY, RULES)
    assert not is_standing(AlertKind.LOW_DATA, 100, 1, add_usage(plan, 10 * GB, NOW), NOW + 91 * DAY, RULES)


def test_running_out_early_is_told_while_there_is_something_left() -> None:
    early = Forecast(GB, NOW + DAY, False, GB)
    assert forecast_alert(running(), early, NOW) == AlertDraft(
        AlertKind.FORECAST_EARLY, 0, 1, Severity.WARNING
    )
    assert forecast_alert(running(), replace(early, lasts=True), NOW) is None
    assert forecast_alert(running(), replace(early, lasts=None), NOW) is None
    assert forecast_alert(add_usage(running(), 10 * GB, NOW), early, NOW) is None


def test_a_silent_meter_is_told_once_a_silence() -> None:
    assert stale_meter_alert(NOW, NOW + 1799, RULES) is None
    first = stale_meter_alert(NOW, NOW + 1800, RULES)
    assert first == AlertDraft(AlertKind.STALE_METER, 30, NOW, Severity.WARNING)
    assert stale_meter_alert(NOW, NOW + 9999, RULES) == first
    assert stale_meter_alert(NOW + 9000, NOW + 19000, RULES) != first
    assert stale_meter_alert(None, NOW, RULES) is None


def test_every_alert_can_be_dealt_with_and_an_open_one_by_every_key() -> None:
    for state in (AlertState.OPEN, AlertState.ACKNOWLEDGED, AlertState.SNOOZED):
        assert is_alert_event_possible(state, AlertEvent.RESOLVE)
    assert is_alert_event_possible(AlertState.OPEN, AlertEvent.ACKNOWLEDGE)
    assert is_alert_event_possible(AlertState.OPEN, AlertEvent.SNOOZE)
    assert ALERT_TRANSITIONS[AlertState.SNOOZED, AlertEvent.UNSNOOZE] is AlertState.OPEN
    assert not is_alert_event_possible(AlertState.RESOLVED, AlertEvent.ACKNOWLEDGE)
    assert not is_alert_event_possible(AlertState.ACKNOWLEDGED, AlertEvent.ACKNOWLEDGE)


def test_a_plan_that_lags_behind_is_judged_as_it_stands_now() -> None:
    plan = running()
    now = NOW + 89 * DAY
    assert due_alerts(plan, now, RULES) == due_alerts(advance(plan, now), now, RULES)
