"""Asks the worker for something by leaving requests in the store, and sees that they are dealt with.

Where no worker runs, one pass of it is made in this process, so that the request takes effect now.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from axis_tui import bootstrap
from axis_tui.cli.context import Context
from axis_tui.domain.problem import N_, Problem

if TYPE_CHECKING:
    from axis_tui.store.read.inventory import RequestRow

DEADLINE_S = 60.0
"""How long a running worker may take; slow routers are read through ssh."""
POLL_S = 0.1


def ask(
    context: Context,
    wishes: Sequence[tuple[str, dict[str, Any]]],
    deadline_s: float = DEADLINE_S,
    *,
    heed_failures: bool = True,
) -> None:
    """Leaves requests (kind, payload) and returns once they are dealt with.

    Raises Problem where one failed, unless the caller looks for itself at what became of it.
    """
    settings = context.settings
    with context.open_reader():
        pass  # a store that cannot be used is said before SQLModel is imported
    numbers = bootstrap.leave_requests(settings, wishes, context.clock())
    by_worker = context.presence().running
    if not by_worker:
        bootstrap.work_once(settings)
    wait(lambda: "pending" in _states(context, numbers), deadline_s)
    for error in _errors(context, numbers) if heed_failures else ():
        if by_worker:
            raise Problem(N_("the worker could not: %(reason)s"), reason=error)
        raise Problem("%(reason)s", reason=error)


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


def _states(context: Context, numbers: Sequence[int]) -> set[str]:
    return {row.state for row in _requests(context, numbers)}


def _errors(context: Context, numbers: Sequence[int]) -> list[str]:
    return [row.error for row in _requests(context, numbers) if row.state == "failed"]


def _requests(context: Context, numbers: Sequence[int]) -> list[RequestRow]:
    from axis_tui.store.read import inventory

    with context.open_reader() as reader:
        found = [inventory.request(reader, number) for number in numbers]
    return [row for row in found if row is not None]
