"""What a person says of a case, from the command line and from the screens alike: checked, recorded once."""

from __future__ import annotations

from typing import cast

from axis_tui.deadline import deadline_of
from axis_tui.domain.cancellation_act import HAND_STEPS, Act
from axis_tui.domain.card_number import looks_like_card_number
from axis_tui.domain.problem import N_
from axis_tui.store.problems import NotTaken
from axis_tui.store.read import cases
from axis_tui.store.read.case_subject import review_days_of
from axis_tui.store.read.cases import CaseRow
from axis_tui.store.read.reader import Reader
from axis_tui.store.write import case_keeping as keeping
from axis_tui.store.write import case_steps as steps
from axis_tui.store.write.transaction import Tx


def record(tx: Tx, case: CaseRow, act: Act, now: int, said: str = "") -> CaseRow:
    """Record the act, and give the case as it is then; saying the same twice changes nothing.

    `said`: the carrier's reference for ASKED and APPROVE, the reason for REJECT and GIVE_UP, the carrier's
    words for ENDED, one of HAND_STEPS for STEP. Raises NotTaken for words that are not taken, and Problem
    where the state does not allow it. For REMOVE ask for the PIN first: `approval.approved`.
    """
    if looks_like_card_number(said):
        raise NotTaken(N_("That looks like a payment card’s number; it is not stored"))
    match act:
        case Act.ASKED:
            days = review_days_of(tx, case.carrier_id)
            deadline = deadline_of(case.carrier_zone, case.carrier_country, days, now)
            steps.receive(tx, case.id, now, deadline, said)
        case Act.APPROVE:
            steps.approve(tx, case.id, now, said)
        case Act.REJECT:
            steps.reject(tx, case.id, now, said)
        case Act.REMOVE:
            keeping.confirm(tx, case.id, now)
        case Act.STEP:
            steps.record_by_hand(tx, case.id, HAND_STEPS[said], now)
        case Act.ENDED:
            keeping.keep_confirmation(tx, case.id, now, said)
        case Act.WITHDRAW:
            steps.withdraw(tx, case.id, now, said)
        case Act.TOLD:
            keeping.keep_told_by_hand(tx, case.id, now)
        case Act.GIVE_UP:
            steps.give_up(tx, case.id, now, said)
        case Act.CHASE:
            raise AssertionError("a chase is sent by a person and recorded nowhere")
    # A transaction answers the read side's questions just as a reader does.
    found = cases.case(cast(Reader, tx), case.id)
    assert found is not None, "cases are never removed"
    return found
