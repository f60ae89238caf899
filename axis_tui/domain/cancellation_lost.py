"""The plans that are lost with an eSIM: the one that runs, and those that wait for their turn. Pure."""

from dataclasses import dataclass

from axis_tui.domain.cancellation_subject import Subject
from axis_tui.domain.cancellation_value import loss
from axis_tui.domain.money import Money
from axis_tui.domain.package import Billing
from axis_tui.domain.plan import OVER, RUNNING, Plan
from axis_tui.domain.queue import advance_queue


@dataclass(frozen=True, slots=True)
class LostPlan:
    """A plan that is given up, as it stands at that moment."""

    name: str
    system: str
    """What its carrier counts data in: a value of `units.UnitSystem`."""
    zone: str
    is_postpaid: bool
    expires_at: int | None
    """None where it was never started."""
    left_bytes: int | None
    """None: unlimited."""
    worth: Money | None
    """What of its price is lost; None where nothing is, or that is not known."""


def lost_plans(subject: Subject) -> tuple[LostPlan, ...]:
    """Every plan of `subject` that is not over, what runs first, then in order of purchase."""
    plans = [plan for plan in advance_queue(subject.plans, subject.now) if plan.state not in OVER]
    plans.sort(key=lambda plan: plan.state not in RUNNING)
    return tuple(_lost(plan, subject.now) for plan in plans)


def _lost(plan: Plan, now: int) -> LostPlan:
    terms, found = plan.terms, loss(plan, now)
    return LostPlan(
        name=terms.name,
        system=terms.unit_system.value,
        zone=terms.validity.zone,
        is_postpaid=terms.billing is Billing.POSTPAID,
        expires_at=plan.expires_at,
        left_bytes=plan.left_bytes,
        worth=None if found is None else found[0],
    )
