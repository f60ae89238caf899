"""The command line: parses arguments, asks the rooms below and prints; one file a command group.

`--help` and `--version` import neither textual nor sqlmodel. No rule of the domain and no SQL enters here.
"""

from __future__ import annotations

from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit code (see `axis_tui.cli.exits`).

    Without `argv` it is the program's own end: `status`, which runs at every login, then leaves at once.
    """
    import sys

    from axis_tui.cli.run import run
    from axis_tui.cli.words import split

    words = list(sys.argv[1:] if argv is None else argv)
    code = run(words)
    if argv is None and split(words)[0] == "status":
        _leave(code)
    return code


def _leave(code: int) -> None:
    """Ends the process without taking it apart, which costs a sixth of `status`."""
    import os
    import sys
    from contextlib import suppress

    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)
