"""`u`: which meter's traffic an eSIM carries from now on; asked of the worker as a switch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axis_tui.i18n import _
from axis_tui.present.line import Tone, line
from axis_tui.tui.dialogs.choose import Choose

if TYPE_CHECKING:
    from axis_tui.tui.screens.base import AxisScreen


def choose_meter(screen: AxisScreen, esim_id: int, name: str) -> None:
    """Ask which meter, then leave the request; says so where there is no meter."""
    from axis_tui.store.read import inventory

    if screen.reader is None:
        return
    meters = inventory.meters(screen.reader)
    if not meters:
        screen.say(_("no meter yet: name one in the settings file, see axis-tui config path"), Tone.WARNING)
        return
    options = []
    for meter in meters:
        label = f"{meter.host}:{meter.interface}" if meter.host else meter.interface
        carried = _("now %(name)s") % {"name": meter.esim_name} if meter.esim_name else _("counts to none")
        options.append((line(f"{label}   ", (carried, Tone.MUTED)), meter.id))

    def chosen(meter_id: int | None) -> None:
        if meter_id is not None:
            said = _("%(name)s carries its traffic from now on") % {"name": name}
            screen.ask("switch", {"meter_id": meter_id, "esim_id": esim_id}, said)

    title = _("Whose traffic does %(name)s carry?") % {"name": name}
    screen.app.push_screen(Choose(title, options), chosen)
