"""A new store a test, on a clock that the test sets."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from axis_tui.store.read import Reader, open_reader
from axis_tui.store.write import Writer, open_writer
from tests.store.fleet import NOW


@dataclass
class Clock:
    """UTC seconds that stand still until moved."""

    at: int = NOW

    def __call__(self) -> int:
        return self.at


@dataclass
class Home:
    """Where a store and what is known about it outside lie."""

    path: Path
    state_dir: Path
    clock: Clock

    def write(self, *, create: bool = True) -> Writer:
        """The store for writing."""
        return open_writer(self.path, create=create, state_dir=self.state_dir, clock=self.clock)

    def read(self) -> Reader:
        """The store for reading."""
        return open_reader(self.path)


def home_in(root: Path, blank: Path) -> Home:
    """A home there with a blank store, for one of a test's many examples."""
    home = Home(root / "data" / "axis.db", root / "state", Clock())
    shutil.copytree(blank, home.path.parent)
    return home


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def home(tmp_path: Path, clock: Clock) -> Home:
    return Home(tmp_path / "data" / "axis.db", tmp_path / "state", clock)


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of a store without anything in it, made once: its tables take longer than most tests."""
    root = tmp_path_factory.mktemp("blank")
    Home(root / "data" / "axis.db", root / "state", Clock()).write().close()
    return root / "data"


@pytest.fixture
def writer(home: Home, blank: Path) -> Iterator[Writer]:
    shutil.copytree(blank, home.path.parent)
    with home.write() as writer:
        yield writer


@pytest.fixture
def reader(home: Home, writer: Writer) -> Iterator[Reader]:
    with home.read() as reader:
        yield reader
