"""The running validity of a plan that renewals extended or began anew, found from the orders that did it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from axis_tui.domain.package import Billing
from axis_tui.domain.plan import Plan
from axis_tui.domain.validity import Validity, ValidityClock, ValidityUnit, expires_at


class Rows(Protocol):
    """What the orders are asked of."""

    def rows(self, sql: str, parameters: Sequence[object] = ..., /) -> list[tuple[Any, ...]]:
        """All rows of one SELECT."""


@dataclass(frozen=True, slots=True)
class Period:
    """Which validity runs, and which orders were asked for within it."""

    starts_at: int | None
    """Start of the validity that ends at the plan's expiry: to come where an extension was bought ahead."""
    orders_from_at: int = 0
    """Orders asked for from then on are of the validity that runs now."""
    after_order: int = 0
    """So are only those numbered higher: the order that began the plan anew was of the one before."""


def running_period(rows: Rows, plan_id: int | None, plan: Plan | None, now: int) -> Period:
    """The running validity of `plan` at `now`; a plan not started, or none, has one without a beginning."""
    if plan is None or plan.starts_at is None or plan.expires_at is None:
        return Period(None)
    if plan.terms.billing is Billing.POSTPAID:
        return Period(plan.cycle_starts_at, plan.cycle_starts_at or 0)
    changes = rows.rows(
        "SELECT id, effect, validity_count, validity_unit, validity_clock, time_zone FROM renewal"
        " WHERE plan_id = ? AND state IN ('credited', 'refunded') AND effect IN ('extend', 'reset')"
        " AND new_plan_id IS NULL ORDER BY credited_at, id",
        (plan_id,),
    )
    reset = max((at for at, row in enumerate(changes) if row[1] == "reset"), default=None)
    base = plan.terms.validity if reset is None else _validity(changes[reset])
    extensions = changes if reset is None else changes[reset + 1 :]
    bounds = [expires_at(base, plan.starts_at)]
    for row in extensions:
        bounds.append(expires_at(_validity(row), bounds[-1]))
    # Where a person or the carrier moved the end, its parts are moved with it.
    shift = plan.expires_at - bounds[-1]
    begins = [plan.starts_at, *(at + shift for at in bounds[:-1])]
    passed = [at for at in begins[1:] if at <= now]
    after_order = 0 if reset is None else int(changes[reset][0])
    return Period(begins[-1], passed[-1] if passed else 0, after_order)


def _validity(row: tuple[Any, ...]) -> Validity:
    _id, _effect, count, unit, clock, zone = row
    return Validity(count, ValidityUnit(unit), ValidityClock(clock), zone)
