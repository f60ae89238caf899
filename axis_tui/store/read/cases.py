"""Cancellations: those that are open, all of them, one in full with its history. Identifiers masked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from axis_tui.domain.cancellation import DONE, CaseState, Reason
from axis_tui.domain.cancellation_subject import Check
from axis_tui.domain.cancellation_word import CarrierSays, CheckCode, Level, OnChip, Recall
from axis_tui.domain.dossier_facts import Standing
from axis_tui.domain.identifiers import mask
from axis_tui.store.read.reader import Reader, made

DONE_STATES = tuple(sorted(state.value for state in DONE))
DONE_MARKS = ", ".join("?" * len(DONE_STATES))


class Rows(Protocol):
    """What these questions are asked of: a Reader, or a transaction with what it has written."""

    def rows(self, sql: str, parameters: Sequence[object] = ..., /) -> list[tuple[Any, ...]]:
        """All rows of one SELECT."""

    def row(self, sql: str, parameters: Sequence[object] = ..., /) -> tuple[Any, ...] | None:
        """The first row of one SELECT, None where there is none."""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case with the names of what it is about."""

    id: int
    esim_id: int
    esim_name: str
    carrier_id: int
    carrier: str
    carrier_zone: str
    carrier_country: str
    state: CaseState
    reason: Reason
    notes: str
    contact: str
    """Where the carrier may answer."""
    device: str
    esim_reference: str
    """In full: show it masked, unless a person asks for it."""
    uses_api: bool
    """Whether the request goes to the carrier by itself; else a person hands it over."""
    has_chip: bool
    """Whether a chip that this machine has read held the profile when it was submitted."""
    chip_refused: bool
    checks: tuple[Check, ...]
    """As they were when it was submitted."""
    backup_file: str
    backup_sha256: str
    backup_at: int | None
    created_at: int
    submitted_at: int | None
    received_at: int | None
    review_days: int | None
    remind_on: date | None
    """In the carrier's zone, as is the next."""
    deadline_on: date | None
    holidays_known: bool
    decided_at: int | None
    confirmed_at: int | None
    begun_at: int | None
    verified_at: int | None
    ended_at: int | None
    changed_at: int
    reference: str
    rejection: str
    confirmation: str
    has_proof: bool
    """Whether the chip's signed notification of the deletion is kept."""
    has_dossier: bool
    before: Standing | None
    after: Standing | None
    error: str
    recall: Recall
    """Whether the carrier knows that it was withdrawn."""

    @property
    def iccid_masked(self) -> str:
        """Its last four digits."""
        return mask(self.esim_reference)

    @property
    def is_open(self) -> bool:
        """Whether it is not at its end."""
        return self.state not in DONE


@dataclass(frozen=True, slots=True)
class CaseEventRow:
    """One line of a case's history."""

    at: int
    event: str
    """A `CaseEvent`, or `drafted`, `asked`, `confirmed`, `kept`, `ended`, `refused`, `told_ended`,
    `recall_told`, `recall_none`, `recall_refused`."""
    state: str
    detail: str


SELECT = (
    "SELECT k.id, k.esim_id, coalesce(o.name, ''), k.carrier_id, c.name, c.time_zone, c.country, k.state,"
    " k.reason, k.notes, k.contact, k.device, k.esim_reference, k.uses_api, k.has_chip, k.chip_refused,"
    " k.checklist, k.backup_file, k.backup_sha256, k.backup_at, k.created_at, k.submitted_at, k.received_at,"
    " k.review_days, k.remind_on, k.deadline_on, k.holidays_known, k.decided_at, k.confirmed_at, k.begun_at,"
    " k.verified_at, k.ended_at, k.changed_at, k.reference, k.rejection, k.confirmation, k.proof <> '',"
    " k.dossier <> '', k.before, k.after, k.error, k.recall"
    " FROM cancellation k JOIN carrier c ON c.id = k.carrier_id LEFT JOIN overview o ON o.esim_id = k.esim_id"
)
"""All that `case_of` takes, in its order: `k` the case itself, `c` its carrier, `o` its eSIM."""


def open_cases(reader: Reader) -> list[CaseRow]:
    """All cases that are not at their end, the oldest first: none may be forgotten over those before it."""
    found = reader.rows(f"{SELECT} WHERE k.state NOT IN ({DONE_MARKS}) ORDER BY k.id", DONE_STATES)
    return made(reader.path, case_of, found)


def page(reader: Reader, limit: int, before: int | None = None) -> list[CaseRow]:
    """At most `limit` cases, the latest first, from the top or before a number."""
    found = reader.rows(
        f"{SELECT} WHERE k.id < ? ORDER BY k.id DESC LIMIT ?", (1 << 62 if before is None else before, limit)
    )
    return made(reader.path, case_of, found)


def case(reader: Reader, case_id: int) -> CaseRow | None:
    """One case; None where there is none such."""
    found = reader.row(f"{SELECT} WHERE k.id = ?", (case_id,))
    return None if found is None else made(reader.path, case_of, [found])[0]


def open_of_esim(reader: Reader, esim_id: int) -> CaseRow | None:
    """The eSIM's open case; None where there is none."""
    found = reader.row(
        f"{SELECT} WHERE k.esim_id = ? AND k.state NOT IN ({DONE_MARKS})", (esim_id, *DONE_STATES)
    )
    return None if found is None else made(reader.path, case_of, [found])[0]


def open_of_esims(reader: Reader, esim_ids: Sequence[int]) -> dict[int, CaseRow]:
    """The open cases of these eSIMs, such as those on screen, by eSIM; one without is left out."""
    if not esim_ids:
        return {}
    found = reader.rows(
        f"{SELECT} WHERE k.esim_id IN ({', '.join('?' * len(esim_ids))}) AND k.state NOT IN ({DONE_MARKS})",
        (*esim_ids, *DONE_STATES),
    )
    return {row.esim_id: row for row in made(reader.path, case_of, found)}


def events(reader: Reader, case_id: int, limit: int = 500) -> list[CaseEventRow]:
    """A case's history, the oldest first; the latest `limit` lines of it."""
    found = reader.rows(
        "SELECT at, event, state, detail FROM cancellation_event WHERE cancellation_id = ?"
        " ORDER BY id DESC LIMIT ?",
        (case_id, limit),
    )
    return [CaseEventRow(*row) for row in reversed(found)]


def proof(reader: Reader, case_id: int) -> str:
    """The chip's signed notification, base64; empty where none is kept."""
    found = reader.row("SELECT proof FROM cancellation WHERE id = ?", (case_id,))
    return "" if found is None else str(found[0])


def dossier(reader: Reader, case_id: int) -> str:
    """The dossier as it was kept, JSON; empty until the case is closed."""
    found = reader.row("SELECT dossier FROM cancellation WHERE id = ?", (case_id,))
    return "" if found is None else str(found[0])


def is_reference_of_another(rows: Rows, case_id: int, esim_id: int, reference: str) -> bool:
    """Whether an earlier case of the eSIM has that reference of the carrier's."""
    return (
        rows.row(
            "SELECT 1 FROM cancellation WHERE esim_id = ? AND id < ? AND reference = ?",
            (esim_id, case_id, reference),
        )
        is not None
    )


def case_of(row: tuple[Any, ...]) -> CaseRow:
    """A case from the columns of the SELECT above."""
    (
        id, esim_id, esim_name, carrier_id, carrier, zone, country, state, reason, notes, contact, device,
        reference, uses_api, has_chip, chip_refused, checklist, backup_file, backup_sha256, backup_at,
        created_at, submitted_at, received_at, review_days, remind_on, deadline_on, holidays_known,
        decided_at, confirmed_at, begun_at, verified_at, ended_at, changed_at, carrier_reference, rejection,
        confirmation, has_proof, has_dossier, before, after, error, recall,
    ) = row  # fmt: skip
    return CaseRow(
        id, esim_id, esim_name, carrier_id, carrier, zone, country, CaseState(state), Reason(reason), notes,
        contact, device, reference, bool(uses_api), bool(has_chip), bool(chip_refused), checks_of(checklist),
        backup_file, backup_sha256, backup_at, created_at, submitted_at, received_at, review_days,
        _date(remind_on), _date(deadline_on), bool(holidays_known), decided_at, confirmed_at, begun_at,
        verified_at, ended_at, changed_at, carrier_reference, rejection, confirmation, bool(has_proof),
        bool(has_dossier), standing_of(before), standing_of(after), error, Recall(recall),
    )  # fmt: skip


def checks_of(text: str) -> tuple[Check, ...]:
    """A checklist as the store keeps it."""
    return tuple(
        Check(CheckCode(code), Level(level), tuple((name, value) for name, value in params))
        for code, level, params in (json.loads(text) if text else ())
    )


def standing_of(text: str) -> Standing | None:
    """What chip and carrier said, as the store keeps it; None where nothing is kept."""
    if not text:
        return None
    values: dict[str, Any] = json.loads(text)
    words = {"profile": OnChip(values["profile"]), "carrier": CarrierSays(values["carrier"])}
    return Standing(**(values | words))


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
