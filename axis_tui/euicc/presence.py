"""Whether this machine has a chip that we may ask: one that the settings name, or an lpac on PATH.

Nothing here asks the chip; `doctor` looks at what would be needed for that.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from axis_tui import program
from axis_tui.config import Settings
from axis_tui.domain.text import clean
from axis_tui.euicc.lock import file_name
from axis_tui.euicc.lpac_line import Result, read_line

_DEFAULT = "default"
_VERSION_TIMEOUT_S = 5.0
OFF = "off"
"""The setting `chip.lpac` of a machine whose chip is to be left alone."""


def is_set_up(settings: Settings, environ: Mapping[str, str]) -> bool:
    """Whether a key under [chip] is set, or the program is there to be run."""
    if settings.chip.lpac == OFF:
        return False
    is_named = any(key.startswith("chip.") and origin != _DEFAULT for key, origin in settings.origins.items())
    return is_named or find_program(settings, environ) is not None


def find_program(settings: Settings, environ: Mapping[str, str]) -> str | None:
    """Where lpac is on this machine; None where it is not."""
    return shutil.which(settings.chip.lpac, path=environ.get("PATH", ""))


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
