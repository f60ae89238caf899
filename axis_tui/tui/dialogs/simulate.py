"""`!` in the demo: what the simulated carrier does to an eSIM, its payments and its cancellation from now on.

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
_Act = tuple[str, dict[str, Any]]
_ACTS: tuple[_Act, ...] = (
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
    (N_("the next cancellation is refused"), {"knobs": {"verdict": "rejected"}, "calls": _ONCE}),
    (N_("all is well again"), {"knobs": {**_WELL, "delay_ms": 0, "verdict": "approved"}}),
)  # fmt: skip
_OF_A_CASE: tuple[_Act, ...] = (
    (N_("the carrier agrees to the cancellation now"), {"verdict": "approved"}),
    (N_("it refuses the cancellation now: the contract still runs"),
     {"verdict": "rejected", "why": "the contract still runs"}),
    (N_("the service ends now"), {"ends": True}),
)  # fmt: skip
"""What can happen to an open cancellation; these come first then."""


def open_simulator(screen: AxisScreen, esim_id: int, name: str) -> None:
    """Ask what happens, then leave the request; says so where a person renews with this eSIM's carrier."""
    from axis_tui.store.read import cases, inventory

    reader = screen.reader
    carrier = None if reader is None else inventory.carrier_of(reader, esim_id)
    case = None if reader is None else cases.open_of_esim(reader, esim_id)
    if carrier is None or carrier.adapter != "sandbox":
        told = _("this eSIM’s carrier is not simulated; a person renews with it")
        if case is not None:
            told = _("this eSIM’s carrier is not simulated; record yourself what it says")
        screen.say(told, Tone.WARNING)
        return
    acts = _ACTS if case is None else (*_OF_A_CASE, *_ACTS)
    options = [(line(f" {_(words)}"), index) for index, (words, _payload) in enumerate(acts)]

    def chosen(index: int | None) -> None:
        if index is not None:
            words, payload = acts[index]
            about = {"carrier_id": carrier.id, "esim_id": esim_id, **payload}
            screen.ask("simulate", about, _("simulated: %(what)s") % {"what": _(words)})

    title = _("Simulated carrier: %(carrier)s, %(name)s") % {"carrier": carrier.name, "name": name}
    screen.app.push_screen(Choose(title, options), chosen)
