"""What is kept of a case beside its state: proof, words of the carrier, what was last seen; each once.

Every function gives whether anything changed: what is kept already stays as it is.
"""

from __future__ import annotations

from axis_tui.domain.cancellation import DONE, CaseEvent, CaseState, case_moved
from axis_tui.domain.cancellation_recall import RECALL_MOVES, Recall
from axis_tui.domain.dossier_facts import BY_HAND, REFUSED
from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.redaction import redacted, redacted_lines, without_codes
from axis_tui.store.problems import NotTaken
from axis_tui.store.read.case_recall import recall_of
from axis_tui.store.tables.cancellation import CONFIRMATION, NOTES, REFERENCE
from axis_tui.store.write.case_history import note, set_columns, state_of
from axis_tui.store.write.transaction import Tx


def confirm(tx: Tx, case_id: int, now: int) -> bool:
    """A person confirms that the profile is removed now; Problem unless the case is approved."""
    state = state_of(tx, case_id)
    if state is not CaseState.APPROVED:
        case_moved(state, CaseEvent.BEGIN)
    return _keep_once(tx, case_id, "confirmed", now, confirmed_at=now)


def keep_proof(tx: Tx, case_id: int, now: int, payload: str) -> bool:
    """Keep what the chip signed, exactly as it came; never another in its place."""
    if not payload:
        return False
    return _keep_once(tx, case_id, "kept", now, proof=payload)


def keep_confirmation(tx: Tx, case_id: int, now: int, text: str) -> bool:
    """Keep the carrier's own word that the service has ended."""
    told = redacted_lines(text, CONFIRMATION)[:CONFIRMATION]
    if not told.strip():
        raise NotTaken(N_("Write what the carrier said"))
    state = state_of(tx, case_id)
    if state in DONE or state is CaseState.DRAFT:
        raise Problem(
            N_("A cancellation that is %(state)s cannot do that; look at it again"), state=state.value
        )
    return _keep_once(tx, case_id, "ended", now, confirmation=told)


def keep_refusal(tx: Tx, case_id: int, now: int, why: str) -> bool:
    """The chip refused by the profile's own rules: from now on the carrier ends it on its side."""
    if tx.row("SELECT 1 FROM cancellation WHERE id = ? AND chip_refused = 1", (case_id,)) is not None:
        return False
    tx.execute("UPDATE cancellation SET chip_refused = 1, changed_at = ? WHERE id = ?", (now, case_id))
    note(tx, case_id, REFUSED, state_of(tx, case_id), now, why)
    return True


def keep_reference(tx: Tx, case_id: int, now: int, reference: str) -> bool:
    """Keep the carrier's own number of the request; Problem where it has none."""
    columns = reference_columns(reference)
    if not columns:
        raise Problem(N_("The carrier named no reference of the request; ask it again"))
    return _keep_once(tx, case_id, "asked", now, **columns)


def keep_recall(tx: Tx, case_id: int, now: int, recall: Recall, said: str = "") -> bool:
    """How taking it back at the carrier ended; Problem where that is not to be done."""
    state, kept = state_of(tx, case_id), recall_of(tx, case_id)
    if kept is recall:
        return False
    if (kept, recall) not in RECALL_MOVES:
        raise Problem(N_("The carrier is not to be told that this cancellation is taken back"))
    set_columns(tx, case_id, {"recall": recall.value, "error": "", "changed_at": now})
    note(tx, case_id, f"recall_{recall.value}", state, now, said)
    return True


def keep_told_by_hand(tx: Tx, case_id: int, now: int) -> bool:
    """A person told the carrier that it is taken back; Problem where that is not to be done."""
    return keep_recall(tx, case_id, now, Recall.TOLD, BY_HAND)


def keep_error(tx: Tx, case_id: int, error: str) -> None:
    """Why the last call did not come about, or empty; written only where it changed."""
    told = redacted(error, NOTES)
    tx.execute("UPDATE cancellation SET error = ? WHERE id = ? AND error <> ?", (told, case_id, told))


def kept_reference(text: str) -> str:
    """The carrier's number of the request as it is kept; empty where there is none."""
    return without_codes(text, REFERENCE)


def reference_columns(text: str) -> dict[str, object]:
    """The column of the carrier's number; nothing where there is none."""
    told = kept_reference(text)
    return {"reference": told} if told else {}


def _keep_once(tx: Tx, case_id: int, word: str, now: int, **columns: object) -> bool:
    """Keep a fact where nothing is kept yet, with a line of history; False where something is."""
    state = state_of(tx, case_id)
    (name,) = columns
    (kept,) = tx.row(f"SELECT {name} FROM cancellation WHERE id = ?", (case_id,)) or (None,)
    if kept:
        return False
    set_columns(tx, case_id, {**columns, "changed_at": now})
    detail = str(columns[name]) if word in ("asked", "ended") else ""
    note(tx, case_id, word, state, now, detail)
    return True
