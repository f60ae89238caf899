"""A cancellation in any state, for tests of the store: brought there step by step, as it is in life."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from axis_tui.domain.cancellation import CaseEvent, CaseState, Reason
from axis_tui.domain.cancellation_word import CarrierSays, OnChip
from axis_tui.domain.dossier_facts import Standing
from axis_tui.store.backup import Backup
from axis_tui.store.write import Tx
from axis_tui.store.write import case_keeping as keeping
from axis_tui.store.write import case_steps as steps
from axis_tui.store.write.case_history import state_of
from axis_tui.store.write.cases import NewCase, draft, submit
from tests.store.fleet import NOW

BACKUP = Backup(Path("copy.db"), "ab" * 32, NOW)
DUE = steps.Deadline(5, date(2026, 6, 3), date(2026, 6, 4), True)
GONE = Standing(NOW, OnChip.ABSENT, CarrierSays.CANCELLED, "active", None, None)

_WAY: dict[CaseState, tuple[CaseState, ...]] = {
    CaseState.DRAFT: (),
    CaseState.WITHDRAWN: (CaseState.WITHDRAWN,),
    CaseState.SUBMITTED: (CaseState.SUBMITTED,),
    CaseState.IN_REVIEW: (CaseState.SUBMITTED, CaseState.IN_REVIEW),
    CaseState.REJECTED: (CaseState.SUBMITTED, CaseState.IN_REVIEW, CaseState.REJECTED),
}
_REMOVAL = (
    CaseState.SUBMITTED, CaseState.IN_REVIEW, CaseState.APPROVED, CaseState.REMOVING, CaseState.DISABLED,
    CaseState.DELETED, CaseState.NOTIFIED, CaseState.VERIFIED, CaseState.CLOSED,
)  # fmt: skip


def case_in(tx: Tx, esim_id: int, state: CaseState, reason: Reason = Reason.REPLACED) -> int:
    """A new case of the eSIM that is in that state; its number."""
    case_id = draft(tx, NewCase(esim_id, reason, "a new phone", "me@example.com"), NOW)
    for goal in way_to(state):
        go(tx, case_id, goal)
    assert state_of(tx, case_id) is state
    return case_id


def way_to(state: CaseState) -> tuple[CaseState, ...]:
    """The states after the draft, up to that one."""
    if state in _WAY:
        return _WAY[state]
    if state in _REMOVAL:
        return _REMOVAL[: _REMOVAL.index(state) + 1]
    return (*_REMOVAL[:4], state)


def go(tx: Tx, case_id: int, goal: CaseState) -> bool:
    """The step that leads there, as people and worker take it; whether it changed anything."""
    match goal:
        case CaseState.SUBMITTED:
            return submit(tx, case_id, NOW, BACKUP)
        case CaseState.IN_REVIEW:
            return steps.receive(tx, case_id, NOW, DUE, "SC-1")
        case CaseState.APPROVED:
            return steps.approve(tx, case_id, NOW, "SC-1")
        case CaseState.REJECTED:
            return steps.reject(tx, case_id, NOW, "still needed")
        case CaseState.WITHDRAWN:
            return steps.withdraw(tx, case_id, NOW)
        case CaseState.REMOVING:
            keeping.confirm(tx, case_id, NOW)
            return steps.begin(tx, case_id, NOW)
        case CaseState.VERIFIED:
            return steps.verify(tx, case_id, NOW, GONE)
        case CaseState.CLOSED:
            return steps.close(tx, case_id, NOW, "{}")
        case CaseState.UNPROVEN:
            return steps.give_up(tx, case_id, NOW, "the chip broke")
    event = {
        CaseState.DISABLED: CaseEvent.DISABLE, CaseState.DELETED: CaseEvent.DELETE,
        CaseState.NOTIFIED: CaseEvent.NOTIFY, CaseState.REVOKED: CaseEvent.REVOKE,
    }[goal]  # fmt: skip
    return steps.record(tx, case_id, event, NOW)
