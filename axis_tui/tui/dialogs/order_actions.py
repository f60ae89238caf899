"""What is asked with a yes or no about an order: withdrawing it, that its data is there, a refund."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from axis_tui.i18n import _
from axis_tui.present.line import Tone
from axis_tui.tui.dialogs.confirm import Confirm
from axis_tui.tui.screens.order_lines import amount

if TYPE_CHECKING:
    from axis_tui.store.read.renewals import OrderRow
    from axis_tui.tui.screens.base import AxisScreen


def withdraw(screen: AxisScreen, order: OrderRow) -> None:
    """Take it back; one that was just sent cannot be, which the store says."""
    question = _("Withdraw this renewal of “%(name)s”?") % {"name": order.esim_name}
    facts = (_("Nothing was sent yet, so nothing is charged."),)
    now = screen.now

    def change(tx: Any) -> None:
        from axis_tui.store.write import order_steps

        order_steps.withdraw(tx, order.id, now)

    def answered(yes: bool | None) -> None:
        if yes:
            screen.write(change, lambda _none: screen.say(_("withdrawn"), Tone.GOOD))

    screen.app.push_screen(Confirm(_("Withdraw"), question, facts), answered)


def say_arrived(screen: AxisScreen, order: OrderRow) -> None:
    """A person saw the data: what was bought takes effect on the plans here."""
    question = _("Is the data on “%(name)s” now?") % {"name": order.esim_name}
    facts = (_("What was bought is then counted on Plans, from when it was paid."),)
    now = screen.now

    def change(tx: Any) -> None:
        from axis_tui.store.write import order_steps

        order_steps.credit(tx, order.id, now)

    def answered(yes: bool | None) -> None:
        if yes:
            screen.write(change, lambda _none: screen.say(_("noted; Plans shows it"), Tone.GOOD))

    screen.app.push_screen(Confirm(_("Data arrived"), question, facts), answered)


def ask_refund(screen: AxisScreen, order: OrderRow, stored: Callable[[int], None]) -> None:
    """Leave the request for the worker, which asks the carrier; `stored` is given its number."""
    values = {"amount": amount(order.amount), "carrier": order.carrier}
    question = _("Ask %(carrier)s for %(amount)s back?") % values
    facts = (_("What was bought may be taken off the eSIM. Whether it comes back is the carrier’s to say."),)

    def answered(yes: bool | None) -> None:
        if yes:
            screen.deliver(screen.deps.gateway.ask("refund", {"order_id": order.id}), stored)

    screen.app.push_screen(Confirm(_("Refund"), question, facts), answered)
