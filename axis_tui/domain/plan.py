"""One bought package on one eSIM: its states, what moves it between them, and what it still holds.

Pure: instants come in. Stacked plans as a row are queue.py's business; words and colours are the screens'.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from axis_tui.domain.package import Billing, CapRule, Terms
from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.validity import DAY_S, StartRule, day_bounds, expires_at, lapses_at, local_day, period_at
from axis_tui.domain.word import PlanEvent as PlanEvent
from axis_tui.domain.word import PlanState as PlanState

TRANSITIONS: dict[tuple[PlanState, PlanEvent], PlanState] = {
    (PlanState.READY, PlanEvent.QUEUE): PlanState.QUEUED,
    (PlanState.QUEUED, PlanEvent.UNQUEUE): PlanState.READY,
    (PlanState.READY, PlanEvent.START): PlanState.ACTIVE,
    (PlanState.QUEUED, PlanEvent.START): PlanState.ACTIVE,
    (PlanState.READY, PlanEvent.LAPSE): PlanState.LAPSED,
    (PlanState.QUEUED, PlanEvent.LAPSE): PlanState.LAPSED,
    (PlanState.ACTIVE, PlanEvent.DEPLETE): PlanState.DEPLETED,
    (PlanState.DEPLETED, PlanEvent.REFILL): PlanState.ACTIVE,
    (PlanState.ACTIVE, PlanEvent.NEW_CYCLE): PlanState.ACTIVE,
    (PlanState.DEPLETED, PlanEvent.NEW_CYCLE): PlanState.ACTIVE,
    (PlanState.ACTIVE, PlanEvent.EXPIRE): PlanState.EXPIRED,
    (PlanState.DEPLETED, PlanEvent.EXPIRE): PlanState.EXPIRED,
    (PlanState.READY, PlanEvent.END): PlanState.ENDED,
    (PlanState.QUEUED, PlanEvent.END): PlanState.ENDED,
    (PlanState.ACTIVE, PlanEvent.END): PlanState.ENDED,
    (PlanState.DEPLETED, PlanEvent.END): PlanState.ENDED,
}
"""Every lawful step; a pair that is not here cannot happen."""

WAITING = frozenset({PlanState.READY, PlanState.QUEUED})
RUNNING = frozenset({PlanState.ACTIVE, PlanState.DEPLETED})
OVER = frozenset({PlanState.EXPIRED, PlanState.LAPSED, PlanState.ENDED})


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as the store keeps it."""

    terms: Terms
    state: PlanState
    purchased_at: int
    installed_at: int | None = None
    starts_at: int | None = None
    """The first start, of the first cycle too; a READY plan may have one fixed ahead."""
    expires_at: int | None = None
    """End of the validity, or of the running cycle; None until started."""
    lapses_at: int | None = None
    cycle: int = 1
    """Number of the running cycle; prepaid plans stay in their first."""
    metered_bytes: int = 0
    """What our own meters counted in this cycle."""
    carrier_used_bytes: int | None = None
    carrier_used_at: int | None = None
    metered_at_carrier_bytes: int | None = None
    """`metered_bytes` as it stood at the carrier's figure."""
    day: int = 0
    """The local date, in days since 1970-01-01 in the plan's zone, that `day_bytes` counts."""
    day_bytes: int = 0

    @property
    def used_bytes(self) -> int:
        """The carrier's figure and what was metered since; without one, what was metered."""
        if self.carrier_used_bytes is None:
            return self.metered_bytes
        return self.carrier_used_bytes + self._metered_since

    @property
    def is_estimate(self) -> bool:
        """Whether `used_bytes` bridges the carrier's lag with our own bytes."""
        return self.carrier_used_bytes is not None and self._metered_since > 0

    @property
    def left_bytes(self) -> int | None:
        """What the allowance still holds, never below 0; None is unlimited."""
        allowance = self.terms.allowance_bytes
        return None if allowance is None else max(0, allowance - self.used_bytes)

    @property
    def length_days(self) -> int | None:
        """Whole length from start to expiry in days, clock changes rounded away; None until started."""
        if self.starts_at is None or self.expires_at is None:
            return None
        return (self.expires_at - self.starts_at + DAY_S // 2) // DAY_S

    @property
    def cycle_starts_at(self) -> int | None:
        """Start of the running cycle; the plan's own start where it is prepaid; None until started."""
        if self.starts_at is None or self.expires_at is None or self.terms.billing is Billing.PREPAID:
            return self.starts_at
        if self.expires_at <= self.starts_at:
            return self.starts_at
        return period_at(self.terms.validity, self.starts_at, self.expires_at - 1)[1]

    def is_capped_today(self, now: int) -> bool:
        """Whether the daily cap is reached and still holds at `now`."""
        cap = self.terms.daily_cap_bytes
        if cap is None or self.terms.cap_rule is CapRule.NONE or self.day_bytes < cap:
            return False
        return local_day(now, self.terms.validity.zone) <= self.day

    @property
    def _metered_since(self) -> int:
        if self.metered_at_carrier_bytes is None:
            return 0
        return max(0, self.metered_bytes - self.metered_at_carrier_bytes)


def new_plan(
    terms: Terms,
    purchased_at: int,
    *,
    installed_at: int | None = None,
    starts_at: int | None = None,
    is_queued: bool = False,
) -> Plan:
    """A plan just bought, not yet advanced; `starts_at` fixes the start whatever the start rule says."""
    return Plan(
        terms=terms,
        state=PlanState.QUEUED if is_queued else PlanState.READY,
        purchased_at=purchased_at,
        installed_at=installed_at,
        starts_at=starts_at,
        lapses_at=lapses_at(purchased_at, terms.activation_window_days),
    )


def is_possible(state: PlanState, event: PlanEvent) -> bool:
    """Whether `event` can happen to a plan in `state`."""
    return (state, event) in TRANSITIONS


def moved(plan: Plan, event: PlanEvent) -> Plan:
    """`plan` in the state that `event` leads to; Problem where it cannot happen."""
    if not is_possible(plan.state, event):
        raise Problem(
            N_("A plan that is %(state)s cannot do that; refresh and look at its state again"),
            state=plan.state.value,
        )
    return replace(plan, state=TRANSITIONS[plan.state, event])


def start(plan: Plan, at: int) -> Plan:
    """`plan` started at `at`, or lapsed where that is too late; one that started before stays as it is."""
    if plan.state not in WAITING:
        return plan
    if plan.lapses_at is not None and at >= plan.lapses_at:
        return moved(plan, PlanEvent.LAPSE)
    return replace(
        moved(plan, PlanEvent.START),
        starts_at=at,
        expires_at=expires_at(plan.terms.validity, at),
        day=local_day(at, plan.terms.validity.zone),
        day_bytes=0,
    )


def end(plan: Plan, at: int) -> Plan:
    """`plan` ended before its time: it is valid, or can be started, until `at` and no longer."""
    ended = moved(plan, PlanEvent.END)
    if plan.state in WAITING:
        return replace(ended, lapses_at=at if plan.lapses_at is None else min(plan.lapses_at, at))
    until = at if plan.expires_at is None else min(plan.expires_at, at)
    return replace(ended, expires_at=until if plan.starts_at is None else max(plan.starts_at, until))


def advance(plan: Plan, now: int) -> Plan:
    """`plan` as it stands at `now`: started by its rule, lapsed, depleted, expired, or in its next cycle.

    Pure and idempotent. A new postpaid cycle begins with empty counters. A clock that went back undoes
    nothing. QUEUED plans start through `queue.advance_queue`; here they only lapse.
    """
    if plan.state in WAITING:
        due_at = _start_due_at(plan)
        if due_at is not None and due_at <= now:
            plan = start(plan, due_at)
        elif plan.lapses_at is not None and plan.lapses_at <= now:
            plan = moved(plan, PlanEvent.LAPSE)
    if plan.state not in RUNNING:
        return plan
    if plan.expires_at is not None and plan.expires_at <= now:
        if plan.terms.billing is Billing.PREPAID:
            return moved(plan, PlanEvent.EXPIRE)
        plan = _next_cycle(plan, now)
    return _settled(_on_day(plan, now))


def add_usage(plan: Plan, amount_bytes: int, at: int) -> Plan:
    """`plan` with `amount_bytes` more metered at `at`; traffic proves use, so it starts a READY plan.

    A plan that is over, or waits its turn, takes nothing. Bytes of a day already past count for the plan but
    not for the running day's cap.
    """
    plan = advance(plan, at)
    is_early = plan.starts_at is not None and plan.starts_at > at
    if plan.state is PlanState.READY and amount_bytes > 0 and not is_early:
        plan = start(plan, at)
    if plan.state not in RUNNING or amount_bytes <= 0:
        return plan
    is_today = local_day(at, plan.terms.validity.zone) == plan.day
    counted = replace(
        plan,
        metered_bytes=plan.metered_bytes + amount_bytes,
        day_bytes=plan.day_bytes + (amount_bytes if is_today else 0),
    )
    return _settled(counted)


def take_carrier_figure(plan: Plan, used_bytes: int, at: int, metered_bytes: int | None = None) -> Plan:
    """`plan` with the carrier's figure of `at`; an older figure than the one it has changes nothing.

    `metered_bytes` is what our meters had counted at `at`; left out, all counted so far is taken as included.
    """
    if plan.carrier_used_at is not None and at < plan.carrier_used_at:
        return plan
    return _settled(
        replace(
            plan,
            carrier_used_bytes=max(0, used_bytes),
            carrier_used_at=at,
            metered_at_carrier_bytes=plan.metered_bytes if metered_bytes is None else metered_bytes,
        )
    )


def next_change_at(plan: Plan, now: int) -> int | None:
    """When time alone next changes `plan`: start, lapse, expiry, new cycle, or the reset of a daily cap.

    `now` where a change is due already; None where time changes nothing.
    """
    changes: list[int | None] = []
    if plan.state in WAITING:
        changes = [_start_due_at(plan), plan.lapses_at]
    elif plan.state in RUNNING:
        changes = [plan.expires_at]
        if plan.terms.daily_cap_bytes is not None and plan.day_bytes > 0:
            changes.append(day_bounds(plan.day, plan.terms.validity.zone)[1])
    due = [at for at in changes if at is not None]
    return max(now, min(due)) if due else None


def next_in_queue(plans: Sequence[Plan]) -> int | None:
    """Which of an eSIM's `plans` starts next: the index of the QUEUED one bought first, if any."""
    queued = [index for index, plan in enumerate(plans) if plan.state is PlanState.QUEUED]
    return min(queued, key=lambda index: (plans[index].purchased_at, index), default=None)


def _start_due_at(plan: Plan) -> int | None:
    if plan.state is not PlanState.READY:
        return None
    if plan.starts_at is not None:
        return plan.starts_at
    match plan.terms.start_rule:
        case StartRule.PURCHASE:
            return plan.purchased_at
        case StartRule.INSTALL:
            return plan.installed_at
        case StartRule.FIRST_USE:
            return None


def _next_cycle(plan: Plan, now: int) -> Plan:
    if plan.starts_at is None or plan.expires_at is None:
        return plan
    # Cycles are counted from the first start, so that one begun on the 31st returns to the 31st.
    validity = plan.terms.validity
    number, _, end = period_at(validity, plan.starts_at, now)
    ended_number, _, _ = period_at(validity, plan.starts_at, plan.expires_at)
    return replace(
        moved(plan, PlanEvent.NEW_CYCLE),
        cycle=plan.cycle + 1 + number - ended_number,
        expires_at=end,
        metered_bytes=0,
        carrier_used_bytes=None,
        carrier_used_at=None,
        metered_at_carrier_bytes=None,
    )


def _on_day(plan: Plan, now: int) -> Plan:
    # Forwards only: a clock that went back must not hand out the same day's cap again.
    today = local_day(now, plan.terms.validity.zone)
    return replace(plan, day=today, day_bytes=0) if today > plan.day else plan


def _settled(plan: Plan) -> Plan:
    is_empty = plan.left_bytes == 0
    if is_empty and plan.state is PlanState.ACTIVE:
        return moved(plan, PlanEvent.DEPLETE)
    if not is_empty and plan.state is PlanState.DEPLETED:
        return moved(plan, PlanEvent.REFILL)
    return plan
