"""The dashboard against the yardsticks, each started in turn in the same run, medians compared."""

import math
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from axis_tui.store.write import open_writer
from axis_tui.store.write.plans import set_carrier_figure
from tests.benchmarks.table import Figure
from tests.benchmarks.terminal import Measured, Program, change_of_ticking, measure, yardstick
from tests.store.fleet import build_fleet
from tests.terminal.dashboard import isolated_environ

MB = 1_000_000
FEW = 10
MARKER = r"1 of [\d.,\u202f ]*\d"


def measure_dashboard(folder: Path, esims: int, samples: int, runs: int, idle_s: float) -> Iterator[Figure]:
    """Figures of the dashboard with ten eSIMs, and of its start with a fleet of `esims`."""
    few = store(folder / "few", FEW, 100_000)
    fleet = store(folder / "fleet", esims, samples)
    ours, big, hello, bare, curses = (Measured() for _ in range(5))
    with changing(few) as change:
        for run in range(runs + 1):
            # The first round warms the caches of files and is dropped.
            into = [Measured() for _ in range(5)] if run == 0 else [ours, big, hello, bare, curses]
            keys = ("down", "down", "2", "1")
            measure(dashboard(few, keys, change, idle_s if run else 0), into[0])
            measure(dashboard(fleet, ("down", "down")), into[1])
            measure(yardstick("hello", "READY"), into[2])
            measure(yardstick("bare", "READY", keys), into[3])
            measure(yardstick("curses_table", "READY"), into[4])
    shown, settled = median(bare.shown_s), median(bare.settled_s)
    yield Figure("first useful frame", ms(ours.shown_s), shown * 1000, "ms", 1.3, "bare")
    yield Figure("keys work, screen settled", ms(ours.settled_s), settled * 1000, "ms", 1.5, "bare")
    fleet_name = f"first useful frame, {esims:,} eSIMs"
    yield Figure(fleet_name, ms(big.shown_s), ms(ours.shown_s), "ms", 1.2, f"{FEW} eSIMs")
    yield Figure("memory of the UI", mb(ours.memory_bytes), mb(hello.memory_bytes), "MB", 1.5, "hello")
    yield Figure("bytes of the first frame", mid(ours.frame_bytes), mid(bare.frame_bytes), "B", 1, "bare")
    yield Figure("cursor key, time", ms(ours.key_s["down"]), ms(bare.key_s["down"]), "ms", 1, "bare")
    yield Figure(
        "cursor key, bytes", mid(ours.key_bytes["down"]), mid(bare.key_bytes["down"]), "B", 1, "bare"
    )
    fleet_key = f"cursor key, time, {esims:,} eSIMs"
    yield Figure(fleet_key, ms(big.key_s["down"]), ms(ours.key_s["down"]), "ms", 1.5, f"{FEW} eSIMs")
    switch = [*ours.key_s["2"], *ours.key_s["1"]], [*bare.key_s["2"], *bare.key_s["1"]]
    yield Figure("switch of screen, time", ms(switch[0]), ms(switch[1]), "ms", 0.5, "bare")
    sizes = [*ours.key_bytes["2"], *ours.key_bytes["1"]], [*bare.key_bytes["2"], *bare.key_bytes["1"]]
    yield Figure("switch of screen, bytes", mid(sizes[0]), mid(sizes[1]), "B", 0.5, "bare")
    changed = change_of_ticking(runs)
    yield Figure("one changed figure", mid(ours.change_bytes), changed, "B", 0.2, "bare")
    yield Figure("idle, UI and worker, CPU a second", ms(ours.idle_cpu_s), 1, "ms", 10, "1 ms")
    yield Figure("idle, bytes a second", mid(ours.idle_bytes), 1, "B", 0, "none")
    imported = memory_of_sqlmodel()
    workers = mb(ours.worker_memory_bytes)
    yield Figure("memory of the worker", workers, imported / MB, "MB", 1.5, "SQLModel imported")


def store(folder: Path, esims: int, samples: int) -> Path:
    """A home folder with a store of that size; gives the store's path."""
    folder.mkdir(parents=True)
    return build_fleet(folder / "store.db", folder / "state", esims, samples, now=int(time.time()))


def dashboard(
    path: Path, keys: tuple[str, ...], change: Callable[[], None] | None = None, idle_s: float = 0
) -> Program:
    """The dashboard on the store at `path`, in an environment of its own."""
    environ = isolated_environ(path.parent) | {"AXIS_TUI_STATE": str(path.parent / "state")}
    return Program(
        (sys.executable, "-m", "axis_tui", "--store", str(path)), MARKER, keys, change, idle_s, environ
    )


@contextmanager
def changing(path: Path) -> Iterator[Callable[[], None]]:
    """A way to change one figure that is on screen: what the carrier says of one plan that runs."""
    used = 0
    with open_writer(path, create=False, state_dir=path.parent / "state") as writer:
        with writer.transaction() as tx:
            found = tx.row("SELECT min(id), max(allowance_bytes) FROM plan WHERE state = 'active'")
        assert found is not None
        plan_id, allowance = found

        def change() -> None:
            nonlocal used
            used = (used + 100 * MB) % allowance
            with writer.transaction() as tx:
                set_carrier_figure(tx, plan_id, used, int(time.time()))

        yield change


def memory_of_sqlmodel() -> float:
    """Peak resident bytes of a Python that has only imported SQLModel."""
    ask = "import re, sqlmodel; print(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1])"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    return int(done.stdout) * 1024


def mid(values: list[float]) -> float:
    return median(values)


def ms(values: list[float]) -> float:
    return median(values) * 1000


def mb(values: list[float]) -> float:
    """Median megabytes; not a number where nothing of the kind ran."""
    return median(values) / MB if values else math.nan
