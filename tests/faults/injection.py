"""Work done in a forked process with a fault in one of its system calls: killed there, or refused by the
disk.

The process is forked from this one, where all imports are done, and waits until strace holds it; so a point
costs a tenth of a second, not the second that importing SQLModel takes.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import subprocess
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from axis_tui.domain.problem import Problem
from tests.conftest import require_program
from tests.long_run import amount

EVERY = amount("FAULT_STEP", 3, 1)
"""Every so manieth point is tried, beginning with the first; all in the long run."""
CALLS = ("pwrite64", "fdatasync", "fsync", "unlink", "rename", "ftruncate")
"""The system calls that change files."""
_PR_SET_PTRACER = 0x59616D61


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the work ended."""

    acknowledged: bool
    """It returned, so it said that all is stored."""
    problem: str
    """The line for a person, where it raised Problem."""
    trace: str
    """The traceback, where it raised anything else."""
    signal: int
    """What killed it, or 0."""


def run_forked(work: Callable[[], object], call: str = "", fault: str = "", when: int = 0) -> Outcome:
    """Do `work` in a process of its own; `fault` (strace's words) befalls the `when`-th `call`."""
    options = ["-e", f"trace={call}", "-e", f"inject={call}:{fault}:when={when}", "-o", "/dev/null"]
    return _run(work, options if call else None)


def points(work: Callable[[], object], log: Path, *, every: int = EVERY) -> list[tuple[str, int]]:
    """Where `work` can be hit, as (system call, number), thinned out; it is done once, unharmed."""
    counts = counted(work, log, CALLS)
    return [(call, number) for call, count in counts.items() for number in range(1, count + 1)][::every]


def counted(work: Callable[[], object], log: Path, calls: Sequence[str]) -> dict[str, int]:
    """How often `work` makes each of those system calls; it is done once, unharmed."""
    outcome = _run(work, ["-e", f"trace={','.join(calls)}", "-o", str(log)])
    assert outcome.acknowledged, outcome
    text = log.read_text()
    return {call: len(re.findall(rf"\b{call}\(", text)) for call in calls}


def _run(work: Callable[[], object], options: list[str] | None) -> Outcome:
    strace = require_program("strace")
    gate, result = os.pipe(), os.pipe()
    pid = os.fork()
    if pid == 0:
        _work(work, gate[0], result[1])
    os.close(gate[0])
    os.close(result[1])
    with _attached([strace, *options, "-f", "-p", str(pid)] if options else []):
        os.write(gate[1], b"go")
        os.close(gate[1])
        with os.fdopen(result[0], "rb") as answer:
            kind, _, text = answer.read().decode().partition("\n")
        _, status = os.waitpid(pid, 0)
    return Outcome(
        kind == "stored",
        text if kind == "problem" else "",
        text if kind == "trace" else "",
        os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0,
    )


def _work(work: Callable[[], object], gate: int, result: int) -> None:
    try:
        ctypes.CDLL(None).prctl(_PR_SET_PTRACER, ctypes.c_ulong(-1), 0, 0, 0)
        os.read(gate, 2)
        work()
        answer = "stored\n"
    except Problem as problem:
        answer = f"problem\n{problem}"
    except BaseException:
        answer = f"trace\n{traceback.format_exc()}"
    os.write(result, answer.encode())
    os._exit(0)


@contextlib.contextmanager
def _attached(argv: list[str]) -> Iterator[None]:
    if not argv:
        yield
        return
    with subprocess.Popen(argv, stderr=subprocess.PIPE, text=True) as strace:
        assert strace.stderr is not None
        said = strace.stderr.readline()
        assert "attached" in said, said
        yield
