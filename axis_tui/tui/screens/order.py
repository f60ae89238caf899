"""One order, live: how far it is, what happened, and what can be done about it by its state."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, ClassVar

from axis_tui.domain.renewal import OPEN, OrderEvent, is_order_event_possible
from axis_tui.domain.renewal_word import OrderState
from axis_tui.i18n import N_, _
from axis_tui.present.channel_contact import Contact, contact_of
from axis_tui.present.line import Tone, line
from axis_tui.tui.commands.orders import ORDER
from axis_tui.tui.screens.order_page import order_page
from axis_tui.tui.screens.scroll_page import ScrollPage

if TYPE_CHECKING:
    from axis_tui.store.read import Reader
    from axis_tui.store.read.renewals import OrderRow

LEDGER_ROWS = 20


class OrderScreen(ScrollPage):
    """The page of the order with this number; `said` is shown once when it opens."""

    NAME = "renewals"
    HEADING = N_("One order")
    PURPOSE = N_(
        "One renewal from your asking for it until its data is there. It moves on by itself; where it needs "
        "you, the key for it is below."
    )
    WORDS: ClassVar[tuple[tuple[str, str], ...]] = (
        (N_("in doubt"), N_("sent, and no answer that can be trusted: money may have moved")),
        (N_("in review"), N_("nobody could find out, so you decide, with what proves it")),
        (N_("the same key"), N_("a number by which the carrier takes an order once, however often it comes")),
        (N_("reference"), N_("the carrier’s number of the order, or the one you were given")),
        (N_("evidence"), N_("times, key, amounts and history, for the carrier’s support")),
    )
    COMMANDS = ORDER

    def __init__(self, order_id: int, *, said: str = "") -> None:
        super().__init__()
        self._order_id = order_id
        self._said = said
        self._order: OrderRow | None = None
        self._contact: tuple[Contact, str] | None = None
        self._capabilities: frozenset[str] = frozenset()
        self._refund_id = 0
        self._is_refund_asked = False

    def on_mount(self) -> None:
        if self._said:
            self.say(self._said)
        # The order is known only once the frame, which is mounted after this, has asked for it.
        self.call_later(self._follow_doubt)

    def _follow_doubt(self) -> None:
        """An answer is overdue at an instant at which neither the store nor the minute need turn."""
        order = self._order
        if order is not None and order.state is OrderState.SENT:
            self.set_timer(11, self._show_all)

    # Data

    def refresh_data(self) -> None:
        """A handful of small queries; the page is drawn whole and only what changed is sent."""
        from axis_tui.store.read import carrier_port, inventory, ledger, renewals

        reader = self.reader
        self._order = order = renewals.order(reader, self._order_id) if reader is not None else None
        if reader is None or order is None:
            self.show_page([line((" " + _("This order is no longer in the store."), Tone.MUTED))])
            return
        self._capabilities = carrier_port.carrier_port(reader, order.carrier_id).capabilities
        self._contact = None
        if order.state is OrderState.INTENT and order.is_guided:
            carrier = inventory.carrier_of(reader, order.esim_id)
            if carrier is not None:
                self._contact = contact_of(order.channel, carrier), carrier.time_zone
        self._follow_refund(reader)
        entries = ledger.page(reader, LEDGER_ROWS, renewal_id=order.id)
        asked = _("A refund was asked for; the carrier has not answered yet.")
        self.show_page(
            order_page(
                order,
                renewals.events(reader, order.id),
                [row.entry for row in entries],
                self._contact,
                self.now,
                self.deps.zone,
                self.columns,
                self.deps.glyphs,
                asked if self._is_refund_asked else "",
            )
        )

    def _follow_refund(self, reader: Reader) -> None:
        from axis_tui.store.read import inventory

        request = inventory.request(reader, self._refund_id) if self._refund_id else None
        if request is not None and request.state == "failed":
            self._refund_id = 0
            self.say(_("no refund: %(why)s") % {"why": _(request.error)}, Tone.BAD)
        self._is_refund_asked = any(
            pending.kind == "refund" and _order_of(pending.payload) == self._order_id
            for pending in inventory.requests(reader, ("pending",))
        )

    def store_changed(self) -> None:
        super().store_changed()
        self._follow_doubt()

    # What works now

    def allows(self, action: str) -> bool:
        order = self._order
        match action:
            case "refresh_now":
                return self.reader is not None
            case "paid":
                return order is not None and order.is_guided and order.state is OrderState.INTENT
            case "qr":
                return self._contact is not None and bool(self._contact[0].link)
            case "withdraw":
                return order is not None and is_order_event_possible(order.state, OrderEvent.WITHDRAW)
            case "resolve":
                return order is not None and order.state is OrderState.REVIEW
            case "arrived":
                return order is not None and self._tells_no_usage and order.state is OrderState.SUCCEEDED
            case "refund":
                is_possible = order is not None and is_order_event_possible(order.state, OrderEvent.REFUND)
                return is_possible and not self._is_refund_asked
            case "evidence":
                return order is not None and order.state not in (OrderState.INTENT, OrderState.WITHDRAWN)
            case "renew":
                return order is not None and order.state not in OPEN
        return super().allows(action)

    @property
    def _tells_no_usage(self) -> bool:
        """Whether only a person sees that the data is there: no usage is told, or nobody looks any more."""
        order = self._order
        return "usage" not in self._capabilities or (order is not None and order.next_look_at is None)

    # Things to do

    def action_withdraw(self) -> None:
        from axis_tui.tui.dialogs.order_actions import withdraw

        if self._order is not None:
            withdraw(self, self._order)

    def action_arrived(self) -> None:
        from axis_tui.tui.dialogs.order_actions import say_arrived

        if self._order is not None:
            say_arrived(self, self._order)

    def action_refund(self) -> None:
        from axis_tui.tui.dialogs.order_actions import ask_refund
        from axis_tui.tui.dialogs.order_paid import RefundForm

        def stored(request_id: int) -> None:
            self._refund_id = request_id
            self._show_all()

        if self._order is None:
            return
        if "refund" in self._capabilities:
            ask_refund(self, self._order, stored)
        else:
            self.app.push_screen(RefundForm(self, self._order))

    def action_paid(self) -> None:
        from axis_tui.tui.dialogs.order_paid import PaidForm

        if self._order is not None:
            self.app.push_screen(PaidForm(self, self._order))

    def action_resolve(self) -> None:
        from axis_tui.tui.dialogs.order_resolve import ResolveForm

        if self._order is not None:
            self.app.push_screen(ResolveForm(self, self._order))

    def action_evidence(self) -> None:
        from axis_tui.tui.dialogs.order_evidence import show_evidence

        if self._order is not None:
            show_evidence(self, self._order)

    def action_qr(self) -> None:
        from axis_tui.tui.dialogs.renew_qr import show_qr

        if self._contact is not None:
            show_qr(self.app, self._contact[0].link)

    def action_renew(self) -> None:
        from axis_tui.tui.dialogs.renew import renew

        if self._order is not None:
            renew(self, self._order.esim_id)


def _order_of(payload: str) -> int:
    found = json.loads(payload)
    return int(found.get("order_id", 0)) if isinstance(found, dict) else 0
