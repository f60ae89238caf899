"""Whether a worker runs for a store, asked of its lease file without disturbing it.

The lease is `<store>.lease`: flock'ed by the worker that runs, holding one JSON object {pid, kind,
started_at}, its modification time the worker's heartbeat. Standard library only: screens and `status` ask
this at start. Taking the lease is the worker's business and does not belong here.
"""

import fcntl
import json
import os
import stat
import time
from dataclasses import dataclass
from pathlib import Path

HEARTBEAT_S = 5
STALLED_AFTER_S = 60
_MAX_LEASE_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Presence:
    """What is known about the worker of a store; `pid` and `kind` are empty where the lease does not say."""

    running: bool
    kind: str = ""
    """service, companion or once"""
    pid: int = 0
    started_at: int = 0
    """UTC seconds, by the worker's clock"""
    heartbeat_age_s: int | None = None

    @property
    def stalled(self) -> bool:
        """Holds the lease, but has not shown a heartbeat for a minute."""
        return self.running and self.heartbeat_age_s is not None and self.heartbeat_age_s > STALLED_AFTER_S


def lease_path(store_path: Path) -> Path:
    """Where the lease of this store lies."""
    return store_path.with_name(store_path.name + ".lease")


def describe(text: bytes, heartbeat_age_s: int | None) -> Presence:
    """A held lease's content as a Presence; a lease that says nothing sensible still counts as held."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict):
        content = {}
    kind, pid, started_at = content.get("kind"), content.get("pid"), content.get("started_at")
    return Presence(
        running=True,
        kind=kind if kind in ("service", "companion", "once") else "",
        pid=pid if isinstance(pid, int) and pid > 0 else 0,
        started_at=started_at if isinstance(started_at, int) else 0,
        heartbeat_age_s=heartbeat_age_s,
    )


def probe(store_path: Path, now: float | None = None) -> Presence:
    """Who holds the lease of this store; not running where there is no lease, or nobody holds it.

    `now` is UTC seconds for the heartbeat's age, this machine's time if left out. Raises OSError where the
    lease exists but may not be read, or is no regular file.
    """
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
    try:
        lease = os.open(lease_path(store_path), flags)
    except (FileNotFoundError, NotADirectoryError):
        return Presence(running=False)
    try:
        found = os.fstat(lease)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(f"{lease_path(store_path).name} is not a regular file")
        if not _is_held(lease):
            return Presence(running=False)
        age = max(0, int((time.time() if now is None else now) - found.st_mtime))
        return describe(os.read(lease, _MAX_LEASE_BYTES), age)
    finally:
        os.close(lease)


def _is_held(lease: int) -> bool:
    """Try a shared lock and give it back at once: a worker that starts meanwhile tries more than once."""
    try:
        fcntl.flock(lease, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    fcntl.flock(lease, fcntl.LOCK_UN)
    return False
