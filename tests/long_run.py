"""How much is tried: a sample as a rule, everything in the long run.

    AXIS_TUI_LONG=1 .venv/bin/pytest tests/faults tests/worker/test_renewal_machine.py

Each amount has a variable of its own too, which beats both.
"""

import os

IS_LONG = os.environ.get("AXIS_TUI_LONG") == "1"


def amount(variable: str, usual: int, long: int) -> int:
    """`usual`, or `long` in the long run, or what the environment variable says."""
    return int(os.environ.get(variable, long if IS_LONG else usual))
