"""The demo with its worker: the real chip adapter on the demo's own program, and time that a test passes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from axis_tui.config import load
from axis_tui.demo.build import build
from axis_tui.demo.chip_file import ChipFile
from axis_tui.demo.euicc import State
from axis_tui.domain.alert import AlertRules
from axis_tui.domain.cancellation import CaseState, Reason
from axis_tui.store.backup import make_backup
from axis_tui.store.read import cases, inventory, open_reader
from axis_tui.store.read.cases import CaseRow
from axis_tui.store.write import Tx, open_writer, requests
from axis_tui.store.write.cases import NewCase, draft, submit
from axis_tui.worker.cancellations.service import Cancellations
from axis_tui.worker.chip.service import Chips
from axis_tui.worker.clock import TrustedClock
from axis_tui.worker.engine import Engine, say_raised
from axis_tui.worker.fetch import Fetcher
from axis_tui.worker.refresh import Refresh
from axis_tui.worker.renewals.errand import Errands
from axis_tui.worker.renewals.service import Renewals
from axis_tui.worker.service import make_carrier, make_chip, make_meter

AT = 1_795_176_000
"""Friday 20 November 2026, 12:00 UTC."""
_PATIENCE = 60


class Played:
    """A demo in `directory`, whose chip takes no time, with a worker."""

    def __init__(self, directory: Path) -> None:
        self.store = build(directory, 7, AT)
        self.state_dir = directory / "state"
        self.chip_file = ChipFile(str(directory / "chip.json"))
        with self.chip_file.changing() as state:
            state["pace_ms"] = 0
        self.now = AT
        self.settings = load(directory / "config.toml", {"HOME": str(directory)})
        self.writer = open_writer(self.store, create=False, state_dir=self.state_dir, clock=lambda: self.now)
        self.reader = open_reader(self.store)
        self.engine = self._engine()

    def close(self) -> None:
        """Nobody plays any more."""
        self.reader.close()
        self.writer.close()

    @property
    def chip(self) -> State:
        """What the chip really holds."""
        return self.chip_file.read()

    @property
    def on_chip(self) -> dict[str, str]:
        """The state of each profile, by its carrier."""
        return {row["serviceProviderName"]: row["profileState"] for row in self.chip["profiles"]}

    def write(self, change: Any) -> Any:
        """A person's act on the store."""
        with self.writer.transaction() as tx:
            tx.now = self.now
            return change(tx)

    def esim(self, name: str) -> tuple[int, int]:
        """An eSIM's number and its carrier's."""
        found = self.reader.row("SELECT id, carrier_id FROM esim WHERE nickname = ?", (name,))
        assert found is not None
        return found[0], found[1]

    def ask(self, name: str, reason: Reason) -> int:
        """A person's request to end that eSIM; the case's number."""
        backup = make_backup(self.store, self.state_dir, self.now)

        def change(tx: Tx) -> int:
            case_id = draft(tx, NewCase(self.esim(name)[0], reason), self.now)
            submit(tx, case_id, self.now, backup)
            return case_id

        return int(self.write(change))

    def simulate(self, name: str, **act: object) -> None:
        """What `!` asks the worker to do behind the carrier's back; fails where it cannot."""
        esim_id, carrier_id = self.esim(name)
        about = {"carrier_id": carrier_id, "esim_id": esim_id, **act}
        request_id = self.write(lambda tx: requests.ask(tx, "simulate", about, self.now))
        for _ in range(_PATIENCE):
            self.pass_time(1)
            found = self.reader.row("SELECT state FROM request WHERE id = ?", (request_id,))
            if found != ("pending",):
                assert found == ("done",)
                return
        raise AssertionError("the worker did not answer")

    def case(self, case_id: int) -> CaseRow:
        """The case as screens see it."""
        row = cases.case(self.reader, case_id)
        assert row is not None
        return row

    def until(self, case_id: int, state: CaseState) -> CaseRow:
        """Pass time until the case is in that state."""
        for _ in range(_PATIENCE):
            row = self.case(case_id)
            if row.state is state:
                return row
            self.pass_time(5 if row.state is CaseState.IN_REVIEW else 1)
        told = [event.event for event in cases.events(self.reader, case_id)]
        raise AssertionError(f"still {self.case(case_id).state}: {told}")

    def pass_time(self, seconds: int) -> None:
        """Let time go on, and the worker with it."""
        self.now += seconds
        for _ in range(3):
            self.engine.step()

    def _engine(self) -> Engine:
        def errands() -> Errands:
            return Errands(lambda: None, lambda work: work(), self._elapsed)

        settings = self.settings
        clock = TrustedClock(
            lambda: self.now, inventory.clock_high_water(self.reader), proof=lambda: True,
            monotonic=self._elapsed,
        )  # fmt: skip
        chip = make_chip(settings, os.environ)
        assert chip is not None
        chips = Chips(
            self.writer, self.reader, chip, settings.chip, self.state_dir, errands(), say_raised,
            monotonic=self._elapsed,
        )  # fmt: skip
        renewals = Renewals(self.writer, self.reader, settings.carriers, make_carrier, errands(), say_raised)
        engine = Engine(
            self.writer, self.reader, clock,
            Refresh(settings.meters, settings.worker.refresh_seconds, AlertRules(), "UTC", make_meter),
            Fetcher(lambda: None, lambda work: work(), self._elapsed), AlertRules(), renewals, self._elapsed,
            chips=chips,
            cancellations=Cancellations(
                self.writer, self.reader, renewals.accounts, errands(), chips, say_raised
            ),
        )  # fmt: skip
        engine.start()
        return engine

    def _elapsed(self) -> float:
        return float(self.now - AT)
