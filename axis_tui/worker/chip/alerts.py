"""Which alerts the chip and the plans call for: raised, and resolved once they are over."""

from __future__ import annotations

from axis_tui.domain.alert import AlertDraft
from axis_tui.domain.chip_check import CHIP_KINDS, ChipCondition, LoneProfile, PlanFacts, check_chip
from axis_tui.domain.word import Status
from axis_tui.store.write import Tx
from axis_tui.store.write.alerts import raise_alert, resolve

_PLANS = (
    "SELECT e.id, o.status, o.plan_id, CASE WHEN o.billing = 'postpaid' OR EXISTS (SELECT 1 FROM auto_renew a"
    " WHERE a.esim_id = e.id AND a.state = 'on') THEN 1 ELSE 0 END,"
    " max(CASE WHEN p.id IS NOT NULL AND p.gone_at IS NULL THEN 1 ELSE 0 END),"
    " max(CASE WHEN p.state = 'enabled' AND p.gone_at IS NULL THEN 1 ELSE 0 END),"
    " max(CASE WHEN p.gone_at IS NOT NULL THEN 1 ELSE 0 END)"
    " FROM esim e JOIN overview o ON o.esim_id = e.id LEFT JOIN profile p ON p.esim_id = e.id"
    " WHERE e.archived_at IS NULL AND (p.id IS NOT NULL"
    " OR e.device_id IN (SELECT device_id FROM chip WHERE device_id IS NOT NULL)) GROUP BY e.id"
)
_LONE = (
    "SELECT id, CASE WHEN nickname <> '' THEN nickname WHEN name <> '' THEN name ELSE provider END, klass"
    " FROM profile WHERE esim_id IS NULL AND gone_at IS NULL"
)


def judge_chip(tx: Tx, now: int) -> list[AlertDraft]:
    """Raise what is due and resolve what is over; those that are new."""
    if tx.row("SELECT 1 FROM chip LIMIT 1") is None:
        return []
    due = list(check_chip(
        (
            PlanFacts(esim_id, Status(status), plan_id, *(bool(each) for each in told))
            for esim_id, status, plan_id, *told in tx.rows(_PLANS)
        ),
        (LoneProfile(*row) for row in tx.rows(_LONE)),
    ))  # fmt: skip
    _resolve_others(tx, due, now)
    return [
        each.draft
        for each in due
        if raise_alert(tx, each.esim_id, None, None, each.draft, now, each.detail) is not None
    ]


def _resolve_others(tx: Tx, due: list[ChipCondition], now: int) -> None:
    standing = {(each.draft.kind.value, each.esim_id, each.draft.cycle) for each in due}
    for alert_id, *about in tx.rows(
        "SELECT id, kind, esim_id, cycle FROM alert WHERE state <> 'resolved'"
        f" AND kind IN ({', '.join('?' * len(CHIP_KINDS))})",
        [kind.value for kind in CHIP_KINDS],
    ):
        if tuple(about) not in standing:
            resolve(tx, alert_id, now)
