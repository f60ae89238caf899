"""Puts together what a case's dossier tells; what may leave, and how it reads, is the domain's."""

from __future__ import annotations

from axis_tui.domain.cancellation import CaseEvent
from axis_tui.domain.dossier_facts import BY_WORD, CaseFacts
from axis_tui.domain.identifiers import mask
from axis_tui.domain.ledger import Entry
from axis_tui.store.read.cases import CaseEventRow, CaseRow, Rows

MOST_EVENTS = 500
MOST_ENTRIES = 200
_EVENTS = (
    "SELECT at, event, state, detail FROM cancellation_event WHERE cancellation_id = ? ORDER BY id LIMIT ?"
)
_LEDGER = (
    "SELECT number, at, kind, carrier_id, esim_id, renewal_id, method_id, on_balance, amount_minor, currency,"
    " exponent, reference, note, hash FROM ledger WHERE esim_id = ? AND at >= ? ORDER BY number LIMIT ?"
)


def facts_of(rows: Rows, case: CaseRow, *, reveal: bool = False) -> CaseFacts:
    """All that is known of a case, its ICCID masked unless `reveal`."""
    found = rows.rows(_EVENTS, (case.id, MOST_EVENTS))
    events = [CaseEventRow(*row) for row in found]
    entries = rows.rows(_LEDGER, (case.esim_id, case.submitted_at or case.created_at, MOST_ENTRIES))
    (proof,) = rows.row("SELECT proof FROM cancellation WHERE id = ?", (case.id,)) or ("",)
    return CaseFacts(
        case=case.id,
        state=case.state,
        reason=case.reason,
        reason_text=case.notes,
        by_carrier=any(event.event in (CaseEvent.REVOKE, BY_WORD) for event in events),
        carrier=case.carrier,
        esim=case.esim_name,
        iccid=case.esim_reference if reveal else mask(case.esim_reference),
        device=case.device,
        carrier_reference=case.reference,
        times=tuple((event.at, event.event, event.detail) for event in events),
        before=case.before,
        after=case.after,
        ledger=tuple((Entry(*row[:13]), str(row[13])) for row in entries),
        notification=str(proof),
        confirmation=case.confirmation,
        contact=case.contact,
        checks=case.checks,
        backup_sha256=case.backup_sha256,
    )
