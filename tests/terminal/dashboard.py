"""A small store for the dashboard in a real terminal, made by the command line as a person would."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

JAPAN = "add|--name|Japan 10 GB|--carrier|Axis JP|--allowance|10 GB|--validity|30 days"
EUROPE = "add|--name|EU 20 GB|--carrier|Axis EU|--allowance|20 GB|--validity|15 days"


def isolated_environ(home: Path) -> dict[str, str]:
    """An environment whose every XDG folder lies under `home`, in plain English and UTF-8."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700, exist_ok=True)
    return {
        **kept,
        **folders,
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(runtime),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
    }


def axis(environ: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run one command of the program to its end, at most 30 seconds."""
    return subprocess.run(
        [sys.executable, "-m", "axis_tui", *arguments],
        env=dict(environ),
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def small_store(home: Path) -> Path:
    """A home folder whose store holds two eSIMs with running plans; returns `home`."""
    environ = isolated_environ(home)
    for arguments in (JAPAN, EUROPE):
        done = axis(environ, *arguments.split("|"), "--starts", "purchase")
        assert done.returncode == 0, done.stderr
    return home


def dashboard_environ(home: Path) -> dict[str, str]:
    """The environment in which the dashboard opens the store of `home`."""
    return isolated_environ(home)
