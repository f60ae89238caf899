"""Where a demo plays: a private directory with settings and a store, gone when the demo is, however it ended.

A directory that a person names is kept instead, and played on in the next time.

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

from axis_tui.demo.program import PROGRAM, install_program
from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.text import clean

BUILD_TIMEOUT_S = 60

_REAPER = 'cat >/dev/null; sleep 1; rm -rf -- "$1"'
"""Waits until the demo's process is gone, then removes its directory; what a SIGKILL cannot outrun."""


class Stage:
    """A demo's directory as a context manager; `build` must be called before it is used.

    `keep` names one that stays; Problem where it holds anything but an earlier demo.
    """

    def __init__(self, seed: int, at: int, keep: Path | None = None) -> None:
        self.seed = seed
        self.at = at
        self._reaper: subprocess.Popen[bytes] | None = None
        if keep is not None:
            self.directory = keep.absolute()
            self._use_kept()
            return
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
        """The process that removes the directory should this one be killed; 0 where it is kept."""
        return 0 if self._reaper is None else self._reaper.pid

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
        """Builds settings and store; `meanwhile` runs in this process beside it. Raises Problem.

        What is kept from before is played on in as it is, its chip by the Python that runs now.
        """
        if self._reaper is None and self.store.exists():
            if (self.directory / PROGRAM).exists():
                install_program(self.directory)
            meanwhile()
            return
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
        """Removes everything, unless it is kept."""
        if self._reaper is None:
            return
        shutil.rmtree(self.directory, ignore_errors=True)
        self._reaper.terminate()
        if self._reaper.stdin is not None:
            self._reaper.stdin.close()
        self._reaper.wait()

    def _use_kept(self) -> None:
        try:
            self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            is_empty = not any(self.directory.iterdir())
        except OSError as error:
            raise Problem(
                N_("the demo cannot be kept in %(path)s (%(why)s); name another directory"),
                path=self.directory, why=error.strerror or "?",
            ) from None  # fmt: skip
        if not is_empty and not (self.store.exists() and self.config.exists()):
            raise Problem(
                N_("%(path)s holds something else than a demo; name an empty directory"), path=self.directory
            )

    def __enter__(self) -> Stage:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
