"""Which kinds of meter there are: the entry points of group `axis_tui.meters`, ours and third parties'."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.text import clean
from axis_tui.meters.base import Meter, MeterFactory, MeterProblem, Option

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "axis_tui.meters"


def kinds() -> list[str]:
    """The kinds that are installed, sorted. Loads none of them."""
    return sorted({point.name for point in _points()})


def make(kind: str, interface: str, host: str = "", options: Mapping[str, Option] | None = None) -> Meter:
    """A meter of that kind; no I/O but loading its package.

    Raises Problem, one line: for an unknown kind with the nearest known one, for a kind that two packages
    claim or that cannot be loaded, and for an interface, a host or options that the kind refuses.
    """
    points = [point for point in _points() if point.name == kind]
    if not points:
        raise _unknown(kind)
    if len({point.value for point in points}) > 1:
        raise MeterProblem(
            N_("more than one installed package brings a %(kind)s meter: %(values)s; remove one"),
            kind=kind, values=clean(", ".join(sorted(point.value for point in points))),
        )  # fmt: skip
    return _load(points[0])(interface, host, options)


def _points() -> list["EntryPoint"]:
    from importlib.metadata import entry_points  # 30 ms, and only the worker needs it

    return list(entry_points(group=GROUP))


def _load(point: "EntryPoint") -> MeterFactory:
    try:
        factory: MeterFactory = point.load()
    except Problem:
        raise
    except Exception as error:  # a third party's package may fail in any way while it is imported
        raise MeterProblem(
            N_("the %(kind)s meter cannot be loaded from %(value)s: %(reason)s"),
            kind=point.name, value=clean(point.value), reason=clean(f"{type(error).__name__}: {error}"),
        ) from error  # fmt: skip
    return factory


def _unknown(kind: str) -> MeterProblem:
    from difflib import get_close_matches

    known = kinds()
    if near := get_close_matches(kind, known, n=1, cutoff=0.5):
        return MeterProblem(
            N_("there is no meter of kind %(kind)s; did you mean %(near)s?"), kind=clean(kind), near=near[0]
        )
    return MeterProblem(
        N_("there is no meter of kind %(kind)s; there are: %(known)s"),
        kind=clean(kind), known=", ".join(known) or "-",
    )  # fmt: skip
