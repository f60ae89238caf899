"""Worker processes: one at a time, ended by a signal or with their parent, and what their exit codes say."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from axis_tui.store.presence import lease_path, probe
from axis_tui.store.read import inventory, open_reader, overview
from axis_tui.store.write import open_writer
from axis_tui.store.write.fleet import NewEsim, add_esim
from tests.worker.nursery import BEGAN_AT, Nursery, nursery

ENOUGH_S = 10


@pytest.fixture(scope="module")
def workers() -> Iterator[Nursery]:
    with nursery() as workers:
        yield workers


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "store.db"
    with (
        open_writer(path, create=True, state_dir=tmp_path / "state", clock=lambda: BEGAN_AT) as writer,
        writer.transaction() as tx,
    ):
        add_esim(tx, NewEsim(nickname="Japan", carrier="Axis Mobile"))
    return path


def until(condition: Callable[[], bool]) -> None:
    """Wait for what another process does; fails after ten seconds."""
    import time

    deadline = time.monotonic() + ENOUGH_S
    while not condition():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.01)


def has_read(store: Path) -> bool:
    with open_reader(store) as reader:
        return any(meter.read_at for meter in inventory.meters(reader))


def sleeping() -> set[int]:
    """The processes on this machine that sleep for 600 s, as the nursery's meters have it."""
    found: set[int] = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if (entry / "cmdline").read_bytes() == b"sleep\x00600\x00":
                    found.add(int(entry.name))
            except OSError:
                continue
    return found


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_ends_it_cleanly(workers: Nursery, store: Path, number: signal.Signals) -> None:
    pid = workers.start(store)
    until(lambda: has_read(store))
    os.kill(pid, number)
    assert workers.wait(pid, 5) == (130 if number is signal.SIGINT else 0)
    assert not probe(store).running


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_while_a_meter_hangs(workers: Nursery, store: Path, number: signal.Signals) -> None:
    pid = workers.start(store, meter="hanging")
    until(lambda: probe(store).running)
    os.kill(pid, number)
    assert workers.wait(pid, 5) == 0


def test_a_program_that_a_meter_runs_does_not_outlive_it(workers: Nursery, store: Path) -> None:
    before = sleeping()
    pid = workers.start(store, meter="running")
    until(lambda: bool(sleeping() - before))
    os.kill(pid, signal.SIGTERM)
    assert workers.wait(pid, 5) == 0
    until(lambda: not sleeping() - before)


def test_a_second_worker_says_in_one_line_who_works(workers: Nursery, store: Path) -> None:
    first = workers.start(store)
    until(lambda: probe(store).running)
    second = workers.start(store)
    assert workers.wait(second) == 1
    (line,) = Path(f"{store}.log").read_text().splitlines()
    assert "a worker runs for this store already" in line
    assert f"(service, process {first})" in line
    os.kill(first, signal.SIGTERM)
    assert workers.wait(first) == 0


def test_of_many_that_start_at_once_one_works(workers: Nursery, store: Path) -> None:
    pids = [workers.start(store) for _ in range(6)]
    codes = {pid: workers.wait(pid, 1.5 if pid == pids[0] else 0.3) for pid in pids}
    assert sorted(codes.values(), key=str) == [1, 1, 1, 1, 1, None]
    (winner,) = [pid for pid, code in codes.items() if code is None]
    assert probe(store).pid == winner
    os.kill(winner, signal.SIGKILL)
    assert workers.wait(winner) == -signal.SIGKILL
    assert not probe(store).running


def test_one_pass_reads_and_ends_with_zero(workers: Nursery, store: Path) -> None:
    assert workers.wait(workers.start(store, "once")) == 0
    assert has_read(store)


def test_a_store_that_is_taken_away_is_noticed(workers: Nursery, store: Path) -> None:
    pid = workers.start(store)
    until(lambda: has_read(store))
    store.rename(store.with_name("elsewhere.db"))
    assert workers.wait(pid) == 4
    assert "is gone" in Path(f"{store}.log").read_text().splitlines()[-1]


@pytest.mark.parametrize(
    "content", [b"", b"not a database, but long enough to be taken for something else" * 9]
)
def test_a_store_that_cannot_be_used_is_one_line_and_exit_code_4(
    workers: Nursery, store: Path, content: bytes
) -> None:
    store.write_bytes(content)
    assert workers.wait(workers.start(store)) == 4
    assert len(Path(f"{store}.log").read_text().splitlines()) == 1
    assert store.read_bytes() == content


def test_a_store_of_a_newer_version_is_left_alone(workers: Nursery, store: Path) -> None:
    import sqlite3

    connection = sqlite3.connect(store)
    connection.execute("PRAGMA user_version = 99")
    connection.commit()
    connection.close()
    before = store.read_bytes()
    assert workers.wait(workers.start(store)) == 4
    assert store.read_bytes() == before


def test_a_lease_that_is_a_link_is_refused(workers: Nursery, store: Path, tmp_path: Path) -> None:
    lease_path(store).symlink_to(tmp_path / "precious")
    assert workers.wait(workers.start(store)) == 1
    assert not (tmp_path / "precious").exists()


def axis_tui(*words: str, store: Path, config: str = "", **more: int) -> subprocess.Popen[bytes]:
    settings = store.with_name("config.toml")
    settings.write_text(config)
    return subprocess.Popen(
        [sys.executable, "-m", "axis_tui", *words, "--store", str(store), "--config", str(settings)],
        stdin=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "AXIS_TUI_STATE": str(store.with_name("state"))}, **more,
    )  # fmt: skip


def test_a_companion_waits_for_the_lease_and_ends_with_its_parent(workers: Nursery, store: Path) -> None:
    first = workers.start(store)
    until(lambda: probe(store).running)
    companion = axis_tui("worker", "--companion", store=store)
    assert companion.stdin is not None
    assert companion.stderr is not None
    os.kill(first, signal.SIGKILL)
    workers.wait(first)
    until(lambda: probe(store).kind == "companion")
    companion.stdin.close()
    assert companion.wait(5) == 0
    assert companion.stderr.read() == b""
    companion.stderr.close()
    assert not probe(store).running


def test_a_companion_makes_no_store(tmp_path: Path) -> None:
    store = tmp_path / "none" / "store.db"
    companion = axis_tui("worker", "--companion", store=tmp_path / "store.db")
    until(lambda: probe(tmp_path / "store.db").running)
    companion.communicate(timeout=5)
    assert companion.returncode == 0
    assert not (tmp_path / "store.db").exists()
    assert not store.parent.exists()


def test_once_on_the_command_line_counts_with_the_simulated_meter(store: Path) -> None:
    config = '[[meter]]\nkind = "simulated"\ninterface = "sim0"\nesim = "Japan"\n'
    for _ in range(2):
        process = axis_tui("worker", "--once", store=store, config=config)
        _out, said = process.communicate(timeout=20)
        assert (process.returncode, said) == (0, b"")
    with open_reader(store) as reader:
        assert overview.state_counts(reader)
        assert inventory.meters(reader)[0].state == "ok"


def test_once_with_an_interface_that_is_not_there_says_so_and_exits_1(store: Path) -> None:
    process = axis_tui(
        "worker", "--once", store=store, config='[[meter]]\nkind = "kernel"\ninterface = "none0"\n'
    )
    _out, said = process.communicate(timeout=20)
    assert process.returncode == 1
    assert said.decode().startswith("axis-tui worker: none0: interface none0 does not exist")
    assert said.count(b"\n") == 1


def test_days_are_counted_by_the_zone_that_a_person_sets_after_the_store_was_made(store: Path) -> None:
    environ = {
        **os.environ,
        "AXIS_TUI_TIME_ZONE": "Asia/Tokyo",
        "AXIS_TUI_STATE": str(store.parent / "state"),
    }
    argv = [sys.executable, "-m", "axis_tui", "worker", "--once", "--store", str(store)]
    assert subprocess.run(argv, env=environ, timeout=30, check=False).returncode == 0
    with open_reader(store) as reader:
        assert inventory.time_zone(reader) == "Asia/Tokyo"
