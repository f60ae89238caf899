"""`axis-tui demo`: the dashboard on a throw-away store; nothing of the person's own is read or written."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path
from types import FrameType

from axis_tui import bootstrap
from axis_tui.cli import exits
from axis_tui.cli.context import Context
from axis_tui.cli.dashboard import can_draw
from axis_tui.cli.problem import UsageProblem
from axis_tui.domain.problem import N_
from axis_tui.i18n import _

DEFAULT_SEED = 7


def demo_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of `demo`."""
    parser.add_argument(
        "--seed",
        type=int,
        default=DEFAULT_SEED,
        metavar=_("N"),
        help=_("the same number shows the same world"),
    )
    parser.add_argument(
        "--keep", metavar=_("DIR"), help=_("keep the demo in this directory, and go on in it the next time")
    )
    parser.add_argument("--at", type=int, help=argparse.SUPPRESS)


def demo(context: Context) -> int:
    """Builds the world, shows it until it is left, and removes it."""
    from axis_tui.demo.stage import Stage

    options = context.options
    if options.store or options.config:
        raise UsageProblem(N_("the demo has its own store and settings; leave out --store and --config"))
    taste = context.settings
    at = context.clock() if options.at is None else options.at
    before = {number: signal.signal(number, _interrupt) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        with Stage(options.seed, at, Path(options.keep) if options.keep else None) as stage:
            shows = can_draw()
            stage.build(bootstrap.import_dashboard if shows else lambda: None)
            forget_own_chip()
            os.environ.update(
                AXIS_TUI_CONFIG=str(stage.config),
                AXIS_TUI_STORE=str(stage.store),
                AXIS_TUI_STATE=str(stage.state),
            )
            settings = bootstrap.settings(
                {**context.flags, "language": taste.language, "theme": taste.theme, "glyphs": taste.glyphs,
                 "time_zone": taste.time_zone}, os.environ,
            )  # fmt: skip
            if not shows:
                return _as_status(context)
            code, _next = bootstrap.dashboard(
                settings, os.environ, at=None if options.at is None else lambda: at,
                no_color=options.no_color, demo=True,
            )  # fmt: skip
            return code or exits.FINE
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def forget_own_chip() -> None:
    """What names a person's own chip is stronger than the demo's settings file, and must not be."""
    for name in [name for name in os.environ if name.startswith("AXIS_TUI_CHIP_")]:
        del os.environ[name]


def _as_status(context: Context) -> int:
    from axis_tui.cli.status import status

    print(
        _("axis-tui: this is no terminal to draw on, so here is the demo’s “axis-tui status”"),
        file=sys.stderr,
    )
    options = context.options
    options.json = options.plain = options.check = False
    again = Context(options)
    if options.at is not None:
        again.clock = lambda: int(options.at)
    return status(again)


def _interrupt(number: int, frame: FrameType | None) -> None:
    """Leave through the `with`, so that the directory goes too."""
    raise KeyboardInterrupt
