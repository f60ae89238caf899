"""Worker processes by the dozen: everything is imported once, then each worker is a fork of milliseconds.

As a program it is the process that forks, told what to do in JSON lines on its standard input. Time runs fast
in its workers, so that a reading falls due every few milliseconds, and their meters grow with the real time.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SPEED = 40
"""Seconds of a worker's clock in one real second."""
BEGAN_AT = 1_780_000_000


class Nursery:
    """Starts and awaits workers; gives their process ids."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def start(self, store: Path, kind: str = "service", meter: str = "growing", **more: Any) -> int:
        """A worker for that store; its messages go to `<store>.log`."""
        return int(self._tell({"store": str(store), "kind": kind, "meter": meter, **more}))

    def wait(self, pid: int, deadline_s: float = 10) -> int | None:
        """The exit code of that worker, negative for a signal; None if it runs on past the deadline."""
        told = self._tell({"wait": pid, "deadline_s": deadline_s})
        return None if told is None else int(told)

    def _tell(self, command: dict[str, Any]) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(command) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


@contextmanager
def nursery(program: str = __file__) -> Iterator[Nursery]:
    """A nursery that ends, with all its workers, with the block; another `program` has its own `serve`."""
    process = subprocess.Popen(
        [sys.executable, program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        cwd=Path(__file__).parents[2], env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    try:
        yield Nursery(process)
    finally:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.close()
        process.wait(20)
        process.stdout.close()


def serve(work: Callable[[dict[str, Any]], None]) -> None:
    """Do what is told on standard input: each worker is a fork that does `work` and never returns."""
    import axis_tui.worker.engine as engine
    from axis_tui.store import write  # noqa: F401 -- imported before the forks

    engine.POLL_S, engine.GATHER_S, engine.TIME_TICK_S = 0.01, 0.001, 1  # type: ignore[assignment]
    children: set[int] = set()
    for line in sys.stdin:
        command = json.loads(line)
        if "wait" in command:
            told = _await(command["wait"], command["deadline_s"])
            if told is not None:
                children.discard(command["wait"])
        else:
            told = os.fork()
            if told == 0:
                work(command)
            children.add(told)
        print(json.dumps(told), flush=True)
    for child in children:
        os.kill(child, 9)


def _await(pid: int, deadline_s: float) -> int | None:
    until = time.monotonic() + deadline_s
    while time.monotonic() < until:
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.005)
    return None


def _work(command: dict[str, Any]) -> None:
    from axis_tui.config import MeterSettings, Paths, Settings, WorkerSettings
    from axis_tui.worker import service

    code = 99
    try:
        store = Path(command["store"])
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, 0)
        os.dup2(null, 1)
        log = os.open(f"{store}.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        settings = Settings(
            Paths(store.parent / "config.toml", store, store.parent / "state"),
            worker=WorkerSettings(refresh_seconds=command.get("refresh_seconds", 1)),
            meters=(MeterSettings(command["meter"], "wwan0", esim="Japan"),),
        )
        code = service.run(
            store,
            settings,
            settings.paths.state_dir,
            fast_clock,
            kind=command["kind"],
            make=_meter,
            log_to=log,
        )
    finally:
        os._exit(code)


def fast_clock() -> int:
    """UTC seconds as all workers of all nurseries know them."""
    return BEGAN_AT + int(time.monotonic() * SPEED)


class _Growing:
    """Counts microseconds since boot as bytes."""

    capabilities: frozenset[Any] = frozenset()
    host = ""

    def __init__(self, kind: str, interface: str) -> None:
        self.kind, self.interface = kind, interface

    def read(self, now: int) -> Any:
        from axis_tui.domain.usage import Reading
        from axis_tui.meters import runner

        if self.kind == "hanging":
            time.sleep(600)
        if self.kind == "running":
            runner.run(["sleep", "600"], timeout_s=600)
        count = time.monotonic_ns() // 1_000
        return Reading(now, count, count // 7, "boot")

    def history(self, now: int, since: int) -> list[Any]:
        return []


def _meter(settings: Any) -> Any:
    return _Growing(settings.kind, settings.interface)


if __name__ == "__main__":
    serve(_work)
