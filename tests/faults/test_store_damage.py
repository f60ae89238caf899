"""A store with flipped bytes: it is read, or it is refused in one line; never a traceback, never
written to.
"""

from __future__ import annotations

import random
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from axis_tui.domain.usage import Reading
from axis_tui.store.problems import StoreProblem
from axis_tui.store.read import Reader, alerts, detail, inventory, open_reader, overview, usage
from axis_tui.store.read.filter import Filter
from axis_tui.store.read.overview import Order
from axis_tui.store.write import metering, open_writer
from tests.faults.injection import EVERY, run_forked
from tests.store.fleet import NOW, build_fleet

DAMAGES = 500 if EVERY == 1 else 120
T = TypeVar("T")
LOOKS: tuple[Callable[[Reader], object], ...] = (
    lambda reader: overview.page(reader, Filter(), Order.EXPIRY, 500),
    lambda reader: overview.page(reader, Filter("traveller"), Order.NAME, 50),
    lambda reader: overview.count(reader, Filter("jp")),
    lambda reader: overview.state_counts(reader),
    lambda reader: detail.esim(reader, 7),
    lambda reader: detail.plans(reader, 7),
    lambda reader: usage.days(reader, 7, NOW // 86_400 - 30, 31),
    lambda reader: usage.top_users(reader, NOW // 86_400 - 30, NOW // 86_400, 5),
    lambda reader: alerts.page(reader, 50),
    lambda reader: inventory.store_info(reader),
)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("sound")
    return build_fleet(home / "axis.db", home / "state", 200, 4000)


def attempt(work: Callable[[], T]) -> tuple[T | None, str]:
    """What `work` gives, or the one line that it raised."""
    try:
        return work(), ""
    except StoreProblem as found:
        problem = str(found)
    assert problem
    assert "\n" not in problem
    return None, problem


def test_a_damaged_store_is_read_or_refused_in_one_line(sound: Path, tmp_path: Path) -> None:
    refused = read = 0
    whole = sound.read_bytes()
    for seed in range(DAMAGES):
        chance = random.Random(seed)
        content = bytearray(whole)
        for _ in range(chance.choice((1, 20, 400))):
            content[chance.randrange(len(content))] = chance.randrange(256)
        if seed % 10 == 0:
            del content[chance.randrange(len(content)) :]
        path = tmp_path / f"{seed}.db"
        path.write_bytes(content)
        reader, problem = attempt(lambda path=path: open_reader(path))
        if reader is None:
            refused += 1
        else:
            with reader:
                for look in LOOKS:
                    _, problem = attempt(lambda look=look, reader=reader: look(reader))
                    refused, read = refused + bool(problem), read + (not problem)
        state = tmp_path / "state" / str(seed)
        writer, problem = attempt(
            lambda path=path, state=state: open_writer(path, create=False, state_dir=state)
        )
        if writer is None:
            assert path.read_bytes() == bytes(content)
        else:
            writer.close()
        path.unlink()
    assert refused
    assert read


def test_a_reader_that_is_open_sees_the_store_as_it_was_before_a_killed_write(
    sound: Path, tmp_path: Path
) -> None:
    path, state = tmp_path / "data" / "axis.db", tmp_path / "state"
    path.parent.mkdir(mode=0o700)
    shutil.copy(sound, path)
    with open_writer(path, create=False, state_dir=state) as writer, writer.transaction() as tx:
        meter = metering.ensure_meter(tx, "kernel", "lo")
        metering.switch(tx, meter, 1, NOW)
        metering.record_reading(tx, meter, Reading(NOW, 0, 0, "boot"), NOW)

    def record() -> None:
        with open_writer(path, create=False, state_dir=state) as writer, writer.transaction() as tx:
            metering.record_reading(tx, meter, Reading(NOW + 60, 5000, 0, "boot"), NOW + 60)

    outcomes = set()
    for number in range(2, 40, 4):
        outcome = run_forked(record, "pwrite64", "signal=SIGKILL", number)
        outcomes.add(outcome.signal)
        with open_reader(path) as reader:
            seen = reader.row("SELECT last_rx FROM meter")
            if outcome.signal:
                assert seen == (0,)
                again = run_forked(record, "pwrite64", "signal=SIGKILL", number)
                assert again.signal == signal.SIGKILL
                # This reader was open all the while: it rolls the half-made write back and goes on.
                assert reader.data_version() > 0
                assert reader.row("SELECT last_rx FROM meter") == (0,)
                assert overview.count(reader, Filter(include_archived=True)) == 200
            else:
                assert seen == (5000,)
                break
    assert signal.SIGKILL in outcomes
