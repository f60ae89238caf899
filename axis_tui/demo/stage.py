"""Where a demo plays: a private directory with settings and a store, gone when the demo is, however it ended.

The store is built by a child process, so that the dashboard's own process never imports SQLModel.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.text import clean

BUILD_TIMEOUT_S = 60

_REAPER = 'cat >/dev/null; sleep 1; rm -rf -- "$1"'
"""Waits until the demo's process is gone, then removes its directory; what a SIGKILL cannot outrun."""


class Stage:
    """A demo's directory as a context manager; `build` must be called before it is used."""

    def __init__(self, seed: int, at: int) -> None:
        self.seed = seed
        self.at = at
        self.directory = Path(tempfile.mkdtemp(prefix="axis-tui-demo-"))
        self._reaper = subprocess.Popen(
            ["/bin/sh", "-c", _REAPER, "sh", str(self.directory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    @property
    def reaper_pid(self) -> int:
        """The process that removes the directory should this one be killed."""
        return self._reaper.pid

    @property
    def store(self) -> Path:
        """The store's file."""
        return self.directory / "store.db"

    @property
    def state(self) -> Path:
        """The state directory."""
        return self.directory / "state"

    @property
    def config(self) -> Path:
        """The settings file."""
        return self.directory / "config.toml"

    def build(self, meanwhile: Callable[[], None] = lambda: None) -> None:
        """Builds settings and store; `meanwhile` runs in this process beside it. Raises Problem."""
        argv = [
            sys.executable,
            "-m",
            "axis_tui.demo.build",
            str(self.directory),
            str(self.seed),
            str(self.at),
        ]
        with subprocess.Popen(
            argv, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        ) as builder:
            meanwhile()
            try:
                said = builder.communicate(timeout=BUILD_TIMEOUT_S)[1]
            except BaseException:
                builder.kill()
                raise
        if builder.returncode:
            lines = said.decode("utf-8", "replace").strip().splitlines()
            reason = clean(lines[-1]) if lines else str(builder.returncode)
            raise Problem(N_("the demo could not be built: %(reason)s"), reason=reason)

    def close(self) -> None:
        """Removes everything."""
        shutil.rmtree(self.directory, ignore_errors=True)
        self._reaper.terminate()
        if self._reaper.stdin is not None:
            self._reaper.stdin.close()
        self._reaper.wait()

    def __enter__(self) -> Stage:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
