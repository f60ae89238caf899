"""`!` in the demo: what the simulated carrier does to an eSIM and its payments from now on.

Only asked of the worker, which turns the carrier's knobs; no other carrier has any.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axis_tui.i18n import N_, _
from axis_tui.present.line import Tone, line
from axis_tui.tui.dialogs.choose import Choose

if TYPE_CHECKING:
    from axis_tui.tui.screens.base import AxisScreen

_WELL = {"decline": None, "drop": None, "credit_delay_s": 3, "price_percent": 0, "refuse_connection": False}
_ONCE = 1
_ACTS: tuple[tuple[str, dict[str, Any]], ...] = (
    (N_("its data runs low: 0.9 GB left"), {"leaving_bytes": 900_000_000}),
    (N_("its data is used up"), {"leaving_bytes": 0}),
    (N_("the next payment is declined: not enough money"),
     {"knobs": {"decline": "insufficient_funds"}, "calls": _ONCE}),
    (N_("every payment is declined: not enough money"), {"knobs": {"decline": "insufficient_funds"}}),
    (N_("the next payment is declined: the card has expired"),
     {"knobs": {"decline": "card_expired"}, "calls": _ONCE}),
    (N_("the next answer is lost, after the carrier acted"), {"knobs": {"drop": "after"}, "calls": _ONCE}),
    (N_("the next answer is lost, before the carrier acted"), {"knobs": {"drop": "before"}, "calls": _ONCE}),
    (N_("answers take 10 seconds"), {"knobs": {"delay_ms": 10_000, "on": "orders"}}),
    (N_("data comes two minutes after it is paid"), {"knobs": {"credit_delay_s": 120}}),
    (N_("data never comes"), {"knobs": {"credit_delay_s": None}}),
    (N_("every price rises by 20 %"), {"knobs": {"price_percent": 20}}),
    (N_("all is well again"), {"knobs": {**_WELL, "delay_ms": 0}}),
)  # fmt: skip


def open_simulator(screen: AxisScreen, esim_id: int, name: str) -> None:
    """Ask what happens, then leave the request; says so where a person renews with this eSIM's carrier."""
    from axis_tui.store.read import inventory

    carrier = None if screen.reader is None else inventory.carrier_of(screen.reader, esim_id)
    if carrier is None or carrier.adapter != "sandbox":
        screen.say(_("this eSIM’s carrier is not simulated; a person renews with it"), Tone.WARNING)
        return
    options = [(line(f" {_(words)}"), index) for index, (words, _payload) in enumerate(_ACTS)]

    def chosen(index: int | None) -> None:
        if index is not None:
            words, payload = _ACTS[index]
            about = {"carrier_id": carrier.id, "esim_id": esim_id, **payload}
            screen.ask("simulate", about, _("simulated: %(what)s") % {"what": _(words)})

    title = _("Simulated carrier: %(carrier)s, %(name)s") % {"carrier": carrier.name, "name": name}
    screen.app.push_screen(Choose(title, options), chosen)
