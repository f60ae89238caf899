"""Processes that race on one store, each a fork of one where everything is imported: that takes a second."""

import multiprocessing
from multiprocessing.context import ForkServerContext


def forks() -> ForkServerContext:
    """Makes the processes; they have no thread, and nothing open, of the one that asks for them."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pytest", "hypothesis", "axis_tui.store.write", "axis_tui.store.read"])
    return context
