"""One worker a store: an flock on `<store>.lease` that the kernel gives back however the process ends.

The file is never removed: a lock on an unlinked name would let two workers hold "the" lease.
"""

import fcntl
import json
import os
import stat
import time
from dataclasses import dataclass, field
from pathlib import Path

from axis_tui.domain.problem import N_, Problem
from axis_tui.store.presence import HEARTBEAT_S, Presence, describe, lease_path

_TRIES = 5
_BETWEEN_TRIES_S = 0.02


@dataclass(slots=True)
class Lease:
    """A lease that is held, until `release()` or the end of the process."""

    fd: int
    beaten: float = field(default_factory=time.monotonic)

    def beat(self) -> None:
        """Show a heartbeat, at most each 5 s; costs one system call then, none otherwise."""
        at = time.monotonic()
        if at - self.beaten >= HEARTBEAT_S:
            self.beaten = at
            os.utime(self.fd)

    def release(self) -> None:
        """Give the lease back; the file stays."""
        os.ftruncate(self.fd, 0)
        os.close(self.fd)


def acquire(store_path: Path, kind: str, started_at: int) -> Lease | Presence:
    """The lease, or who holds it. Raises Problem where the lease file cannot be used at all."""
    path = lease_path(store_path)
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
    try:
        fd = os.open(path, flags, 0o600)
    except OSError as error:
        raise _unusable(path, error.strerror or "unusable") from None
    try:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            raise _unusable(path, "not a regular file")
        if not _lock(fd):
            held = describe(os.pread(fd, 4096, 0), max(0, int(time.time() - os.fstat(fd).st_mtime)))
            os.close(fd)
            return held
        os.fchmod(fd, 0o600)
        content = json.dumps({"pid": os.getpid(), "kind": kind, "started_at": started_at}).encode()
        os.pwrite(fd, content, 0)
        os.ftruncate(fd, len(content))
        return Lease(fd)
    except OSError as error:
        os.close(fd)
        raise _unusable(path, error.strerror or "unusable") from None
    except Problem:
        os.close(fd)
        raise


def _lock(fd: int) -> bool:
    """Exclusive lock; a few tries, because a screen that only asks holds a shared one for an instant."""
    for attempt in range(_TRIES):
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if attempt + 1 < _TRIES:
                time.sleep(_BETWEEN_TRIES_S)
        else:
            return True
    return False


def _unusable(path: Path, why: str) -> Problem:
    return Problem(
        N_("Cannot use the lease %(path)s (%(why)s). Remove it if no worker runs, or mend its permissions."),
        path=path,
        why=why,
    )
