"""`axis-tui config path|show`: where the settings are, and what is in force."""

from __future__ import annotations

import argparse
import os
import sys

from axis_tui import bootstrap
from axis_tui.cli import exits
from axis_tui.cli.context import Context
from axis_tui.i18n import _


def config_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of `config`."""
    parser.add_argument(
        "what",
        choices=("path", "show"),
        help=_("path: where the settings file is; show: the settings in force"),
    )


def config(context: Context) -> int:
    """Prints the settings file's path, also of a broken one, or every setting with its origin, as TOML."""
    if context.options.what == "path":
        print(bootstrap.config_file(context.flags, os.environ))
    else:
        from axis_tui.config import render

        sys.stdout.write(render(context.settings))
    return exits.FINE
