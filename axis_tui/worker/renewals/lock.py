"""The lock under which orders are sent: an flock on `<store>.spending`, held from the claim to the answer's
commit.

The worker's lease keeps two workers apart; this keeps two executors apart whatever went wrong with that. Who
holds it knows that an order which is SENT, and not its own, was left by an executor that is gone. The kernel
gives it back however the process ends; the file stays.
"""

import fcntl
import os
import stat
from pathlib import Path

from axis_tui.domain.problem import N_, Problem


class SpendLock:
    """At most one holder on this machine; not for use from several threads."""

    def __init__(self, store: Path) -> None:
        self._path = store.with_name(store.name + ".spending")
        self._fd: int | None = None

    @property
    def is_held(self) -> bool:
        """Whether this object holds it."""
        return self._fd is not None

    def acquire(self) -> bool:
        """Take it without waiting; False where another executor has it. Raises Problem on a bad file."""
        if self._fd is not None:
            return True
        try:
            fd = os.open(
                self._path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK, 0o600
            )
        except OSError as error:
            raise self._unusable(error.strerror or "unusable") from None
        try:
            if not stat.S_ISREG(os.fstat(fd).st_mode):
                raise self._unusable("not a regular file")
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(fd)
            return False
        except OSError as error:
            os.close(fd)
            raise self._unusable(error.strerror or "unusable") from None
        except BaseException:
            os.close(fd)
            raise
        self._fd = fd
        return True

    def release(self) -> None:
        """Give it back, where it is held."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    def _unusable(self, why: str) -> Problem:
        return Problem(
            N_("Cannot use the lock %(path)s (%(why)s). Nothing is bought until it can; mend or remove it."),
            path=self._path, why=why,
        )  # fmt: skip
