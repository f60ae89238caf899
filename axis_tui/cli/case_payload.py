"""Cancellations as JSON and as table cells, for scripts; ICCIDs are masked, instants UTC in ISO 8601."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from axis_tui.cli.output import iso
from axis_tui.cli.renewal_payload import money
from axis_tui.domain.dossier import case_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from axis_tui.domain.cancellation_lost import LostPlan
    from axis_tui.domain.cancellation_subject import Check
    from axis_tui.domain.dossier_facts import Standing
    from axis_tui.store.read.cases import CaseEventRow, CaseRow

CASE_COLUMNS = (
    "id", "case", "esim", "carrier", "state", "reason", "submitted_at", "deadline_on", "reference",
    "ended_at", "rejection",
)  # fmt: skip
"""Columns of `cancellations --plain`."""


def case(row: CaseRow) -> dict[str, object]:
    """One case."""
    return {
        "id": row.id,
        "case": case_text(row.id),
        "esim_id": row.esim_id,
        "esim": row.esim_name,
        "iccid": row.iccid_masked or None,
        "carrier": row.carrier,
        "device": row.device or None,
        "state": row.state.value,
        "is_open": row.is_open,
        "reason": row.reason.value,
        "notes": row.notes,
        "contact": row.contact or None,
        "is_asked_by_program": row.uses_api,
        "has_chip": row.has_chip,
        "created_at": iso(row.created_at),
        "submitted_at": iso(row.submitted_at),
        "received_at": iso(row.received_at),
        "review_days": row.review_days,
        "deadline_on": _day(row.deadline_on),
        "holidays_known": row.holidays_known if row.deadline_on is not None else None,
        "decided_at": iso(row.decided_at),
        "confirmed_at": iso(row.confirmed_at),
        "verified_at": iso(row.verified_at),
        "ended_at": iso(row.ended_at),
        "reference": row.reference or None,
        "rejection": row.rejection or None,
        "confirmation": row.confirmation or None,
        "recall": row.recall.value or None,
        "has_proof": row.has_proof,
        "has_dossier": row.has_dossier,
        "error": row.error or None,
        "backup": {"file": row.backup_file, "sha256": row.backup_sha256, "at": iso(row.backup_at)}
        if row.backup_sha256
        else None,
    }


def case_cells(row: CaseRow) -> list[object]:
    """The cells of CASE_COLUMNS."""
    values = case(row)
    return [values[column] for column in CASE_COLUMNS]


def checks(found: Iterable[Check]) -> list[dict[str, object]]:
    """A checklist, what blocks first."""
    return [{"code": check.code.value, "level": check.level.value, **dict(check.params)} for check in found]


def lost(plans: Iterable[LostPlan]) -> list[dict[str, object]]:
    """The plans that are lost with an eSIM, what runs first."""
    return [
        {
            "plan": plan.name,
            "is_started": plan.expires_at is not None,
            "is_postpaid": plan.is_postpaid,
            "expires_at": iso(plan.expires_at),
            "left_bytes": plan.left_bytes,
            "worth": money(plan.worth),
        }
        for plan in plans
    ]


def event(row: CaseEventRow) -> dict[str, object]:
    """One line of a history."""
    return {"at": iso(row.at), "event": row.event, "state": row.state, "detail": row.detail or None}


def standing(found: Standing | None) -> dict[str, object] | None:
    """What chip and carrier said at one moment."""
    if found is None:
        return None
    return {
        "at": iso(found.at),
        "profile": found.profile.value,
        "carrier": found.carrier.value,
        "plan_state": found.plan_state or None,
        "left_bytes": found.left_bytes,
        "expires_at": iso(found.expires_at),
    }


def _day(on: date | None) -> str | None:
    return None if on is None else on.isoformat()
