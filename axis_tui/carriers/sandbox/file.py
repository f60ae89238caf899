"""The state file: JSON of mode 0600, whole at any instant and durable before an answer is given or lost.

Changes are made under an flock on `<state>.lock`, by a new file that is synced and then renamed, so that
several processes may share it, a kill leaves the old or the new state, and reading needs no lock.
"""

import contextlib
import fcntl
import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from axis_tui.carriers.base import CarrierProblem, NotSent
from axis_tui.carriers.sandbox.codec import decode, encode
from axis_tui.carriers.sandbox.state import SandboxState
from axis_tui.domain.problem import N_
from axis_tui.domain.text import clean

MOST_BYTES = 64 << 20
_CREATE = os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC


def read_state(path: Path) -> SandboxState:
    """The state as it is now. Raises NotSent, one line, where there is none or it is broken."""
    return _parsed(path, _read(path))


def write_state(path: Path, state: SandboxState) -> None:
    """Make the state file, or replace it whole. Raises CarrierProblem."""
    with _locked(path):
        _write(path, _text(state))


@contextlib.contextmanager
def changing(path: Path) -> Iterator[SandboxState]:
    """The state to be changed in place: on disk when this ends, and untouched where it ends by an error.

    Raises NotSent where nothing was changed, and CarrierProblem where it is not known to be durable.
    """
    with _locked(path):
        before = _read(path)
        state = _parsed(path, before)
        yield state
        if (after := _text(state)) != before:
            _write(path, after)


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    try:
        flags = os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC
        descriptor = os.open(f"{path}.lock", flags, 0o600)
    except OSError as error:
        raise _unusable(path, error) from None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _read(path: Path) -> bytes:
    try:
        # Not blocking, so that a pipe in its place is refused and not waited for.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise _unusable(path, "not a regular file")
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise _unusable(path, error) from None
    if len(content) > MOST_BYTES:
        raise _unusable(path, "larger than 64 MiB")
    return content


def _parsed(path: Path, content: bytes) -> SandboxState:
    try:
        return decode(SandboxState, json.loads(content))
    except (ValueError, RecursionError) as error:
        raise _unusable(path, str(error)) from None


def _text(state: SandboxState) -> bytes:
    return json.dumps(encode(state), separators=(",", ":")).encode("ascii")


def _write(path: Path, content: bytes) -> None:
    part = f"{path}.part"
    try:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(part)  # left by one that was killed; the lock is ours
        with os.fdopen(os.open(part, _CREATE, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except OSError as error:
        raise _unusable(path, error) from None
    try:
        directory = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)
    except OSError as error:
        raise CarrierProblem(
            N_("the sandbox's state %(path)s may not be on disk (%(reason)s); look at the disk"),
            path=clean(str(path)), reason=error.strerror or "unusable",
        ) from None  # fmt: skip


def _unusable(path: Path, why: OSError | str) -> NotSent:
    reason = why if isinstance(why, str) else why.strerror or "unusable"
    return NotSent(
        N_("the sandbox's state %(path)s cannot be used (%(reason)s); mend it or make it anew"),
        path=clean(str(path)), reason=clean(reason),
    )  # fmt: skip
