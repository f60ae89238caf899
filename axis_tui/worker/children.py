"""The programs that meters started, so that none outlives the worker."""

import contextlib
import os
import signal
from pathlib import Path


def kill_children() -> None:
    """SIGKILL to every child of this process, with its process group where it leads one (Linux, /proc)."""
    for child in _children():
        with contextlib.suppress(OSError):
            if os.getpgid(child) == child:
                os.killpg(child, signal.SIGKILL)
            else:
                os.kill(child, signal.SIGKILL)


def _children() -> list[int]:
    found: list[int] = []
    with contextlib.suppress(OSError):
        for task in Path("/proc/self/task").iterdir():
            with contextlib.suppress(OSError):
                found += [int(word) for word in (task / "children").read_text().split()]
    return found
