"""What a command works with: its options, the settings and paths, the clock. Loaded when first asked for."""

from __future__ import annotations

import argparse
import os
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from axis_tui.config import Paths, Settings


class Context:
    """One run of one command."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        """The parsed words of the command line."""

    def now(self) -> int:
        """This instant, UTC seconds."""
        import time

        return int(time.time())
