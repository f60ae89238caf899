"""Two workers race on one store while people order; all are killed at random, and one answer in ten is lost.

`AXIS_TUI_LONG_KILLS` sets how many kills there are.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from axis_tui.domain.auto_renew import RuleState
from axis_tui.store.write import open_writer
from axis_tui.store.write import order_steps as steps
from tests.faults import race
from tests.faults.far_end import FarEnd, far_end
from tests.faults.money_audit import MoneyAudit
from tests.long_run import amount
from tests.worker.nursery import Nursery, fast_clock, nursery
from tests.worker.renewal_world import usd

KILLS = amount("AXIS_TUI_LONG_KILLS", 100, 1_000)
SETTLED_IN_S = 60
pytestmark = pytest.mark.timeout(120 + 3 * KILLS)


@pytest.fixture(scope="module")
def racers() -> Iterator[Nursery]:
    with nursery(race.__file__) as racers:
        yield racers


class Race:
    """One store, its fleet and its far end; who runs on it."""

    def __init__(self, folder: Path, racers: Nursery, end: FarEnd, seed: int) -> None:
        self.store = folder / "store.db"
        self.fleet = race.fill(self.store)
        self.end = end
        self.dice = random.Random(seed)
        self.running: dict[int, str] = {}
        self._racers = racers

    def start(self, kind: str) -> None:
        """One more process of that kind."""
        pid = self._racers.start(
            self.store, kind, port=self.end.port, seed=self.dice.random(), card_id=self.fleet.card_id,
            esims=dict(self.fleet.esims), ruled=self.fleet.ruled, began_at=self.fleet.began_at,
        )  # fmt: skip
        self.running[pid] = kind

    def kill(self, pid: int) -> bool:
        """SIGKILL; False for a service that had ended, having found another one at work."""
        kind = self.running.pop(pid)
        os.kill(pid, signal.SIGKILL)
        code = self._racers.wait(pid)
        trace = Path(f"{self.store}.trace")
        assert not trace.exists(), trace.read_text()
        assert code == -signal.SIGKILL or (kind, code) == ("service", 1), code
        return code == -signal.SIGKILL

    def audit(self) -> MoneyAudit:
        """Store and far end, now."""
        charges = [
            (charge["key"], charge["minor"])
            for account in race.ACCOUNTS
            for charge in self.end.charges(account)
        ]
        return MoneyAudit(self.store, charges)

    def placed(self) -> list[int]:
        """Orders that a person was told are placed."""
        file = Path(f"{self.store}.placed")
        return [int(line) for line in file.read_text().split()] if file.exists() else []

    def decide_reviews(self) -> int:
        """A person who asks the carrier decides what has been in review for a while; how many."""
        truth = {
            charge["key"]: charge["minor"]
            for account in race.ACCOUNTS
            for charge in self.end.charges(account)
        }
        long_ago = fast_clock() - 20
        with (
            open_writer(
                self.store, create=False, state_dir=self.store.parent / "state", clock=fast_clock
            ) as writer,
            writer.transaction() as tx,
        ):
            found = tx.rows(
                "SELECT id, key FROM renewal WHERE state = 'review' AND changed_at < ?", (long_ago,)
            )
            for order_id, key in found:
                charged = usd(truth[key]) if key in truth else None
                steps.resolve(tx, order_id, fast_clock(), charged=charged, proof="told by the carrier")
        return len(found)

    def settle(self) -> None:
        """No more orders: let those that there are come to their end."""
        for esim_id in self.fleet.ruled:
            race.switch(self.store, self.fleet, esim_id, RuleState.OFF)
        until = time.monotonic() + SETTLED_IN_S
        while self.going():
            assert time.monotonic() < until, f"stuck: {self.going()}"
            self.decide_reviews()
            time.sleep(0.1)

    def going(self) -> dict[str, int]:
        """How many orders are not at an end, by state."""
        with closing(sqlite3.connect(self.store)) as connection:
            return dict(
                connection.execute(
                    "SELECT state, count(*) FROM renewal WHERE state NOT IN"
                    " ('credited', 'declined', 'withdrawn', 'refunded') GROUP BY state"
                )
            )


@pytest.mark.parametrize("kind", ["bare", "service"])
def test_random_kills_of_racing_workers_charge_nothing_twice_and_lose_nothing(
    racers: Nursery, tmp_path: Path, kind: str
) -> None:
    (tmp_path / "books").mkdir()
    with far_end(tmp_path / "books") as end:
        contest = Race(tmp_path, racers, end, seed=11)
        kills = decided = 0
        while kills < KILLS // 2:
            for each in (kind, kind, "person"):
                if Counter(contest.running.values())[each] < (1 if each == "person" else 2):
                    contest.start(each)
            time.sleep(contest.dice.uniform(0.05, 0.6))
            workers = [pid for pid, each in contest.running.items() if each == kind]
            struck = contest.dice.sample(list(contest.running), contest.dice.choice((1, 1, 2, 3)))
            kills += sum([contest.kill(pid) for pid in struck if pid in workers])
            for pid in set(struck) - set(workers):
                contest.kill(pid)
            decided += contest.decide_reviews()
        for pid in list(contest.running):
            contest.kill(pid)
        contest.start(kind)
        contest.settle()
        for pid in list(contest.running):
            contest.kill(pid)
        audit, placed = contest.audit(), contest.placed()
        audit.assert_right(placed)
        audit.assert_all_over()
        print(f"{kind}: {kills} kills, {len(placed)} orders of people, {audit.charged} charges,"
              f" {decided} decided, {dict(Counter(audit.states.values()))}")  # fmt: skip
        assert audit.charged >= kills // 4
