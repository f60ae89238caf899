"""What a chip holds against what is paid for: each disagreement once, and nothing where they agree."""

import pytest

from axis_tui.domain.alert import AlertKind, Severity
from axis_tui.domain.chip_check import ChipCondition, LoneProfile, PlanFacts, check_chip
from axis_tui.domain.word import Status

VALID = (Status.READY, Status.QUEUED, Status.ACTIVE, Status.EXPIRING, Status.LOW, Status.SLOWED)
OVER = (Status.EXPIRED, Status.LAPSED, Status.SERVICE_ENDED, Status.PROFILE_EXPIRED, Status.CANCELLED)


def facts(
    status: Status, where: str = "never", *, bills_on: bool = False, is_enabled: bool = False
) -> PlanFacts:
    return PlanFacts(7, status, 70, bills_on, where == "here", is_enabled, where == "gone")


def found(*plans: PlanFacts, lone: tuple[LoneProfile, ...] = ()) -> list[ChipCondition]:
    return list(check_chip(plans, lone))


@pytest.mark.parametrize("status", VALID)
def test_what_is_paid_for_and_not_on_the_chip_is_told_once_a_plan(status: Status) -> None:
    (one,) = found(facts(status))
    assert (one.esim_id, one.draft.kind, one.draft.cycle) == (7, AlertKind.PAID_NOT_INSTALLED, 70)
    assert found(facts(status, "here", is_enabled=True)) == []


@pytest.mark.parametrize("status", OVER)
def test_a_profile_that_is_enabled_for_a_plan_that_is_over_is_told(status: Status) -> None:
    (one,) = found(facts(status, "here", is_enabled=True))
    assert (one.draft.kind, one.detail) == (AlertKind.ENABLED_EXPIRED, status.value)
    assert found(facts(status, "here"), facts(status), facts(status, "gone", bills_on=True)) == []


def test_what_is_deleted_and_goes_on_to_cost_is_grave() -> None:
    (one,) = found(facts(Status.ACTIVE, "gone", bills_on=True))
    assert (one.draft.kind, one.draft.severity) == (AlertKind.DELETED_BILLING, Severity.CRITICAL)
    assert found(facts(Status.ACTIVE, "gone")) == []


def test_an_esim_without_a_plan_is_no_matter() -> None:
    assert found(facts(Status.NONE), facts(Status.NONE, "here", is_enabled=True)) == []


def test_a_profile_of_nobody_is_told_by_its_own_name_unless_it_is_for_tests() -> None:
    operational, test, newer = (
        LoneProfile(number, name, name) for number, name in enumerate(("operational", "test", "newer"))
    )
    told = found(lone=(operational, test, newer))
    assert [(one.esim_id, one.detail, one.draft.cycle) for one in told] == [
        (None, "operational", 0), (None, "newer", 2),
    ]  # fmt: skip
