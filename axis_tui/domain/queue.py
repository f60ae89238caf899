"""Plans stacked on one eSIM: one runs, the next starts when it ends or is used up."""

from collections.abc import Sequence

from axis_tui.domain.plan import OVER, Plan, PlanState, advance, next_in_queue, start

_PREFERENCE = (
    PlanState.ACTIVE,
    PlanState.DEPLETED,
    PlanState.READY,
    PlanState.QUEUED,
    PlanState.EXPIRED,
    PlanState.LAPSED,
    PlanState.ENDED,
)


def advance_queue(plans: Sequence[Plan], now: int) -> tuple[Plan, ...]:
    """All plans of one eSIM as they stand at `now`, in the order given; pure and idempotent.

    Where none is ACTIVE or READY, the QUEUED plan bought first starts: at the instant the last one before it
    expired or lapsed (not before its own purchase), or at `now` where that one is depleted or was ended. So
    after a long time off several may have run their course. One whose turn came too late lapses.
    """
    moved = [plan if plan.state is PlanState.QUEUED else advance(plan, now) for plan in plans]
    while (turn := next_in_queue(moved)) is not None:
        if any(plan.state in (PlanState.ACTIVE, PlanState.READY) for plan in moved):
            break
        begins_at = max(moved[turn].purchased_at, _free_at(moved, now))
        if begins_at > now:
            break
        moved[turn] = advance(start(moved[turn], begins_at), now)
    return tuple(advance(plan, now) for plan in moved)


def current_plan(plans: Sequence[Plan]) -> int | None:
    """Which of an eSIM's plans a list shows, by index: the running one, else the next, else the last."""
    if not plans:
        return None

    def rank(index: int) -> tuple[int, int, int]:
        plan = plans[index]
        is_over = plan.state in OVER
        instant = plan.expires_at or plan.lapses_at or plan.purchased_at if is_over else plan.purchased_at
        # Among those over, the latest; else the one bought first.
        return (0 if is_over else 1 + _PREFERENCE.index(plan.state), -instant if is_over else instant, index)

    running = [index for index in range(len(plans)) if plans[index].state not in OVER]
    return min(running or range(len(plans)), key=rank)


def _free_at(plans: Sequence[Plan], now: int) -> int:
    ends = [0]
    for plan in plans:
        match plan.state:
            case PlanState.EXPIRED:
                ends.append(plan.expires_at or 0)
            case PlanState.LAPSED:
                ends.append(plan.lapses_at or 0)
            case PlanState.DEPLETED:
                ends.append(now)
            case PlanState.ENDED if plan.starts_at is not None:
                # Stores of before kept the expiry that it was bought with.
                ends.append(min(now, plan.expires_at or now))
    return max(ends)
