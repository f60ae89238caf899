"""The file of a simulated eUICC: whole at any instant, and changed by one process at a time."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager

from axis_tui.demo.euicc import State


class ChipFile:
    """The state on disk."""

    def __init__(self, path: str) -> None:
        self._path = path

    def read(self) -> State:
        """The state as it is now."""
        with open(self._path, encoding="utf-8") as file:
            state: State = json.load(file)
        return state

    def write(self, state: State) -> None:
        """Replace it."""
        part = f"{self._path}.part"
        descriptor = os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(state, file)
        os.replace(part, self._path)

    @contextmanager
    def changing(self) -> Iterator[State]:
        """The state to be changed in place; as it was where this ends by an error."""
        lock = os.open(f"{self._path}.lock", os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            state = self.read()
            yield state
            self.write(state)
        finally:
            os.close(lock)
