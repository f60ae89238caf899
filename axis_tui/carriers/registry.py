"""Which kinds of carrier there are: the entry points of group `axis_tui.carriers`, ours and others'."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from axis_tui import plugin
from axis_tui.carriers.base import Carrier, CarrierFactory, CarrierProblem
from axis_tui.config import OptionValue
from axis_tui.domain.problem import N_

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "axis_tui.carriers"
_WORDS = plugin.Words(
    CarrierProblem,
    nearest=N_("there is no carrier of kind %(kind)s; did you mean %(near)s?"),
    unknown=N_("there is no carrier of kind %(kind)s; there are: %(known)s"),
    claimed=N_("more than one installed package brings a %(kind)s carrier: %(values)s; remove one"),
    unloadable=N_("the %(kind)s carrier cannot be loaded from %(value)s: %(reason)s"),
)


def kinds() -> list[str]:
    """The kinds that are installed, sorted. Loads none of them."""
    return plugin.names(_points())


def make(kind: str, name: str, options: Mapping[str, OptionValue] | None = None) -> Carrier:
    """The account `name` with a carrier of that kind; no I/O but loading its package.

    Raises Problem, one line: for an unknown kind with the nearest known one, for a kind that two packages
    claim or that cannot be loaded, and for options that the kind refuses.
    """
    factory: CarrierFactory = plugin.load(_points(), kind, _WORDS)
    return factory(name, options)


def _points() -> list["EntryPoint"]:
    return plugin.points(GROUP)
