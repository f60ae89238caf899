"""The command line: parses arguments, asks the rooms below and prints; one file a command group.

`--help` and `--version` import neither textual nor sqlmodel. No rule of the domain and no SQL enters here.
"""

from __future__ import annotations

from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit code (see `axis_tui.cli.exits`); never raises but SystemExit."""
    import sys

    from axis_tui.cli.run import run

    return run(list(sys.argv[1:] if argv is None else argv))
