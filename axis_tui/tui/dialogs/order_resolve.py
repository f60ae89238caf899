"""Deciding an order in review: whether it was charged, and what proves that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from axis_tui.domain.problem import Problem
from axis_tui.i18n import N_, _
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.when import moment
from axis_tui.present.wrap import wrapped
from axis_tui.tui.dialogs.form import Choice, FieldProblem, Form, Text
from axis_tui.tui.dialogs.order_paid import amount_of, refuse_cards
from axis_tui.tui.editor import LineEditor
from axis_tui.tui.screens.order_lines import amount

if TYPE_CHECKING:
    from axis_tui.store.read.renewals import OrderRow
    from axis_tui.tui.screens.base import AxisScreen

_CHARGED, _NOT_CHARGED = "charged", "not_charged"
_VERDICTS = (
    ("", N_("not known yet")),
    (_CHARGED, N_("it was charged")),
    (_NOT_CHARGED, N_("nothing was charged")),
)


class ResolveForm(Form):
    """Says above the fields what is known and whom to ask; gives the order's number once decided."""

    COLUMNS = 76

    def __init__(self, screen: AxisScreen, order: OrderRow) -> None:
        self._screen, self._order = screen, order
        super().__init__(
            _("Was %(amount)s charged?") % {"amount": amount(order.amount)},
            (
                Choice("verdict", N_("Verdict"), _VERDICTS),
                Text(
                    "amount", N_("Amount"), N_("if charged, what really was"), LineEditor(order.amount.text())
                ),
                Text("reference", N_("Reference"), N_("the carrier’s number of the order, if any")),
                Text("proof", N_("What proves it"), N_("a bank statement, who told you and when")),
            ),
        )
        self._known: list[Line] | None = None

    def draw_inside(self) -> tuple[Sequence[Line], int | None]:
        lines, marked = super().draw_inside()
        known = self._told()[: max(0, self.room - len(lines) - 2)]
        if self._caret is not None:
            self.caret_at(self._caret[0], self._caret[1] + len(known))
        return [*known, *lines], marked

    def _told(self) -> list[Line]:
        """What to look for: at the bank, and at the carrier by the order's key."""
        from axis_tui.store.read import renewals

        if self._known is None:
            order, zone, now = self._order, self._screen.deps.zone, self._screen.now
            reader = self._screen.reader
            secrets = renewals.secrets(reader, order.id) if reader is not None else None
            values = {
                "carrier": order.carrier,
                "key": secrets.key if secrets is not None else "?",
                "when": moment(order.first_sent_at or order.asked_at, zone, now),
                "amount": amount(order.amount),
            }
            told = (
                _("Sent %(when)s, and nobody could tell what became of it.") % values,
                _("Ask %(carrier)s whether it knows an order with the key %(key)s.") % values,
                _("Look at your bank’s or balance’s list for %(amount)s from %(when)s on.") % values,
            )
            self._known = [line((text, Tone.MUTED)) for each in told for text in wrapped(each, self.inner)]
            self._known.append(())
        return self._known

    def save(self) -> None:
        values, order, now = self.values(), self._order, self._screen.now
        if not values["verdict"]:
            raise FieldProblem("verdict", Problem(N_("Find out first; until then it stays in review")))
        refuse_cards(values, "reference", "proof")
        is_charged = values["verdict"] == _CHARGED
        charged = amount_of(values["amount"], order.price.currency) if is_charged else None

        def change(tx: Any) -> int:
            from axis_tui.store.write import order_steps

            order_steps.resolve(
                tx, order.id, now, charged=charged, reference=values["reference"], proof=values["proof"]
            )
            return int(order.id)

        self._screen.write(change, self.stored, self.refused)
