"""Prints every budget as a ratio to a yardstick of the same run: `python -m tests.benchmarks --help`.

Exit 0 where every ratio is within its limit; 1 where one is not, except in a smoke run, whose few rounds and
small fleet only show that everything can be measured.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.dashboard import measure_dashboard
from tests.benchmarks.processes import measure_status
from tests.benchmarks.renewal import measure_doubt
from tests.benchmarks.store import measure_queries, measure_samples
from tests.benchmarks.table import Figure, as_json, as_table


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="one round on a small fleet")
    parser.add_argument("--json", action="store_true", help="print JSON instead of the table")
    parser.add_argument("--runs", type=int, default=7, help="rounds of each program (default 7)")
    parser.add_argument("--esims", type=int, default=100_000)
    parser.add_argument("--samples", type=int, default=10_000_000)
    parser.add_argument("--idle", type=float, default=20, help="seconds of idling a round")
    options = parser.parse_args()
    if options.smoke:
        options.runs, options.esims, options.samples, options.idle = 1, 2_000, 200_000, 4
    with tempfile.TemporaryDirectory(prefix="axis-tui-benchmarks-") as name:
        folder = Path(name)
        figures: list[Figure] = [
            *measure_dashboard(folder, options.esims, options.samples, options.runs, options.idle),
            *measure_status(folder / "few" / "store.db", options.runs * 3),
            *measure_samples(folder / "samples", options.esims, max(400_000, options.samples // 5)),
            *measure_queries(folder / "fleet" / "store.db"),
            *measure_doubt(folder / "doubt", options.runs * 3),
        ]
    print(as_json(figures) if options.json else as_table(figures))
    return 0 if options.smoke or all(figure.holds for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
