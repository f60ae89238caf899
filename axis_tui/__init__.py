"""Axis TUI: every travel eSIM plan in one keyboard-driven terminal dashboard."""

__version__ = "0.1.0"
