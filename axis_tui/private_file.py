"""New files that only their owner can read; nothing is overwritten. No wording, no choice of folders here."""

import os
from pathlib import Path


def write_new(path: Path, text: str) -> Path:
    """Write `text` to a new file, on disk when this returns; where it is. Nothing of it stays where it fails.

    Raises OSError: FileExistsError where something of that name is there already, be it a link to nowhere.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path
