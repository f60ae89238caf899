"""An activation code on its way to the worker: in a file of its own, never in a request.

Whoever asks leaves the file and names it in the request; the worker reads it and takes it away at once.
"""

from __future__ import annotations

import json
import os
import secrets
import time
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from axis_tui.domain.problem import N_, Problem
from axis_tui.private_file import write_new
from axis_tui.store.sqlite import make_directory

_PREFIX = "chip-code-"
_LONGEST_FILE = 4_096
_FORGOTTEN_AFTER_S = 3_600
"""A file that no request names may be of one that is being left at this moment."""


def leave_code(state_dir: Path, code: str, confirmation: str) -> Path:
    """A new file with the codes, which only its owner can read. Raises Problem."""
    try:
        make_directory(state_dir)
        told = json.dumps({"code": code, "confirmation": confirmation})
        return write_new(state_dir / f"{_PREFIX}{secrets.token_hex(8)}", told)
    except OSError as error:
        raise Problem(
            N_("the activation code cannot be left for the worker (%(reason)s)"),
            reason=error.strerror or type(error).__name__,
        ) from None  # fmt: skip


def take_code(state_dir: Path, name: str) -> tuple[str, str]:
    """The codes that were left in a file for one request, which is removed. Raises Problem."""
    gone = N_("the activation code is no longer there; ask again")
    if "/" in name or not name.startswith(_PREFIX):
        raise Problem(gone)
    path = state_dir / name
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        with os.fdopen(fd, encoding="utf-8", errors="replace") as file:
            told = json.loads(file.read(_LONGEST_FILE))
        path.unlink()
    except (OSError, ValueError):
        raise Problem(gone) from None
    if not isinstance(told, dict):
        raise Problem(gone)
    return str(told.get("code", "")), str(told.get("confirmation", ""))


def sweep_codes(state_dir: Path, wanted: Collection[str]) -> None:
    """Remove what nobody took: files older than an hour that no waiting request names."""
    with suppress(OSError):
        for path in state_dir.glob(f"{_PREFIX}*"):
            if path.name not in wanted and path.lstat().st_mtime < time.time() - _FORGOTTEN_AFTER_S:
                path.unlink()
