"""How soon an order is shown as in doubt after the worker that sent it was killed and another one starts."""

import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from axis_tui.domain.renewal_word import OrderState
from axis_tui.store.read import open_reader, renewals
from axis_tui.store.write import open_writer
from tests.benchmarks.table import Figure
from tests.faults.renewal_place import Worker, sandbox_place
from tests.store.fleet import NOW


def measure_doubt(folder: Path, runs: int) -> Iterator[Figure]:
    """From opening the store until its read side says `unknown`, imports done; against opening it alone."""
    folder.mkdir(parents=True)
    place = sandbox_place(folder)
    ours: list[float] = []
    floor: list[float] = []
    for _ in range(runs + 1):
        place.put_back()
        with Worker(place, NOW + 60) as worker:
            worker.claim(worker.order())
        began = time.perf_counter()
        with open_writer(place.store, create=False, state_dir=place.root / "state"), open_reader(place.store):
            between = time.perf_counter()
        floor.append(between - began)
        began = time.perf_counter()
        with Worker(place, NOW + 120) as worker:
            worker.engine.start()
            (shown,) = renewals.open_orders(worker.reader)
            ours.append(time.perf_counter() - began)
            assert shown.state is OrderState.UNKNOWN
    name = "an order left in doubt, shown after restart"
    yield Figure(name, median(ours[1:]) * 1000, median(floor[1:]) * 1000, "ms", 12, "open the store")
