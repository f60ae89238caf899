"""Samples stored, and every query of the screens, on a store of the fleet's size."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from statistics import median

from axis_tui.domain.validity import local_day
from axis_tui.store.read import (
    Reader,
    alerts,
    case_filter,
    case_pages,
    cases,
    detail,
    inventory,
    open_reader,
    overview,
    usage,
)
from axis_tui.store.read.overview import Filter, Order
from axis_tui.store.write import open_writer
from axis_tui.store.write.samples import add_samples
from axis_tui.tui.case_check import checks_before
from axis_tui.tui.case_source import MOST_COUNTED
from tests.benchmarks.table import Figure
from tests.store.fleet import build_fleet, sample_rows

BATCH = 100_000
RAW = "INSERT INTO sample VALUES (?, ?, ?, ?, ?, ?)"


def measure_samples(folder: Path, esims: int, samples: int) -> Iterator[Figure]:
    """Rows a second through the write side with its roll-ups, against a bare append; and whether it stays."""
    folder.mkdir(parents=True)
    now = int(time.time())
    path = build_fleet(folder / "store.db", folder / "state", esims, now=now)
    ours: list[float] = []
    raw: list[float] = []
    rows = sample_rows(esims, samples, now=now)
    with (
        open_writer(path, create=False, state_dir=folder / "state") as writer,
        sqlite3.connect(folder / "raw.db") as plain,
    ):
        plain.execute("CREATE TABLE sample (at INT, esim INT, source INT, rx INT, tx INT, quality INT)")
        while batch := list(islice(rows, BATCH)):
            began = time.perf_counter()
            with writer.transaction() as tx:
                add_samples(tx, batch)
            between = time.perf_counter()
            with plain:
                plain.executemany(RAW, batch)
            ours.append(len(batch) / (between - began))
            raw.append(len(batch) / (time.perf_counter() - between))
    yield Figure("samples stored a second", median(ours), median(raw), "rows/s", 0.2, "bare append", True)
    tenth = max(1, len(ours) // 10)
    first, last = median(ours[:tenth]), median(ours[-tenth:])
    yield Figure("samples stored, last tenth", last, first, "rows/s", 0.5, "first tenth", True)


def measure_queries(path: Path) -> Iterator[Figure]:
    """The slowest of all queries that a screen makes, warm, in milliseconds against 1 ms."""
    with open_reader(path) as reader:
        for screen, queries in queries_of(reader).items():
            slowest = max(milliseconds(query) for query in queries)
            yield Figure(f"slowest query of {screen}", slowest, 1, "ms", 30, "1 ms")


def queries_of(reader: Reader) -> dict[str, list[Callable[[], object]]]:
    """What each screen asks of the store, by screen."""
    everything = Filter.parse("")
    today = local_day(int(time.time()), inventory.time_zone(reader))
    hour = int(time.time()) // 3600
    middle = overview.page(reader, everything, Order.NAME, 24)[-1]
    texts = ("jp", "axis", "state:expiring", "carrier:axis left:<1GB", "0007", "nothing like it")
    return {
        "Plans": [
            *(lambda order=order: overview.page(reader, everything, order, 50) for order in Order),
            *(
                lambda order=order: overview.page(reader, everything, order, 50, after=middle.key(order))
                for order in Order
            ),
            *(lambda t=text: overview.page(reader, Filter.parse(t), Order.EXPIRY, 50) for text in texts),
            *(lambda t=text: overview.count(reader, Filter.parse(t)) for text in texts),
            lambda: overview.state_counts(reader),
            lambda: detail.esim(reader, middle.esim_id),
            lambda: detail.plans(reader, middle.esim_id),
        ],
        "Usage": [
            lambda: usage.days(reader, middle.esim_id, today - 90, 91),
            lambda: usage.hours(reader, middle.esim_id, hour - 672, 673),
            lambda: usage.days(reader, None, today - 90, 91),
            lambda: usage.hours(reader, None, hour - 672, 673),
            lambda: usage.top_users(reader, today - 30, today, 10),
        ],
        "Cancellation": [
            lambda: overview.page(reader, everything, Order.STATUS, 50),
            lambda: cases.open_of_esims(reader, range(1, 51)),
            lambda: checks_before(reader, middle.esim_id, int(time.time())),
            *(
                lambda falling=f: case_pages.page(reader, case_filter.parse("axis"), 50, falling=falling)
                for f in (True, False)
            ),
            lambda: case_pages.count_up_to(reader, case_filter.parse("state:review"), MOST_COUNTED),
        ],
        "Alerts": [lambda: alerts.page(reader, 50), lambda: alerts.open_counts(reader)],
        "Account": [
            lambda: inventory.carriers(reader),
            lambda: inventory.devices(reader, 50),
            lambda: inventory.meters(reader),
            lambda: inventory.store_info(reader),
        ],
    }


def milliseconds(query: Callable[[], object]) -> float:
    """Median of five runs after one that warms up."""
    took = []
    for _ in range(6):
        began = time.perf_counter()
        query()
        took.append((time.perf_counter() - began) * 1000)
    return median(took[1:])
