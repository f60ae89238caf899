"""Auto-renew rules as the store keeps them, made into the domain's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from axis_tui.domain.auto_renew import (
    Consent,
    Overage,
    OverageThen,
    Rule,
    RuleState,
    SuspendReason,
    Trigger,
)
from axis_tui.domain.money import Money
from axis_tui.store.read.reader import Reader, made

COLUMNS = (
    "a.esim_id, a.state, a.trigger_kind, a.trigger_value, a.package_code, a.price_minor, a.currency,"
    " a.currency_exponent, a.consented_at, a.method_id, a.cap_plan_minor, a.cap_day_minor, a.cap_month_minor,"
    " a.overage, a.overage_limit_minor, a.overage_then, a.ladder, a.failures, a.next_attempt_at,"
    " a.suspended_for, a.version"
)


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One eSIM's rule with the names of what it is about."""

    esim_id: int
    rule: Rule
    package_id: int
    package_name: str
    method_label: str
    method_last4: str
    why: str
    """What the worker found last: an `auto_renew.Why`, or empty."""
    esim_name: str
    changed_at: int


_SELECT = (
    f"SELECT {COLUMNS}, a.package_id, coalesce(p.name, ''), coalesce(m.label, ''), coalesce(m.last4, ''),"
    " a.why, coalesce(o.name, ''), a.changed_at FROM auto_renew a"
    " LEFT JOIN package p ON p.id = a.package_id LEFT JOIN payment_method m ON m.id = a.method_id"
    " LEFT JOIN overview o ON o.esim_id = a.esim_id"
)


def rule(reader: Reader, esim_id: int) -> RuleRow | None:
    """The eSIM's rule; None where it never had one."""
    found = reader.row(f"{_SELECT} WHERE a.esim_id = ?", (esim_id,))
    return None if found is None else made(reader.path, _row, [found])[0]


def rules(reader: Reader, states: tuple[str, ...] = ("on", "suspended"), limit: int = 500) -> list[RuleRow]:
    """Rules in these states by the eSIM's name."""
    marks = ", ".join("?" * len(states)) or "NULL"
    found = reader.rows(
        f"{_SELECT} WHERE a.state IN ({marks}) ORDER BY o.sort_name, a.esim_id LIMIT ?", (*states, limit)
    )
    return made(reader.path, _row, found)


def rule_of(row: tuple[Any, ...]) -> Rule:
    """A rule from the values of COLUMNS without the first."""
    (
        state, trigger, value, code, price, currency, exponent, consented_at, method_id, cap_plan, cap_day,
        cap_month, overage, limit, then, ladder, failures, next_attempt_at, suspended_for, version,
    ) = row  # fmt: skip

    def money(minor: int | None) -> Money | None:
        return None if minor is None else Money(minor, currency, exponent)

    return Rule(
        state=RuleState(state),
        trigger=Trigger(trigger),
        value=value,
        consent=Consent(code, Money(price, currency, exponent), consented_at),
        method_id=method_id,
        cap_plan=money(cap_plan),
        cap_day=money(cap_day),
        cap_month=money(cap_month),
        overage=Overage(overage),
        overage_limit=money(limit),
        overage_then=OverageThen(then),
        ladder_s=tuple(int(rung) for rung in ladder.split()),
        failures=failures,
        next_attempt_at=next_attempt_at,
        suspended_for=None if suspended_for is None else SuspendReason(suspended_for),
        version=version,
    )


def _row(row: tuple[Any, ...]) -> RuleRow:
    esim_id, *rule = row[:21]
    return RuleRow(esim_id, rule_of(tuple(rule)), *row[21:])
