"""What is needed to ask the chip: which lpac it is, and whether a program works with the chip now.

Nothing here asks the chip itself.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Mapping
from pathlib import Path

from axis_tui import program
from axis_tui.domain.text import clean
from axis_tui.euicc.lock import file_name
from axis_tui.euicc.lpac_line import Result, read_line

_VERSION_TIMEOUT_S = 5.0


def version(found: str, environ: Mapping[str, str]) -> str:
    """What `lpac version` says, which asks no chip; empty where it says nothing that we know."""
    try:
        output = program.run([found, "version"], environ=environ, timeout_s=_VERSION_TIMEOUT_S)
    except program.ProgramProblem:
        return ""
    for raw in output.out.splitlines():
        line = read_line(raw.encode(), clean)
        if isinstance(line, Result) and line.code == 0 and isinstance(line.data, str):
            return clean(line.data, 40)
    return ""


def is_locked(state_dir: Path, host: str) -> bool:
    """Whether a program works with the chip of that host now."""
    try:
        fd = os.open(state_dir / file_name(host), os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(fd)
    return False
