"""The chip as one of the worker's jobs: read, changed, notifications sent, switches undone, alerts judged.

A pass that finds nothing to do writes nothing and costs one small query.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from axis_tui.config import ChipSettings
from axis_tui.domain.alert import AlertDraft
from axis_tui.domain.problem import N_, Problem
from axis_tui.euicc.base import Chip
from axis_tui.store.chip_code import sweep_codes
from axis_tui.store.problems import StoreProblem
from axis_tui.store.read import Reader
from axis_tui.store.write import Tx, Writer, requests, schedule
from axis_tui.store.write import chip_notice as notices
from axis_tui.store.write.chip import ChipReading
from axis_tui.store.write.requests import Request
from axis_tui.store.write.switch_back import forget_switch_back
from axis_tui.worker.chip import call
from axis_tui.worker.chip.alerts import judge_chip
from axis_tui.worker.chip.back import Back
from axis_tui.worker.chip.desk import CHANGES, Desk
from axis_tui.worker.chip.job import Job, Jobs
from axis_tui.worker.chip.outbox import Outbox
from axis_tui.worker.chip.seen import Seen
from axis_tui.worker.chip.step import Steps
from axis_tui.worker.clock import Instant
from axis_tui.worker.renewals.errand import Errands, Outcome, said

READ_EACH_S = 900
"""Between two readings that nobody asked for."""
_JOB = "chip"
"""In the schedule."""


class Chips:
    """The one chip that the settings name; `start`, then `step` in each pass."""

    def __init__(
        self,
        writer: Writer,
        reader: Reader,
        chip: Chip,
        settings: ChipSettings,
        state_dir: Path,
        errands: Errands,
        say: Callable[[list[AlertDraft]], None],
        wake: Callable[[], None] = lambda: None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        timeout_s = settings.timeout_seconds
        self._writer = writer
        self._reader = reader
        self._state_dir = state_dir
        self._chip = chip
        self._host = settings.host
        self._read_timeout_s = timeout_s * 4 + 30
        self._say = say
        self._monotonic = monotonic
        self._seen = Seen()
        self._jobs = Jobs(errands)
        self._desk = Desk(chip, settings.host, state_dir, timeout_s, wake, self._seen)
        self._outbox = Outbox(chip, timeout_s * 5 + 30, self._read_soon, monotonic)
        self._back = Back(chip, settings.host, timeout_s * 8 + 30, self._seen)
        self._steps = Steps(
            writer, reader, chip, settings.host, timeout_s * 8 + 30, self._jobs, self._outbox, self._seen,
            self._read_job,
        )  # fmt: skip
        self._begins: list[Callable[[], None]] = []
        self._sending: set[int] = set()
        """Requests to send every notification."""
        self._reads: set[int] = set()
        """Requests to read."""
        self._read_from = float("-inf")
        """Monotonic: not read by itself before this."""
        self._has_news = True
        """A notification may have become due."""
        self._waits_back = False
        """A switch waits to be confirmed or undone."""
        self.must_stay = False
        """As of the last pass, for any thread: a switch is being made or waits, so that ending now might
        leave a person without a way here."""
        self.held: frozenset[int] = frozenset()
        """eSIMs whose notifications somebody else sends step by step, by `ask`."""

    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way or to be begun."""
        return self._jobs.is_idle and not self._begins and not self._sending

    @property
    def waiting(self) -> int:
        """How many requests wait for the chip."""
        return len(self._desk.taken) + len(self._sending) + len(self._reads)

    def can_reach(self, eid_or_device_id: str | int) -> bool:
        """Whether the chip that was last read here has that EID, or belongs to that device."""
        return self._steps.can_reach(eid_or_device_id)

    def profile_state(self, esim_id: int) -> str | None:
        """`enabled`, `disabled`, or another word of the chip's; `absent` where it was read without it.

        None where its chip could not be read last, or never held it.
        """
        return self._steps.profile_state(esim_id)

    def notice(self, esim_id: int) -> str | None:
        """`pending` while the notification of its deletion is on the chip, else `none`; None if unread."""
        return self._steps.notice(esim_id)

    def is_notice_sent(self, esim_id: int) -> bool:
        """Whether the carrier's server took that notification from us."""
        return self._steps.is_notice_sent(esim_id)

    def proof(self, esim_id: int) -> str | None:
        """The signed notification of its deletion, base64; None where none is kept."""
        return self._steps.proof(esim_id)

    def failure(self, esim_id: int) -> Exception | None:
        """Why the step that was asked for last did not come about; None where it did, or goes on."""
        return self._steps.failures.get(esim_id)

    def is_busy_with(self, esim_id: int) -> bool:
        """Whether a step that was asked for waits or runs, or a switch is neither confirmed nor undone.

        A profile that a person may have to go back to is not removed meanwhile.
        """
        return self.must_stay or self._steps.is_busy_with(esim_id)

    def ask(self, step: str, esim_id: int) -> None:
        """Begin a step: `disable`, `delete`, `keep` the signed notification, `notify` its server, `tidy` it
        off the chip, or `read`. Nothing where one is under way; what came of it shows in what is read above.

        Not inside a transaction.
        """
        self._steps.ask(step, esim_id)

    def start(self, tx: Tx, now: int) -> None:
        """Take up where the last worker stopped."""
        schedule.ensure(tx, _JOB, READ_EACH_S, now)
        (due_at,) = tx.row("SELECT due_at FROM schedule WHERE job = ?", (_JOB,)) or (now,)
        self._read_from = self._monotonic() + max(0, min(due_at - now, READ_EACH_S))
        self._seen.recall(tx)
        sweep_codes(self._state_dir, {str(each.payload.get("code_file")) for each in requests.pending(tx)})
        judge_chip(tx, now)

    def take_request(self, tx: Tx, request: Request, now: int) -> bool:
        """Whether the request is one for the chip; it is begun by `step`. Raises Problem."""
        if not request.kind.startswith("chip_"):
            return False
        if request.id in (self._desk.taken | self._sending | self._reads):
            return True
        if request.kind in CHANGES:
            job = self._desk.take_up(tx, request, now)
            self._begins.append(lambda: self._begin_change(request.id, job))
        elif request.kind == "chip_read":
            self._begins.append(lambda: self._begin_read(request.id))
        elif request.kind == "chip_notifications":
            self._begins.append(lambda: self._begin_sending(request.id))
        else:
            self._carry_out(tx, request, now)
        return True

    def forget_begins(self) -> None:
        """The transaction that took requests was not committed: they are taken again."""
        self._begins.clear()

    def step(self, now: Instant) -> None:
        """Begin what was asked for, store what came back, undo switches, send notifications."""
        begins, self._begins = self._begins, []
        for begin in begins:
            begin()
        if self._monotonic() >= self._read_from:
            self._read_soon()
        if self._desk.progress:
            self._store_progress()
        ended = self._jobs.take()
        if ended is not None:
            self._store(*ended, now)
        if ended is not None or self._jobs.running is None:
            self._undo_switches(now)
        if self._jobs.is_idle and (ended is not None or self._sending or self._has_news):
            self._send_next(now)
        self._jobs.start_next()
        self.must_stay = bool(self._desk.switching) or self._waits_back

    def tick(self, now: Instant) -> None:
        """What time or someone else's change calls for: alerts, notifications whose server was silent."""
        self._has_news = True
        with self._writer.transaction() as tx:
            tx.now = now.at
            raised = judge_chip(tx, now.at)
        self._say(raised)

    def _begin_change(self, request_id: int, job: Job) -> None:
        self._desk.taken.add(request_id)
        self._jobs.add(job)

    def _begin_read(self, request_id: int) -> None:
        self._reads.add(request_id)
        self._read_soon()

    def _begin_sending(self, request_id: int) -> None:
        self._sending.add(request_id)
        self._outbox.forget_silence()
        self._read_soon()

    def _carry_out(self, tx: Tx, request: Request, now: int) -> None:
        """What needs no call, or only one more."""
        payload = request.payload
        match request.kind:
            case "chip_confirm":
                if self._desk.switching:
                    raise Problem(N_("the switch is still being made; confirm it once you see that it works"))
                if not forget_switch_back(tx):
                    raise Problem(N_("no switch of the profile waits to be confirmed"))
            case "chip_cancel":
                self._desk.cancel(payload.get("request_id"))
            case "chip_drop":
                self._drop(tx, request)
                return
            case _:
                raise Problem(
                    N_("This worker does not know how to %(kind)s; update axis-tui"), kind=request.kind
                )
        requests.finish(tx, request.id, now=now)

    def _drop(self, tx: Tx, request: Request) -> None:
        """Take a notification off the chip unsent, after a person typed that they agree."""
        notice_id = request.payload.get("notice_id")
        due = notices.due_notice(tx, notice_id) if isinstance(notice_id, int) else None
        if due is None:
            raise Problem(N_("the chip holds no such notification; list them again"))
        if request.payload.get("confirmed") is not True:
            raise Problem(N_("a notification is lost unsent only by a person's typed word"))
        notices.confirm_unsent(tx, due.id)
        job = self._outbox.drop(due)

        def settle(tx: Tx, value: object, error: Exception | None, now: int) -> None:
            job.settle(tx, value, error, now)
            requests.finish(tx, request.id, None if error is None else said(error), now)

        dropping = Job(f"request:{request.id}", job.call, settle, job.deadline_s)
        self._begins.append(lambda: self._begin_change(request.id, dropping))

    def _read_soon(self) -> None:
        self._read_from = self._monotonic() + READ_EACH_S
        self._jobs.add(self._read_job("read"))

    def _read_job(self, key: str) -> Job:
        def settle(tx: Tx, reading: ChipReading | None, error: Exception | None, now: int) -> None:
            self._seen.take(tx, reading, error, now)
            schedule.done(tx, _JOB, now, now + READ_EACH_S, failed=error is not None)
            for request_id in self._reads | (self._sending if error is not None else set()):
                requests.finish(tx, request_id, None if error is None else said(error), now)

        return Job(key, lambda: call.read_chip(self._chip, self._host), settle, self._read_timeout_s)

    def _store(self, job: Job, outcome: Outcome, now: Instant) -> None:
        """What the store cannot take now stays for the next pass; what makes no sense counts as failed."""
        try:
            self._settle(job, outcome, now)
        except StoreProblem:
            raise
        except Exception as error:
            self._settle(job, Outcome(outcome.key, None, error), now)
        self._jobs.forget()
        self._desk.forget(job)
        if job.key == "read" or job.key.startswith("step:read:"):
            self._reads.clear()
            if outcome.error is not None:
                self._sending.clear()
        self._has_news = True

    def _settle(self, job: Job, outcome: Outcome, now: Instant) -> None:
        with self._writer.transaction() as tx:
            tx.now = now.at
            job.settle(tx, outcome.value, outcome.error, now.at)
            raised = judge_chip(tx, now.at)
        self._say(raised)

    def _store_progress(self) -> None:
        steps = dict(self._desk.progress)
        with self._writer.transaction() as tx:
            self._desk.store_progress(tx)
        for request_id, step in steps.items():
            if self._desk.progress.get(request_id) == step:
                self._desk.progress.pop(request_id, None)

    def _undo_switches(self, now: Instant) -> None:
        """Not while one is being made: its time begins when it is done."""
        self._waits_back = self._reader.row("SELECT 1 FROM switch_back LIMIT 1") is not None
        if self._desk.switching or not self._waits_back:
            return
        with self._writer.transaction() as tx:
            due = self._back.due_jobs(tx, now.at)
        for job in due:
            self._jobs.add(job, first=True)

    def _send_next(self, now: Instant) -> None:
        """The next step of a notification; requests to send them all end with the last."""
        self._has_news = False
        if not self._seen.eid:
            return
        with self._writer.transaction() as tx:
            tx.now = now.at
            job = self._outbox.next_job(tx, self._seen.eid, all_of_them=bool(self._sending), but=self.held)
            finished = set(self._sending) if job is None else set()
            for request_id in finished:
                why = "; ".join(dict.fromkeys(self._outbox.errors.values()))
                requests.finish(tx, request_id, why or None, now.at)
        if job is not None:
            self._jobs.add(job)
        self._sending -= finished


def refuse_chip_request(request: Request) -> None:
    """Raises Problem for a request to a chip where none is set up."""
    if request.kind.startswith("chip_"):
        raise Problem(N_("no chip is set up: install lpac, or say under [chip] in the settings where it is"))
