"""One thing that `doctor` looked at, how good it is and what to do about it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Grade(StrEnum):
    """How good a finding is."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


class Finding(NamedTuple):
    """One thing looked at."""

    check: str
    """Name for scripts."""
    label: str
    """Name for people."""
    grade: Grade
    text: str
    advice: str = ""
    """What to do; empty where nothing needs doing."""
