"""Fixtures of the chip's tests."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.euicc.machine import Machine


def speaks_stdio(program: str | None) -> bool:
    """Whether that lpac has a stdio backend that goes on from `connect`; the one of 2.3.0 never does."""
    if program is None:
        return False
    answers = "".join(f'{{"type":"apdu","payload":{{"ecode":{code}}}}}\n' for code in (0, 1))
    environ = os.environ | {"LPAC_APDU": "stdio", "LPAC_HTTP": "stdio"}
    told = subprocess.run(
        [program, "chip", "info"], env=environ, input=answers, text=True, capture_output=True, timeout=30
    )
    return "logic_channel_open" in told.stdout


collect_ignore = [] if speaks_stdio(shutil.which("lpac")) else ["test_real_lpac.py"]
"""The tests of a real lpac are there only where it is, and can be given a simulated chip."""


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "machine")
