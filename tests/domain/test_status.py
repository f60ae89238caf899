from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.domain.package import Billing, CapRule
from axis_tui.domain.plan import Plan, PlanState, add_usage, end, new_plan, start
from axis_tui.domain.status import Status, expiring_from, next_status_change_at, status_of
from axis_tui.domain.units import GB
from axis_tui.domain.validity import ValidityUnit
from tests.domain.terms import DAY, NOW, calendar, rolling, terms


def running(**wanted: object) -> Plan:
    return start(new_plan(terms(**wanted), NOW), NOW)  # type: ignore[arg-type]  # passed on as they are


def test_each_state_has_its_word() -> None:
    ready = new_plan(terms(activation_window_days=10), NOW)
    assert status_of(None, NOW) is Status.NONE
    assert status_of(ready, NOW) is Status.READY
    assert status_of(replace(ready, state=PlanState.QUEUED), NOW) is Status.QUEUED
    assert status_of(ready, NOW + 10 * DAY) is Status.LAPSED
    assert status_of(running(), NOW) is Status.ACTIVE
    assert status_of(running(), NOW + 30 * DAY) is Status.EXPIRED
    assert (
        status_of(end(running(), NOW), NOW, profile_expires_at=NOW, service_ended_at=NOW) is Status.CANCELLED
    )
    assert status_of(None, NOW, cancelled_at=NOW) is Status.CANCELLED
    assert status_of(running(), NOW + 99 * DAY, cancelled_at=NOW) is Status.CANCELLED
    assert status_of(running(), NOW, cancelled_at=NOW - 1) is Status.ACTIVE
    assert status_of(running(), NOW, cancelled_at=NOW, archived=True) is Status.ARCHIVED
    assert status_of(add_usage(running(), 10 * GB, NOW), NOW) is Status.DEPLETED


def test_the_last_three_days_are_expiring_to_the_second() -> None:
    assert status_of(running(), NOW + 27 * DAY - 1) is Status.ACTIVE
    assert status_of(running(), NOW + 27 * DAY) is Status.EXPIRING


def test_a_short_plan_is_expiring_on_its_last_day_and_a_day_plan_never() -> None:
    assert status_of(running(validity=rolling(3)), NOW + DAY) is Status.ACTIVE
    assert status_of(running(validity=rolling(3)), NOW + 2 * DAY) is Status.EXPIRING
    assert status_of(running(validity=rolling(1)), NOW + DAY - 1) is Status.ACTIVE


def test_a_postpaid_cycle_does_not_expire() -> None:
    plan = running(validity=rolling(1, ValidityUnit.MONTH), billing=Billing.POSTPAID)
    assert expiring_from(plan) is None
    assert status_of(plan, NOW + 400 * DAY) is Status.ACTIVE


def test_a_tenth_left_is_low() -> None:
    assert status_of(add_usage(running(), 9 * GB - 1, NOW), NOW) is Status.ACTIVE
    assert status_of(add_usage(running(), 9 * GB, NOW), NOW) is Status.LOW


@pytest.mark.parametrize(
    ("rule", "status"),
    [(CapRule.THROTTLE, Status.SLOWED), (CapRule.CUT, Status.DEPLETED), (CapRule.NONE, Status.ACTIVE)],
)
def test_a_daily_cap_slows_or_cuts_until_the_next_local_day(rule: CapRule, status: Status) -> None:
    plan = add_usage(running(daily_cap_bytes=GB, cap_rule=rule), GB, NOW)
    assert status_of(plan, NOW) is status
    assert status_of(plan, NOW + DAY) is Status.ACTIVE


def test_what_is_wrong_with_the_esim_comes_before_its_plan() -> None:
    plan = running()
    assert status_of(plan, NOW, service_ended_at=NOW) is Status.SERVICE_ENDED
    assert status_of(plan, NOW, service_ended_at=NOW + 1) is Status.ACTIVE
    assert status_of(plan, NOW + 30 * DAY, service_ended_at=NOW) is Status.EXPIRED
    assert status_of(plan, NOW, service_ended_at=NOW, profile_expires_at=NOW) is Status.PROFILE_EXPIRED
    assert status_of(None, NOW, profile_expires_at=NOW) is Status.PROFILE_EXPIRED
    assert status_of(plan, NOW, profile_expires_at=NOW, archived=True) is Status.ARCHIVED


@given(
    st.sampled_from([rolling(1), rolling(3), rolling(30), calendar(7, zone="Europe/Berlin")]),
    st.sampled_from(Billing),
    st.sampled_from([0, GB // 2, GB, 9 * GB, 10 * GB]),
    st.sampled_from([None, NOW + 2 * DAY]),
    st.sampled_from([None, NOW + 5 * DAY]),
    st.integers(0, 40 * DAY),
    st.floats(0, 1, exclude_max=True),
)
def test_a_status_holds_until_its_next_change(
    validity: object,
    billing: Billing,
    amount: int,
    service_ended_at: int | None,
    profile_expires_at: int | None,
    later: int,
    share: float,
) -> None:
    plan = running(validity=validity, billing=billing, daily_cap_bytes=GB // 2, cap_rule=CapRule.THROTTLE)
    plan = add_usage(plan, amount, NOW)
    others: dict[str, Any] = {"service_ended_at": service_ended_at, "profile_expires_at": profile_expires_at}
    now = NOW + later
    change_at = next_status_change_at(plan, now, **others) or now + 100 * DAY
    assert change_at > now
    between = now + int((change_at - now) * share)
    assert status_of(plan, between, **others) is status_of(plan, now, **others)


def test_an_archived_esim_changes_no_more() -> None:
    assert next_status_change_at(running(), NOW, archived=True) is None
    assert next_status_change_at(None, NOW) is None
    assert next_status_change_at(None, NOW, profile_expires_at=NOW + 5) == NOW + 5
