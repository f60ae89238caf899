"""What a person records of money that moved by hand: what was paid, and what was given back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axis_tui.domain.card_number import looks_like_card_number
from axis_tui.domain.money import Money, parse_money
from axis_tui.domain.problem import Problem
from axis_tui.i18n import N_, _
from axis_tui.tui.dialogs.form import FieldProblem, Form, Text
from axis_tui.tui.editor import LineEditor

if TYPE_CHECKING:
    from axis_tui.store.read.renewals import OrderRow
    from axis_tui.tui.screens.base import AxisScreen


class PaidForm(Form):
    """Gives the order's number once it is recorded."""

    def __init__(self, screen: AxisScreen, order: OrderRow) -> None:
        self._screen, self._order = screen, order
        super().__init__(
            _("What you paid for %(name)s") % {"name": order.esim_name},
            (
                Text("amount", N_("Amount"), N_("what you really paid"), LineEditor(order.amount.text())),
                Text("reference", N_("Reference"), N_("the number you were given, if any")),
                Text("proof", N_("Proof"), N_("a receipt, who you talked to, when")),
            ),
        )

    def save(self) -> None:
        values, order, now = self.values(), self._order, self._screen.now
        amount = amount_of(values["amount"], order.price.currency)
        refuse_cards(values, "reference", "proof")

        def change(tx: Any) -> int:
            from axis_tui.store.write import order_steps

            order_steps.record_paid(
                tx, order.id, now, amount=amount, reference=values["reference"], proof=values["proof"]
            )
            return int(order.id)

        self._screen.write(change, self.stored, self.refused)


class RefundForm(Form):
    """What a carrier gave back that cannot be asked by a program."""

    def __init__(self, screen: AxisScreen, order: OrderRow) -> None:
        self._screen, self._order = screen, order
        super().__init__(
            _("What came back for %(name)s") % {"name": order.esim_name},
            (
                Text("amount", N_("Amount"), N_("what you really got back"), LineEditor(order.amount.text())),
                Text("reference", N_("Reference"), N_("the number you were given, if any")),
            ),
        )

    def save(self) -> None:
        values, order, now = self.values(), self._order, self._screen.now
        amount = amount_of(values["amount"], order.price.currency)
        refuse_cards(values, "reference")

        def change(tx: Any) -> int:
            from axis_tui.store.write import order_steps

            order_steps.refund(tx, order.id, now, amount, values["reference"])
            return int(order.id)

        self._screen.write(change, self.stored, self.refused)


def amount_of(text: str, currency: str) -> Money:
    """The amount typed, in `currency` where none is written. Raises FieldProblem of `amount`."""
    has_code = any(character.isalpha() for character in text)
    try:
        return parse_money(text if has_code else f"{text} {currency}")
    except Problem as problem:
        raise FieldProblem("amount", problem) from None


def refuse_cards(values: dict[str, str], *keys: str) -> None:
    """Raises FieldProblem where one of these fields holds a payment card's number."""
    for key in keys:
        if looks_like_card_number(values[key]):
            raise FieldProblem(key, Problem(N_("That looks like a payment card’s number; it is not stored")))
