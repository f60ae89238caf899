"""Steps that another part of the worker asks for: an eSIM's profile disabled, deleted, its deletion
told to the carrier; and what the chip says of that eSIM, as it was last read.

Each may be asked for again: what shows as done is done.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from axis_tui.euicc.base import DISABLED, Chip, ProfileRef
from axis_tui.euicc.problem import NotAllowed
from axis_tui.store.read import Reader
from axis_tui.store.write import Tx, Writer
from axis_tui.store.write import chip_notice as notices
from axis_tui.store.write.chip_notice import Due
from axis_tui.store.write.profile_rule import note_refusal
from axis_tui.worker.chip import call
from axis_tui.worker.chip.call import Done
from axis_tui.worker.chip.job import Job, Jobs
from axis_tui.worker.chip.outbox import NOTICE, Outbox
from axis_tui.worker.chip.seen import Seen

_STEPS = ("read", "disable", "delete", "keep", "notify", "tidy")
_PROFILE = (
    "SELECT isdp_aid, iccid, eid, state, gone_at FROM profile WHERE esim_id = ? ORDER BY id DESC LIMIT 1"
)
_NOTICE = (
    "SELECT n.id, n.payload, n.sent_at, n.removed_at IS NULL AND n.gone_at IS NULL FROM notification n"
    " JOIN profile p ON p.id = (SELECT max(l.id) FROM profile l WHERE l.esim_id = n.esim_id)"
    " WHERE n.esim_id = ? AND n.operation = 'delete' AND n.eid = p.eid AND n.seen_at >= p.gone_at"
    " ORDER BY n.id DESC LIMIT 1"
)
"""Of its profile's own deletion: one that was there before the profile went tells of another's, which had
the same ICCID."""


@dataclass(slots=True)
class Steps:
    """One step an eSIM at a time."""

    writer: Writer
    reader: Reader
    chip: Chip
    host: str
    deadline_s: int
    jobs: Jobs
    outbox: Outbox
    seen: Seen
    read_job: Callable[[str], Job]
    failures: dict[int, Exception] = field(default_factory=dict)
    """Why the step that was asked for last did not come about, by eSIM."""

    def can_reach(self, eid_or_device_id: str | int) -> bool:
        """Whether the chip that was last read has that EID, or belongs to that device."""
        column = "eid" if isinstance(eid_or_device_id, str) else "device_id"
        found = self.reader.row(f"SELECT eid FROM chip WHERE {column} = ?", (eid_or_device_id,))
        return found is not None and bool(self.seen.eid) and found[0] == self.seen.eid

    def profile_state(self, esim_id: int) -> str | None:
        """The chip's word, or `absent` where it was read without it; None where it could not be read."""
        found = self.reader.row(_PROFILE, (esim_id,))
        if found is None or found[2] != self.seen.eid:
            return None
        return "absent" if found[4] is not None else str(found[3])

    def notice(self, esim_id: int) -> str | None:
        """`pending` while the notification of its deletion is on the chip, else `none`; None if unread."""
        if self.profile_state(esim_id) is None:
            return None
        found = self.reader.row(_NOTICE, (esim_id,))
        return "pending" if found is not None and found[3] else "none"

    def is_notice_sent(self, esim_id: int) -> bool:
        """Whether the carrier's server took that notification from us."""
        found = self.reader.row(_NOTICE, (esim_id,))
        return found is not None and found[2] is not None

    def proof(self, esim_id: int) -> str | None:
        """That notification as the chip signed it, base64; None where it is not kept."""
        found = self.reader.row(_NOTICE, (esim_id,))
        return (str(found[1]) or None) if found is not None else None

    def is_busy_with(self, esim_id: int) -> bool:
        """Whether a step of that eSIM waits or runs, or a notification goes out that it may stand behind."""
        is_sending = self.jobs.has_some(NOTICE)
        return is_sending or any(self.jobs.has(f"step:{step}:{esim_id}") for step in _STEPS)

    def ask(self, step: str, esim_id: int) -> None:
        """Begin a step; nothing where one of this eSIM is under way, or there is nothing to do it to."""
        if self.is_busy_with(esim_id):
            return
        job = self._job(step, esim_id)
        if job is not None:
            self.failures.pop(esim_id, None)
            self.jobs.add(job)

    def _job(self, step: str, esim_id: int) -> Job | None:
        key = f"step:{step}:{esim_id}"
        if step == "read":
            return self._noted(self.read_job(key), key, esim_id)
        if step not in ("disable", "delete"):
            return self._notice_job(key, step, esim_id)
        found = self.reader.row(_PROFILE, (esim_id,))
        if found is None:
            return None
        ref = ProfileRef(*found[:3])
        change, goal = {
            "disable": (self.chip.disable, call.is_in_state(ref, DISABLED)),
            "delete": (self.chip.delete, call.is_absent(ref)),
        }[step]

        def settle(tx: Tx, done: Done | None, error: Exception | None, now: int) -> None:
            why = self.seen.take_change(tx, done, error, now)
            if isinstance(why, NotAllowed):
                note_refusal(tx, ref.eid, ref.isdp_aid, ref.iccid)
            self._note(esim_id, why)

        return Job(
            key,
            lambda: call.change_chip(self.chip, self.host, lambda: change(ref), goal),
            settle,
            self.deadline_s,
        )

    def _notice_job(self, key: str, step: str, esim_id: int) -> Job | None:
        """The next step of its deletion's notification, where that is the one meant.

        Before it is sent, its server hears of what came before it.
        """
        found = self.reader.row(_NOTICE, (esim_id,))
        if found is None:
            return None
        with self.writer.transaction() as tx:
            due = notices.due_notice(tx, found[0])
            if due is None or step != _next_of(due):
                return None
            first = notices.earlier_notice(tx, due) if step == "notify" else None
        return self._noted(self.outbox.step(first or due), key, esim_id)

    def _noted(self, job: Job, key: str, esim_id: int) -> Job:
        """The same, with a failure noted."""

        def settle(tx: Tx, value: object, error: Exception | None, now: int) -> None:
            job.settle(tx, value, error, now)
            self._note(esim_id, error)

        return Job(key, job.call, settle, job.deadline_s)

    def _note(self, esim_id: int, error: Exception | None) -> None:
        if error is not None:
            self.failures[esim_id] = error


def _next_of(due: Due) -> str:
    if not due.is_kept:
        return "keep"
    return "tidy" if due.is_sent else "notify"
