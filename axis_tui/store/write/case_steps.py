"""Moving a cancellation along its state table, each step with its history, once however often it is asked.

Every function is one step of one case inside the caller's transaction. It gives whether anything changed:
False where the step was taken before; Problem where it cannot be taken any more.
"""

from __future__ import annotations

from axis_tui.domain.cancellation import (
    CASE_TRANSITIONS,
    DONE,
    CaseEvent,
    Reason,
    case_moved,
    is_withdrawable,
)
from axis_tui.domain.cancellation_recall import Recall
from axis_tui.domain.cancellation_review import Deadline as Deadline
from axis_tui.domain.dossier_facts import BY_HAND, BY_WORD, Standing
from axis_tui.domain.plan import PlanEvent, end, is_possible
from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.redaction import redacted
from axis_tui.store.problems import NotTaken
from axis_tui.store.tables.cancellation import NOTES
from axis_tui.store.write.case_history import note, set_columns, standing_text, state_of
from axis_tui.store.write.case_keeping import reference_columns
from axis_tui.store.write.metering import stop_counting
from axis_tui.store.write.plans import plans_of, save_plan
from axis_tui.store.write.transaction import Tx

STEPS_BY_HAND = frozenset({CaseEvent.DISABLE, CaseEvent.DELETE, CaseEvent.NOTIFY})
"""Steps of a chip that only a person can see."""


def withdraw(tx: Tx, case_id: int, now: int, why: str = "") -> bool:
    """Taken back by a person; possible until the removal begins. One that has it by a program is told so.

    Problem where it is too late, as it is once the carrier has ended the service.
    """
    state, has_ended = state_of(tx, case_id), _has_ended(tx, case_id)
    if is_withdrawable(state) and not is_withdrawable(state, has_ended=has_ended):
        raise Problem(N_("The carrier has ended the service already; it can be carried out, not taken back"))
    if not _is_handed_over(tx, case_id):
        return _move(tx, case_id, CaseEvent.WITHDRAW, now, why)
    return _move(tx, case_id, CaseEvent.WITHDRAW, now, why, recall=Recall.WANTED.value)


def receive(tx: Tx, case_id: int, now: int, deadline: Deadline, reference: str = "") -> bool:
    """The carrier has the request from `now` on; its deadline runs."""
    return _move(
        tx, case_id, CaseEvent.RECEIVE, now, reference, received_at=now, review_days=deadline.days,
        remind_on=deadline.remind_on.isoformat(), deadline_on=deadline.due_on.isoformat(),
        holidays_known=int(deadline.holidays_known), **reference_columns(reference),
    )  # fmt: skip


def approve(tx: Tx, case_id: int, now: int, reference: str = "") -> bool:
    """The carrier agreed; nothing is removed before a person confirms it."""
    return _move(
        tx, case_id, CaseEvent.APPROVE, now, reference, decided_at=now, **reference_columns(reference)
    )


def reject(tx: Tx, case_id: int, now: int, why: str) -> bool:
    """The carrier refused. Raises NotTaken without its reason."""
    told = redacted(why, NOTES)
    if not told:
        raise NotTaken(N_("Say why the carrier refused"))
    return _move(tx, case_id, CaseEvent.REJECT, now, told, decided_at=now, rejection=told)


def begin(tx: Tx, case_id: int, now: int) -> bool:
    """From here on it is carried out; on disk before the first act that cannot be taken back."""
    return _move(tx, case_id, CaseEvent.BEGIN, now, begun_at=now)


def record(tx: Tx, case_id: int, event: CaseEvent, now: int, detail: str = "") -> bool:
    """A step of the removal has happened: DISABLE, DELETE, NOTIFY or REVOKE."""
    return _move(tx, case_id, event, now, detail)


def take_as_ended(tx: Tx, case_id: int, now: int) -> bool:
    """Where no chip does its steps it goes on by the carrier's word: told as that, for nobody revoked it."""
    return _move(tx, case_id, CaseEvent.REVOKE, now, "", BY_WORD)


def record_by_hand(tx: Tx, case_id: int, event: CaseEvent, now: int) -> bool:
    """A person did on a device what no program reaches.

    Raises NotTaken where this machine's chip does it, or where the device is lost or damaged.
    """
    found = tx.row("SELECT has_chip, chip_refused, reason FROM cancellation WHERE id = ?", (case_id,))
    if found is not None and found[0] and not found[1]:
        raise NotTaken(N_("This machine's chip does that step and proves it; nothing is to be recorded"))
    if found is not None and found[2] == Reason.LOST:
        raise NotTaken(N_("The device is out of reach, so the carrier ends it; record what it says then"))
    assert event in STEPS_BY_HAND, "a person records no other step so"
    if not _move(tx, case_id, event, now, BY_HAND):
        return False
    if event is CaseEvent.DELETE:
        tx.execute(
            "UPDATE esim SET profile_state = 'deleted' WHERE id ="
            " (SELECT esim_id FROM cancellation WHERE id = ?)",
            (case_id,),
        )
    return True


def verify(tx: Tx, case_id: int, now: int, after: Standing) -> bool:
    """Gone from the carrier, and from the chip where that is reached: what is left of its plans ends."""
    if not _move(tx, case_id, CaseEvent.VERIFY, now, verified_at=now, after=standing_text(after)):
        return False
    _end_use(tx, case_id, now)
    return True


def close(tx: Tx, case_id: int, now: int, dossier: str) -> bool:
    """Over, with its dossier kept."""
    return _move(tx, case_id, CaseEvent.CLOSE, now, dossier=dossier)


def give_up(tx: Tx, case_id: int, now: int, why: str) -> bool:
    """Ended by a person where it cannot go on; the dossier says what was not proven."""
    told = redacted(why, NOTES)
    if not told:
        raise NotTaken(N_("Say why it cannot go on"))
    return _move(tx, case_id, CaseEvent.GIVE_UP, now, told)


def _has_ended(tx: Tx, case_id: int) -> bool:
    """Whether the carrier's own word that the service has ended is kept."""
    found = tx.row("SELECT confirmation FROM cancellation WHERE id = ?", (case_id,))
    return found is not None and bool(found[0])


def _is_handed_over(tx: Tx, case_id: int) -> bool:
    """Whether the carrier has the request by a program, or may get it yet."""
    found = tx.row("SELECT uses_api, submitted_at FROM cancellation WHERE id = ?", (case_id,))
    return found is not None and bool(found[0]) and found[1] is not None


def _move(
    tx: Tx, case_id: int, event: CaseEvent, now: int, said: str = "", word: str = "", /, **columns: object
) -> bool:
    """One step; the history tells it by `word`, or else by the event's own."""
    state = state_of(tx, case_id)
    goals = {goal for (_, each), goal in CASE_TRANSITIONS.items() if each is event}
    if (state, event) not in CASE_TRANSITIONS and state in goals:
        return False
    goal = case_moved(state, event)
    values: dict[str, object] = {"state": goal.value, "changed_at": now, "error": "", **columns}
    if goal in DONE:
        values["ended_at"] = now
    set_columns(tx, case_id, values)
    note(tx, case_id, word or event.value, goal, now, said)
    (esim_id,) = tx.row("SELECT esim_id FROM cancellation WHERE id = ?", (case_id,)) or (0,)
    tx.touch((esim_id,))
    return True


def move_to_submitted(tx: Tx, case_id: int, now: int, detail: str = "", /, **columns: object) -> bool:
    """SUBMIT with all that is fixed from then on; `cases.submit` checks before."""
    return _move(tx, case_id, CaseEvent.SUBMIT, now, detail, submitted_at=now, **columns)


def _end_use(tx: Tx, case_id: int, now: int) -> None:
    """What is left of its plans, and what a meter on its old interface would go on to count for it."""
    (esim_id,) = tx.row("SELECT esim_id FROM cancellation WHERE id = ?", (case_id,)) or (0,)
    for plan_id, plan in plans_of(tx, esim_id):
        if is_possible(plan.state, PlanEvent.END):
            save_plan(tx, plan_id, end(plan, now))
    stop_counting(tx, esim_id, now)
