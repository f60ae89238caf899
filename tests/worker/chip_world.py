"""The worker's small world on a machine with a chip: the fake lpac, an enabled profile and a disabled one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any

from axis_tui.config import ChipSettings
from axis_tui.store.read import chip as read
from axis_tui.store.read.chip import NoticeRow, ProfileRow
from axis_tui.store.write import Tx
from axis_tui.store.write.fleet import NewDevice, NewEsim, add_device, add_esim
from axis_tui.worker.chip.service import Chips
from axis_tui.worker.engine import Engine, say_raised
from axis_tui.worker.renewals.errand import Errands
from tests.euicc.machine import ICCIDS, Machine
from tests.euicc.machine import new_chip as any_chip
from tests.worker.world import World, plan_terms

ROUTER = "Router"
EID, OTHER_EID = "89049032000001000000012345678954", "89049032000001000000012345678081"


def new_chip(eid: str = EID) -> dict[str, Any]:
    """The fake's chip with an EID whose check digits are right."""
    state = any_chip()
    state["info"]["eidValue"] = eid
    return state


@dataclass
class ChipWorld(World):
    """`machine` is what the chip really holds; a call of it runs at once, unless a test gives it a thread."""

    spawn: Callable[[Callable[[], None]], None] = field(default=lambda work: work())
    woken: Event = field(default_factory=Event)
    """Set when the chip's thread has something for the next pass."""

    def __post_init__(self) -> None:
        self.machine = Machine(self.root / "machine")
        self.machine.put(new_chip())
        super().__post_init__()

    def chips(self) -> Chips:
        """The worker's side of the chip."""
        self.chip = Chips(
            self.writer, self.reader, self.machine.chip(), ChipSettings(timeout_seconds=30),
            self.root / "state",
            Errands(self.woken.set, lambda work: self.spawn(work), lambda: self.elapsed), say_raised,
            self.woken.set, monotonic=lambda: self.elapsed,
        )  # fmt: skip
        return self.chip

    def add_on_chip(self, name: str, index: int, *, has_plan: bool = True) -> int:
        """An eSIM of the router, which has the chip's EID, with that profile's ICCID."""

        def change(tx: Tx) -> int:
            if tx.row("SELECT 1 FROM device WHERE name = ?", (ROUTER,)) is None:
                add_device(tx, NewDevice(ROUTER, "router", EID, is_local=True))
            return add_esim(tx, NewEsim(name, "Axis Mobile", device=ROUTER, iccid=ICCIDS[index]))

        esim_id = int(self.write(change))
        if has_plan:
            from axis_tui.store.write.plans import add_plan

            self.write(lambda tx: add_plan(tx, esim_id, plan_terms(), self.wall))
        return esim_id

    def run(self, engine: Engine, passes: int = 30) -> None:
        """Passes in which no time goes by."""
        for _ in range(passes):
            engine.step()

    def profile(self, index: int) -> ProfileRow:
        """That profile as the store has it."""
        (found,) = [row for row in read.profiles(self.reader) if row.iccid == ICCIDS[index]]
        return found

    def on_chip(self) -> dict[str, str]:
        """ICCID to state of what the chip really holds."""
        return {row["iccid"]: row["profileState"] for row in self.machine.state["profiles"]}

    def notices(self) -> list[NoticeRow]:
        """All notifications, the latest first."""
        return read.notices(self.reader)


def chip_world(root: Path) -> ChipWorld:
    """A world in `root`."""
    return ChipWorld(root)
