"""What a credited order does to its eSIM's plans: a new plan in the queue, or more on the one that runs."""

from __future__ import annotations

from collections.abc import Sequence

from axis_tui.domain.package import Effect, Package
from axis_tui.domain.plan import Plan, advance
from axis_tui.domain.problem import Problem
from axis_tui.domain.renewed_plan import renewed, stacked, target
from axis_tui.domain.word import PackageKind
from axis_tui.store.read.detail import terms_of
from axis_tui.store.write.plans import add_plan, plans_of, save_plan
from axis_tui.store.write.transaction import Tx

_SELECT = (
    "SELECT esim_id, package_id, package_code, kind, effect, rollover, name, coverage, unit_system,"
    " allowance_bytes, daily_cap_bytes, cap_rule, validity_count, validity_unit, validity_clock, time_zone,"
    " start_rule, billing, activation_window_days, price_minor, currency, currency_exponent"
    " FROM renewal WHERE id = ?"
)


def apply(tx: Tx, order_id: int, bought_at: int, now: int) -> int | None:
    """Carry out the order's effect; the new plan's id, or None where no plan is new.

    What should have been added to a plan that is over by now becomes a plan of its own: nothing that was
    paid for is lost from sight.
    """
    found = tx.row(_SELECT, (order_id,))
    assert found is not None
    esim_id, package_id, code, kind, effect, rollover, *terms = found
    package = Package(code, "", PackageKind(kind), terms_of(tuple(terms)), Effect(effect), bool(rollover))
    if package.effect is Effect.BALANCE:
        return None
    stored = plans_of(tx, esim_id)
    plans = [plan for _, plan in stored]
    index = _target(plans, package, bought_at)
    if index is not None:
        plan_id, plan = stored[index]
        changed = advance(renewed(plan, package, bought_at), now)
        tx.execute(
            "UPDATE plan SET allowance_bytes = ? WHERE id = ?", (changed.terms.allowance_bytes, plan_id)
        )
        save_plan(tx, plan_id, changed)
        return None
    own = stacked(plans, package, bought_at)
    return add_plan(
        tx, esim_id, package.terms, bought_at, package_id=package_id, installed_at=own.installed_at
    )


def _target(plans: Sequence[Plan], package: Package, at: int) -> int | None:
    try:
        return target(plans, package, at)
    except Problem:
        return None
