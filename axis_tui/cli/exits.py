"""Exit codes of the command line: what a script can rely on."""

from __future__ import annotations

FINE = 0
"""It worked."""
FAILED = 1
"""It did not; one line on stderr says why."""
USAGE = 2
"""The command line or a value in it is wrong."""
ATTENTION = 3
"""`status --check`: an alert is open. `renew`: it is not known (yet) whether money moved."""
STORE = 4
"""The store is missing, damaged, foreign or of a newer version."""
INTERRUPTED = 130
"""Ctrl+C, as shells count it."""
