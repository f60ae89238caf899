"""Which notification goes next, and a step of its way: kept, sent, taken off, each stored before the next."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from axis_tui.euicc.base import Chip
from axis_tui.euicc.problem import ChipProblem, NotFound
from axis_tui.i18n import _
from axis_tui.store.write import Tx
from axis_tui.store.write import chip_notice as notices
from axis_tui.store.write.chip_notice import Due
from axis_tui.worker.chip.call import keep_notice, remove_notice, send_notice
from axis_tui.worker.chip.job import Job
from axis_tui.worker.log import LOG
from axis_tui.worker.renewals.errand import said

NOTICE = "notice:"
"""What the keys of its jobs begin with."""
RETRY_S = 900.0
"""How long a server that did not take one is left alone."""


@dataclass(slots=True)
class Outbox:
    """Servers that did not answer, and the reasons."""

    chip: Chip
    deadline_s: int
    read_again: Callable[[], None]
    """Called where the chip no longer holds what the store says."""
    monotonic: Callable[[], float] = time.monotonic
    silent_until: dict[str, float] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    """By server, why it did not take one."""

    def next_job(self, tx: Tx, eid: str, *, all_of_them: bool, but: Collection[int]) -> Job | None:
        """A step of the first notification that can go now; None where none can."""
        now = self.monotonic()
        for due in notices.due_notices(tx, eid, all_of_them=all_of_them, but=but):
            if self.silent_until.get(due.address, now) <= now:
                return self.step(due)
        return None

    def forget_silence(self) -> None:
        """A person asked: try every server again."""
        self.silent_until.clear()
        self.errors.clear()

    def step(self, due: Due) -> Job:
        """The next step of this one."""
        if not due.is_kept:
            return self._job("keep", due, keep_notice)
        if not due.is_sent:
            return self._job("send", due, send_notice)
        return self._job("remove", due, remove_notice)

    def drop(self, due: Due) -> Job:
        """Take one off the chip unsent, as a person agreed to."""
        return self._job("remove", due, remove_notice)

    def _job(self, verb: str, due: Due, work: Callable[[Chip, Due], Any]) -> Job:
        def settle(tx: Tx, value: Any, error: Exception | None, now: int) -> None:
            if error is not None:
                self._failed(tx, due, error)
            elif verb == "keep":
                notices.keep_payload(tx, due.id, value.payload)
            elif verb == "send":
                notices.note_sent(tx, due.id, now)
                LOG.info(_("the carrier's server took notification %(seq)d"), {"seq": due.seq})
            else:
                notices.note_removed(tx, due.id, now)

        return Job(f"{NOTICE}{verb}:{due.id}", lambda: work(self.chip, due), settle, self.deadline_s)

    def _failed(self, tx: Tx, due: Due, error: Exception) -> None:
        if isinstance(error, NotFound):
            self.read_again()
        if due.address not in self.errors:
            LOG.warning(_("notification %(seq)d waits: %(reason)s"), {"seq": due.seq, "reason": said(error)})
        self.silent_until[due.address] = self.monotonic() + RETRY_S
        self.errors[due.address] = said(error)
        if isinstance(error, ChipProblem):
            notices.note_unsent(tx, due.id, str(error))
