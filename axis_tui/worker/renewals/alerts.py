"""Which alerts orders, rules, balances and payment methods call for: raised, and resolved once they are over.

All are judged together from a few small queries, so that an alert stands exactly as long as its condition.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from axis_tui.domain.alert import AlertDraft, AlertKind, Severity
from axis_tui.domain.payment_method import days_to_expiry
from axis_tui.domain.renewal import ALERT_AFTER_S
from axis_tui.store.write import Tx
from axis_tui.store.write.alerts import raise_alert, resolve
from axis_tui.store.write.setting import time_zone

KINDS = (
    AlertKind.ORDER_IN_DOUBT, AlertKind.NOT_CREDITED, AlertKind.PAYMENT_FAILED, AlertKind.PAYMENT_RETRY,
    AlertKind.AUTO_RENEW_SUSPENDED, AlertKind.LOW_BALANCE, AlertKind.METHOD_EXPIRING,
    AlertKind.BALANCE_DIFFERS,
)  # fmt: skip
METHOD_DAYS = (30, 7)
_RECENT_S = 30 * 86_400

# One that is sent once more is in doubt until it is settled: an alert that was resolved is not raised again.
_OPEN = (
    "SELECT id, esim_id, state, paid_at FROM renewal WHERE state IN ('unknown', 'review', 'succeeded')"
    " OR (state = 'sent' AND looks > 0)"
)
_DECLINED = (
    "SELECT r.id, r.esim_id, r.decline, r.attempt, a.state, a.failures, a.next_attempt_at FROM renewal r"
    " LEFT JOIN auto_renew a ON a.esim_id = r.esim_id AND a.version = r.rule_version"
    " WHERE r.state = 'declined' AND r.changed_at >= ? AND r.decline <> 'not_charged'"
    " AND r.id = (SELECT max(l.id) FROM renewal l WHERE l.esim_id = r.esim_id)"
)
_SUSPENDED = "SELECT esim_id, suspended_for, changed_at FROM auto_renew WHERE state = 'suspended'"
_LOW = (
    "SELECT a.esim_id, (SELECT coalesce(max(r.id), 0) FROM renewal r WHERE r.esim_id = a.esim_id)"
    " FROM auto_renew a JOIN esim e ON e.id = a.esim_id JOIN carrier c ON c.id = e.carrier_id"
    " JOIN payment_method m ON m.id = a.method_id WHERE a.state = 'on' AND m.kind = 'balance'"
    " AND c.balance_currency = a.currency AND c.balance_minor < a.price_minor"
)
_METHODS = (
    "SELECT m.id, m.label, m.expires_month FROM payment_method m WHERE m.retired_at IS NULL"
    " AND m.expires_month IS NOT NULL"
)
_DIFFERING = (
    "SELECT c.id, c.name, c.balance_minor - sum(l.amount_minor) FROM carrier c"
    " JOIN ledger l ON l.carrier_id = c.id AND l.on_balance = 1 AND l.currency = c.balance_currency"
    " WHERE c.balance_minor IS NOT NULL AND NOT EXISTS (SELECT 1 FROM renewal r"
    " WHERE r.carrier_id = c.id AND r.state IN ('sent', 'unknown', 'review', 'succeeded'))"
    " GROUP BY c.id HAVING sum(l.amount_minor) <> c.balance_minor AND max(l.at) < c.balance_at"
)


@dataclass(frozen=True, slots=True)
class Condition:
    """An alert that is due, and whom it is about."""

    esim_id: int | None
    draft: AlertDraft
    detail: str = ""


def judge_renewals(tx: Tx, now: int) -> list[AlertDraft]:
    """Raise what is due and resolve what is over; those that are new."""
    due = list(_conditions(tx, now))
    standing = {(each.draft.kind.value, each.esim_id, each.draft.threshold, each.draft.cycle) for each in due}
    marks = ", ".join("?" * len(KINDS))
    for alert_id, *about in tx.rows(
        "SELECT id, kind, esim_id, threshold, cycle FROM alert"
        f" WHERE state <> 'resolved' AND kind IN ({marks})",
        [kind.value for kind in KINDS],
    ):
        if tuple(about) not in standing:
            resolve(tx, alert_id, now)
    return [
        each.draft
        for each in due
        if raise_alert(tx, each.esim_id, None, None, each.draft, now, each.detail) is not None
    ]


def _conditions(tx: Tx, now: int) -> Iterator[Condition]:
    for order_id, esim_id, state, paid_at in tx.rows(_OPEN):
        if state != "succeeded":
            yield Condition(esim_id, AlertDraft(AlertKind.ORDER_IN_DOUBT, 0, order_id, Severity.CRITICAL))
        elif now - paid_at >= ALERT_AFTER_S:
            draft = AlertDraft(AlertKind.NOT_CREDITED, ALERT_AFTER_S // 60, order_id, Severity.CRITICAL)
            yield Condition(esim_id, draft)
    for order_id, esim_id, decline, attempt, state, failures, next_at in tx.rows(
        _DECLINED, (now - _RECENT_S,)
    ):
        if state == "on" and failures and next_at > now - _RECENT_S:
            draft = AlertDraft(AlertKind.PAYMENT_RETRY, attempt, order_id, Severity.WARNING)
        else:
            draft = AlertDraft(AlertKind.PAYMENT_FAILED, 0, order_id, Severity.CRITICAL)
        yield Condition(esim_id, draft, decline)
    for esim_id, reason, since_at in tx.rows(_SUSPENDED):
        draft = AlertDraft(AlertKind.AUTO_RENEW_SUSPENDED, 0, since_at, Severity.CRITICAL)
        yield Condition(esim_id, draft, reason)
    for esim_id, last_order in tx.rows(_LOW):
        yield Condition(esim_id, AlertDraft(AlertKind.LOW_BALANCE, 0, last_order, Severity.WARNING))
    zone = time_zone(tx)
    for method_id, label, month in tx.rows(_METHODS):
        left = days_to_expiry(month, now, zone)
        threshold = min((days for days in METHOD_DAYS if left <= days), default=None)
        if threshold is not None:
            yield Condition(
                None, AlertDraft(AlertKind.METHOD_EXPIRING, threshold, method_id, Severity.WARNING), label
            )
    for carrier_id, name, difference in tx.rows(_DIFFERING):
        draft = AlertDraft(AlertKind.BALANCE_DIFFERS, carrier_id, difference, Severity.WARNING)
        yield Condition(None, draft, name)
