from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.domain.cancellation import (
    CASE_TRANSITIONS,
    CHIP_STEPS,
    DONE,
    EXECUTING,
    OPEN,
    RECORDED,
    CaseEvent,
    CaseState,
    Reason,
    Step,
    case_moved,
    is_case_event_possible,
    is_done,
    is_withdrawable,
    steps_for,
)
from axis_tui.domain.cancellation_next import (
    CarrierSays,
    Case,
    Move,
    Notice,
    OnChip,
    Wait,
    next_move,
    next_step,
)
from axis_tui.domain.problem import Problem

CASE = Case(
    state=CaseState.REMOVING,
    reason=Reason.REPLACED,
    has_chip_access=True,
    profile=OnChip.ENABLED,
    notice=Notice.NONE,
    carrier=CarrierSays.ACTIVE,
    uses_api=True,
    can_revoke=True,
    has_reference=True,
    is_confirmed=True,
    chip_refused=False,
    has_proof=False,
    has_confirmation=False,
    clock_trusted=True,
)
CASES = st.builds(
    Case,
    state=st.sampled_from(CaseState),
    reason=st.sampled_from(Reason),
    profile=st.sampled_from(OnChip),
    notice=st.sampled_from(Notice),
    carrier=st.sampled_from(CarrierSays),
    **{
        name: st.booleans()
        for name in (
            "has_chip_access",
            "uses_api",
            "can_revoke",
            "has_reference",
            "is_confirmed",
            "chip_refused",
            "has_proof",
            "has_confirmation",
            "clock_trusted",
        )
    },
)
FOR_GOOD = {Step.DISABLE, Step.DELETE, Step.REVOKE}


def reachable_from(state: CaseState) -> set[CaseState]:
    found, waiting = {state}, [state]
    while waiting:
        here = waiting.pop()
        for (origin, _), target in CASE_TRANSITIONS.items():
            if origin is here and target not in found:
                found.add(target)
                waiting.append(target)
    return found


def move(**changes: object) -> Move:
    return next_move(replace(CASE, **changes))  # type: ignore[arg-type]  # by name


def test_every_state_is_reached_and_reaches_an_end() -> None:
    assert reachable_from(CaseState.DRAFT) == set(CaseState)
    for state in CaseState:
        assert reachable_from(state) & DONE


def test_nothing_leaves_an_end() -> None:
    assert {state for state, _ in CASE_TRANSITIONS}.isdisjoint(DONE)
    assert set(CaseState) == OPEN | DONE
    assert OPEN.isdisjoint(DONE)
    assert [is_done(state) for state in (CaseState.CLOSED, CaseState.VERIFIED)] == [True, False]


def test_it_is_withdrawn_until_its_execution_begins_and_never_after() -> None:
    assert {state for state in CaseState if is_withdrawable(state)} == OPEN - EXECUTING
    assert not any(is_withdrawable(state, has_ended=True) for state in CaseState)
    for state in EXECUTING:
        assert CaseState.WITHDRAWN not in reachable_from(state)


def test_execution_begins_in_one_place_and_has_no_way_back() -> None:
    begins = {pair for pair, to in CASE_TRANSITIONS.items() if to in EXECUTING and pair[0] not in EXECUTING}
    assert begins == {(CaseState.APPROVED, CaseEvent.BEGIN)}
    for state in EXECUTING:
        assert reachable_from(state) <= EXECUTING | DONE


def test_only_what_is_verified_is_closed() -> None:
    assert {state for (state, _), to in CASE_TRANSITIONS.items() if to is CaseState.CLOSED} == {
        CaseState.VERIFIED
    }


@pytest.mark.parametrize(("state", "event"), product(CaseState, CaseEvent))
def test_what_is_not_in_the_table_is_refused_in_one_line(state: CaseState, event: CaseEvent) -> None:
    if is_case_event_possible(state, event):
        assert case_moved(state, event) is CASE_TRANSITIONS[state, event]
    else:
        with pytest.raises(Problem, match=f"that is {state.value} cannot"):
            case_moved(state, event)


@pytest.mark.parametrize("reason", Reason)
def test_where_the_device_is_lost_or_no_chip_is_reached_the_carrier_revokes(reason: Reason) -> None:
    assert steps_for(reason, False) == (Step.REVOKE,)
    assert steps_for(reason, True) == ((Step.REVOKE,) if reason is Reason.LOST else CHIP_STEPS)


def test_the_chip_s_part_goes_in_its_order() -> None:
    disabled = {"state": CaseState.DISABLED, "profile": OnChip.DISABLED}
    gone = {"state": CaseState.DELETED, "profile": OnChip.ABSENT, "notice": Notice.PENDING}
    assert move() == Move(step=Step.DISABLE)
    assert move(profile=OnChip.DISABLED) == Move(record=CaseEvent.DISABLE)
    assert move(**disabled) == Move(step=Step.DELETE)
    assert move(**disabled | {"profile": OnChip.ABSENT}) == Move(record=CaseEvent.DELETE)
    assert move(**gone) == Move(step=Step.KEEP)
    assert move(**gone, has_proof=True) == Move(step=Step.NOTIFY)
    sent = gone | {"state": CaseState.NOTIFIED, "has_proof": True}
    assert move(**sent) == Move(step=Step.TIDY)
    assert move(**sent | {"notice": Notice.NONE}) == Move(wait=Wait.CARRIER)
    assert move(**sent | {"notice": Notice.NONE}, has_confirmation=True) == Move(record=CaseEvent.VERIFY)
    assert next_step(replace(CASE, state=CaseState.VERIFIED)) is Step.SEAL


def test_a_request_is_handed_over_once_it_is_known_that_it_is_needed() -> None:
    asked = {"state": CaseState.SUBMITTED, "has_reference": False}
    assert move(**asked) == Move(step=Step.ASK)
    assert move(**asked, carrier=CarrierSays.MUTE) == Move(step=Step.ASK)
    assert move(**asked, carrier=CarrierSays.UNKNOWN) == Move(wait=Wait.CARRIER)
    assert move(**asked, carrier=CarrierSays.CANCELLED) == Move(record=CaseEvent.APPROVE)
    assert move(**asked, uses_api=False) == Move(wait=Wait.PERSON)
    assert move(state=CaseState.SUBMITTED) == Move(record=CaseEvent.RECEIVE)


def test_a_review_waits_for_the_carrier_and_an_approval_for_the_person() -> None:
    assert move(state=CaseState.IN_REVIEW) == Move(wait=Wait.CARRIER)
    assert move(state=CaseState.IN_REVIEW, carrier=CarrierSays.CANCELLED) == Move(record=CaseEvent.APPROVE)
    assert move(state=CaseState.APPROVED, is_confirmed=False) == Move(wait=Wait.PERSON)
    assert move(state=CaseState.APPROVED) == Move(record=CaseEvent.BEGIN)
    assert move(state=CaseState.APPROVED, clock_trusted=False) == Move(wait=Wait.CLOCK)


def test_a_chip_that_cannot_be_read_is_waited_for_unless_it_is_out_of_reach_for_good() -> None:
    sent = {"state": CaseState.NOTIFIED, "profile": OnChip.ABSENT, "carrier": CarrierSays.CANCELLED}
    for unread in ({"profile": OnChip.UNKNOWN}, {"notice": Notice.UNKNOWN}):
        assert move(**sent | unread) == Move(wait=Wait.CHIP)
        assert move(**sent | unread, has_chip_access=False) == Move(record=CaseEvent.VERIFY)
    assert move(profile=OnChip.UNKNOWN) == Move(wait=Wait.CHIP)
    assert move(state=CaseState.DELETED, notice=Notice.UNKNOWN, profile=OnChip.ABSENT) == Move(wait=Wait.CHIP)


def test_no_notification_leaves_the_chip_before_its_proof_is_kept() -> None:
    sent = {"state": CaseState.NOTIFIED, "profile": OnChip.ABSENT, "notice": Notice.PENDING}
    assert move(**sent) == Move(step=Step.KEEP)


@pytest.mark.parametrize("state", [CaseState.DELETED, CaseState.NOTIFIED])
@pytest.mark.parametrize("profile", [OnChip.ENABLED, OnChip.DISABLED])
def test_what_was_installed_anew_under_the_same_number_is_not_deleted(
    state: CaseState, profile: OnChip
) -> None:
    assert move(state=state, profile=profile, notice=Notice.PENDING) == Move(wait=Wait.PERSON)


def test_a_notification_taken_by_another_hand_leaves_it_to_the_carrier() -> None:
    taken = {"state": CaseState.DELETED, "profile": OnChip.ABSENT}
    assert move(**taken) == Move(step=Step.REVOKE)
    assert move(**taken, can_revoke=False) == Move(wait=Wait.CARRIER)
    assert move(**taken, can_revoke=False, carrier=CarrierSays.MUTE) == Move(wait=Wait.PERSON)
    assert move(**taken, carrier=CarrierSays.MUTE) == Move(step=Step.REVOKE)
    assert move(**taken, carrier=CarrierSays.CANCELLED) == Move(record=CaseEvent.REVOKE)


def test_a_chip_that_refuses_leaves_it_to_the_carrier() -> None:
    assert move(chip_refused=True) == Move(step=Step.REVOKE)
    assert move(chip_refused=True, carrier=CarrierSays.UNKNOWN) == Move(wait=Wait.CARRIER)


@given(CASES)
def test_there_is_exactly_one_move_until_the_end_and_none_after(case: Case) -> None:
    found = next_move(case)
    given_back = [part for part in (found.record, found.step, found.wait) if part is not None]
    assert len(given_back) == (0 if is_done(case.state) else 1)


@given(CASES)
def test_what_is_to_be_recorded_can_happen(case: Case) -> None:
    record = next_move(case).record
    assert record is None or is_case_event_possible(case.state, record)


@given(CASES)
def test_nothing_is_ended_before_the_person_and_the_clock_allow_it(case: Case) -> None:
    found = next_move(case)
    if found.step in FOR_GOOD:
        assert case.state in EXECUTING
        assert case.clock_trusted
    if found.record is CaseEvent.BEGIN:
        assert case.is_confirmed
        assert case.clock_trusted


@given(CASES)
def test_no_chip_is_touched_where_the_carrier_revokes(case: Case) -> None:
    if not case.goes_by_chip:
        assert next_step(case) not in {Step.DISABLE, Step.DELETE, Step.NOTIFY}


@given(CASES)
def test_an_enabled_profile_is_never_deleted_and_a_notification_goes_only_with_its_proof_kept(
    case: Case,
) -> None:
    step = next_step(case)
    if step is Step.DELETE:
        assert case.profile is OnChip.DISABLED
    if step in (Step.NOTIFY, Step.TIDY):
        assert case.has_proof
        assert case.notice is Notice.PENDING


@given(CASES)
def test_what_cannot_be_seen_is_never_taken_for_done(case: Case) -> None:
    record = next_move(case).record
    if record is CaseEvent.DELETE:
        assert case.profile is OnChip.ABSENT
    if record in (CaseEvent.APPROVE, CaseEvent.REVOKE, CaseEvent.VERIFY):
        assert case.has_ended


@dataclass
class World:
    """A chip and a carrier that keep their own state, whatever becomes of the worker."""

    by_chip: bool
    tells: bool
    profile: OnChip = OnChip.ENABLED
    notice: Notice = Notice.NONE
    carrier_active: bool = True
    reference: bool = False
    proof: bool = False
    notified: bool = False
    sealed: int = 0
    deletions: int = 0

    def case(self, state: CaseState, *, blind: bool) -> Case:
        carrier = CarrierSays.ACTIVE if self.carrier_active else CarrierSays.CANCELLED
        return replace(
            CASE,
            state=state,
            reason=Reason.UNUSED if self.by_chip else Reason.LOST,
            has_chip_access=self.by_chip,
            profile=OnChip.UNKNOWN if blind else self.profile,
            notice=Notice.UNKNOWN if blind else self.notice,
            carrier=CarrierSays.UNKNOWN if blind else carrier if self.tells else CarrierSays.MUTE,
            has_reference=self.reference,
            has_proof=self.proof,
            has_confirmation=not self.tells and not self.carrier_active,
        )

    def do(self, step: Step) -> None:
        match step:
            case Step.ASK:
                self.reference = True
            case Step.DISABLE:
                self.profile = OnChip.DISABLED
            case Step.DELETE:
                assert self.profile is not OnChip.ENABLED
                if self.profile is OnChip.DISABLED:
                    self.deletions += 1
                    self.notice = Notice.PENDING
                self.profile = OnChip.ABSENT
            case Step.KEEP:
                assert self.notice is Notice.PENDING
                self.proof = True
            case Step.NOTIFY:
                self.notified = True
                self.carrier_active = False
            case Step.TIDY:
                assert self.notified
                self.notice = Notice.NONE
            case Step.REVOKE:
                self.carrier_active = False
            case Step.SEAL:
                self.sealed += 1


class Crash(StrEnum):
    NO = "no"
    BEFORE = "before"
    """The step is not done at all."""
    AFTER = "after"
    """It is done, and not recorded."""
    BLIND = "blind"
    """Neither chip nor carrier can be asked."""


@given(st.booleans(), st.booleans(), st.lists(st.sampled_from(Crash), max_size=40))
def test_wherever_it_crashes_it_ends_right(by_chip: bool, tells: bool, crashes: list[Crash]) -> None:
    world, state = World(by_chip, tells), CaseState.SUBMITTED
    for crash in [*crashes, *[Crash.NO] * 30]:
        found = next_move(world.case(state, blind=crash is Crash.BLIND))
        if found.step is not None and crash is not Crash.BEFORE:
            world.do(found.step)
        if found.wait is Wait.CARRIER and state is CaseState.IN_REVIEW and crash is Crash.NO:
            state = case_moved(state, CaseEvent.APPROVE)
        if crash in (Crash.BEFORE, Crash.AFTER):
            continue
        event = found.record or (RECORDED.get(found.step) if found.step is not None else None)
        if event is not None and is_case_event_possible(state, event):
            state = case_moved(state, event)
    assert state is CaseState.CLOSED
    assert not world.carrier_active
    assert world.sealed
    if by_chip:
        assert (world.profile, world.notice) == (OnChip.ABSENT, Notice.NONE)
        assert world.deletions == 1
        assert world.proof
        assert world.notified
    else:
        assert world.profile is OnChip.ENABLED


@given(CASES.filter(lambda case: next_step(case) is not None))
def test_a_step_done_and_not_recorded_is_not_lost_and_does_no_more_the_second_time(case: Case) -> None:
    world = World(case.goes_by_chip, True, case.profile, case.notice, proof=case.has_proof, notified=True)
    step = next_step(case)
    assert step is not None
    world.do(step)
    once = replace(world)
    world.do(step)
    assert replace(world, sealed=once.sealed) == once
