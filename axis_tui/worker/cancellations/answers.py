"""What carriers answer about requests, put into the store: a reference, their word, the end of a service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

from axis_tui.carriers.base import CancellationState, ReviewAnswer
from axis_tui.domain.alert import AlertDraft
from axis_tui.domain.cancellation import CaseState
from axis_tui.domain.cancellation_end import ended_by_interface
from axis_tui.domain.redaction import redacted
from axis_tui.store.read import Reader
from axis_tui.store.read import cases as read
from axis_tui.store.read.cases import CaseRow
from axis_tui.store.tables.cancellation import NOTES
from axis_tui.store.write import Tx
from axis_tui.store.write import case_keeping as keeping
from axis_tui.store.write import case_steps as steps
from axis_tui.worker.cancellations.alerts import tell_refusal
from axis_tui.worker.cancellations.inquiry import Inquiries
from axis_tui.worker.clock import Instant

Change = Callable[[Instant, Callable[[Tx], bool | None]], bool]
NO_REASON = "no reason was given"
"""Where a carrier refuses without one; kept in English, as what goes into a dossier is."""


@dataclass(slots=True)
class Answers:
    """Those that came by a program; what a person heard is recorded by the person."""

    reader: Reader
    inquiries: Inquiries
    change: Change
    raised: list[AlertDraft] = field(default_factory=list)
    """Alerts that were raised and not told yet."""

    def take(self, case: CaseRow, answer: CancellationState, now: Instant) -> bool:
        """Keep what is news of this case; whether anything is."""
        return self._take_word(case, answer, now) or self._take_end(case, answer, now)

    def reject(self, tx: Tx, case_id: int, why: str, now: Instant) -> bool:
        """The carrier refused: recorded, and told to the person who waits for its answer."""
        has_changed = steps.reject(tx, case_id, now.at, why)
        case = read.case(cast(Reader, tx), case_id)
        assert case is not None, "cases are never removed"
        self.raised += tell_refusal(tx, case_id, case.esim_id, case.rejection, now.at)
        return has_changed

    def _take_word(self, case: CaseRow, answer: CancellationState, now: Instant) -> bool:
        """What the carrier says of this case's request, and not of an earlier one's."""
        reference = answer.reference
        if case.state not in (CaseState.SUBMITTED, CaseState.IN_REVIEW) or not reference:
            return False
        if not case.reference and not self._is_of_another(case, reference):
            return self.change(now, lambda tx: keeping.keep_reference(tx, case.id, now.at, reference))
        if case.state is not CaseState.IN_REVIEW or case.reference != reference:
            return False
        if answer.answer is ReviewAnswer.APPROVED:
            return self.change(now, lambda tx: steps.approve(tx, case.id, now.at, reference))
        if answer.answer is ReviewAnswer.REJECTED:
            why = redacted(answer.why, NOTES) or NO_REASON
            return self.change(now, lambda tx: self.reject(tx, case.id, why, now))
        return False

    def _take_end(self, case: CaseRow, answer: CancellationState, now: Instant) -> bool:
        """Keep the carrier's word that the service has ended, once.

        It may end before the removal is agreed to here: then there is nothing left to take back.
        """
        ended_at, asked_at = answer.ended_at, self.inquiries.answered_at(case)
        if ended_at is None or asked_at is None or case.state is CaseState.SUBMITTED or case.confirmation:
            return False
        reference = answer.reference
        if reference not in ("", case.reference) and self._is_of_another(case, reference):
            return False
        text = ended_by_interface(asked_at, ended_at, reference)
        return self.change(now, lambda tx: keeping.keep_confirmation(tx, case.id, now.at, text))

    def _is_of_another(self, case: CaseRow, reference: str) -> bool:
        """Whether an earlier case of the eSIM has that reference."""
        return read.is_reference_of_another(self.reader, case.id, case.esim_id, reference)
