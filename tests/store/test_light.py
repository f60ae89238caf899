"""The read side costs what sqlite3 costs: no SQLModel, SQLAlchemy or pydantic comes in with it."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import pkgutil, importlib, sys
import axis_tui.store.read as read
for found in pkgutil.iter_modules(read.__path__):
    importlib.import_module(f"axis_tui.store.read.{found.name}")
import axis_tui.store.presence, axis_tui.store.identity, axis_tui.store.problems
heavy = {"sqlmodel", "sqlalchemy", "pydantic", "textual", "rich", "babel", "humanize"} & set(sys.modules)
sys.exit(", ".join(sorted(heavy)) if heavy else 0)
"""


def test_reading_imports_the_standard_library_only() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
