"""Which store belongs under which path, remembered outside the store itself, in `stores.json`.

So that a file which vanished, was emptied or was exchanged is noticed instead of being made anew in silence.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
from collections.abc import Iterator
from pathlib import Path

from axis_tui.store.problems import StoreFailed
from axis_tui.store.sqlite import make_directory, problem_of_system, sync_directory

FILE = "stores.json"


def known_uuid(state_dir: Path, store: Path) -> str | None:
    """The UUID last seen under that path; None where none was."""
    return _read(state_dir).get(_key(store))


def remember(state_dir: Path, store: Path, uuid: str) -> None:
    """Note that this path holds the store of that UUID; durable when it returns."""
    with _locked(state_dir):
        entries = _read(state_dir)
        if entries.get(_key(store)) != uuid:
            _write(state_dir, {**entries, _key(store): uuid})


def forget(state_dir: Path, store: Path) -> None:
    """Accept whatever is under that path next, on a person's explicit wish."""
    with _locked(state_dir):
        entries = _read(state_dir)
        if entries.pop(_key(store), None) is not None:
            _write(state_dir, entries)


def _key(store: Path) -> str:
    return str(store.absolute())


def _read(state_dir: Path) -> dict[str, str]:
    path = state_dir / FILE
    try:
        found = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise problem_of_system(error, path) from None
    except ValueError:
        raise StoreFailed(path, "not JSON; remove it to have it made anew") from None
    if not isinstance(found, dict):
        raise StoreFailed(path, "not a JSON object; remove it to have it made anew")
    return {str(key): str(value) for key, value in found.items()}


def _write(state_dir: Path, entries: dict[str, str]) -> None:
    target = state_dir / FILE
    part = state_dir / f"{FILE}.part"
    try:
        with contextlib.suppress(FileNotFoundError):
            part.unlink()
        descriptor = os.open(part, os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_WRONLY | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(entries, file, indent=1, sort_keys=True)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, target)
        sync_directory(state_dir)
    except OSError as error:
        raise problem_of_system(error, target) from None


@contextlib.contextmanager
def _locked(state_dir: Path) -> Iterator[None]:
    make_directory(state_dir)
    path = state_dir / f"{FILE}.lock"
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_NOFOLLOW | os.O_RDWR | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise problem_of_system(error, path) from None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
