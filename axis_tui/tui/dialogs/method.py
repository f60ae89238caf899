"""Adding a payment method and putting one away: a label and at most four digits, never a card number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axis_tui.domain.card_number import looks_like_card_number
from axis_tui.domain.payment_method import check_label, check_last4, days_to_expiry, parse_month
from axis_tui.domain.problem import Problem
from axis_tui.i18n import N_, _, ngettext
from axis_tui.present.line import Tone
from axis_tui.present.method_words import METHOD_KINDS
from axis_tui.tui.dialogs.confirm import Confirm
from axis_tui.tui.dialogs.form import Choice, FieldProblem, Form, Text

if TYPE_CHECKING:
    from axis_tui.store.read.payment import MethodRow
    from axis_tui.tui.screens.base import AxisScreen

_KINDS = tuple((kind, words) for kind, words in METHOD_KINDS.items() if kind != "balance")
"""A carrier's balance is a method of its own, made where the carrier tells of it."""


class AddMethod(Form):
    """Gives the id of the new method."""

    def __init__(self, screen: AxisScreen) -> None:
        self._screen = screen
        super().__init__(
            _("New payment method"),
            (
                Choice("kind", N_("Kind"), _KINDS),
                Text("label", N_("Label"), N_("what you call it, never its number")),
                Text("last4", N_("Last four"), N_("the last four digits, or nothing")),
                Text("expires", N_("Expires"), N_("12/28, as on the card; or nothing")),
            ),
        )

    def save(self) -> None:
        values = self.values()
        for key in ("label", "last4", "expires"):
            if looks_like_card_number(values[key]):
                raise FieldProblem(
                    key, Problem(N_("That looks like a payment card’s number; it is not stored"))
                )
        checked: dict[str, Any] = {"kind": values["kind"]}
        for key, name, check in (
            ("label", "label", check_label),
            ("last4", "last4", check_last4),
            ("expires", "expires_month", parse_month),
        ):
            try:
                checked[name] = check(values[key])
            except Problem as problem:
                raise FieldProblem(key, problem) from None
        month = checked["expires_month"]
        if month is not None and days_to_expiry(month, self._screen.now, self._screen.deps.zone) < 0:
            raise FieldProblem("expires", Problem(N_("That month is over; look at the card again")))
        self._screen.write(lambda tx: store(tx, checked), self.stored, self.refused)


def store(tx: Any, fields: dict[str, Any]) -> int:
    """Run in the writing thread."""
    from axis_tui.domain.renewal_word import MethodKind
    from axis_tui.store.write import payment

    new = payment.NewMethod(**{**fields, "kind": MethodKind(fields["kind"])})
    return int(payment.add_method(tx, new, tx.now))


def add_method(screen: AxisScreen) -> None:
    """Open the form, and say that it is stored."""

    def done(result: int | None) -> None:
        if result is not None:
            screen.say(_("added; carriers ask you for the rest when it is first used"), Tone.GOOD)

    screen.app.push_screen(AddMethod(screen), done)


def retire_method(screen: AxisScreen, row: MethodRow, rules: int) -> None:
    """Ask, with what it means for the `rules` that pay with it, then put it away."""
    question = _("Put “%(label)s” away?") % {"label": row.label}
    facts = [_("Orders and the ledger keep its name.")]
    if rules:
        text = ngettext(
            "%(count)d auto-renew rule pays with it and is suspended.",
            "%(count)d auto-renew rules pay with it and are suspended.",
            rules,
        )
        facts.append(text % {"count": rules})

    def change(tx: Any) -> None:
        from axis_tui.store.write import payment

        payment.retire_method(tx, row.id, tx.now)

    def answered(yes: bool | None) -> None:
        if yes:
            screen.write(change, lambda _none: screen.say(_("put away"), Tone.GOOD))

    screen.app.push_screen(Confirm(_("Payment method"), question, facts), answered)
