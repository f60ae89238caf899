"""One program at a time on a chip: an flock on a file of the state directory, given back by the kernel.

One file a host, not a chip, since the same chip may be reached in several ways. lpac inherits the descriptor:
where this process is killed, the lock lasts until the lpac that it left behind has ended too. The file stays:
a lock on an unlinked name would let two hold "the" lock.
"""

import fcntl
import hashlib
import json
import os
import re
import stat
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from axis_tui.domain.problem import N_
from axis_tui.domain.text import clean
from axis_tui.euicc.problem import ChipBusy, ChipProblem

WAIT_S = 5.0
_BETWEEN_TRIES_S = 0.05


class ChipLock:
    """The lock of one host's chip; threads that share the object take turns, and one may hold it twice."""

    def __init__(self, state_dir: Path, host: str, *, wait_s: float = WAIT_S) -> None:
        self.path = state_dir / file_name(host)
        self._wait_s = wait_s
        self._turn = threading.RLock()
        self._fd: int | None = None
        self._purpose = ""

    @contextmanager
    def held(self, purpose: str) -> Iterator[int]:
        """Holds it, waiting at most `wait_s`, and gives its descriptor. Raises ChipBusy, ChipProblem.

        `purpose` is what others read while they wait.
        """
        if not self._turn.acquire(timeout=self._wait_s):
            raise _busy(_named(os.getpid(), self._purpose))
        try:
            if self._fd is not None:
                yield self._fd
                return
            self._fd, self._purpose = self._take(purpose), purpose
            try:
                yield self._fd
            finally:
                fd, self._fd = self._fd, None
                os.close(fd)
        finally:
            self._turn.release()

    def _take(self, purpose: str) -> int:
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            fd = os.open(self.path, flags, 0o600)
        except OSError as error:
            raise _unusable(self.path, error.strerror or "unusable") from None
        try:
            if not stat.S_ISREG(os.fstat(fd).st_mode):
                raise _unusable(self.path, "not a regular file")
            self._lock(fd)
            os.fchmod(fd, 0o600)
            content = json.dumps({"pid": os.getpid(), "purpose": purpose}).encode()
            os.pwrite(fd, content, 0)
            os.ftruncate(fd, len(content))
        except OSError as error:
            os.close(fd)
            raise _unusable(self.path, error.strerror or "unusable") from None
        except BaseException:
            os.close(fd)
            raise
        return fd

    def _lock(self, fd: int) -> None:
        deadline = time.monotonic() + self._wait_s
        while True:
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise _busy(_described(os.pread(fd, 4_096, 0))) from None
                time.sleep(_BETWEEN_TRIES_S)
            else:
                return


def file_name(host: str) -> str:
    """The lock file's name: readable where the host's name can be, else a digest of it."""
    name = host.lower() or "local"
    if not re.fullmatch(r"[a-z0-9_.@-]{1,64}", name):
        name = hashlib.sha256(name.encode()).hexdigest()[:32]
    return f"chip-{name}.lock"


def _described(content: bytes) -> str:
    """Who wrote that into the file."""
    try:
        told = json.loads(content.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return "?"
    if not isinstance(told, dict):
        return "?"
    return _named(told.get("pid", "?"), told.get("purpose", "?"))


def _named(pid: object, purpose: object) -> str:
    return clean(f"process {str(pid)[:20]} ({str(purpose)[:60]})", 100)


def _busy(holder: str) -> ChipBusy:
    return ChipBusy(N_("the chip is in use by %(holder)s; try again when that is done"), holder=holder)


def _unusable(path: Path, why: str) -> ChipProblem:
    return ChipProblem(
        N_("Cannot use the chip's lock %(path)s (%(why)s). Nothing is asked of the chip; mend or remove it."),
        path=path, why=why,
    )  # fmt: skip
