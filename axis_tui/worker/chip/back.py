"""Undoes a switch of the profile that nobody confirmed: the person may have lost the way here by it."""

from __future__ import annotations

from dataclasses import dataclass

from axis_tui.euicc.base import DISABLED, ENABLED, Chip, ProfileRef
from axis_tui.i18n import _
from axis_tui.store.write import Tx
from axis_tui.store.write.switch_back import SwitchBack, forget_switch_back, postpone, switches_back
from axis_tui.worker.chip import call
from axis_tui.worker.chip.alerts import raise_went_back
from axis_tui.worker.chip.call import Done
from axis_tui.worker.chip.job import Job
from axis_tui.worker.chip.seen import Seen
from axis_tui.worker.log import LOG
from axis_tui.worker.renewals.errand import said

RETRY_S = 5
"""Between two tries; there is no last one, for a person may be locked out."""
OTHER_CHIP_S = 60
"""While another SIM is in its place, until it comes back."""


@dataclass(slots=True)
class Back:
    """Switches that wait are in the store, so that the next worker undoes them too."""

    chip: Chip
    host: str
    deadline_s: int
    seen: Seen

    def due_jobs(self, tx: Tx, now: int) -> list[Job]:
        """A job for each switch whose time has come."""
        return [self._job(back) for back in switches_back(tx) if back.is_due(now)]

    def _job(self, back: SwitchBack) -> Job:
        to = ProfileRef(back.to_aid, back.to_iccid, back.eid)
        leaving = ProfileRef(back.from_aid, back.from_iccid, back.eid)
        goes_to_one = bool(back.to_aid or back.to_iccid)
        is_gone = call.is_absent(to if goes_to_one else leaving)

        def change() -> None:
            if goes_to_one:
                self.chip.enable(to)
            else:
                self.chip.disable(leaving)

        def settle(tx: Tx, done: Done | None, error: Exception | None, now: int) -> None:
            why = self.seen.take_change(tx, done, error, now)
            if why is None:
                forget_switch_back(tx, back.eid)
                raise_went_back(tx, back, now)
                LOG.info(_("the profile from before the switch is enabled again"))
            elif done is not None and done.reading is not None and is_gone(done.reading):
                forget_switch_back(tx, back.eid)
                LOG.warning(_("the profile from before the switch is no longer on the chip"))
            else:
                LOG.warning(_("going back failed, trying again: %(reason)s"), {"reason": said(why)})
                is_other = done is not None and done.reading is not None and done.reading.chip.eid != back.eid
                postpone(tx, back.eid, now, OTHER_CHIP_S if is_other else RETRY_S)

        goal = call.is_in_state(to, ENABLED) if goes_to_one else call.is_in_state(leaving, DISABLED)
        return Job(
            f"back:{back.eid}",
            lambda: call.change_chip(self.chip, self.host, change, goal),
            settle,
            self.deadline_s,
        )
