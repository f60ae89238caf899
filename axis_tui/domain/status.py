"""What a list says of an eSIM in one word, from its plan, its carrier and its own clock; not how it looks."""

from axis_tui.domain.package import Billing, CapRule
from axis_tui.domain.plan import OVER, Plan, PlanState, advance, next_change_at
from axis_tui.domain.validity import DAY_S, day_bounds
from axis_tui.domain.word import Status as Status

EXPIRING_DAYS = (3, 1)
LOW_PERCENT = 10

_PLAIN = {
    PlanState.READY: Status.READY,
    PlanState.QUEUED: Status.QUEUED,
    PlanState.DEPLETED: Status.DEPLETED,
    PlanState.EXPIRED: Status.EXPIRED,
    PlanState.LAPSED: Status.LAPSED,
}


def status_of(
    plan: Plan | None,
    now: int,
    *,
    service_ended_at: int | None = None,
    profile_expires_at: int | None = None,
    cancelled_at: int | None = None,
    archived: bool = False,
) -> Status:
    """The status at `now`; the most serious that holds. `plan` may lag behind `now`.

    `cancelled_at`: when a cancellation of the eSIM was proven; a plan bought later counts again.
    """
    if archived:
        return Status.ARCHIVED
    if is_cancelled(plan, cancelled_at):
        return Status.CANCELLED
    if profile_expires_at is not None and profile_expires_at <= now:
        return Status.PROFILE_EXPIRED
    if plan is None:
        return Status.NONE
    plan = advance(plan, now)
    if service_ended_at is not None and service_ended_at <= now and plan.state not in OVER:
        return Status.SERVICE_ENDED
    if plan.state in _PLAIN:
        return _PLAIN[plan.state]
    if plan.is_capped_today(now):
        return Status.DEPLETED if plan.terms.cap_rule is CapRule.CUT else Status.SLOWED
    expiring_at = expiring_from(plan)
    if expiring_at is not None and expiring_at <= now:
        return Status.EXPIRING
    allowance, left = plan.terms.allowance_bytes, plan.left_bytes
    if allowance is not None and left is not None and left * 100 <= allowance * LOW_PERCENT:
        return Status.LOW
    return Status.ACTIVE


def is_cancelled(plan: Plan | None, cancelled_at: int | None) -> bool:
    """Whether a cancellation ended the eSIM's service, so that nothing of `plan` can be used or renewed."""
    if plan is None:
        return cancelled_at is not None
    return plan.state is PlanState.ENDED or (cancelled_at is not None and plan.purchased_at <= cancelled_at)


def expiring_from(plan: Plan) -> int | None:
    """When a started prepaid plan becomes EXPIRING; None: never (postpaid, a day long, not started)."""
    length = plan.length_days
    if length is None or plan.expires_at is None or plan.terms.billing is Billing.POSTPAID:
        return None
    days = next((days for days in EXPIRING_DAYS if length > days), None)
    return None if days is None else plan.expires_at - days * DAY_S


def next_status_change_at(
    plan: Plan | None,
    now: int,
    *,
    service_ended_at: int | None = None,
    profile_expires_at: int | None = None,
    archived: bool = False,
) -> int | None:
    """The next instant after `now` at which time alone may change the status; None where it cannot."""
    if archived:
        return None
    changes = [service_ended_at, profile_expires_at]
    if plan is not None:
        plan = advance(plan, now)
        changes.append(next_change_at(plan, now))
        if plan.state is PlanState.ACTIVE:
            changes.append(expiring_from(plan))
            if plan.is_capped_today(now):
                changes.append(day_bounds(plan.day, plan.terms.validity.zone)[1])
    return min((at for at in changes if at is not None and at > now), default=None)
