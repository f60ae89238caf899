"""Whole processes, timed turn by turn against a yardstick process."""

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from tests.benchmarks.table import Figure
from tests.terminal.dashboard import isolated_environ


def measure_status(store: Path, runs: int) -> Iterator[Figure]:
    """`axis-tui status` against a Python that only imports sqlite3."""
    environ = isolated_environ(store.parent) | {"AXIS_TUI_STATE": str(store.parent / "state")}
    program = str(Path(sys.executable).with_name("axis-tui"))
    ours: list[float] = []
    floor: list[float] = []
    for run in range(runs + 1):
        took = seconds((program, "status", "--store", str(store)), environ)
        least = seconds((sys.executable, "-c", "import sqlite3"), environ)
        if run:
            ours.append(took)
            floor.append(least)
    yield Figure("axis-tui status", median(ours) * 1000, median(floor) * 1000, "ms", 4, "import sqlite3")


def seconds(argv: Sequence[str], environ: dict[str, str]) -> float:
    """Wall time of one run that must succeed."""
    began = time.perf_counter()
    subprocess.run(argv, env=environ, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began
