"""A case's row and its history: one line an event, kept for ever, written with what it tells."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict

from axis_tui.domain.cancellation import CaseState
from axis_tui.domain.dossier_facts import Standing
from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.redaction import redacted
from axis_tui.store.tables.cancellation import NOTES
from axis_tui.store.write.transaction import Tx


def state_of(tx: Tx, case_id: int) -> CaseState:
    """Where a case stands; Problem where there is none such."""
    found = tx.row("SELECT state FROM cancellation WHERE id = ?", (case_id,))
    if found is None:
        raise Problem(
            N_("there is no cancellation %(number)d; see “axis-tui cancellations --all”"), number=case_id
        )
    return CaseState(found[0])


def note(tx: Tx, case_id: int, event: str, state: CaseState, now: int, detail: str = "") -> None:
    """One line more: what happened, the state after it, and a detail in plain words."""
    tx.execute(
        "INSERT INTO cancellation_event (cancellation_id, at, event, state, detail) VALUES (?, ?, ?, ?, ?)",
        (case_id, now, event, state.value, redacted(detail, NOTES)),
    )


def set_columns(tx: Tx, case_id: int, values: Mapping[str, object]) -> None:
    """Write these columns of a case."""
    names = ", ".join(f"{name} = ?" for name in values)
    changed = tx.execute(f"UPDATE cancellation SET {names} WHERE id = ?", (*values.values(), case_id))
    assert changed == 1, "the transaction holds the write lock"


def standing_text(standing: Standing) -> str:
    """A standing as the store keeps it."""
    return json.dumps(asdict(standing), separators=(",", ":"), sort_keys=True)
