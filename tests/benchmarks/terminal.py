"""Measures terminal programs in a real pseudo-terminal of 80×24, turn by turn, and keeps medians."""

import os
import statistics
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.terminal.session import Session

YARDSTICKS = Path(__file__).parent / "yardsticks"
QUIET_S = 0.35
KEY_QUIET_S = 0.12


@dataclass(slots=True)
class Measured:
    """One program's figures, a list entry a run: seconds, bytes."""

    shown_s: list[float] = field(default_factory=list)
    settled_s: list[float] = field(default_factory=list)
    frame_bytes: list[float] = field(default_factory=list)
    memory_bytes: list[float] = field(default_factory=list)
    key_s: dict[str, list[float]] = field(default_factory=dict)
    key_bytes: dict[str, list[float]] = field(default_factory=dict)
    change_bytes: list[float] = field(default_factory=list)
    idle_cpu_s: list[float] = field(default_factory=list)
    idle_bytes: list[float] = field(default_factory=list)
    worker_memory_bytes: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Program:
    """What to start, what its first useful frame shows, which keys to time, and how to change one figure."""

    argv: Sequence[str]
    marker: str
    keys: Sequence[str] = ()
    change: Callable[[], None] | None = None
    idle_s: float = 0
    environ: Mapping[str, str] = field(default_factory=dict)


def yardstick(name: str, marker: str, keys: Sequence[str] = (), *, ticking: bool = False) -> Program:
    """One of the programs under `yardsticks/`; a ticking one changes a cell each second."""
    environ = {"AXIS_TUI_TICK": "1"} if ticking else {}
    return Program((sys.executable, str(YARDSTICKS / f"{name}.py")), marker, keys, environ=environ)


def environ_of(program: Program) -> dict[str, str]:
    """A terminal with all colours, and Python as it is installed: with its bytecode kept."""
    environ = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
    for name in ("NO_COLOR", "PYTHONDONTWRITEBYTECODE"):
        environ.pop(name, None)
    return environ | dict(program.environ)


def measure(program: Program, into: Measured) -> None:
    """Run `program` once and add its figures to `into`."""
    with Session(program.argv, environ_of(program)) as session:
        frame = session.read(20, quiet=QUIET_S, least=400)
        shown = session.shown_at(program.marker)
        if shown is None:
            raise RuntimeError(f"{program.argv[-1]} never showed {program.marker!r}:\n{session.text()}")
        into.shown_s.append(shown)
        into.settled_s.append(frame.last_s or 0)
        into.frame_bytes.append(frame.bytes)
        session.read(0.5)
        for key in program.keys:
            session.send(key)
            burst = session.read(2, quiet=KEY_QUIET_S)
            into.key_s.setdefault(key, []).append(burst.last_s or 0)
            into.key_bytes.setdefault(key, []).append(burst.bytes)
        if program.change is not None:
            program.change()
            into.change_bytes.append(session.read(3, quiet=0.6).bytes)
        if program.idle_s:
            session.read(6)
            before = session.cpu_s()
            into.idle_bytes.append(session.read(program.idle_s).bytes / program.idle_s)
            into.idle_cpu_s.append((session.cpu_s() - before) / program.idle_s)
            others = [pid for pid in session.processes() if pid != session.pid]
            into.worker_memory_bytes += [session.memory_bytes(pid) for pid in others]
        into.memory_bytes.append(session.memory_bytes())
        session.send("q")
        session.wait(5)


def change_of_ticking(runs: int) -> float:
    """Bytes that *bare* sends for one changed cell, the median over `runs` starts."""
    found = []
    for _ in range(runs):
        program = yardstick("bare", "READY", ticking=True)
        with Session(program.argv, environ_of(program)) as session:
            session.read(20, quiet=QUIET_S, least=400)
            found.append(session.read(3, quiet=0.3).bytes)
    return statistics.median(found)
