"""What is on the chips compared with the plans that are paid for, as it is now."""

from __future__ import annotations

from dataclasses import dataclass

from axis_tui.domain.chip_check import ChipCondition, LoneProfile, PlanFacts, check_chip
from axis_tui.domain.word import AlertKind, Severity, Status
from axis_tui.store.read.cases import Rows

_PLANS = (
    "SELECT e.id, o.status, o.plan_id, CASE WHEN o.billing = 'postpaid' OR EXISTS (SELECT 1 FROM auto_renew a"
    " WHERE a.esim_id = e.id AND a.state = 'on') THEN 1 ELSE 0 END,"
    " max(CASE WHEN p.id IS NOT NULL AND p.gone_at IS NULL THEN 1 ELSE 0 END),"
    " max(CASE WHEN p.state = 'enabled' AND p.gone_at IS NULL THEN 1 ELSE 0 END),"
    " max(CASE WHEN p.gone_at IS NOT NULL THEN 1 ELSE 0 END)"
    " FROM esim e JOIN overview o ON o.esim_id = e.id LEFT JOIN profile p ON p.esim_id = e.id"
    " WHERE e.archived_at IS NULL AND e.id IN (SELECT esim_id FROM profile WHERE esim_id IS NOT NULL"
    " UNION SELECT d.id FROM chip c JOIN esim d ON d.device_id = c.device_id)"
    " GROUP BY e.id, o.status, o.plan_id, o.billing"
)
"""Begins with what chips are known to concern, so that a fleet costs nothing."""
_LONE = (
    "SELECT id, CASE WHEN nickname <> '' THEN nickname WHEN name <> '' THEN name ELSE provider END, klass"
    " FROM profile WHERE esim_id IS NULL AND gone_at IS NULL"
)


@dataclass(frozen=True, slots=True)
class MisfitRow:
    """Something that does not fit with the plans."""

    kind: AlertKind
    severity: Severity
    esim_id: int | None
    """None for a profile that is no eSIM's here."""
    esim_name: str
    profile_id: int | None
    """Of a profile that is no eSIM's."""
    detail: str
    """Its label."""

    @property
    def key(self) -> tuple[str, int]:
        """What it is about."""
        return str(self.kind), self.esim_id or self.profile_id or 0


def chip_conditions(rows: Rows) -> list[ChipCondition]:
    """What does not fit with the plans; nothing where no chip was ever read."""
    if rows.row("SELECT 1 FROM chip LIMIT 1") is None:
        return []
    return list(check_chip(
        (
            PlanFacts(esim_id, Status(status), plan_id, *(bool(each) for each in told))
            for esim_id, status, plan_id, *told in rows.rows(_PLANS)
        ),
        (LoneProfile(*row) for row in rows.rows(_LONE)),
    ))  # fmt: skip


def misfits(rows: Rows) -> list[MisfitRow]:
    """The same for people, what is worst first."""
    found = sorted(chip_conditions(rows), key=lambda each: each.draft.severity is not Severity.CRITICAL)
    return [_misfit(rows, each) for each in found]


def _misfit(rows: Rows, condition: ChipCondition) -> MisfitRow:
    draft, esim_id = condition.draft, condition.esim_id
    name = None if esim_id is None else rows.row("SELECT name FROM overview WHERE esim_id = ?", (esim_id,))
    return MisfitRow(
        draft.kind, draft.severity, esim_id, name[0] if name else "",
        draft.cycle if esim_id is None else None, condition.detail,
    )  # fmt: skip
