"""The program in a demo's directory that speaks for its chip as lpac does.

The worker knows it by `[chip] lpac` in the settings and no other way.
"""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

STATE, PROGRAM = "chip.json", "lpac"
"""The files of the chip and of its program."""
OFF = "off"
"""The setting of a machine without a chip."""
_RUN = """import sys
sys.path.append(sys.argv[1])
from axis_tui.demo.lpac import main
sys.exit(main(*sys.argv[2:]))
"""
_SCRIPT = """#!/bin/sh
exec {python} -I -S -c {run} {root} "${{0%/*}}/{state}" "$@"
"""


def install_program(directory: Path) -> str:
    """Put the program there, for the Python that runs now; what `[chip] lpac` is set to.

    OFF where it cannot be run, or not be named in the settings.
    """
    path = directory / PROGRAM
    root = Path(__file__).parents[2]
    script = _SCRIPT.format(
        python=shlex.quote(sys.executable), run=shlex.quote(_RUN), root=shlex.quote(str(root)), state=STATE
    )
    part = directory / f"{PROGRAM}.part"
    descriptor = os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC | os.O_NOFOLLOW, 0o700)
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write(script)
    os.replace(part, path)
    return str(path) if os.access(path, os.X_OK) and str(path).isprintable() else OFF
