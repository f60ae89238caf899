"""Which eSIM a person is at: chosen in the list on Plans followed by the other screens; and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from axis_tui.tui.app import AxisApp
    from axis_tui.tui.screens.base import AxisScreen
    from axis_tui.tui.screens.plans import PlansScreen


def chosen_esim(axis: AxisApp) -> int | None:
    """The eSIM under the cursor on Plans; None where there is none."""
    plans = _plans(axis)
    row = plans.listing.selected if plans is not None else None
    return int(row.esim_id) if row is not None else None


def go_to_esim(axis: AxisApp, esim_id: int) -> None:
    """Open Plans with the cursor on this eSIM; a filter that hides it is cleared."""
    axis.show_mode("plans")

    def select() -> None:
        plans = _plans(axis)
        if plans is not None and not plans.listing.select(esim_id):
            plans.action_clear()
            plans.listing.select(esim_id)

    axis.call_after_refresh(select)


def main_screens(axis: AxisApp) -> list[AxisScreen]:
    """The main screens that have been shown so far."""
    from axis_tui.tui.screens.base import AxisScreen

    found = [screen for stack in axis._screen_stacks.values() for screen in stack]
    return [screen for screen in found if isinstance(screen, AxisScreen)]


def _plans(axis: AxisApp) -> PlansScreen | None:
    from axis_tui.tui.screens.plans import PlansScreen

    return next((screen for screen in main_screens(axis) if isinstance(screen, PlansScreen)), None)
