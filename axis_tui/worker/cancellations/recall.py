"""Takes withdrawn requests back at their carriers, until each knows of it or a person has to tell it.

Nothing is kept here: what the store holds says how far it came, and after a crash a carrier is told once
more, which changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from axis_tui.domain.cancellation_recall import Recall, RecallStep, Request, next_recall
from axis_tui.domain.cancellation_word import Wait
from axis_tui.store.read import Reader, case_recall
from axis_tui.store.read.case_recall import recall_of
from axis_tui.store.read.cases import CaseRow, case
from axis_tui.store.write import Tx
from axis_tui.store.write import case_keeping as keeping
from axis_tui.worker.cancellations.answers import Change
from axis_tui.worker.cancellations.inquiry import Inquiries, is_refusal
from axis_tui.worker.clock import Instant
from axis_tui.worker.renewals.errand import Outcome, said

NOT_FOR_PROGRAMS = "the carrier takes no program's word for it"
NOT_KNOWN = "whether the carrier has the request cannot be known"
"""Why a person has to tell it; kept in English, as what goes into a dossier is."""


def settle(tx: Tx, case_id: int, outcome: Outcome, now: int) -> None:
    """Keep what a carrier answered to it; nothing where it gave no answer, or a person was faster."""
    if recall_of(tx, case_id) is not Recall.WANTED:
        return
    if outcome.error is None:
        keeping.keep_recall(tx, case_id, now, Recall.TOLD)
    elif is_refusal(outcome.error):
        keeping.keep_recall(tx, case_id, now, Recall.REFUSED, said(outcome.error))


@dataclass(slots=True)
class Recalls:
    """All requests that are to be taken back."""

    reader: Reader
    inquiries: Inquiries
    change: Change
    _first_seen: dict[int, int] = field(default_factory=dict)
    """Cases that were withdrawn by a clock that was ahead → when they were seen first."""

    def go_on(self, row: CaseRow, now: Instant) -> Wait | None:
        """As far as it goes now; whom it waits for then, None where it has ended."""
        if row.recall is not Recall.WANTED:
            return None
        if self.inquiries.account_of(row) is None:
            # It may be back later; a person may be faster.
            return Wait.PERSON
        if self.inquiries.is_asking(row):
            return Wait.CARRIER
        if not row.reference and self._find_reference(row, now):
            found = case(self.reader, row.id)
            assert found is not None, "cases are never removed"
            row = found
        move = next_recall(self._request(row, now.at))
        if isinstance(move, Recall):
            why = NOT_KNOWN if self.inquiries.can_withdraw(row) else NOT_FOR_PROGRAMS
            told = why if move is Recall.REFUSED else ""
            self.change(now, lambda tx: keeping.keep_recall(tx, row.id, now.at, move, told))
            return None
        if move is RecallStep.WITHDRAW:
            self.inquiries.withdraw(row, now.at)
        return Wait.CARRIER

    def _find_reference(self, row: CaseRow, now: Instant) -> bool:
        """Whether the carrier shows a request that is this one's: it was handed over, and the answer lost."""
        if not self.inquiries.can_withdraw(row):
            return False
        _says, answer = self.inquiries.says(row, now.at)
        reference = "" if answer is None else answer.reference
        if not reference or case_recall.is_anothers(self.reader, row.id, row.esim_id, reference):
            return False
        return self.change(now, lambda tx: keeping.keep_reference(tx, row.id, now.at, reference))

    def _request(self, row: CaseRow, now: int) -> Request:
        answered_at = self.inquiries.answered_at(row)
        account = self.inquiries.account_of(row)
        assert account is not None, "it was just looked at"
        # What was under way then ended within a deadline, and the look that is to prove it began after that.
        sure_at = self._withdrawn_at(row, now) + 2 * account.deadline_s
        return Request(
            has_reference=bool(row.reference),
            is_anothers=case_recall.is_taken_on(self.reader, row.id, row.esim_id, row.reference),
            can_withdraw=self.inquiries.can_withdraw(row),
            can_tell=self.inquiries.can_tell(row),
            has_answered=answered_at is not None,
            may_arrive=answered_at is None or answered_at < sure_at,
        )

    def _withdrawn_at(self, row: CaseRow, now: int) -> int:
        """When it was, and never later than now: a person's clock may have been years ahead."""
        if (row.ended_at or 0) <= now:
            return row.ended_at or 0
        self._first_seen[row.id] = min(self._first_seen.get(row.id, now), now)
        return self._first_seen[row.id]
