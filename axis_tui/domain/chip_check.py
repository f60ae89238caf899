"""Compares what is on a chip with the plans that are paid for; pure rules, worded by the screens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from axis_tui.domain.alert import AlertDraft, AlertKind, Severity
from axis_tui.domain.word import Status

CHIP_KINDS = (
    AlertKind.PAID_NOT_INSTALLED,
    AlertKind.ENABLED_EXPIRED,
    AlertKind.DELETED_BILLING,
    AlertKind.UNKNOWN_ON_CHIP,
)
_VALID = frozenset(
    {Status.READY, Status.QUEUED, Status.ACTIVE, Status.EXPIRING, Status.LOW, Status.SLOWED, Status.DEPLETED}
)
_OVER = frozenset(
    {Status.EXPIRED, Status.LAPSED, Status.SERVICE_ENDED, Status.PROFILE_EXPIRED, Status.CANCELLED}
)
_NOT_A_PLAN = frozenset({"test", "provisioning"})
"""Classes of profiles that no one buys."""


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """An eSIM whose device has a chip that was read, or whose profile was seen on one."""

    esim_id: int
    status: Status
    plan_id: int | None
    bills_on: bool
    """Whether it goes on to cost: postpaid, or renewed by a rule that is on."""
    on_chip: bool
    """Whether its profile is on the chip now."""
    is_enabled: bool
    was_on_chip: bool
    """Whether its profile was seen there and is not any more."""


@dataclass(frozen=True, slots=True)
class LoneProfile:
    """A profile on a chip that is no eSIM's here."""

    profile_id: int
    label: str
    klass: str


@dataclass(frozen=True, slots=True)
class ChipCondition:
    """An alert that is due, and whom it is about; None for a profile without an eSIM."""

    esim_id: int | None
    draft: AlertDraft
    detail: str = ""
    """The label of a profile without an eSIM; the status of an eSIM that is enabled in vain."""


def check_chip(plans: Iterable[PlanFacts], lone: Iterable[LoneProfile]) -> Iterator[ChipCondition]:
    """What does not agree. An eSIM whose plan's cycle counts has its plan's id as the alert's cycle."""
    for facts in plans:
        kind = _kind(facts)
        if kind is not None:
            severity = Severity.CRITICAL if kind is AlertKind.DELETED_BILLING else Severity.WARNING
            detail = facts.status.value if kind is AlertKind.ENABLED_EXPIRED else ""
            yield ChipCondition(facts.esim_id, AlertDraft(kind, 0, facts.plan_id or 0, severity), detail)
    for profile in lone:
        if profile.klass not in _NOT_A_PLAN:
            draft = AlertDraft(AlertKind.UNKNOWN_ON_CHIP, 0, profile.profile_id, Severity.INFO)
            yield ChipCondition(None, draft, profile.label)


def _kind(facts: PlanFacts) -> AlertKind | None:
    if facts.on_chip:
        return AlertKind.ENABLED_EXPIRED if facts.is_enabled and facts.status in _OVER else None
    if facts.was_on_chip:
        return AlertKind.DELETED_BILLING if facts.bills_on and facts.status in _VALID else None
    return AlertKind.PAID_NOT_INSTALLED if facts.status in _VALID else None
