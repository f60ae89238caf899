"""A verified copy of a store beside its state, made before something that cannot be taken back."""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass
from pathlib import Path

from axis_tui.store import sqlite

KEPT = 7
_DIRECTORY = "backups"


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy that was made and checked."""

    path: Path
    sha256: str
    """Of the file, in hex: what `sha256sum` gives."""
    verified_at: int


def make_backup(store: Path, state_dir: Path, now: int) -> Backup:
    """Copy the store into the state directory, 0600, and check the copy; older ones than the last 7 go.

    Raises StoreProblem; then there is no new copy, and the old ones stay.
    """
    directory = state_dir / _DIRECTORY
    sqlite.make_directory(directory)
    path = directory / f"{store.stem}-before-cancellation-{now}.db"
    try:
        with contextlib.closing(sqlite.connect_reader(store)) as source:
            sqlite.backup(source, path)
        # A copy that nobody has open: no lock of the live store can be lost by reading it.
        with path.open("rb") as copy:
            sha256 = hashlib.file_digest(copy, "sha256").hexdigest()
    except sqlite.FAULTS as error:
        raise sqlite.problem_of(error, store) from None
    except OSError as error:
        raise sqlite.problem_of_system(error, path) from None
    _forget_old(directory, store.stem)
    return Backup(path, sha256, now)


def _forget_old(directory: Path, stem: str) -> None:
    copies = sorted(
        directory.glob(f"{stem}-before-cancellation-*.db"), key=lambda path: path.stat().st_mtime_ns
    )
    for path in copies[:-KEPT]:
        with contextlib.suppress(OSError):
            path.unlink()
