"""An order in any state, for tests of the store: brought there step by step, as the worker does."""

from __future__ import annotations

from dataclasses import dataclass

from axis_tui.domain.money import Money
from axis_tui.domain.package import Effect, Package, PackageKind
from axis_tui.domain.renewal_word import Channel, DeclineKind, MethodKind, OrderState
from axis_tui.store.write import Tx
from axis_tui.store.write import order_steps as steps
from axis_tui.store.write.fleet import NewEsim, add_esim
from axis_tui.store.write.orders import NewOrder, place
from axis_tui.store.write.payment import NewMethod, add_method, put_package
from axis_tui.store.write.plans import add_plan
from tests.store.fleet import NOW, terms

PRICE = Money(900, "USD", 2)


@dataclass(frozen=True)
class Shelf:
    """What there is to order."""

    esim_id: int
    plan_id: int
    carrier_id: int
    package_id: int
    card_id: int

    def wanted(self) -> NewOrder:
        """The package for the eSIM, paid by card."""
        return NewOrder(self.esim_id, self.package_id, Channel.ONLINE, PRICE, method_id=self.card_id)


def stock(tx: Tx) -> Shelf:
    """An eSIM with a running plan, a package for it, and a card."""
    esim_id = add_esim(tx, NewEsim("Japan", "Axis Mobile", iccid="8988000000000000011"))
    plan_id = add_plan(tx, esim_id, terms(price=PRICE), NOW - 60, starts_at=NOW - 60)
    (carrier_id,) = tx.row("SELECT carrier_id FROM esim WHERE id = ?", (esim_id,)) or (0,)
    package = Package("again", "Axis Mobile", PackageKind.TOP_UP, terms(price=PRICE), Effect.STACK)
    card_id = add_method(tx, NewMethod(MethodKind.CARD, "travel card", "4242"), NOW)
    return Shelf(esim_id, plan_id, carrier_id, put_package(tx, carrier_id, package, NOW), card_id)


def order_in(tx: Tx, shelf: Shelf, state: OrderState) -> int:
    """A new order that is in that state; its number."""
    order_id = place(tx, shelf.wanted(), NOW)
    if state is OrderState.DECLINED:
        steps.decline(tx, order_id, NOW, DeclineKind.LIMIT)
    elif state is OrderState.WITHDRAWN:
        steps.withdraw(tx, order_id, NOW)
    elif state is not OrderState.INTENT:
        assert steps.claim(tx, order_id, NOW) is not None
        if state in (OrderState.UNKNOWN, OrderState.REVIEW):
            steps.lose(tx, order_id, NOW, "no answer")
            if state is OrderState.REVIEW:
                steps.park(tx, order_id, NOW, "no answer")
        elif state is not OrderState.SENT:
            steps.accept(tx, order_id, NOW, reference="R-1")
            if state is OrderState.CREDITED:
                steps.credit(tx, order_id, NOW)
            elif state is OrderState.REFUNDED:
                steps.refund(tx, order_id, NOW, PRICE, "B-1")
    assert steps.standing(tx, order_id).state is state
    return order_id
