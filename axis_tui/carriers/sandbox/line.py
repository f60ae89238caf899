"""An eSIM's plans as the sandbox counts them: what a package does to them, and what each holds. Pure.

A plan is kept as portions, one an order, so that every order is listed by its reference and no byte twice.
"""

from dataclasses import dataclass, field

from axis_tui.domain.credit import PackageUsage
from axis_tui.domain.package import Effect, Package
from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.validity import DAY_S, Validity, expires_at


@dataclass(slots=True)
class Portion:
    """What one order brought to a plan."""

    code: str
    allowance_bytes: int | None
    """None is unlimited."""
    used_bytes: int = 0
    reference: str = ""
    """The order's; empty where the plan was there before."""


@dataclass(slots=True)
class LinePlan:
    """One plan of a line. It waits until the ones before it are over or used up."""

    validity: Validity
    portions: list[Portion]
    waits_since: int
    starts_at: int | None = None
    expires_at: int | None = None
    used_up_at: int | None = None

    @property
    def left_bytes(self) -> int | None:
        """What all portions still hold; None is unlimited."""
        left = 0
        for portion in self.portions:
            if portion.allowance_bytes is None:
                return None
            left += max(0, portion.allowance_bytes - portion.used_bytes)
        return left

    def runs(self, at: int) -> bool:
        """Whether it has started and is valid at `at`, used up or not."""
        if self.starts_at is None or self.expires_at is None:
            return False
        return self.starts_at <= at < self.expires_at

    def start(self, at: int) -> None:
        """Begin at `at`."""
        self.starts_at, self.expires_at = at, expires_at(self.validity, at)


@dataclass(slots=True)
class Line:
    """An eSIM at the carrier: its plans, the first bought first."""

    plans: list[LinePlan] = field(default_factory=list)
    day_bytes: int = 0
    """What its device uses a day, evenly, while a plan holds."""
    used_until_at: int = 0
    """Until when that is counted; 0 is not yet."""


def plan_of(
    package: Package,
    waits_since: int,
    reference: str = "",
    *,
    used_bytes: int = 0,
    starts_at: int | None = None,
) -> LinePlan:
    """A plan of that package: waiting, or started at `starts_at` with so much used."""
    portion = Portion(package.code, package.terms.allowance_bytes, used_bytes, reference)
    plan = LinePlan(package.terms.validity, [portion], waits_since)
    if starts_at is not None:
        plan.start(starts_at)
    return plan


def running(line: Line, at: int) -> LinePlan | None:
    """The plan that holds at `at`, the last started where there are several; used up counts too."""
    return next((plan for plan in reversed(line.plans) if plan.runs(at)), None)


def advance(line: Line, at: int) -> None:
    """Start what waits as soon as what was before it is over or used up, as of `at`."""
    free_at = 0
    for plan in line.plans:
        if plan.starts_at is None:
            begins_at = max(plan.waits_since, free_at)
            if begins_at > at:
                return
            plan.start(begins_at)
        free_at = max(free_at, _ends_at(plan))
    _use_on(line, at)


def credit(line: Line, package: Package, reference: str, at: int) -> None:
    """What the package does to the line, counted from `at`, when the order was taken."""
    advance(line, at)
    plan = running(line, at)
    portion = Portion(package.code, package.terms.allowance_bytes, reference=reference)
    if plan is None or plan.expires_at is None or package.effect is Effect.STACK:
        line.plans.append(plan_of(package, at, reference))
    elif package.effect is Effect.RESET:
        if package.rollover:
            _move_left(plan, portion)
        plan.expires_at = at
        anew = LinePlan(package.terms.validity, [portion], at)
        anew.start(at)
        line.plans.insert(line.plans.index(plan) + 1, anew)
    else:
        plan.portions.append(portion)
        plan.used_up_at = None
        if package.effect is Effect.EXTEND:
            plan.expires_at = expires_at(package.terms.validity, plan.expires_at)


def use_data(line: Line, leaving_bytes: int, at: int) -> None:
    """Use data of the running plan, or give it back, so that it holds `leaving_bytes`. Raises Problem."""
    plan = running(line, at)
    allowances = [portion.allowance_bytes for portion in plan.portions] if plan else []
    if plan is None or None in allowances:
        raise Problem(N_("no plan with a limit runs on that line; choose another line"))
    used = sum(allowance or 0 for allowance in allowances) - leaving_bytes
    if leaving_bytes < 0 or used < 0:
        raise Problem(N_("the plan cannot be left with so much; it never held it"))
    for portion in plan.portions:
        portion.used_bytes = min(used, portion.allowance_bytes or 0)
        used -= portion.used_bytes
    plan.used_up_at = None if leaving_bytes else at


def rows(line: Line, at: int) -> tuple[PackageUsage, ...]:
    """A row for each order's portion, oldest plan first; the sums over all rows are the line's."""
    return tuple(
        PackageUsage(
            portion.reference,
            portion.code,
            _state(plan, portion, at),
            portion.allowance_bytes,
            portion.used_bytes,
            plan.starts_at,
            plan.expires_at,
        )
        for plan in line.plans
        for portion in plan.portions
    )


def _use_on(line: Line, at: int) -> None:
    """Count what was used since it was last counted, on the plan that runs at `at`."""
    since_at, line.used_until_at = line.used_until_at or at, max(line.used_until_at, at)
    plan = running(line, at)
    amount = line.day_bytes * max(0, at - since_at) // DAY_S
    if plan is None:
        return
    for portion in plan.portions:
        left = amount if portion.allowance_bytes is None else portion.allowance_bytes - portion.used_bytes
        part = min(amount, max(0, left))
        portion.used_bytes += part
        amount -= part
    if plan.left_bytes == 0 and plan.used_up_at is None:
        plan.used_up_at = at


def _state(plan: LinePlan, portion: Portion, at: int) -> str:
    if plan.starts_at is None or at < plan.starts_at:
        return "waiting"
    if not plan.runs(at):
        return "over"
    is_used_up = portion.allowance_bytes is not None and portion.used_bytes >= portion.allowance_bytes
    return "used_up" if is_used_up else "active"


def _ends_at(plan: LinePlan) -> int:
    """When it makes room for the next: at its expiry, or when it was used up; at its start where that is
    not known.
    """
    ends_at = plan.expires_at or 0
    if plan.left_bytes == 0:
        return min(ends_at, plan.used_up_at if plan.used_up_at is not None else plan.starts_at or 0)
    return ends_at


def _move_left(plan: LinePlan, portion: Portion) -> None:
    """Roll what is left of `plan` over into `portion`; an unlimited one has nothing to roll over."""
    left = plan.left_bytes
    if left and portion.allowance_bytes is not None:
        portion.allowance_bytes += left
        for old in plan.portions:
            old.allowance_bytes = min(old.used_bytes, old.allowance_bytes or 0)
