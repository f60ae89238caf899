"""A package's effect carried out on an eSIM's plans: which one it changes, and what becomes of it.

Pure. How it is foretold is renewal_effect.py's business; whether the data came is credit.py's.
"""

from collections.abc import Sequence
from dataclasses import replace

from axis_tui.domain.package import Billing, Effect, Package
from axis_tui.domain.plan import RUNNING, WAITING, Plan, PlanState, advance, new_plan
from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.queue import advance_queue, current_plan
from axis_tui.domain.units import MAX_BYTES
from axis_tui.domain.validity import expires_at, local_day
from axis_tui.domain.word import PackageKind

_NEEDS_RUNNING = N_("This package only renews a running plan; choose one that starts a plan of its own")
_NOT_ADDED = N_("This package cannot be added to that plan; choose one that adds data or time to it")


def needs_running_plan(package: Package) -> bool:
    """Whether the package can only be bought for an eSIM whose plan is active or depleted."""
    return package.kind is PackageKind.TOP_UP and package.effect in (Effect.ADD_DATA, Effect.EXTEND)


def target(plans: Sequence[Plan], package: Package, at: int) -> int | None:
    """Which of an eSIM's `plans` the package changes, by index.

    None where it changes none: it only fills the carrier's balance (BALANCE), or becomes a plan of its own.
    It does that as STACK, as what may start a plan where none runs (a base package, a RESET), and beside a
    postpaid plan, whose terms hold for every cycle: what is bought once must not grow them. Raises Problem
    where it needs a running plan and there is none.
    """
    if package.effect in (Effect.STACK, Effect.BALANCE):
        return None
    as_of = advance_queue(plans, at)
    candidates = [index for index, plan in enumerate(as_of) if _runs(plan, at)]
    chosen = current_plan([as_of[index] for index in candidates])
    if chosen is not None:
        is_prepaid = as_of[candidates[chosen]].terms.billing is Billing.PREPAID
        return candidates[chosen] if is_prepaid else None
    if needs_running_plan(package):
        raise Problem(_NEEDS_RUNNING)
    return None


def renewed(plan: Plan, package: Package, at: int) -> Plan:
    """The prepaid `plan` with the package's data and validity, as it stands at `at`; advance it to now.

    `at` is when the carrier took the order, so a plan that has expired since is renewed all the same. What
    was used beyond the allowance is not taken out of what is added. ADD_DATA leaves the expiry; EXTEND moves
    it on by the package's validity, counted from the present expiry; RESET begins anew: start, expiry and
    counters count from `at`, and what was left is added to the allowance with rollover, else gone. Raises
    Problem for a plan that does not run at `at`, for a postpaid one, and for STACK and BALANCE.
    """
    plan = advance(plan, at)
    if plan.terms.billing is Billing.POSTPAID:
        raise Problem(_NOT_ADDED)
    ends_at = plan.expires_at
    if ends_at is None or not _runs(plan, at):
        raise Problem(_NEEDS_RUNNING)
    if plan.state is PlanState.EXPIRED:
        # Its expiry came after the renewal, so it never was one.
        plan = replace(plan, state=PlanState.ACTIVE)
    match package.effect:
        case Effect.ADD_DATA:
            plan = _grown(plan, package)
        case Effect.EXTEND:
            plan = replace(_grown(plan, package), expires_at=expires_at(package.terms.validity, ends_at))
        case Effect.RESET:
            plan = _anew(plan, package, at)
        case Effect.STACK | Effect.BALANCE:
            raise Problem(_NOT_ADDED)
    return advance(plan, at)


def stacked(plans: Sequence[Plan], package: Package, at: int) -> Plan:
    """The package as a plan of its own, bought at `at` and not yet advanced, behind an eSIM's `plans`.

    It is queued where one is active or waits. Where one has run before, the eSIM is installed already.
    """
    as_of = advance_queue(plans, at)
    is_installed = any(plan.installed_at is not None or plan.starts_at is not None for plan in as_of)
    return new_plan(
        package.terms,
        at,
        installed_at=at if is_installed else None,
        is_queued=any(plan.state in WAITING or plan.state is PlanState.ACTIVE for plan in as_of),
    )


def _runs(plan: Plan, at: int) -> bool:
    if plan.state is PlanState.EXPIRED:
        return plan.expires_at is not None and at < plan.expires_at
    return plan.state in RUNNING


def _grown(plan: Plan, package: Package) -> Plan:
    old, added = plan.terms.allowance_bytes, package.terms.allowance_bytes
    total = None if old is None or added is None else min(MAX_BYTES, max(old, plan.used_bytes) + added)
    return replace(plan, terms=replace(plan.terms, allowance_bytes=total))


def _anew(plan: Plan, package: Package, at: int) -> Plan:
    allowance = package.terms.allowance_bytes
    if allowance is not None and package.rollover:
        allowance = min(MAX_BYTES, allowance + (plan.left_bytes or 0))
    return replace(
        plan,
        terms=replace(plan.terms, allowance_bytes=allowance),
        starts_at=at,
        expires_at=expires_at(package.terms.validity, at),
        metered_bytes=0,
        carrier_used_bytes=None,
        carrier_used_at=None,
        metered_at_carrier_bytes=None,
        day=local_day(at, plan.terms.validity.zone),
        day_bytes=0,
    )
