"""`axis-tui demo` as a process: in a real terminal, without one, and interrupted."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.terminal.dashboard import isolated_environ
from tests.terminal.session import Session

DEMO = (sys.executable, "-m", "axis_tui", "demo")
NOON = "1795176000"


@pytest.fixture
def stage(tmp_path: Path) -> Path:
    """Where temporary directories are made."""
    made = tmp_path / "temporary"
    made.mkdir()
    return made


@pytest.fixture
def environ(tmp_path: Path, stage: Path) -> Mapping[str, str]:
    return {**isolated_environ(tmp_path), "TMPDIR": str(stage)}


def test_the_demo_shows_its_world_says_what_it_is_and_leaves_nothing(
    environ: Mapping[str, str], stage: Path, tmp_path: Path
) -> None:
    with Session(DEMO, environ) as session:
        assert session.read_until(lambda text: "Japan 10 GB" in text, 30)
        assert session.read_until(lambda text: text.rstrip().endswith("demo"), 30)
        assert len(list(stage.iterdir())) == 1
        session.send("q")
        assert session.wait(30)
        assert session.status == 0
    assert list(stage.iterdir()) == []
    assert not list(tmp_path.rglob("store.db"))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_demo_leaves_nothing(environ: Mapping[str, str], stage: Path, number: int) -> None:
    with Session(DEMO, environ) as session:
        assert session.read_until(lambda text: "Japan 10 GB" in text, 30)
        os.kill(session.pid, number)
        assert session.wait(30)
    assert list(stage.iterdir()) == []


def test_without_a_terminal_the_demo_is_its_status_and_one_note(
    environ: Mapping[str, str], stage: Path
) -> None:
    done = subprocess.run(
        [*DEMO, "--at", NOON], env=dict(environ), capture_output=True, text=True, timeout=60, check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 0
    assert "Japan 10 GB" in done.stdout
    assert done.stderr.count("\n") == 1
    assert list(stage.iterdir()) == []


def test_the_demo_takes_no_store_of_a_persons(environ: Mapping[str, str], stage: Path) -> None:
    done = subprocess.run(
        [*DEMO, "--store", "mine.db"],
        env=dict(environ),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert list(stage.iterdir()) == []
