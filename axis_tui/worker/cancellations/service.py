"""Cancelling as one of the worker's jobs: each open case is looked at and taken as far as it goes.

What comes next is decided by what chip and carrier say now, and each step is on disk before the next begins;
so a worker may end at any instant, and another one takes up where things stand. A pass that finds nothing to
do writes nothing and costs one small query.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import cast

from axis_tui.deadline import deadline_of
from axis_tui.domain.alert import AlertDraft
from axis_tui.domain.cancellation import (
    EXECUTING,
    RECORDED,
    CaseEvent,
    CaseState,
    Step,
    is_case_event_possible,
)
from axis_tui.domain.cancellation_next import Case, Move, next_move
from axis_tui.domain.cancellation_word import CarrierSays, Wait
from axis_tui.domain.dossier import as_json
from axis_tui.domain.dossier_content import dossier_of
from axis_tui.domain.problem import Problem
from axis_tui.i18n import _
from axis_tui.store.problems import StoreProblem
from axis_tui.store.read import Reader
from axis_tui.store.read import cases as read
from axis_tui.store.read.case_facts import facts_of
from axis_tui.store.read.case_recall import is_being_recalled, recalls
from axis_tui.store.read.case_subject import review_days_of, standing_at
from axis_tui.store.read.cases import CaseRow
from axis_tui.store.write import Tx, Writer
from axis_tui.store.write import case_keeping as keeping
from axis_tui.store.write import case_steps as steps
from axis_tui.store.write.case_history import state_of
from axis_tui.worker.cancellations.alerts import judge_cases
from axis_tui.worker.cancellations.answers import Answers
from axis_tui.worker.cancellations.chip_side import ChipService, ChipSide, Seen
from axis_tui.worker.cancellations.inquiry import Inquiries, is_refusal, understood
from axis_tui.worker.cancellations.recall import Recalls, settle
from axis_tui.worker.clock import Instant
from axis_tui.worker.log import LOG
from axis_tui.worker.renewals.accounts import Accounts
from axis_tui.worker.renewals.errand import Errands, said

LOOK_EACH_S = 15
"""Between two looks at cases that wait."""
_MOST_MOVES = 20
"""Of one case in one pass; it has fewer states than that."""


class Cancellations:
    """All that cancelling needs of the worker; `start`, then `step` in each pass."""

    def __init__(
        self,
        writer: Writer,
        reader: Reader,
        accounts: Accounts,
        errands: Errands,
        chip: ChipService | None,
        say: Callable[[list[AlertDraft]], None],
    ) -> None:
        self._writer = writer
        self._reader = reader
        self._errands = errands
        self._inquiries = Inquiries(accounts, errands)
        self._answers = Answers(reader, self._inquiries, self._change)
        self._recalls = Recalls(reader, self._inquiries, self._change)
        self._chip = ChipSide(chip)
        self._say = say
        self._waits: dict[int, Wait] = {}
        self._chip_failed: set[int] = set()
        """Cases whose error is the chip's, which a carrier that answers does not wipe out."""
        self._version: int | None = None
        self._next_at = 0
        self._looked_at = 0
        self._is_moving = True
        """Whether the last look changed something, so that the next may."""

    @property
    def is_idle(self) -> bool:
        """Whether no call is under way and every case waits for somebody else."""
        return not self._errands.count and not self._is_moving

    def start(self) -> None:
        """Take up where the last worker stopped."""
        self._hold(read.open_cases(self._reader))

    def step(self, now: Instant) -> None:
        """Store what carriers answered, and take each open case as far as it goes."""
        answered = self._take(now)
        version = self._reader.data_version()
        is_due = not self._looked_at <= now.at < self._next_at
        if not (answered or self._is_moving or is_due or version != self._version):
            return
        for case in recalls(self._reader):
            with self._said_only():
                self._waits[case.id] = self._recalls.go_on(case, now) or Wait.CARRIER
        cases = [case for case in read.open_cases(self._reader) if case.state is not CaseState.DRAFT]
        self._hold(cases)
        cases.sort(key=self._inquiries.looked_at)
        self._is_moving = False
        for case in cases:
            with self._said_only():
                self._go_on(case.id, now)
        self._version = self._reader.data_version()
        self._looked_at, self._next_at = now.at, now.at + LOOK_EACH_S
        self._judge(now)

    @contextmanager
    def _said_only(self) -> Iterator[None]:
        """A person was faster, or the store took it otherwise: it is looked at anew, and others go on."""
        try:
            yield
        except StoreProblem:
            raise
        except Problem as problem:
            LOG.warning("%s", said(problem))

    def _take(self, now: Instant) -> bool:
        """What the store cannot take now is lost, and asked for again: that opens no second request."""
        outcomes = [understood(outcome) for outcome in self._errands.take()]
        for outcome in outcomes:
            call, _colon, number = outcome.key.partition(":")
            case_id = int(number)
            self._inquiries.note(case_id, outcome, now.at)
            with self._writer.transaction() as tx:
                tx.now = now.at
                state = state_of(tx, case_id)
                if outcome.error is not None:
                    keeping.keep_error(tx, case_id, said(outcome.error))
                    self._chip_failed.discard(case_id)
                elif case_id not in self._chip_failed:
                    keeping.keep_error(tx, case_id, "")
                if call == "withdraw":
                    settle(tx, case_id, outcome, now.at)
                if outcome.error is not None:
                    if call == "ask" and is_refusal(outcome.error) and state is CaseState.SUBMITTED:
                        self._answers.reject(tx, case_id, said(outcome.error), now)
                    continue
                if call == "ask":
                    keeping.keep_reference(tx, case_id, now.at, outcome.value)
                elif call == "revoke" and is_case_event_possible(state, RECORDED[Step.REVOKE]):
                    steps.record(tx, case_id, RECORDED[Step.REVOKE], now.at)
        return bool(outcomes)

    def _go_on(self, case_id: int, now: Instant) -> None:
        for _move in range(_MOST_MOVES):
            case = read.case(self._reader, case_id)
            if case is None or not case.is_open or not self._advance(case, now):
                return
            self._is_moving = True

    def _advance(self, case: CaseRow, now: Instant) -> bool:
        """One move of the case; whether it was recorded, so that the next may follow at once."""
        if self._waits_for_recall(case):
            self._waits[case.id] = Wait.CARRIER
            return False
        says, answer = self._inquiries.says(case, now.at)
        if answer is not None and self._answers.take(case, answer, now):
            return True
        seen = self._chip.look(case, now.at)
        if self._take_proof(case, seen, now):
            return True
        move = next_move(self._case(case, seen, says, now))
        if move.record is not None:
            self._record(case, move.record, seen, says, now)
            return True
        if move.step is Step.SEAL:
            self._seal(case, now)
            return True
        if move.step is not None:
            has_begun = self._begin(case, move.step, now)
            self._is_moving = self._is_moving or has_begun
        self._is_moving = self._is_moving or self._chip.is_busy(case)
        self._note_wait(case, move, says)
        return False

    def _waits_for_recall(self, case: CaseRow) -> bool:
        """Whether its carrier would take it for an earlier request that is being taken back."""
        return (
            case.state is CaseState.SUBMITTED
            and self._inquiries.can_ask(case)
            and is_being_recalled(self._reader, case.esim_id)
        )

    def _begin(self, case: CaseRow, step: Step, now: Instant) -> bool:
        if step is Step.ASK:
            return self._inquiries.ask(case, now.at)
        if step is Step.REVOKE:
            return self._inquiries.revoke(case, now.at)
        return self._chip.ask(case, step, now.at)

    def _note_wait(self, case: CaseRow, move: Move, says: CarrierSays) -> None:
        """Whom the case waits for; as before, while chip or carrier are only being asked again."""
        if self._chip.is_busy(case) or (move.wait is Wait.CARRIER and says is CarrierSays.UNKNOWN):
            self._waits.setdefault(case.id, move.wait or Wait.CHIP)
        elif move.wait is not None:
            self._waits[case.id] = move.wait
        else:
            self._waits[case.id] = Wait.CARRIER if move.step in (Step.ASK, Step.REVOKE) else Wait.CHIP

    def _take_proof(self, case: CaseRow, seen: Seen, now: Instant) -> bool:
        """Keep what the chip signed, and what it refused; whether anything is news."""
        self._keep_chip_error(case, seen.error, now)
        if seen.refusal:
            return self._change(now, lambda tx: keeping.keep_refusal(tx, case.id, now.at, seen.refusal))
        if case.state not in (CaseState.DELETED, CaseState.NOTIFIED) or not seen.proof:
            return False
        if not case.has_proof:
            if seen.notice.value != "pending":
                return False
            return self._change(now, lambda tx: keeping.keep_proof(tx, case.id, now.at, seen.proof))
        is_ours = seen.is_sent and read.proof(self._reader, case.id) == seen.proof
        if is_ours and case.state is CaseState.DELETED:
            return self._change(now, lambda tx: steps.record(tx, case.id, CaseEvent.NOTIFY, now.at))
        return False

    def _keep_chip_error(self, case: CaseRow, error: str | None, now: Instant) -> None:
        if error:
            self._chip_failed.add(case.id)
        elif error is None or case.id not in self._chip_failed:
            return
        else:
            self._chip_failed.discard(case.id)
        self._change(now, lambda tx: keeping.keep_error(tx, case.id, error))

    def _case(self, case: CaseRow, seen: Seen, says: CarrierSays, now: Instant) -> Case:
        return Case(
            state=case.state,
            reason=case.reason,
            has_chip_access=case.has_chip,
            profile=seen.profile,
            notice=seen.notice,
            carrier=says,
            uses_api=self._inquiries.can_ask(case),
            can_revoke=self._inquiries.can_revoke(case),
            has_reference=bool(case.reference),
            is_confirmed=case.confirmed_at is not None,
            chip_refused=case.chip_refused,
            has_proof=case.has_proof,
            has_confirmation=bool(case.confirmation),
            clock_trusted=now.trusted,
        )

    def _record(self, case: CaseRow, event: CaseEvent, seen: Seen, says: CarrierSays, now: Instant) -> None:
        def change(tx: Tx) -> bool:
            match event:
                case CaseEvent.RECEIVE:
                    days = review_days_of(tx, case.carrier_id)
                    deadline = deadline_of(case.carrier_zone, case.carrier_country, days, now.at)
                    return steps.receive(tx, case.id, now.at, deadline, case.reference)
                case CaseEvent.APPROVE:
                    return steps.approve(tx, case.id, now.at, case.reference)
                case CaseEvent.BEGIN:
                    return steps.begin(tx, case.id, now.at)
                case CaseEvent.REVOKE:
                    return steps.take_as_ended(tx, case.id, now.at)
                case CaseEvent.VERIFY:
                    after = standing_at(tx, case.esim_id, seen.profile, says, now.at)
                    return steps.verify(tx, case.id, now.at, after)
                case _:
                    return steps.record(tx, case.id, event, now.at)

        self._change(now, change)
        self._waits.pop(case.id, None)
        LOG.info(_("cancellation %(number)d: %(event)s"), {"number": case.id, "event": event.value})

    def _seal(self, case: CaseRow, now: Instant) -> None:
        """Put the dossier together and keep it, in the transaction that closes the case."""

        def change(tx: Tx) -> bool:
            # A transaction answers the read side's questions just as a reader does.
            sealed = read.case(cast(Reader, tx), case.id)
            assert sealed is not None, "cases are never removed"
            dossier = as_json(dossier_of(facts_of(tx, sealed), now.at))
            return steps.close(tx, case.id, now.at, dossier)

        self._change(now, change)
        LOG.info(_("cancellation %(number)d is closed, its dossier kept"), {"number": case.id})

    def _judge(self, now: Instant) -> None:
        cases = read.open_cases(self._reader)
        self._hold(cases)
        cases += recalls(self._reader)
        with self._writer.transaction() as tx:
            tx.now = now.at
            raised = judge_cases(tx, cases, self._waits, now)
        self._say([*self._answers.raised, *raised])
        self._answers.raised.clear()

    def _hold(self, cases: list[CaseRow]) -> None:
        self._chip.hold(frozenset(
            case.esim_id for case in cases
            if case.state in EXECUTING or (case.state is CaseState.APPROVED and case.confirmed_at is not None)
        ))  # fmt: skip

    def _change(self, now: Instant, change: Callable[[Tx], bool | None]) -> bool:
        with self._writer.transaction() as tx:
            tx.now = now.at
            return bool(change(tx))
