"""Which chip answered last, and whether it did; a failure is said once, and so is its end."""

from __future__ import annotations

from dataclasses import dataclass

from axis_tui.i18n import _
from axis_tui.store.write import Tx
from axis_tui.store.write.chip import ChipReading, record_reading
from axis_tui.worker.chip.call import Done
from axis_tui.worker.log import LOG
from axis_tui.worker.renewals.errand import said


@dataclass(slots=True)
class Seen:
    """What is known of the chip now."""

    eid: str = ""
    """Of the chip that was read last; empty where it could not be read."""
    _problem: str = ""

    def recall(self, tx: Tx) -> None:
        """What the last worker knew, until this one has read it."""
        found = tx.row(
            "SELECT c.eid FROM chip c JOIN schedule s ON s.job = 'chip' AND s.failures = 0"
            " ORDER BY c.read_at DESC LIMIT 1"
        )
        self.eid = "" if found is None else found[0]

    def take(self, tx: Tx, reading: ChipReading | None, error: Exception | None, now: int) -> None:
        """Store a reading, or note why there is none."""
        if reading is not None:
            record_reading(tx, reading, now)
        self.eid = reading.chip.eid if reading is not None else ""
        problem = "" if error is None else said(error)
        if problem and problem != self._problem:
            LOG.warning(_("the chip cannot be read: %(reason)s"), {"reason": problem})
        elif not problem and self._problem:
            LOG.info(_("the chip can be read again"))
        self._problem = problem

    def take_change(self, tx: Tx, done: Done | None, error: Exception | None, now: int) -> Exception | None:
        """Store the reading after a change; why the change did not come about, None where it did."""
        if done is None:
            return error
        self.take(tx, done.reading, done.unread, now)
        return error or done.error
