"""Runs the command line as `python -m axis_tui`."""

import sys

from axis_tui.cli import main

if __name__ == "__main__":
    sys.exit(main())
