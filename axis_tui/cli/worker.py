"""`axis-tui worker`: the background process that refreshes usage and raises alerts."""

from __future__ import annotations
