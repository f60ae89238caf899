"""Cancellations on a real adapter's chip: what is removed, what proves it, how often the chip is asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from axis_tui.domain.cancellation import CaseState, Reason
from axis_tui.euicc.base import Profile
from axis_tui.euicc.lpac import LpacChip
from axis_tui.store.backup import make_backup
from axis_tui.store.read import cases
from axis_tui.store.read.cases import CaseRow
from axis_tui.store.write import Tx
from axis_tui.store.write import case_keeping as keeping
from axis_tui.store.write import case_steps as steps
from axis_tui.store.write.cases import NewCase, draft, submit
from axis_tui.worker.cancellations.service import Cancellations
from axis_tui.worker.engine import Engine, say_raised
from axis_tui.worker.renewals.errand import Errands
from axis_tui.worker.renewals.service import Renewals
from tests.euicc.machine import ICCIDS, SERVER
from tests.worker.chip_world import OTHER_EID, ChipWorld, new_chip


class World(ChipWorld):
    """Its carrier is a person's to ask."""

    def cancellations(self, renewals: Renewals) -> Cancellations:
        """The job itself."""
        errands = Errands(lambda: None, lambda work: work(), lambda: self.elapsed)
        return Cancellations(self.writer, self.reader, renewals.accounts, errands, self.chip, say_raised)

    def approved(self, esim_id: int) -> int:
        """A case that its carrier agreed to; its number."""
        backup = make_backup(self.path, self.root / "state", self.wall)

        def change(tx: Tx) -> int:
            case_id = draft(tx, NewCase(esim_id, Reason.UNUSED), self.wall)
            submit(tx, case_id, self.wall, backup)
            steps.approve(tx, case_id, self.wall)
            return case_id

        return int(self.write(change))

    def confirm(self, case_id: int) -> None:
        """A person agrees to the removal."""
        self.write(lambda tx: keeping.confirm(tx, case_id, self.wall))

    def case(self, case_id: int) -> CaseRow:
        """The case as screens see it."""
        row = cases.case(self.reader, case_id)
        assert row is not None
        return row

    def remove_from_chip(self, index: int) -> None:
        """Another hand deletes a profile, and tells its server by itself."""
        state = self.machine.state
        self.machine.put(state | {"profiles": [p for p in state["profiles"] if p["iccid"] != ICCIDS[index]]})

    def calls_in(self, seconds: int, engine: Engine) -> int:
        """How often lpac is called while time goes by."""
        before = len(self.machine.calls)
        for _ in range(seconds // 5):
            self.pass_time(5, engine)
        return len(self.machine.calls) - before


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    (tmp_path / "world").mkdir()
    with World(tmp_path / "world") as made:
        yield made


def test_the_notification_of_an_earlier_profile_with_its_iccid_proves_nothing(world: World) -> None:
    old = {"seqNumber": 3, "profileManagementOperation": "delete", "notificationAddress": SERVER,
           "iccid": ICCIDS[0]}  # fmt: skip
    world.machine.put(new_chip() | {"notifications": [old]})
    japan, engine = world.add_on_chip("Japan", 0), world.engine()
    world.run(engine)
    case_id = world.approved(japan)
    world.remove_from_chip(0)
    world.confirm(case_id)
    for _ in range(20):
        world.pass_time(5, engine)
    assert (world.case(case_id).state, world.case(case_id).has_proof) == (CaseState.DELETED, False)
    assert world.chip.notice(japan) == "none"


def test_a_chip_is_not_asked_for_a_review_and_ever_less_often_while_another_is_in_its_place(
    world: World,
) -> None:
    japan, engine = world.add_on_chip("Japan", 0), world.engine()
    world.run(engine)
    case_id = world.approved(japan)
    world.machine.put(new_chip(OTHER_EID))
    world.ask("chip_read")
    world.run(engine)
    assert world.calls_in(120, engine) == 0
    world.confirm(case_id)
    assert world.calls_in(600, engine) <= 6 * 4, "a look is four calls"
    assert world.case(case_id).state is CaseState.REMOVING
    world.machine.put(new_chip())
    world.calls_in(320, engine)
    assert world.case(case_id).state is CaseState.NOTIFIED


def test_what_a_switch_may_go_back_to_is_not_removed_before_it_is_confirmed(world: World) -> None:
    japan, engine = world.add_on_chip("Japan", 0), world.engine()
    world.run(engine)
    case_id = world.approved(japan)
    world.ask("chip_enable", profile_id=world.profile(1).id, revert_s=60)
    world.run(engine)
    world.confirm(case_id)
    for _ in range(5):
        world.pass_time(5, engine)
    assert world.on_chip() == {ICCIDS[0]: "disabled", ICCIDS[1]: "enabled"}
    world.ask("chip_confirm")
    for _ in range(10):
        world.pass_time(5, engine)
    assert world.on_chip() == {ICCIDS[1]: "enabled"}


def test_a_switch_whose_way_back_is_gone_is_given_up(world: World) -> None:
    engine = world.engine()
    world.run(engine)
    world.ask("chip_enable", profile_id=world.profile(1).id, revert_s=60)
    world.run(engine)
    world.remove_from_chip(0)
    world.calls_in(90, engine)
    assert world.calls_in(60, engine) == 0
    assert not world.chip.must_stay


def test_a_sim_that_is_swapped_while_it_is_read_is_not_taken_for_one_without_its_profiles(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    japan, engine = world.add_on_chip("Japan", 0), world.engine()
    world.run(engine)
    listed = LpacChip.profiles

    def swapped(chip: LpacChip) -> tuple[Profile, ...]:
        world.machine.put(new_chip(OTHER_EID) | {"profiles": []})
        return listed(chip)

    monkeypatch.setattr(LpacChip, "profiles", swapped)
    asked = world.ask("chip_read")
    world.run(engine)
    assert world.request(asked)[0] == "failed"
    assert (world.chip.profile_state(japan), world.row(japan).profile_state) == (None, "enabled")
