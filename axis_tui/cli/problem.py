"""The one error of this room: the command line, or a value typed there, is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from axis_tui.domain.problem import Problem


class UsageProblem(Problem):
    """The command line itself is wrong (exit code 2)."""


@contextmanager
def wrong_use() -> Iterator[None]:
    """A problem with a value that was typed is one with the command line: it becomes a UsageProblem."""
    try:
        yield
    except Problem as problem:
        raise UsageProblem(problem.template, **problem.params) from None
