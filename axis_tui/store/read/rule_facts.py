"""What the store knows that decides whether an auto-renew rule charges: plans, orders, money, the calendar.

Asked by the dry run before a person consents and by the worker in the transaction that places the order, so
that both decide from the same figures. Money of orders counts, in doubt or not, on the day they were asked
for and on that of the payment: the later one must not find the cap unspent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from axis_tui.domain.auto_renew import Rule
from axis_tui.domain.auto_renew_decision import Facts
from axis_tui.domain.clock import clock_trust
from axis_tui.domain.money import Money
from axis_tui.domain.package import Billing
from axis_tui.domain.plan import WAITING, Plan
from axis_tui.domain.queue import advance_queue, current_plan
from axis_tui.domain.validity import day_bounds, local_day
from axis_tui.store.read.auto_renew import COLUMNS, rule_of
from axis_tui.store.read.carrier_port import carrier_port
from axis_tui.store.read.detail import PLANS_OF, plan_of
from axis_tui.store.read.reader import made
from axis_tui.store.read.renewals import IN_DOUBT_STATES, OPEN_MARKS, OPEN_STATES
from axis_tui.store.read.rule_period import Period, running_period

_NOT_VOID = "state NOT IN ('declined', 'withdrawn')"
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()


class Queries(Protocol):
    """What the facts are asked of: a Reader, or a transaction with what it has written so far."""

    path: Path

    def rows(self, sql: str, parameters: Sequence[object] = ..., /) -> list[tuple[Any, ...]]:
        """All rows of one SELECT."""

    def row(self, sql: str, parameters: Sequence[object] = ..., /) -> tuple[Any, ...] | None:
        """The first row of one SELECT, None where there is none."""


@dataclass(frozen=True, slots=True)
class _Spent:
    period: Money
    overage: Money
    renewals: int


def facts(
    queries: Queries, esim_id: int, now: int, *, rule: Rule | None = None, clock_trusted: bool | None = None
) -> Facts | None:
    """The facts for the eSIM's own rule, or for `rule` where one is only being written.

    Sums are in the rule's currency. `clock_trusted` is what the caller found; left out, the store's
    high-water mark decides. None where there is no such eSIM, or no rule. Raises StoreDamaged.
    """
    rule = rule or _own_rule(queries, esim_id)
    esim = queries.row(
        "SELECT e.carrier_id, e.archived_at, e.profile_state, c.service_ended_at, c.balance_minor,"
        " c.balance_currency, c.balance_exponent FROM esim e JOIN carrier c ON c.id = e.carrier_id"
        " WHERE e.id = ?",
        (esim_id,),
    )
    if rule is None or esim is None:
        return None
    carrier_id, archived_at, profile_state, service_ended_at, balance_minor, currency, exponent = esim
    zone, high_water_at = _settings(queries)
    like = rule.consent.price
    # What is put away or deleted has no plan that could be renewed, whatever it once held.
    is_kept = archived_at is None and profile_state != "deleted"
    plan_id, plan, waiting = _plans(queries, esim_id, now) if is_kept else (None, None, 0)
    period = running_period(queries, plan_id, plan, now)
    spent = _spent_in(queries, esim_id, plan_id, period, like)
    states = {
        row[0]
        for row in queries.rows(
            f"SELECT state FROM renewal WHERE esim_id = ? AND state IN ({OPEN_MARKS})",
            (esim_id, *OPEN_STATES),
        )
    }
    day_at, next_day_at = day_bounds(local_day(now, zone), zone)
    month_at, next_month_at = month_bounds(now, zone)
    return Facts(
        state=None if plan is None else plan.state,
        left_bytes=None if plan is None else plan.left_bytes,
        allowance_bytes=None if plan is None else plan.terms.allowance_bytes,
        starts_at=period.starts_at,
        expires_at=None if plan is None else plan.expires_at,
        waiting_plans=waiting,
        balance=None if balance_minor is None else Money(balance_minor, currency, exponent or 0),
        spent_period=spent.period,
        spent_overage=spent.overage,
        spent_day=_spent_since(queries, esim_id, day_at, like),
        spent_month=_spent_since(queries, esim_id, month_at, like),
        renewals_this_period=spent.renewals,
        has_open_order=bool(states),
        in_doubt=bool(states.intersection(IN_DOUBT_STATES)),
        minimum=carrier_port(queries, carrier_id).minimum,
        method_usable=_is_usable(queries, rule.method_id, carrier_id, local_day(now, zone)),
        clock_trusted=clock_trust(now, high_water_at) if clock_trusted is None else clock_trusted,
        service_ended=service_ended_at is not None and service_ended_at <= now,
        is_postpaid=plan is not None and plan.terms.billing is Billing.POSTPAID,
        next_day_at=next_day_at,
        next_month_at=next_month_at,
    )


def month_bounds(now: int, zone: str) -> tuple[int, int]:
    """First instant of the local month that holds `now`, and of the month after."""
    first = date.fromordinal(local_day(now, zone) + _EPOCH_ORDINAL).replace(day=1)
    following = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
    begins_at, ends_at = (day_bounds(day.toordinal() - _EPOCH_ORDINAL, zone)[0] for day in (first, following))
    return begins_at, ends_at


def _own_rule(queries: Queries, esim_id: int) -> Rule | None:
    found = queries.rows(f"SELECT {COLUMNS} FROM auto_renew a WHERE a.esim_id = ?", (esim_id,))
    rules = made(queries.path, lambda row: rule_of(row[1:]), found)
    return rules[0] if rules else None


def _settings(queries: Queries) -> tuple[str, int | None]:
    """The store's zone, and the latest instant it has seen."""
    found = dict(
        queries.rows("SELECT key, value FROM store_setting WHERE key IN ('time_zone', 'clock_high_water_at')")
    )
    seen_at = found.get("clock_high_water_at")
    return found.get("time_zone", "UTC"), None if seen_at is None else int(seen_at)


def _plans(queries: Queries, esim_id: int, now: int) -> tuple[int | None, Plan | None, int]:
    """The plan that counts as of `now`, its id, and how many others wait to take over."""
    stored = made(queries.path, lambda row: (row[0], plan_of(row)), queries.rows(PLANS_OF, (esim_id,)))
    plans = advance_queue([plan for _id, plan in stored], now)
    index = current_plan(plans)
    if index is None:
        return None, None, 0
    waiting = sum(plan.state in WAITING for at, plan in enumerate(plans) if at != index)
    return stored[index][0], plans[index], waiting


def _spent_in(queries: Queries, esim_id: int, plan_id: int | None, period: Period, like: Money) -> _Spent:
    """What the running validity cost: in all, and by the rule beyond its first renewal."""
    orders = queries.rows(
        "SELECT channel, currency, currency_exponent, price_minor + fee_minor FROM renewal"
        f" WHERE esim_id = ? AND coalesce(plan_id, 0) = ? AND {_NOT_VOID} AND id > ? AND asked_at >= ?"
        " ORDER BY id",
        (esim_id, plan_id or 0, period.after_order, period.orders_from_at),
    )
    by_rule = [row for row in orders if row[0] == "auto"]
    return _Spent(_sum(orders, like), _sum(by_rule[1:], like), len(by_rule))


def _spent_since(queries: Queries, esim_id: int, at: int, like: Money) -> Money:
    orders = queries.rows(
        "SELECT channel, currency, currency_exponent, price_minor + fee_minor FROM renewal"
        f" WHERE esim_id = ? AND {_NOT_VOID}"
        " AND (asked_at >= ? OR coalesce(paid_at, first_sent_at, 0) >= ?)",
        (esim_id, at, at),
    )
    return _sum(orders, like)


def _sum(orders: Sequence[tuple[Any, ...]], like: Money) -> Money:
    """The amounts in the currency of `like`; what its exponent cannot hold is rounded up."""
    total = 0
    for _channel, currency, exponent, minor in orders:
        if currency == like.currency:
            total += -(-minor * 10**like.exponent // 10**exponent)
    return Money(total, like.currency, like.exponent)


def _is_usable(queries: Queries, method_id: int, carrier_id: int, today: int) -> bool:
    """Whether the method is there, may pay this carrier, and has not expired by the store's calendar."""
    found = queries.row(
        "SELECT carrier_id, expires_month, retired_at FROM payment_method WHERE id = ?", (method_id,)
    )
    if found is None or found[2] is not None or found[0] not in (None, carrier_id):
        return False
    on = date.fromordinal(today + _EPOCH_ORDINAL)
    return found[1] is None or int(found[1]) >= on.year * 100 + on.month
