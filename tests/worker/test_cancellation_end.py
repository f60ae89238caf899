"""A carrier that ends the service before a person agrees to the removal: its word is kept, nothing is taken
back."""

from __future__ import annotations

from pathlib import Path

import pytest

from axis_tui.domain.cancellation import CaseState, Reason
from axis_tui.domain.cancellation_act import Act
from axis_tui.domain.dossier_check import verify
from axis_tui.domain.problem import Problem
from axis_tui.store.read import cases
from axis_tui.store.read.case_acts import possible_acts
from axis_tui.store.write import case_steps as steps
from tests.worker.case_world import CaseWorld, case_world
from tests.worker.world import DAY


def ended(world: CaseWorld, case_id: int) -> list[str]:
    """Of the history, the carrier's words that the service has ended."""
    return [event.detail for event in cases.events(world.reader, case_id) if event.event == "ended"]


@pytest.mark.parametrize("reason", [Reason.REPLACED, Reason.LOST])
def test_it_is_kept_once_and_leaves_nothing_to_take_back(reason: Reason, tmp_path: Path) -> None:
    with case_world(tmp_path) as world:
        world.far.set_knobs({"ends_s": DAY})
        engine = world.engine()
        case_id = world.submitted(reason)
        row = world.until(engine, case_id, CaseState.APPROVED)
        assert Act.WITHDRAW in possible_acts(world.reader, row)
        assert not row.confirmation
        world.far.end_service(row.esim_reference, world.wall)
        for _ in range(3):
            world.pass_time(20, engine)
        row = world.case(case_id)
        assert row.state is CaseState.APPROVED
        assert row.confirmation.startswith("By its interface, asked at 20")
        assert row.confirmation.endswith("; request SC000001.")
        assert Act.WITHDRAW not in possible_acts(world.reader, row)
        with pytest.raises(Problem, match="has ended the service already"):
            world.write(lambda tx: steps.withdraw(tx, case_id, world.wall))
        world.pass_time(60, world.engine())
        assert ended(world, case_id) == [row.confirmation], "a worker anew keeps it no second time"
        world.confirm(case_id)
        world.until(world.engine(), case_id, CaseState.CLOSED)
        dossier = cases.dossier(world.reader, case_id)
        assert verify(dossier).is_whole
        assert row.confirmation in dossier


def test_one_that_it_ends_only_once_it_is_carried_out_has_its_word_too(tmp_path: Path) -> None:
    with case_world(tmp_path) as world:
        world.far.set_knobs({"ends_s": DAY})
        engine = world.engine()
        case_id = world.submitted()
        world.until(engine, case_id, CaseState.APPROVED)
        world.confirm(case_id)
        row = world.until(engine, case_id, CaseState.NOTIFIED)
        world.far.end_service(row.esim_reference, world.wall)
        world.until(engine, case_id, CaseState.CLOSED)
        assert len(ended(world, case_id)) == 1
        assert '"name":"confirmation"' in cases.dossier(world.reader, case_id)


def test_an_earlier_request_s_end_is_no_word_about_this_one(tmp_path: Path) -> None:
    with case_world(tmp_path) as world:
        engine = world.engine()
        first = world.submitted()
        world.until(engine, first, CaseState.APPROVED)
        world.confirm(first)
        world.until(engine, first, CaseState.CLOSED)
        # Without anything bought since it could not be asked for.
        bought = "UPDATE plan SET purchased_at = ? WHERE esim_id = ?"
        world.write(lambda tx: tx.execute(bought, (world.wall + 1, world.esim_id)))
        second = world.submitted()
        world.until(engine, second, CaseState.APPROVED)
        for _ in range(3):
            world.pass_time(20, engine)
        assert ended(world, second) == []
