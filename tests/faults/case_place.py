"""A store with an eSIM to cancel, its carrier and its chip, put back before each try; and a worker for it.

The chip is a file of ours, or the fake lpac's, which our own adapter runs as a program.
"""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from axis_tui.config import ChipSettings
from axis_tui.domain.cancellation import CaseState, Reason
from axis_tui.euicc.problem import NoAnswer
from axis_tui.store.backup import make_backup
from axis_tui.store.read import cases, chip
from axis_tui.store.read.cases import CaseRow
from axis_tui.store.write import case_keeping as keeping
from axis_tui.store.write.cases import NewCase, draft, submit
from axis_tui.worker.cancellations.service import Cancellations
from axis_tui.worker.chip.service import Chips
from axis_tui.worker.engine import say_raised
from axis_tui.worker.renewals.errand import Errands
from axis_tui.worker.renewals.service import Renewals
from tests.euicc.machine import FAKE, Machine
from tests.faults.renewal_place import PASSES, Place, SandboxFar, Worker, at_once
from tests.store.fleet import NOW
from tests.worker.case_world import FakeChip, case_world
from tests.worker.chip_world import EID, new_chip
from tests.worker.renewal_world import ICCID

_LASTING = ("state", "pending", "signed", "is_sent", "acts", "received")


@dataclass
class FileChip(FakeChip):
    """What it holds outlives the process; each act is whole or not at all, as a chip's are."""

    file: Path = field(default_factory=Path)

    def __post_init__(self) -> None:
        if self.file.exists():
            for name, value in json.loads(self.file.read_text()).items():
                setattr(self, name, value)

    def ask(self, step: str, esim_id: int) -> None:
        before = self._lasting()
        super().ask(step, esim_id)
        if (now := self._lasting()) == before:
            return
        try:
            new = self.file.with_suffix(".new")
            new.write_text(now)
            new.replace(self.file)
        except OSError:
            for name, value in json.loads(before).items():
                setattr(self, name, value)
            self._failure = NoAnswer("the modem is silent")

    def _lasting(self) -> str:
        return json.dumps({name: getattr(self, name) for name in _LASTING})


@dataclass
class CasePlace(Place):
    """A place whose eSIM is on a chip."""

    def chip(self) -> FileChip:
        """The chip as it is now."""
        return FileChip(file=self.root / "chip.json")

    def on_chip(self) -> list[str]:
        """The states of the profiles on it."""
        state = self.chip().state
        return [] if state == "absent" else [state]

    def heard(self) -> int:
        """How often the carrier's server got the notification of the deletion."""
        return self.chip().received

    def pending(self) -> int:
        """Notifications of a deletion still on the chip."""
        return int(self.chip().pending)

    def jobs(self, worker: Worker) -> dict[str, Any]:
        """The chip's part of the engine; nothing where it is no program."""
        return {}

    def cancel(self) -> None:
        """A whole cancellation, by a person and a worker that do not stop in between."""
        with CaseWorker(self, NOW + 60) as worker:
            worker.engine.start()
            worker.finish()


class CaseWorker(Worker):
    """A worker that cancels, and the person beside it."""

    place: CasePlace

    def jobs(self, renewals: Renewals) -> dict[str, Any]:
        made = self.place.jobs(self)
        errands = Errands(lambda: None, at_once, self.elapsed)
        reached = made.get("chips") or self.place.chip()
        made["cancellations"] = Cancellations(
            self.writer, self.reader, renewals.accounts, errands, reached, say_raised
        )
        return made

    def finish(self) -> CaseRow:
        """Whatever is left to do: ask where nothing is asked, agree where it is approved, and wait."""
        for _ in range(PASSES):
            if chip.profiles(self.reader, gone=True):
                break
            self.at += 60
            self.engine.step()
        if not cases.page(self.reader, 1):
            self._submit()
        for _ in range(PASSES):
            (case,) = cases.page(self.reader, 10)
            if case.state is CaseState.CLOSED:
                return case
            if case.state is CaseState.APPROVED and case.confirmed_at is None:
                with self.writer.transaction() as tx:
                    keeping.confirm(tx, case.id, self.at)
            self.at += 5
            self.engine.step()
        raise AssertionError(
            f"still {case.state}: {[each.event for each in cases.events(self.reader, case.id)]}"
        )

    def _submit(self) -> None:
        backup = make_backup(self.place.store, self.place.root / "state", self.at)

        with self.writer.transaction() as tx:
            case_id = draft(tx, NewCase(self.place.esim_id, Reason.REPLACED), self.at)
            submit(tx, case_id, self.at, backup)


@dataclass
class LpacPlace(CasePlace):
    """One whose chip is the fake lpac's, so that the worker can be killed around each call of it."""

    machine: Machine = field(kw_only=True)

    def die(self, when: str, call: int) -> None:
        """The worker is killed `before` or `after` lpac what that call of lpac is for; the first is 1."""
        file = self.machine.directory / "calls"
        counted = f'echo >> "{file}"; [ "$(wc -l < "{file}")" = {call} ] && dies=yes'
        kill = '[ -n "$dies" ] && kill -9 $PPID'
        real = f'"{sys.executable}" -I -S "{FAKE}" "{self.machine.directory}" "$@"'
        if when == "before":
            self.machine.install("lpac", f"{counted}; {kill} && exit 1\nexec {real}")
        else:
            self.machine.install(
                "lpac", f'{counted}\nout=$({real}); code=$?; {kill}\necho "$out"; exit $code'
            )

    def on_chip(self) -> list[str]:
        return [row["profileState"] for row in self.machine.state["profiles"] if row["iccid"] == ICCID]

    def heard(self) -> int:
        return len(self.machine.state["heard"])

    def pending(self) -> int:
        rows = self.machine.state["notifications"]
        return sum(row["profileManagementOperation"] == "delete" for row in rows)

    def jobs(self, worker: Worker) -> dict[str, Any]:
        chips = Chips(
            worker.writer, worker.reader, self.machine.chip(), ChipSettings(timeout_seconds=30),
            self.root / "state", Errands(lambda: None, at_once, worker.elapsed), say_raised,
            monotonic=worker.elapsed,
        )  # fmt: skip
        return {"chips": chips}


def case_place(folder: Path) -> CasePlace:
    """With the sandbox for its carrier, which agrees within seconds, and a chip in a file."""
    root, esim_id, card_id = _world(folder, FakeChip())
    return _kept(CasePlace(root, SandboxFar(root / "sandbox.json"), esim_id, 0, card_id))


def lpac_place(folder: Path) -> LpacPlace:
    """The same with the chip that lpac reads."""
    root, esim_id, card_id = _world(folder, None)
    machine = Machine(root / "machine")
    state = new_chip()
    state["profiles"][0]["iccid"] = ICCID
    machine.put(state)
    return _kept(LpacPlace(root, SandboxFar(root / "sandbox.json"), esim_id, 0, card_id, machine=machine))


def _world(folder: Path, chip: FakeChip | None) -> tuple[Path, int, int]:
    root = folder / "place"
    root.mkdir()
    with case_world(root, chip=chip) as world:
        world.far.set_knobs({"review_s": 20, "ends_s": 1})
        if chip is None:
            world.write(lambda tx: tx.execute("UPDATE device SET eid = ?, is_local = 1", (EID,)))
        return root, world.esim_id, world.card_id


PlaceT = TypeVar("PlaceT", bound=Place)


def _kept(place: PlaceT) -> PlaceT:
    shutil.copytree(place.root, place.root.with_name("kept"))
    return place
