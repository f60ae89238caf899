"""`axis-tui` without a command: the dashboard; where no terminal can show it, `status` with a note."""

from __future__ import annotations

import os
import sys

from axis_tui import bootstrap
from axis_tui.cli import exits
from axis_tui.cli.context import Context
from axis_tui.i18n import _


def dashboard(context: Context) -> int:
    """Opens the dashboard; gives its exit code."""
    if not can_draw():
        from axis_tui.cli.status import status

        print(_("axis-tui: this is no terminal to draw on, so here is “axis-tui status”"), file=sys.stderr)
        context.options.json = context.options.plain = context.options.check = False
        return status(context)
    settings = context.settings
    context.bring_up_to_date()
    code, next_argv = bootstrap.dashboard(settings, os.environ, no_color=context.options.no_color)
    if next_argv is not None:
        os.execv(next_argv[0], next_argv)
    return code or exits.FINE


def can_draw() -> bool:
    """Whether standard input and output are a terminal that understands cursor movement."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"
