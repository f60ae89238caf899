"""What a package would do to an eSIM's plans, foretold before it is paid.

Pure. A preview is made of the very plans that renewed_plan.py gives once the data is seen, so the two cannot
disagree; whether the renewal is wise is renewal_check.py's business.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from axis_tui.domain.package import Billing, Effect, Package
from axis_tui.domain.plan import OVER, Plan, PlanState, next_change_at
from axis_tui.domain.queue import advance_queue, current_plan
from axis_tui.domain.renewed_plan import needs_running_plan as needs_running_plan
from axis_tui.domain.renewed_plan import renewed as renewed
from axis_tui.domain.renewed_plan import stacked as stacked
from axis_tui.domain.renewed_plan import target as target


@dataclass(frozen=True, slots=True)
class Preview:
    """An eSIM as it would be with the package, if it took effect at once."""

    effect: Effect
    """STACK, too, where there is nothing that the package's own effect could change."""
    valid_until: int | None
    """When the plan ends that is renewed or new; None while a new one's start is not known."""
    left_bytes: int | None
    """What all running and waiting plans hold together; None is unlimited."""
    begins_at: int | None
    """When a new plan starts, at the latest; None where that is not known, and where no plan is new."""
    lost_bytes: int
    """What is thrown away of the running plan."""
    is_new_plan: bool
    ends_unlimited: bool = False
    """Whether a running plan without a limit becomes one with."""
    lapses_at: int | None = None
    """When a new plan would lapse unstarted: its activation window ends before the plans ahead of it do."""


def preview(plans: Sequence[Plan], package: Package, at: int) -> Preview:
    """What the package would do to an eSIM's `plans` at `at`; Problem where it needs a plan that runs."""
    before = advance_queue(plans, at)
    if package.effect is Effect.BALANCE:
        return _unchanged(before)
    index = target(before, package, at)
    if index is None:
        return _stacked(before, package, at)
    old, new = before[index], renewed(before[index], package, at)
    is_lost = package.effect is Effect.RESET and not package.rollover and new.left_bytes is not None
    return Preview(
        effect=package.effect,
        valid_until=new.expires_at,
        left_bytes=_left_bytes([*before[:index], new, *before[index + 1 :]]),
        begins_at=None,
        lost_bytes=(old.left_bytes or 0) if is_lost else 0,
        is_new_plan=False,
        ends_unlimited=old.left_bytes is None and new.left_bytes is not None,
    )


def _unchanged(plans: Sequence[Plan]) -> Preview:
    shown = current_plan(plans)
    return Preview(
        effect=Effect.BALANCE,
        valid_until=None if shown is None else plans[shown].expires_at,
        left_bytes=_left_bytes(plans),
        begins_at=None,
        lost_bytes=0,
        is_new_plan=False,
    )


def _stacked(before: Sequence[Plan], package: Package, at: int) -> Preview:
    own = stacked(before, package, at)
    in_turn = _in_turn([*before, own], at)
    return Preview(
        effect=Effect.STACK,
        valid_until=in_turn.expires_at,
        left_bytes=_left_bytes([*before, own]),
        begins_at=in_turn.starts_at,
        lost_bytes=0,
        is_new_plan=True,
        lapses_at=in_turn.lapses_at if in_turn.state is PlanState.LAPSED else None,
    )


def _in_turn(plans: Sequence[Plan], at: int) -> Plan:
    # The last of the row as it is once those before it have run their time, if that will be known.
    row = advance_queue(plans, at)
    while row[-1].state is PlanState.QUEUED and not any(_has_no_known_end(plan) for plan in row):
        due = [due_at for plan in row if (due_at := next_change_at(plan, at)) is not None]
        if not due:
            break
        at = min(due)
        row = advance_queue(row, at)
    return row[-1]


def _has_no_known_end(plan: Plan) -> bool:
    if plan.state is PlanState.READY:
        return plan.starts_at is None
    return plan.state is PlanState.ACTIVE and plan.terms.billing is Billing.POSTPAID


def _left_bytes(plans: Sequence[Plan]) -> int | None:
    left = [plan.left_bytes for plan in plans if plan.state not in OVER]
    return None if None in left else sum(bytes_left or 0 for bytes_left in left)
