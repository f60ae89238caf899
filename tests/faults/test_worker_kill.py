"""SIGKILL to the worker at any moment: no byte lost or counted twice, no alert repeated, the store whole.

`AXIS_TUI_LONG_KILLS` sets how many random kills there are, `AXIS_TUI_LONG_SYSCALLS=1` has every system call
that writes tried instead of a sample; the long run does both.
"""

import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from axis_tui.domain.package import Terms
from axis_tui.domain.units import GB
from axis_tui.store.presence import probe
from axis_tui.store.write import open_writer
from axis_tui.store.write.fleet import NewEsim, add_esim
from axis_tui.store.write.plans import add_plan
from tests.conftest import require_program
from tests.long_run import amount
from tests.worker.nursery import BEGAN_AT, SPEED, Nursery, nursery
from tests.worker.world import plan_terms

KILLS = amount("AXIS_TUI_LONG_KILLS", 15, 1_000)
ALL_SYSCALLS = amount("AXIS_TUI_LONG_SYSCALLS", 0, 1) == 1
SAMPLED_POINTS = 2


@pytest.fixture(scope="module")
def workers() -> Iterator[Nursery]:
    with nursery() as workers:
        yield workers


def new_store(directory: Path, plan: Terms, at: int) -> Path:
    store = directory / "store.db"
    with (
        open_writer(store, create=True, state_dir=directory / "state", clock=lambda: at) as writer,
        writer.transaction() as tx,
    ):
        add_plan(tx, add_esim(tx, NewEsim(nickname="Japan", carrier="Axis Mobile")), plan, at)
    return store


class Audit:
    """What the store says, read with nothing of ours between."""

    def __init__(self, store: Path) -> None:
        with closing(sqlite3.connect(store)) as connection:

            def one(sql: str) -> tuple[int, ...]:
                return tuple(value or 0 for value in connection.execute(sql).fetchone())

            self.check = connection.execute("PRAGMA integrity_check").fetchone()[0]
            self.samples = one("SELECT sum(rx_bytes), sum(tx_bytes) FROM sample")
            self.rollups = [
                one(f"SELECT sum(rx_bytes), sum(tx_bytes) FROM {table}")
                for table in ("usage_hour", "usage_day", "fleet_hour", "fleet_day")
            ]
            first = connection.execute(
                "SELECT rx_bytes, tx_bytes FROM reading ORDER BY at LIMIT 1"
            ).fetchone()
            last = connection.execute("SELECT last_rx, last_tx FROM meter").fetchone()
            self.crossed = tuple(b - a for a, b in zip(first, last, strict=True)) if first else (0, 0)
            (self.plan,) = one("SELECT sum(metered_bytes) FROM plan")
            (self.shown,) = one("SELECT sum(used_bytes) FROM overview")
            self.alerts = connection.execute(
                "SELECT kind, threshold, cycle FROM alert ORDER BY id"
            ).fetchall()

    def assert_exact(self) -> None:
        """Every roll-up, the plan and the list say just what the first and the last reading prove."""
        assert self.check == "ok"
        assert self.samples == self.crossed
        assert self.rollups == [self.crossed] * 4
        assert self.plan == self.shown == sum(self.crossed)
        assert len(self.alerts) == len(set(self.alerts))


def test_random_kills_lose_and_double_nothing(workers: Nursery, tmp_path: Path) -> None:
    dice = random.Random(7)
    now = BEGAN_AT + int(time.monotonic() * SPEED)
    store = new_store(tmp_path, plan_terms(gigabytes=1, days=30), now)
    assert workers.wait(workers.start(store, "once")) == 0, "the meter is read before anything is killed"
    before = Audit(store)
    for number in range(KILLS):
        pids = [workers.start(store) for _ in range(1 + number % 2)]
        time.sleep(dice.uniform(0.02, 0.5))
        for pid in dice.sample(pids, len(pids)):
            os.kill(pid, signal.SIGKILL)
        assert {workers.wait(pid) for pid in pids} <= {-signal.SIGKILL, 1}
        assert not probe(store).running
        now_audit = Audit(store)
        now_audit.assert_exact()
        assert now_audit.samples >= before.samples, "what was acknowledged stays"
        assert now_audit.alerts[: len(before.alerts)] == before.alerts
        before = now_audit
    assert workers.wait(workers.start(store, "once")) == 0
    final = Audit(store)
    final.assert_exact()
    assert sum(final.samples) > 0


def test_alerts_crossed_between_kills_are_each_raised_once(workers: Nursery, tmp_path: Path) -> None:
    now = BEGAN_AT + int(time.monotonic() * SPEED)
    store = new_store(tmp_path, plan_terms(gigabytes=None, days=30), now)
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("UPDATE plan SET allowance_bytes = ?", (GB // 1_000,))
    assert workers.wait(workers.start(store, "once")) == 0, "the meter is read before anything is killed"
    dice = random.Random(3)
    for _ in range(max(6, KILLS // 3)):
        pid = workers.start(store)
        time.sleep(dice.uniform(0.05, 0.4))
        os.kill(pid, signal.SIGKILL)
        workers.wait(pid)
    assert workers.wait(workers.start(store, "once")) == 0
    raised = Audit(store).alerts
    low = [threshold for kind, threshold, _ in raised if kind == "low_data"]
    assert low == sorted(set(low))
    assert low[-1] == 100


@pytest.mark.parametrize("call", ["pwrite64", "fdatasync", "unlink"])
def test_a_pass_killed_at_a_system_call_leaves_a_whole_store_for_the_next(tmp_path: Path, call: str) -> None:
    strace = require_program("strace")
    store = new_store(tmp_path, plan_terms(days=30), int(time.time()))
    (tmp_path / "config.toml").write_text(
        '[[meter]]\nkind = "simulated"\ninterface = "sim0"\nesim = "Japan"\n'
    )
    assert pass_once(tmp_path) == 0
    trace = tmp_path / "trace"
    assert pass_once(tmp_path, strace, "-o", str(trace), "-e", f"trace={call}") == 0
    total = len(re.findall(rf"\b{call}\(", trace.read_text()))
    assert total > 0
    points = list(range(1, total + 1))
    if not ALL_SYSCALLS:
        points = random.Random(call).sample(points, min(SAMPLED_POINTS, total))
    codes: set[int] = set()
    for point in points:
        inject = f"inject={call}:signal=SIGKILL:when={point}"
        codes.add(pass_once(tmp_path, strace, "-o", os.devnull, "-e", f"trace={call}", "-e", inject))
        check_rollups(store)
    # A pass with less to write than the one that was traced may end before that call.
    assert codes in ({-signal.SIGKILL}, {-signal.SIGKILL, 0})
    assert pass_once(tmp_path) == 0
    check_rollups(store)


def pass_once(directory: Path, *under: str) -> int:
    """`axis-tui worker --once` as a person types it, perhaps under strace; its exit code."""
    argv = [sys.executable, "-m", "axis_tui", "worker", "--once", "--store", str(directory / "store.db")]
    argv += ["--config", str(directory / "config.toml")]
    if under:
        argv = [under[0], "-f", "-qq", *under[1:], *argv]
    env = {**os.environ, "AXIS_TUI_STATE": str(directory / "state")}
    return subprocess.run(argv, env=env, check=False, capture_output=True, timeout=60).returncode


def check_rollups(store: Path) -> None:
    """The samples and all that is summed from them agree, and no alert is there twice."""
    audit = Audit(store)
    assert audit.check == "ok"
    assert audit.rollups == [audit.samples] * 4
    assert audit.plan == audit.shown
    assert len(audit.alerts) == len(set(audit.alerts))
