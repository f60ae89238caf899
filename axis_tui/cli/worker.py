"""`axis-tui worker`: the background process that refreshes usage and raises alerts."""

from __future__ import annotations

import argparse

from axis_tui import bootstrap
from axis_tui.cli.context import Context
from axis_tui.i18n import _


def worker_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of `worker`."""
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--once", action="store_true", help=_("one pass over all that is due, then end"))
    how.add_argument(
        "--companion", action="store_true", help=_("end when standard input ends, with the dashboard")
    )


def worker(context: Context) -> int:
    """Runs the worker until it is told to end; gives its exit code."""
    options = context.options
    return bootstrap.run_worker(
        context.settings, "once" if options.once else "companion" if options.companion else "service"
    )
