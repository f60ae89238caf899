"""Fixtures of the chip's tests."""

import shutil
from pathlib import Path

import pytest

from tests.euicc.machine import Machine

collect_ignore = [] if shutil.which("lpac") else ["test_real_lpac.py"]
"""The tests of a real lpac are there only where it is."""


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "machine")
