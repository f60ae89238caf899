"""Cancellations by the worker: asked once, followed, carried out in order, proven, whatever happens."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from axis_tui.carriers.base import (
    CancellationState,
    Capability,
    CarrierProblem,
    Declined,
    NotSent,
    ReviewAnswer,
)
from axis_tui.deadline import deadline_of
from axis_tui.domain.cancellation import CaseEvent, CaseState, Reason
from axis_tui.domain.cancellation_word import CarrierSays, OnChip, Recall
from axis_tui.domain.dossier_check import verify
from axis_tui.domain.problem import Problem
from axis_tui.domain.renewal_word import DeclineKind
from axis_tui.euicc.problem import NoAnswer, NotAllowed
from axis_tui.store.backup import make_backup
from axis_tui.store.read import cases
from axis_tui.store.write import Tx
from axis_tui.store.write import case_keeping as keeping
from axis_tui.store.write import case_steps as steps
from axis_tui.store.write.cases import NewCase, draft, submit
from axis_tui.store.write.fleet import NewEsim, add_esim
from axis_tui.worker.cancellations.answers import NO_REASON
from axis_tui.worker.cancellations.recall import Recalls
from axis_tui.worker.engine import Engine
from tests.store.fleet import NOW
from tests.worker.case_world import SIGNED, CaseWorld, FakeChip, Killed, case_world
from tests.worker.renewal_world import CARRIER
from tests.worker.world import DAY

IN_ORDER = ["disable", "delete", "keep", "notify", "tidy"]


def waits(world: CaseWorld) -> list[str]:
    return [kind for kind, _threshold, state in world.alerts() if state == "open"]


def test_a_request_is_asked_reviewed_confirmed_removed_proven_and_closed(tmp_path: Path) -> None:
    with case_world(tmp_path) as world:
        engine = world.engine()
        case_id = world.submitted()
        row = world.until(engine, case_id, CaseState.IN_REVIEW)
        assert (row.reference, row.uses_api, row.has_chip) == ("SC000001", True, True)
        assert row.deadline_on == deadline_of("UTC", "", None, row.received_at or 0).due_on
        world.until(engine, case_id, CaseState.APPROVED)
        world.pass_time(60, engine)
        assert world.case(case_id).state is CaseState.APPROVED
        assert "case_waits_for_you" in waits(world)
        world.confirm(case_id)
        row = world.until(engine, case_id, CaseState.CLOSED)
        assert world.chip is not None
        assert (world.chip.acts, world.chip.received) == (IN_ORDER, 1)
        assert world.case_words(case_id) == [
            "drafted", "submit", "asked", "receive", "approve", "ended", "confirmed", "begin", "disable",
            "delete", "kept", "notify", "verify", "close",
        ]  # fmt: skip
        assert row.after is not None
        assert (row.after.profile, row.after.carrier) == (OnChip.ABSENT, CarrierSays.CANCELLED)
        dossier = cases.dossier(world.reader, case_id)
        assert verify(dossier).is_whole
        assert SIGNED in dossier
        assert "Not proven" not in dossier
        assert "case_waits_for_you" not in waits(world)
        assert len(world.far.state().reviews) == 1


def test_a_refusal_ends_the_case_with_its_reason(tmp_path: Path) -> None:
    with case_world(tmp_path) as world:
        world.far.set_knobs({"verdict": "rejected"})
        engine = world.engine()
        case_id = world.submitted()
        row = world.until(engine, case_id, CaseState.REJECTED)
        assert row.rejection == "the line is still needed for an order"
        assert world.chip is not None
        assert world.chip.acts == []
        told = ("case_refused", "open", row.rejection)
        rows = "SELECT kind, state, detail FROM alert WHERE kind = 'case_refused'"
        world.pass_time(60, world.engine())
        assert world.reader.rows(rows) == [told]
        world.write(lambda tx: tx.execute("UPDATE alert SET state = 'acknowledged'"))
        world.pass_time(60, world.engine())
        assert world.reader.rows(rows) == [(told[0], "resolved", told[2])], "seen, and never raised again"


def test_a_new_case_after_a_refusal_is_not_taken_for_the_old_one(tmp_path: Path) -> None:
    with case_world(tmp_path) as world:
        world.far.set_knobs({"verdict": "rejected"})
        engine = world.engine()
        world.until(engine, world.submitted(), CaseState.REJECTED)
        world.far.set_knobs({"verdict": "approved"})
        second = world.submitted()
        row = world.until(engine, second, CaseState.APPROVED)
        assert row.reference == "SC000002"
        assert "case_refused" not in waits(world), "it was asked for anew"


def withdraw(world: CaseWorld, case_id: int) -> None:
    """A person takes a case back."""
    world.write(lambda tx: steps.withdraw(tx, case_id, world.wall))


def until_recalled(world: CaseWorld, engine: Engine, case_id: int, step_s: int = 5) -> Recall:
    """Pass time until it is known what the carrier says to a withdrawal."""
    for _ in range(100):
        if world.case(case_id).recall is not Recall.WANTED:
            return world.case(case_id).recall
        world.pass_time(step_s, engine)
    raise AssertionError(world.case(case_id))


def reviews(world: CaseWorld) -> list[tuple[str, bool]]:
    return [(review.reference, review.is_withdrawn) for review in world.far.state().reviews]


def test_a_withdrawn_case_is_taken_back_at_its_carrier_and_left_alone(tmp_path: Path) -> None:
    with case_world(tmp_path) as world:
        engine = world.engine()
        case_id = world.submitted()
        world.until(engine, case_id, CaseState.IN_REVIEW)
        withdraw(world, case_id)
        assert until_recalled(world, engine, case_id) is Recall.TOLD
        assert world.case_words(case_id)[-2:] == ["withdraw", "recall_told"]
        world.pass_time(60, engine)
        assert world.case(case_id).state is CaseState.WITHDRAWN
        assert reviews(world) == [("SC000001", True)]
        assert "case_waits_for_you" not in waits(world)
        assert world.chip is not None
        assert world.chip.acts == []
        second = world.submitted()
        assert world.until(engine, second, CaseState.APPROVED).reference == "SC000002"


def test_a_draft_or_a_case_by_hand_leaves_no_carrier_to_be_told(tmp_path: Path) -> None:
    with case_world(tmp_path, carriers={}) as world:
        world.carriers = {}
        case_id = world.submitted()
        withdraw(world, case_id)
        assert world.case(case_id).recall is Recall.NO


@pytest.mark.parametrize("drop", ["before", "after"])
def test_the_carrier_is_told_until_it_answers_whatever_ends_in_between(drop: str, tmp_path: Path) -> None:
    with case_world(tmp_path) as world:
        world.far.set_knobs({"review_s": DAY})
        engine = world.engine()
        case_id = world.submitted()
        world.until(engine, case_id, CaseState.IN_REVIEW)
        world.far.set_knobs({"drop": drop, "on": "reads"})
        withdraw(world, case_id)
        for _ in range(5):
            world.pass_time(60, engine)
        assert world.case(case_id).recall is Recall.WANTED
        assert world.case(case_id).error
        world.far.set_knobs({"drop": None})
        assert until_recalled(world, world.engine(), case_id, step_s=60) is Recall.TOLD
        assert world.case(case_id).error == ""
        assert world.case_words(case_id).count("recall_told") == 1
        assert reviews(world) == [("SC000001", True)]


def test_what_is_carried_out_is_not_taken_back_and_a_person_is_told(tmp_path: Path) -> None:
    with case_world(tmp_path) as world:
        world.far.set_knobs({"ends_s": DAY})
        engine = world.engine()
        case_id = world.submitted()
        world.until(engine, case_id, CaseState.APPROVED)
        world.far.end_service(world.case(case_id).esim_reference, world.wall)
        withdraw(world, case_id)
        assert until_recalled(world, engine, case_id) is Recall.REFUSED
        assert "has ended the service already" in cases.events(world.reader, case_id)[-1].detail
        world.pass_time(60, engine)
        assert "case_waits_for_you" in waits(world)
        world.write(lambda tx: keeping.keep_told_by_hand(tx, case_id, world.wall))
        world.pass_time(60, engine)
        assert "case_waits_for_you" not in waits(world)


def test_a_carrier_that_takes_no_program_s_word_for_it_is_told_by_a_person(tmp_path: Path) -> None:
    with case_world(tmp_path) as world:
        without(world, Capability.WITHDRAW)
        engine = world.engine()
        case_id = world.submitted()
        world.until(engine, case_id, CaseState.IN_REVIEW)
        withdraw(world, case_id)
        assert until_recalled(world, engine, case_id) is Recall.REFUSED
        world.pass_time(60, engine)
        assert "case_waits_for_you" in waits(world)
        assert reviews(world) == [("SC000001", False)]


def test_a_request_whose_answer_was_lost_is_found_and_taken_back(tmp_path: Path) -> None:
    with case_world(tmp_path) as world:
        world.far.set_knobs({"review_s": DAY})
        engine = world.engine()
        ask, look = world.far.cancel, world.far.cancellation

        def lost(reference: str, now: int) -> str:
            ask(reference, now)
            raise CarrierProblem("the answer was lost")

        def silent(reference: str, now: int) -> CancellationState:
            raise CarrierProblem("silence")

        world.far.cancel = lost  # type: ignore[method-assign]
        first = world.submitted()
        while not reviews(world):
            world.pass_time(5, engine)
        world.far.cancellation = silent  # type: ignore[method-assign]
        withdraw(world, first)
        world.far.cancel = ask  # type: ignore[method-assign]
        second = world.submitted()
        for _ in range(10):
            world.pass_time(60, engine)
        assert world.case(first).recall is Recall.WANTED
        assert (world.case(second).state, world.case(second).reference) == (CaseState.SUBMITTED, "")
        world.far.cancellation = look  # type: ignore[method-assign]
        assert until_recalled(world, world.engine(), first, step_s=30) is Recall.TOLD
        assert world.case(first).reference == "SC000001"
        assert world.until(engine, second, CaseState.IN_REVIEW, step_s=30).reference == "SC000002"
        assert reviews(world) == [("SC000001", True), ("SC000002", False)]


def dying_around(
    patch: pytest.MonkeyPatch, where: str, call: tuple[Any, str], record: tuple[Any, str]
) -> list[str]:
    """The worker dies once, `where` says at which point around that call or before its record is committed.

    What is given holds where it died, once it has.
    """
    died: list[str] = []

    def dies(when: str) -> None:
        if when == where and not died:
            died.append(when)
            raise Killed

    calls, records = getattr(*call), getattr(*record)

    def calling(*arguments: Any) -> None:
        dies("before the call")
        calls(*arguments)
        dies("after the call")

    def recording(*arguments: Any) -> Any:
        done = records(*arguments)
        dies("before the commit")
        return done

    patch.setattr(*call, calling)
    patch.setattr(*record, recording)
    return died


def pass_time_through_deaths(world: CaseWorld, engine: Engine, passes: int, step_s: int) -> None:
    """Pass after pass; whenever the worker dies another one takes its place."""
    for _ in range(passes):
        try:
            world.pass_time(step_s, engine)
        except Killed:
            engine = world.engine()


@pytest.mark.parametrize("where", ["before the call", "after the call", "before the commit"])
def test_a_worker_killed_while_it_takes_a_request_back_goes_on_and_a_new_case_waits_for_it(
    where: str, tmp_path: Path
) -> None:
    with case_world(tmp_path) as world, pytest.MonkeyPatch.context() as patch:
        world.far.set_knobs({"review_s": DAY})
        engine = world.engine()
        first = world.submitted()
        world.until(engine, first, CaseState.IN_REVIEW)
        died = dying_around(patch, where, (world.far, "withdraw"), (keeping, "keep_recall"))
        take_back, is_silent = world.far.withdraw, True

        def taking_back(reference: str, now: int) -> None:
            if is_silent:
                raise CarrierProblem("silence")
            take_back(reference, now)

        patch.setattr(world.far, "withdraw", taking_back)
        withdraw(world, first)
        second = world.submitted()
        for _ in range(4):
            world.pass_time(60, engine)
        assert (world.case(second).state, world.case(second).reference) == (CaseState.SUBMITTED, "")
        is_silent = False
        pass_time_through_deaths(world, engine, 40, 30)
        assert died
        assert world.case(first).recall is Recall.TOLD
        assert world.case_words(first).count("recall_told") == 1
        assert world.case(second).reference == "SC000002"
        assert reviews(world) == [("SC000001", True), ("SC000002", False)]


def test_what_never_reached_the_carrier_is_looked_for_until_it_cannot_arrive_any_more(
    tmp_path: Path,
) -> None:
    with case_world(tmp_path) as world:
        engine = world.engine()
        case_id = world.submitted()
        withdraw(world, case_id)
        for _ in range(3):
            world.pass_time(5, engine)
        assert world.case(case_id).recall is Recall.WANTED
        assert until_recalled(world, engine, case_id, step_s=60) is Recall.NONE
        assert reviews(world) == []
        assert "case_waits_for_you" not in waits(world)


def test_a_withdrawal_by_a_clock_that_was_ahead_holds_no_later_case_up(tmp_path: Path) -> None:
    with case_world(tmp_path) as world:
        engine = world.engine()
        first = world.submitted()
        world.write(lambda tx: steps.withdraw(tx, first, world.wall + 5 * 365 * DAY))
        second = world.submitted()
        assert until_recalled(world, engine, first, step_s=60) is Recall.NONE
        world.until(engine, second, CaseState.APPROVED, step_s=60)


def lost(world: CaseWorld, engine: Engine) -> int:
    """A lost device's case whose removal a person has confirmed."""
    case_id = world.submitted(Reason.LOST)
    world.until(engine, case_id, CaseState.APPROVED)
    world.confirm(case_id)
    return case_id


def without(world: CaseWorld, *gone: Capability) -> None:
    """The carrier's adapter cannot do these."""
    world.far.__dict__["capabilities"] = world.far.capabilities - set(gone)


def test_the_carrier_revokes_what_is_on_a_lost_device(tmp_path: Path) -> None:
    with case_world(tmp_path) as world:
        world.far.set_knobs({"ends_s": None})
        engine = world.engine()
        row = world.until(engine, lost(world, engine), CaseState.CLOSED)
        assert world.chip is not None
        assert world.chip.acts == []
        assert len(world.far.state().revoked) == 1
        assert "revoke" in world.case_words(row.id)
        assert "by the carrier on its side" in cases.dossier(world.reader, row.id)
        assert "case_waits_for_you" not in waits(world)


@pytest.mark.parametrize("where", ["before the call", "after the call", "before the commit"])
def test_a_worker_killed_while_it_has_the_carrier_revoke_goes_on_right(where: str, tmp_path: Path) -> None:
    with case_world(tmp_path) as world, pytest.MonkeyPatch.context() as patch:
        world.far.set_knobs({"ends_s": None})
        engine = world.engine()
        case_id = lost(world, engine)
        died = dying_around(patch, where, (world.far, "revoke"), (steps, "record"))
        pass_time_through_deaths(world, engine, 80, 5)
        assert died
        assert world.case(case_id).state is CaseState.CLOSED
        words = world.case_words(case_id)
        assert words.count("revoke") + words.count("told_ended") == 1
        assert len(world.far.state().revoked) == 1


def test_a_carrier_that_revokes_for_no_program_ends_it_by_its_own_agreement(tmp_path: Path) -> None:
    with case_world(tmp_path) as world:
        world.far.set_knobs({"ends_s": 200})
        without(world, Capability.REVOKE)
        engine = world.engine()
        case_id = lost(world, engine)
        world.pass_time(60, engine)
        assert world.case(case_id).state is CaseState.REMOVING
        assert "case_waits_for_you" not in waits(world)
        world.until(engine, case_id, CaseState.CLOSED)
        assert world.far.state().revoked == {}


def test_what_no_program_can_revoke_nor_see_waits_for_a_person(tmp_path: Path) -> None:
    with case_world(tmp_path) as world:
        without(world, Capability.REVOKE, Capability.CANCELLATION)
        engine = world.engine()
        case_id = world.submitted(Reason.LOST)
        world.until(engine, case_id, CaseState.IN_REVIEW)
        world.write(lambda tx: steps.approve(tx, case_id, world.wall))
        world.confirm(case_id)
        world.pass_time(60, engine)
        assert world.case(case_id).state is CaseState.REMOVING
        assert "case_waits_for_you" in waits(world)
        world.write(lambda tx: keeping.keep_confirmation(tx, case_id, world.wall, "Ended on 28 May."))
        world.until(engine, case_id, CaseState.CLOSED)


@pytest.mark.parametrize("drop", ["before", "after"])
def test_a_lost_answer_opens_no_second_request(drop: str, tmp_path: Path) -> None:
    with case_world(tmp_path) as world:
        world.far.set_knobs({"drop": drop, "on": "reads"}, calls=None)
        engine = world.engine()
        case_id = world.submitted()
        for _ in range(40):
            world.pass_time(30, engine)
        assert world.case(case_id).state is CaseState.SUBMITTED
        assert world.case(case_id).error
        world.far.set_knobs({"drop": None})
        world.until(engine, case_id, CaseState.APPROVED, step_s=30)
        assert len(world.far.state().reviews) == 1
        assert world.case(case_id).error == ""


def test_an_answer_lost_once_is_looked_up_not_asked_again(tmp_path: Path) -> None:
    with case_world(tmp_path) as world:
        engine = world.engine()
        ask, calls = world.far.cancel, []

        def lost(reference: str, now: int) -> str:
            calls.append(ask(reference, now))
            raise NotSent("the line broke")

        world.far.cancel = lost  # type: ignore[method-assign]
        case_id = world.submitted()
        row = world.until(engine, case_id, CaseState.IN_REVIEW)
        assert (calls, row.reference) == (["SC000001"], "SC000001")


def test_a_request_that_the_carrier_takes_from_nobody_is_refused_with_its_reason(tmp_path: Path) -> None:
    with case_world(tmp_path) as world:
        engine = world.engine()
        kinds = [DeclineKind.TRY_LATER, DeclineKind.NOT_ELIGIBLE]

        def declining(reference: str, now: int) -> str:
            raise Declined(kinds.pop(0), "it is in its minimum term")

        world.far.cancel = declining  # type: ignore[method-assign]
        row = world.until(engine, world.submitted(), CaseState.REJECTED)
        assert (row.rejection, kinds) == ("it is in its minimum term", [])


def test_a_carrier_that_declines_to_revoke_is_not_asked_for_it_again(tmp_path: Path) -> None:
    with case_world(tmp_path) as world:
        world.far.set_knobs({"ends_s": 7_200})
        engine = world.engine()
        asked: list[int] = []

        def declining(reference: str, now: int) -> None:
            asked.append(now)
            raise Declined(DeclineKind.NOT_ELIGIBLE, "it ends by itself")

        world.far.revoke = declining  # type: ignore[method-assign]
        case_id = lost(world, engine)
        world.until(engine, case_id, CaseState.CLOSED, step_s=60)
        assert len(asked) == 1


def telling(world: CaseWorld, **changes: Any) -> None:
    """What the carrier tells of a request has these words in place of its own."""
    look = world.far.cancellation

    def told(reference: str, now: int) -> CancellationState:
        return replace(look(reference, now), **changes)

    world.far.cancellation = told  # type: ignore[method-assign]


def test_a_reference_that_looks_like_a_card_s_number_is_kept_to_the_letter(tmp_path: Path) -> None:
    """Else no answer would be known for this request's, and the case would wait for ever."""
    with case_world(tmp_path) as world:
        engine = world.engine()
        number, ask = "4111111111111111", world.far.cancel

        def asked(reference: str, now: int) -> str:
            ask(reference, now)
            telling(world, reference=number)
            return number

        world.far.cancel = asked  # type: ignore[method-assign]
        row = world.until(engine, world.submitted(), CaseState.APPROVED)
        assert row.reference == number


@pytest.mark.parametrize("odd", [{"reference": "A\u200bB"}, {"reference": "R" * 81}, {"ended_at": False}])
def test_what_the_carrier_tells_without_sense_is_an_error_that_is_seen(
    odd: dict[str, Any], tmp_path: Path
) -> None:
    with case_world(tmp_path) as world:
        world.far.set_knobs({"review_s": DAY})
        engine = world.engine()
        telling(world, **odd)
        case_id = world.submitted()
        for _ in range(10):
            world.pass_time(60, engine)
        assert world.case(case_id).state is CaseState.SUBMITTED
        assert "cannot be understood" in world.case(case_id).error
        withdraw(world, case_id)
        for _ in range(10):
            world.pass_time(60, engine)


def test_a_refusal_in_words_that_cannot_be_seen_is_one_without_a_reason(tmp_path: Path) -> None:
    with case_world(tmp_path) as world:
        world.far.set_knobs({"verdict": "rejected"})
        engine = world.engine()
        telling(world, why="\u200b")
        assert world.until(engine, world.submitted(), CaseState.REJECTED).rejection == NO_REASON


def test_one_case_that_cannot_be_taken_back_does_not_end_the_worker(tmp_path: Path) -> None:
    with case_world(tmp_path) as world, pytest.MonkeyPatch.context() as patch:
        engine = world.engine()
        case_id = world.submitted()
        world.until(engine, case_id, CaseState.IN_REVIEW)
        withdraw(world, case_id)

        def faster(*_arguments: object) -> None:
            raise Problem("a person was faster")

        patch.setattr(Recalls, "go_on", faster)
        second = world.submitted()
        for _ in range(5):
            world.pass_time(60, engine)
        assert world.case(second).state is CaseState.SUBMITTED


def test_of_many_cases_none_waits_for_ever_and_a_carrier_is_asked_about_one_at_a_time(
    tmp_path: Path,
) -> None:
    with case_world(tmp_path) as world:
        engine = world.engine()
        asked: list[str] = []

        def told(reference: str, now: int) -> CancellationState:
            asked.append(reference)
            return CancellationState(ReviewAnswer.NONE)

        world.far.cancellation = told  # type: ignore[method-assign]
        for _ in range(3):
            world.pass_time(60, engine)
        backup = make_backup(world.path, world.root / "state", world.wall)

        def fill(tx: Tx) -> None:
            for number in range(250):
                iccid = f"89880000000001{number:05d}"
                esim_id = add_esim(tx, NewEsim(iccid, CARRIER, iccid=iccid))
                case_id = draft(tx, NewCase(esim_id, Reason.UNUSED), world.wall)
                if number >= 220:
                    submit(tx, case_id, world.wall, backup)

        world.write(fill)
        for _ in range(40):
            before = len(asked)
            world.pass_time(1, engine)
            assert len(asked) <= before + 1
        assert len(set(asked)) == 30


@pytest.mark.parametrize("answer", [None, "", " ", 7, b"x", " SC1", "R" * 81])
def test_an_answer_without_sense_is_none(answer: object, tmp_path: Path) -> None:
    with case_world(tmp_path) as world:
        engine = world.engine()
        asked: list[int] = []
        world.far.cancel = lambda reference, now: asked.append(now) or answer  # type: ignore
        case_id = world.submitted()
        for _ in range(20):
            world.pass_time(5, engine)
        assert world.case(case_id).state is CaseState.SUBMITTED
        assert "cannot be understood" in world.case(case_id).error
        assert 1 <= len(asked) <= 4, "it is not hammered"


def test_what_the_profile_forbids_is_left_to_the_carrier(tmp_path: Path) -> None:
    chip = FakeChip(error=NotAllowed("a rule of the profile forbids it"))
    with case_world(tmp_path, chip=chip) as world:
        engine = world.engine()
        case_id = world.submitted()
        world.until(engine, case_id, CaseState.APPROVED)
        world.confirm(case_id)
        world.until(engine, case_id, CaseState.CLOSED)
        assert chip.acts == ["disable"]
        assert {"refused", "told_ended"} <= set(world.case_words(case_id))


def test_a_chip_that_fails_is_asked_again_after_a_while(tmp_path: Path) -> None:
    chip = FakeChip(error=NoAnswer("the modem is silent"))
    with case_world(tmp_path, chip=chip) as world:
        engine = world.engine()
        case_id = world.submitted()
        world.until(engine, case_id, CaseState.APPROVED)
        world.confirm(case_id)
        for _ in range(60):
            world.pass_time(5, engine)
        assert world.case(case_id).state is CaseState.REMOVING
        assert "silent" in world.case(case_id).error
        assert 2 <= len(chip.acts) <= 8, "it is not hammered"
        chip.error = None
        world.until(engine, case_id, CaseState.CLOSED)


def test_a_chip_out_of_reach_is_waited_for(tmp_path: Path) -> None:
    chip = FakeChip()
    with case_world(tmp_path, chip=chip) as world:
        engine = world.engine()
        case_id = world.submitted()
        world.until(engine, case_id, CaseState.APPROVED)
        chip.is_reached = False
        world.confirm(case_id)
        for _ in range(60):
            world.pass_time(5, engine)
        assert world.case(case_id).state is CaseState.REMOVING
        chip.is_reached = True
        world.until(engine, case_id, CaseState.CLOSED)
        assert chip.acts == IN_ORDER


def test_an_error_is_told_until_whoever_made_it_answers_again(tmp_path: Path) -> None:
    chip = FakeChip()
    with case_world(tmp_path, chip=chip) as world:
        world.far.set_knobs({"ends_s": 30 * DAY})
        engine = world.engine()
        case_id = world.submitted()
        world.until(engine, case_id, CaseState.APPROVED)
        chip.error = NoAnswer("the modem is silent")
        world.confirm(case_id)

        def error_after(passes: int) -> str:
            for _ in range(passes):
                world.pass_time(60, engine)
            return world.case(case_id).error

        assert "silent" in error_after(10), "though the carrier answers"
        chip.error = None
        assert error_after(20) == ""
        world.far.set_knobs({"drop": "before", "on": "reads"})
        assert "lost" in error_after(30)
        world.far.set_knobs({"drop": None})
        assert error_after(60) == ""
        assert world.case(case_id).state is CaseState.NOTIFIED


def test_nothing_is_removed_by_a_clock_that_is_not_trusted(tmp_path: Path) -> None:
    with case_world(tmp_path) as world:
        engine = world.engine()
        case_id = world.submitted()
        world.until(engine, case_id, CaseState.APPROVED)
        world.wall += 400 * DAY
        world.confirm(case_id)
        for _ in range(5):
            world.pass_time(60, engine)
        assert world.case(case_id).state is CaseState.APPROVED
        world.is_synchronised = True
        world.pass_time(120, engine)
        world.until(engine, case_id, CaseState.CLOSED)


def test_without_a_chip_and_an_account_a_person_does_and_records_each_step(tmp_path: Path) -> None:
    with case_world(tmp_path, chip=None, carriers={}) as world:
        world.carriers = {}
        engine = world.engine()
        case_id = world.submitted()
        world.pass_time(20, engine)
        assert world.case(case_id).state is CaseState.SUBMITTED
        assert "case_waits_for_you" in waits(world)
        world.write(lambda tx: steps.approve(tx, case_id, world.wall, "by phone"))
        world.confirm(case_id)
        world.until(engine, case_id, CaseState.REMOVING)
        for event in (CaseEvent.DISABLE, CaseEvent.DELETE, CaseEvent.NOTIFY):
            world.write(lambda tx, event=event: steps.record_by_hand(tx, case_id, event, world.wall))
            world.pass_time(20, engine)
        assert world.case(case_id).state is CaseState.NOTIFIED
        world.write(lambda tx: keeping.keep_confirmation(tx, case_id, world.wall, "Ended."))
        world.until(engine, case_id, CaseState.CLOSED)
        assert "Not proven: the chip's signed notification" in cases.dossier(world.reader, case_id)


def test_a_review_is_reminded_and_then_overdue_by_working_days(tmp_path: Path) -> None:
    with case_world(tmp_path) as world:
        world.far.set_knobs({"review_s": 60 * DAY})
        engine = world.engine()
        case_id = world.submitted()
        row = world.until(engine, case_id, CaseState.IN_REVIEW)
        assert row.remind_on is not None
        assert row.deadline_on is not None
        assert row.remind_on.weekday() < 5
        seen: dict[date, list[str]] = {}
        today = date.fromtimestamp(NOW)
        for _ in range(14):
            seen[today] = [kind for kind in waits(world) if kind.startswith("review")]
            world.pass_time(DAY, engine)
            engine.step()
            today += timedelta(days=1)
        for day, kinds in seen.items():
            expected = (
                ["review_overdue"] if day > row.deadline_on
                else ["review_reminder"] if day >= row.remind_on else []
            )  # fmt: skip
            assert kinds == expected, day


def test_a_pass_without_an_open_case_or_news_writes_nothing(tmp_path: Path) -> None:
    with case_world(tmp_path) as world:
        engine = world.engine()
        for _ in range(10):
            world.pass_time(1, engine)
        version = world.reader.data_version()
        for _ in range(5):
            engine.step()
        assert world.reader.data_version() == version


def killed_run(world: CaseWorld, engine: Engine, case_id: int, passes: int) -> None:
    """That many passes of one worker, which then is gone."""
    for _ in range(passes):
        if world.case(case_id).state is CaseState.APPROVED and world.case(case_id).confirmed_at is None:
            world.confirm(case_id)
        world.pass_time(10, engine)


@pytest.mark.parametrize("passes", range(2, 5))  # an answer is stored in the pass after its call
def test_a_worker_that_ends_after_every_few_passes_gets_there_all_the_same(
    passes: int, tmp_path: Path
) -> None:
    with case_world(tmp_path) as world:
        world.engine()
        case_id = world.submitted()
        for _life in range(60):
            killed_run(world, world.engine(), case_id, passes)
            if not world.case(case_id).is_open:
                break
        assert_done_once(world, case_id)


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", IN_ORDER)
def test_a_worker_killed_at_a_step_of_the_chip_goes_on_right(step: str, when: str, tmp_path: Path) -> None:
    def kill(where: str) -> None:
        if where == f"{when} {step}" and not died:
            died.append(where)
            raise Killed

    died: list[str] = []
    with case_world(tmp_path, chip=FakeChip(kill=kill)) as world:
        engine = world.engine()
        case_id = world.submitted()
        for _ in range(80):
            try:
                killed_run(world, engine, case_id, 1)
            except Killed:
                engine = world.engine()
        assert died
        assert_done_once(world, case_id)


@pytest.mark.parametrize("number", range(1, 16))
def test_a_worker_killed_before_any_of_its_commits_goes_on_right(number: int, tmp_path: Path) -> None:
    """The transaction's work is done and then rolled back, as by SIGKILL right before the commit."""
    with case_world(tmp_path) as world:
        engine = world.engine()
        case_id = world.submitted()
        count = 0

        def killing(name: str) -> None:
            real = getattr(steps, name, None) or getattr(keeping, name)
            module = steps if hasattr(steps, name) else keeping

            def act(*arguments: object, **named: object) -> object:
                nonlocal count
                result = real(*arguments, **named)
                count += 1
                if count == number:
                    raise Killed
                return result

            patch.setattr(module, name, act)

        with pytest.MonkeyPatch.context() as patch:
            for name in (
                "receive",
                "approve",
                "begin",
                "record",
                "verify",
                "close",
                "keep_reference",
                "keep_proof",
            ):
                killing(name)
            for _ in range(80):
                try:
                    killed_run(world, engine, case_id, 1)
                except Killed:
                    engine = world.engine()
        assert_done_once(world, case_id)


def assert_done_once(world: CaseWorld, case_id: int) -> None:
    """Closed and proven; one request at the carrier, one deletion, no notification lost."""
    row = world.case(case_id)
    assert row.state is CaseState.CLOSED, world.case_words(case_id)
    assert len(world.far.state().reviews) == 1
    chip = world.chip
    assert chip is not None
    assert [act for act in chip.acts if act in ("disable", "delete")] == ["disable", "delete"]
    assert chip.received >= 1
    assert not chip.pending
    words = world.case_words(case_id)
    assert len(set(words)) == len(words), "a step is told once"
    dossier = cases.dossier(world.reader, case_id)
    assert verify(dossier).is_whole
    assert SIGNED in dossier
