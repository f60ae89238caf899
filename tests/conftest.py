"""What every test stands on: a hermetic home, reproducible properties, and real programs where they exist."""

import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

_MEMORY = Path("/dev/shm")
_ROOM_BYTES = 4 << 30
"""What must be free there; a run takes less than a quarter of it."""
settings.register_profile("axis", derandomize=True, deadline=None, print_blob=True, database=None)
settings.load_profile("axis")

_HOME_VARIABLES = {
    "HOME": "home",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_CACHE_HOME": "cache",
    "XDG_RUNTIME_DIR": "run",
}
_UNWANTED = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LC_CTYPE", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES")


def pytest_configure() -> None:
    """Stores of tests lie in memory where there is room: a commit waits for the disk several times.

    What is asked of the disk, and what is made to fail there, is asked and fails in memory all the same.
    """
    if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM_BYTES:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Two processes a core, as a test of a screen waits half of its time; one for the faults, which do not.

    What is soon done has none. Where nothing is named, `tests/tui` is among the `testpaths`.
    """
    cores = len(os.sched_getaffinity(0))
    named = {Path(argument).name for argument in config.args}
    if "faults" in named:
        return cores
    return 2 * cores if named & {"tests", "tui"} else 0


@pytest.fixture(autouse=True)
def hermetic_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Points the home, every XDG directory and Axis TUI's own files under a fresh directory, and gives it.

    The language is C.UTF-8 and no variable of the developer's shell that changes output is left. Directories
    are made with mode 0700. A test that needs another value sets it with `monkeypatch`.
    """
    root = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for variable in [name for name in os.environ if name.startswith("AXIS_TUI_")]:
            patch.delenv(variable)
        for variable in _UNWANTED:
            patch.delenv(variable, raising=False)
        for variable, directory in _HOME_VARIABLES.items():
            (root / directory).mkdir(mode=0o700)
            patch.setenv(variable, str(root / directory))
        patch.setenv("AXIS_TUI_STATE", str(root / "state" / "axis-tui"))
        patch.setenv("AXIS_TUI_STORE", str(root / "data" / "axis-tui" / "store.db"))
        patch.setenv("LANG", "C.UTF-8")
        patch.setenv("TERM", "xterm-256color")
        patch.setenv("TZ", "UTC")
        yield root


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI nothing is skipped: a skip is a failure there."""
    report = yield
    if report.skipped and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"skipped, and CI must run everything: {report.longrepr}"
    return report


def require_program(name: str) -> str:
    """The path of program `name`; skips the test where it is missing, and fails it there under CI=true."""
    path = shutil.which(name) or shutil.which(name, path="/usr/local/sbin:/usr/sbin:/sbin")
    if path is None:
        _missing(f"{name} is not installed")
    assert path is not None
    return path


def require_root() -> None:
    """Skips the test for who is not root, and fails it under CI=true, where it must run."""
    if os.geteuid() != 0:
        _missing("this test needs root")


def _missing(reason: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(f"{reason}, and CI must run this test")
    pytest.skip(reason)
