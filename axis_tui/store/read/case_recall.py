"""Withdrawn requests that their carriers are to be told of, and whose request a carrier's reference is."""

from __future__ import annotations

from axis_tui.domain.cancellation_word import Recall
from axis_tui.store.read.cases import SELECT, CaseRow, Rows, case_of
from axis_tui.store.read.reader import Reader, made


def recalls(reader: Reader) -> list[CaseRow]:
    """All withdrawn cases that a carrier is to be told of, by a program or a person, the oldest first."""
    found = reader.rows(f"{SELECT} WHERE k.recall <> '' AND k.recall IN ('wanted', 'refused') ORDER BY k.id")
    return made(reader.path, case_of, found)


def recall_of(rows: Rows, case_id: int) -> Recall:
    """Whether the case's carrier knows that it was withdrawn."""
    (found,) = rows.row("SELECT recall FROM cancellation WHERE id = ?", (case_id,)) or ("",)
    return Recall(found)


def is_being_recalled(rows: Rows, esim_id: int) -> bool:
    """Whether a request about that eSIM is being taken back: its carrier may show it yet."""
    found = rows.row("SELECT 1 FROM cancellation WHERE esim_id = ? AND recall = 'wanted'", (esim_id,))
    return found is not None


def is_anothers(rows: Rows, case_id: int, esim_id: int, reference: str) -> bool:
    """Whether another case of the eSIM has that reference of the carrier's."""
    found = rows.row(
        "SELECT 1 FROM cancellation WHERE esim_id = ? AND id <> ? AND reference = ?",
        (esim_id, case_id, reference),
    )
    return found is not None


def is_taken_on(rows: Rows, case_id: int, esim_id: int, reference: str) -> bool:
    """Whether a later case of the eSIM goes on with that reference; nothing goes on without one."""
    found = rows.row(
        "SELECT 1 FROM cancellation WHERE esim_id = ? AND id > ? AND reference = ? AND reference <> ''"
        " AND state <> 'withdrawn'",
        (esim_id, case_id, reference),
    )
    return found is not None
