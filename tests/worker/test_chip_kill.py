"""A worker process that is killed in the middle of a change of the chip: the next one ends it right."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from axis_tui.store.read import Reader, inventory, open_reader
from axis_tui.store.read import chip as read
from axis_tui.store.write import open_writer, requests
from tests.euicc.machine import ICCIDS, Machine
from tests.worker.chip_world import new_chip

ENOUGH_S = 30
FIRST, SECOND = ICCIDS


class Place:
    """A store, a machine with a chip, and workers of it as processes."""

    def __init__(self, directory: Path) -> None:
        self.store, self.state = directory / "store.db", directory / "state"
        self.machine = Machine(directory / "machine")
        self.machine.put(new_chip())
        open_writer(self.store, create=True, state_dir=self.state).close()
        self.worker: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        environ = self.machine.environ | {"AXIS_TUI_STATE": str(self.state)}
        config = self.store.with_name("config.toml")
        config.write_text("")
        argv = [
            sys.executable,
            "-m",
            "axis_tui",
            "worker",
            "--store",
            str(self.store),
            "--config",
            str(config),
        ]
        self.worker = subprocess.Popen(argv, env=environ, stderr=subprocess.DEVNULL)

    def kill(self) -> None:
        """The worker dies at once; an lpac that it started goes on."""
        assert self.worker is not None
        self.worker.send_signal(signal.SIGKILL)
        self.worker.wait(ENOUGH_S)

    def ask(self, kind: str, **payload: Any) -> int:
        with (
            open_writer(self.store, create=False, state_dir=self.state) as writer,
            writer.transaction() as tx,
        ):
            return int(requests.ask(tx, kind, payload, int(time.time())))

    def look(self, at: Callable[[Reader], Any]) -> Any:
        with open_reader(self.store) as reader:
            return at(reader)

    def profile_id(self, iccid: str) -> int:
        rows = self.look(read.profiles)
        return int(next(row.id for row in rows if row.iccid == iccid))

    def on_chip(self) -> dict[str, str]:
        return {row["iccid"]: row["profileState"] for row in self.machine.state["profiles"]}

    def until(self, condition: Callable[[], Any]) -> None:
        deadline = time.monotonic() + ENOUGH_S
        while not condition():
            assert time.monotonic() < deadline, self.machine.words
            time.sleep(0.02)

    def is_done(self, number: int) -> bool:
        row = self.look(lambda reader: inventory.request(reader, number))
        assert row.state != "failed", row.error
        return bool(row.state == "done")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path)
    made.start()
    made.until(lambda: made.look(read.profiles))
    yield made
    if made.worker is not None and made.worker.poll() is None:
        os.kill(made.worker.pid, signal.SIGTERM)
        made.worker.wait(ENOUGH_S)


def slowly(verb: str, directory: Path) -> str:
    """An lpac that makes the change at once and takes its time to say so."""
    from tests.euicc.machine import FAKE

    real = f'"{sys.executable}" -I -S "{FAKE}" "{directory}" "$@"'
    return f'out=$({real}); code=$?\ncase "$*" in "profile {verb}"*) sleep 2;; esac\necho "$out"; exit $code'


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("enable", {FIRST: "disabled", SECOND: "enabled"}),
        ("delete", {FIRST: "enabled"}),
    ],
)
def test_a_change_is_made_once_though_the_worker_dies_before_it_hears_of_it(
    place: Place, verb: str, expected: dict[str, str]
) -> None:
    place.machine.install("lpac", slowly(verb, place.machine.directory))
    asked = place.ask(f"chip_{verb}", profile_id=place.profile_id(SECOND))
    place.until(lambda: place.on_chip() == expected)
    place.kill()
    place.start()
    place.until(lambda: place.is_done(asked))
    assert place.on_chip() == expected
    place.until(lambda: place.machine.state["heard"] and not place.machine.state["notifications"])
    assert len({seq for _server, seq in place.machine.state["heard"]}) == 1
    (notice,) = place.look(read.notices)
    assert (notice.operation, notice.has_proof, notice.sent_at is not None) == (verb, True, True)


def test_a_switch_is_undone_though_the_worker_dies_before_it_hears_of_it(place: Place) -> None:
    place.machine.install("lpac", slowly("enable", place.machine.directory))
    place.ask("chip_enable", profile_id=place.profile_id(SECOND), revert_s=2)
    place.until(lambda: place.on_chip()[SECOND] == "enabled")
    place.kill()
    place.start()
    place.until(lambda: place.on_chip()[FIRST] == "enabled")
    place.until(lambda: place.look(read.switch_back) is None)
    assert place.on_chip() == {FIRST: "enabled", SECOND: "disabled"}
