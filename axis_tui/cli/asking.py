"""Asks the worker for something by leaving requests in the store, and sees that they are dealt with.

Where no worker runs, one pass of it is made in this process, so that the request takes effect now.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

from axis_tui import bootstrap
from axis_tui.cli.context import Context
from axis_tui.domain.problem import N_, Problem

DEADLINE_S = 60.0
"""How long a running worker may take; slow routers are read through ssh."""
POLL_S = 0.1


def ask(
    context: Context, wishes: Sequence[tuple[str, dict[str, Any]]], deadline_s: float = DEADLINE_S
) -> None:
    """Leaves requests (kind, payload) and returns once they are done. Raises Problem where one failed."""
    settings = context.settings
    with context.open_reader():
        pass  # a store that cannot be used is said before SQLModel is imported
    numbers = bootstrap.leave_requests(settings, wishes, context.clock())
    if not context.presence().running:
        bootstrap.work_once(settings)
    wait(lambda: _unfinished(context, numbers), deadline_s)


def wait(is_unfinished: Callable[[], bool], deadline_s: float) -> None:
    """Waits until nothing is unfinished. Raises Problem at the deadline."""
    until = time.monotonic() + deadline_s
    while is_unfinished():
        if time.monotonic() > until:
            raise Problem(
                N_("the worker has not answered in %(seconds)d s; look at “axis-tui doctor”"),
                seconds=int(deadline_s),
            )
        time.sleep(POLL_S)


def _unfinished(context: Context, numbers: Sequence[int]) -> bool:
    from axis_tui.store.read import inventory

    with context.open_reader() as reader:
        found = [inventory.request(reader, number) for number in numbers]
    for row in found:
        if row is not None and row.state == "failed":
            raise Problem(N_("the worker could not: %(reason)s"), reason=row.error)
    return any(row is not None and row.state == "pending" for row in found)
