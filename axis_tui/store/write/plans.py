"""Plans between the store and the domain: read as `Plan`, changed by its pure functions, written back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from axis_tui.domain.country import coverage_of
from axis_tui.domain.package import Terms
from axis_tui.domain.plan import (
    WAITING,
    Plan,
    PlanState,
    add_usage,
    new_plan,
    next_in_queue,
    take_carrier_figure,
)
from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.queue import advance_queue
from axis_tui.domain.text import clean
from axis_tui.store import tables
from axis_tui.store.read.detail import PLAN, PLANS_OF, plan_of
from axis_tui.store.write.transaction import Tx

_STATE = (
    "state", "purchased_at", "installed_at", "starts_at", "expires_at", "lapses_at", "cycle", "metered_bytes",
    "carrier_used_bytes", "carrier_used_at", "metered_at_carrier_bytes", "day", "day_bytes",
)  # fmt: skip
_SAVE = f"UPDATE plan SET {', '.join(f'{name} = ?' for name in _STATE)} WHERE id = ?"
_RENAME = 80


def plans_of(tx: Tx, esim_id: int) -> list[tuple[int, Plan]]:
    """The plans of an eSIM with their ids, in order of purchase."""
    return [(row[0], plan_of(row)) for row in tx.rows(PLANS_OF, (esim_id,))]


def plan_by_id(tx: Tx, plan_id: int) -> Plan:
    """One plan; Problem where there is none such."""
    found = tx.row(PLAN, (plan_id,))
    if found is None:
        raise Problem(N_("There is no such plan any more; look at the list again"))
    return plan_of(found)


def add_plan(
    tx: Tx,
    esim_id: int,
    terms: Terms,
    purchased_at: int,
    *,
    package_id: int | None = None,
    starts_at: int | None = None,
    installed_at: int | None = None,
) -> int:
    """A plan just bought; its id. It waits in the queue where another one is running or ready.

    `starts_at` fixes its start, whatever its start rule and the others say. Raises Problem, also where it
    covers what is no country.
    """
    if tx.row("SELECT 1 FROM esim WHERE id = ?", (esim_id,)) is None:
        raise Problem(N_("There is no such eSIM any more; look at the list again"))
    coverage_of(" ".join(terms.coverage))
    others = advance_queue([plan for _, plan in plans_of(tx, esim_id)], tx.now)
    is_queued = starts_at is None and any(
        plan.state in WAITING or plan.state is PlanState.ACTIVE for plan in others
    )
    plan = new_plan(terms, purchased_at, installed_at=installed_at, starts_at=starts_at, is_queued=is_queued)
    row = tables.checked(
        tables.Plan,
        {**terms_columns(terms), **_state_columns(plan), "esim_id": esim_id, "package_id": package_id},
    )
    tx.session.add(row)
    tx.session.flush()
    tx.touch((esim_id,))
    assert row.id is not None
    return row.id


def save_plan(tx: Tx, plan_id: int, plan: Plan) -> None:
    """Write a plan's state back; its terms stay as they were bought."""
    columns = _state_columns(plan)
    if not tx.execute(_SAVE, (*(columns[name] for name in _STATE), plan_id)):
        raise Problem(N_("There is no such plan any more; look at the list again"))
    tx.touch(row[0] for row in tx.rows("SELECT esim_id FROM plan WHERE id = ?", (plan_id,)))


def set_carrier_figure(tx: Tx, plan_id: int, used_bytes: int, at: int) -> None:
    """What the carrier says was used of a plan, as of `at`; an older figure than the one kept
    changes nothing.
    """
    save_plan(tx, plan_id, take_carrier_figure(plan_by_id(tx, plan_id), used_bytes, at))


def settle(tx: Tx, plans: Sequence[tuple[int, Plan]], now: int) -> list[tuple[int, Plan]]:
    """One eSIM's plans as they stand at `now`, written back where time has changed them."""
    settled = advance_queue([plan for _, plan in plans], now)
    return _save_changed(tx, plans, settled)


def count_usage(tx: Tx, esim_id: int, pieces: Iterable[tuple[int, int, int]], now: int) -> None:
    """Count bytes, as (from_at, to_at, bytes) in order of time, on the eSIM's plans.

    On the one that is active; else on one that is ready, which they start. What is more than a plan still
    holds goes on the next in the queue, where one waits; else it stays on the plan that is used up. Bytes
    from before a plan was bought or started are not its.
    """
    plans = plans_of(tx, esim_id)
    if not plans:
        return
    moved: list[Plan] = [plan for _, plan in plans]
    for from_at, to_at, amount in pieces:
        rest = amount
        while rest > 0:
            moved = list(advance_queue(moved, from_at))
            index = _takes(moved, to_at)
            if index is None:
                break
            plan = moved[index]
            at = max(from_at, _counts_from(plan))
            left = plan.left_bytes
            has_next = next_in_queue(moved) is not None
            part = min(rest, left) if left and has_next and plan.state is not PlanState.DEPLETED else rest
            moved[index] = add_usage(plan, part, at)
            rest -= part
    _save_changed(tx, plans, advance_queue(moved, now))
    tx.touch((esim_id,))


def terms_columns(terms: Terms) -> Mapping[str, Any]:
    """The columns of `tables.TermsColumns` for these terms, cleaned."""
    price = terms.price
    return {
        "name": clean(terms.name, _RENAME),
        "coverage": " ".join("-".join(clean(place, 40).split()) for place in terms.coverage),
        "unit_system": terms.unit_system.value,
        "allowance_bytes": terms.allowance_bytes,
        "daily_cap_bytes": terms.daily_cap_bytes,
        "cap_rule": terms.cap_rule.value,
        "validity_count": terms.validity.count,
        "validity_unit": terms.validity.unit.value,
        "validity_clock": terms.validity.clock.value,
        "time_zone": terms.validity.zone,
        "start_rule": terms.start_rule.value,
        "billing": terms.billing.value,
        "activation_window_days": terms.activation_window_days,
        "price_minor": None if price is None else price.minor,
        "currency": None if price is None else price.currency,
        "currency_exponent": None if price is None else price.exponent,
    }


def _state_columns(plan: Plan) -> dict[str, Any]:
    return {name: plan.state.value if name == "state" else getattr(plan, name) for name in _STATE}


def _save_changed(tx: Tx, plans: Sequence[tuple[int, Plan]], moved: Sequence[Plan]) -> list[tuple[int, Plan]]:
    result: list[tuple[int, Plan]] = []
    for (plan_id, before), after in zip(plans, moved, strict=True):
        if after != before:
            columns = _state_columns(after)
            tx.execute(_SAVE, (*(columns[name] for name in _STATE), plan_id))
        result.append((plan_id, after))
    return result


def _counts_from(plan: Plan) -> int:
    return plan.purchased_at if plan.starts_at is None else plan.starts_at


def _takes(plans: Sequence[Plan], to_at: int) -> int | None:
    """Which plan takes bytes of an interval that ends at `to_at`."""
    for state in (PlanState.ACTIVE, PlanState.READY, PlanState.DEPLETED):
        for index, plan in enumerate(plans):
            if plan.state is state and _counts_from(plan) < to_at:
                return index
    return None
