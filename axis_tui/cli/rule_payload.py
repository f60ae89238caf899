"""Auto-renew rules and their dry runs as JSON, for scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axis_tui.cli.output import iso
from axis_tui.cli.renewal_payload import money, paid_with

if TYPE_CHECKING:
    from axis_tui.domain.auto_renew import Rule
    from axis_tui.domain.dry_run import DryRun
    from axis_tui.store.read.auto_renew import RuleRow


def rule(row: RuleRow) -> dict[str, object]:
    """One auto-renew rule with what the worker found last."""
    return {
        "esim_id": row.esim_id,
        "esim": row.esim_name or None,
        **rule_terms(row.rule, row.package_name),
        "method": paid_with("", row.method_label, row.method_last4),
        "state": str(row.rule.state),
        "suspended_for": None if row.rule.suspended_for is None else str(row.rule.suspended_for),
        "failures": row.rule.failures,
        "next_attempt_at": iso(row.rule.next_attempt_at or None),
        "last_decision": row.why or None,
        "changed_at": iso(row.changed_at),
    }


def rule_terms(of: Rule, package_name: str) -> dict[str, object]:
    """What a rule waits for, buys and may spend."""
    return {
        "trigger": str(of.trigger),
        "value": of.value,
        "package": {"code": of.consent.package_code, "name": package_name},
        "price": money(of.consent.price),
        "consented_at": iso(of.consent.at),
        "cap_plan": money(of.cap_plan),
        "cap_day": money(of.cap_day),
        "cap_month": money(of.cap_month),
        "overage": str(of.overage),
        "overage_limit": money(of.overage_limit),
        "overage_then": str(of.overage_then),
        "retry_s": list(of.ladder_s),
    }


def dry_run(run: DryRun | None) -> dict[str, object] | None:
    """What a rule would charge."""
    if run is None:
        return None
    return {
        "today": money(run.today),
        "today_why": str(run.today_why),
        "next_at": iso(run.next_at),
        "next_is_estimate": run.next_is_estimate,
        "worst_month": money(run.worst_month),
        "worst_count": run.worst_count,
        "is_capped": run.is_capped,
    }
