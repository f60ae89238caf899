"""Writing what a person takes along, a history or evidence, to a new file that only they can read."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path

from axis_tui.domain.problem import N_, Problem
from axis_tui.private_file import write_new

MOST_NAMES = 100


def folders() -> tuple[Path, ...]:
    """Where it goes: into the current directory, or home where that takes nothing."""
    found: list[Path] = []
    for ask in (Path.cwd, Path.home):
        with contextlib.suppress(OSError, RuntimeError):
            found.append(ask())
    return tuple(found)


def write_private(name: str, text: str, into: Iterable[Path] | None = None) -> Path:
    """Write `text` to a new file called `name`, or `name-2` and so on where there is one; where it is.

    Raises Problem where none of the folders takes it. Nothing is ever overwritten, no link followed.
    """
    why = ""
    for folder in folders() if into is None else into:
        try:
            return _write(folder, name, text)
        except OSError as error:
            why = error.strerror or type(error).__name__
    raise Problem(N_("The file could not be written (%(why)s); start axis-tui in another folder"), why=why)


def _write(folder: Path, name: str, text: str) -> Path:
    stem, dot, ending = name.rpartition(".")
    for number in range(1, MOST_NAMES):
        path = folder / (name if number == 1 else f"{stem}-{number}{dot}{ending}")
        try:
            return write_new(path, text)
        except FileExistsError:
            continue
    raise FileExistsError(f"{MOST_NAMES} files called {name}")
