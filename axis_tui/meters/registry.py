"""Which kinds of meter there are: the entry points of group `axis_tui.meters`, ours and third parties'."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from axis_tui import plugin
from axis_tui.domain.problem import N_
from axis_tui.meters.base import Meter, MeterFactory, MeterProblem, Option

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "axis_tui.meters"
_WORDS = plugin.Words(
    MeterProblem,
    nearest=N_("there is no meter of kind %(kind)s; did you mean %(near)s?"),
    unknown=N_("there is no meter of kind %(kind)s; there are: %(known)s"),
    claimed=N_("more than one installed package brings a %(kind)s meter: %(values)s; remove one"),
    unloadable=N_("the %(kind)s meter cannot be loaded from %(value)s: %(reason)s"),
)


def kinds() -> list[str]:
    """The kinds that are installed, sorted. Loads none of them."""
    return plugin.names(_points())


def make(kind: str, interface: str, host: str = "", options: Mapping[str, Option] | None = None) -> Meter:
    """A meter of that kind; no I/O but loading its package.

    Raises Problem, one line: for an unknown kind with the nearest known one, for a kind that two packages
    claim or that cannot be loaded, and for an interface, a host or options that the kind refuses.
    """
    factory: MeterFactory = plugin.load(_points(), kind, _WORDS)
    return factory(interface, host, options)


def _points() -> list["EntryPoint"]:
    return plugin.points(GROUP)
