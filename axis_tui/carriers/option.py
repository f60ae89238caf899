"""What a carrier may be set up with: `[carrier.options]`, checked when an adapter is made."""

from collections.abc import Mapping

from axis_tui import plugin
from axis_tui.carriers.base import CarrierProblem
from axis_tui.config import OptionValue
from axis_tui.domain.problem import N_


def take_options(
    options: Mapping[str, OptionValue] | None, known: Mapping[str, type]
) -> dict[str, OptionValue]:
    """The options, each known to this kind and of its type; else CarrierProblem that lists the known ones."""
    return plugin.take_options(
        options,
        known,
        CarrierProblem,
        N_("this kind of carrier cannot take the option %(name)s = %(value)s; it knows: %(allowed)s"),
    )
