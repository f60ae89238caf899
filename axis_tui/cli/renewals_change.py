"""What a person does to one order: records a payment, decides a doubt, says the data came, takes it back."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from axis_tui.cli import exits
from axis_tui.cli.approving import add_approval, approve, confirm_amount
from axis_tui.cli.arguments import add_dry_run
from axis_tui.cli.changing import changing
from axis_tui.cli.context import Context
from axis_tui.cli.parser import add_action
from axis_tui.cli.problem import UsageProblem, wrong_use
from axis_tui.domain.problem import N_, Problem
from axis_tui.i18n import _

if TYPE_CHECKING:
    from axis_tui.domain.money import Money
    from axis_tui.store.read.renewals import OrderRow
    from axis_tui.store.write import Tx


def add_changes(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declares `paid`, `resolve`, `arrived`, `withdraw` and `refund`."""
    paying = _adding(actions, "paid", _("record what you paid on a channel that you carry out yourself"))
    paying.add_argument("--amount", required=True, metavar=_("AMOUNT"), help=_("what you really paid"))
    _add_evidence(paying)
    add_approval(paying)
    resolving = _adding(actions, "resolve", _("decide an order of which nobody knows whether it was charged"))
    verdict = resolving.add_mutually_exclusive_group(required=True)
    verdict.add_argument("--charged", metavar=_("AMOUNT"), default=None, help=_("it was, and so much"))
    verdict.add_argument("--not-charged", action="store_true", default=False, help=_("nothing was"))
    _add_evidence(resolving)
    add_approval(resolving)
    _adding(actions, "arrived", _("say that the data is there, where the carrier cannot tell"))
    _adding(actions, "withdraw", _("take one back that was not sent or paid yet"))
    add_approval(_adding(actions, "refund", _("ask the carrier for the money back")))


def paid(context: Context) -> int:
    """A guided order was paid by its person."""
    order = _order(context)
    amount = _amount(context.options.amount, order)
    _evidence(context)
    _confirm_other(context, order, amount)

    def record(tx: Tx) -> None:
        from axis_tui.store.write import order_steps

        options = context.options
        order_steps.record_paid(
            tx, order.id, context.clock(), amount=amount, reference=options.reference, proof=options.proof
        )

    approve(context, record)
    return _said(context, order, _("would record that %(amount)s was paid for order %(number)d"),
                 _("recorded: %(amount)s paid for order %(number)d"), amount)  # fmt: skip


def resolve(context: Context) -> int:
    """A person's decision about an order in review."""
    options, order = context.options, _order(context)
    charged = None if options.charged is None else _amount(options.charged, order)
    _evidence(context)
    if charged is not None:
        _confirm_other(context, order, charged)

    def decide(tx: Tx) -> None:
        from axis_tui.store.write import order_steps

        order_steps.resolve(
            tx, order.id, context.clock(), charged=charged, reference=options.reference, proof=options.proof
        )

    approve(context, decide)
    if charged is None:
        return _said(context, order, _("would decide order %(number)d: nothing was charged"),
                     _("order %(number)d is decided: nothing was charged"))  # fmt: skip
    return _said(context, order, _("would decide order %(number)d: %(amount)s was charged"),
                 _("order %(number)d is decided: %(amount)s was charged"), charged)  # fmt: skip


def arrived(context: Context) -> int:
    """The data is there: what was bought takes effect on the plans here."""
    order = _order(context)
    with changing(context) as tx:
        from axis_tui.store.write import order_steps

        order_steps.credit(tx, order.id, context.clock())
    return _said(context, order, _("would count what order %(number)d bought on “%(name)s”"),
                 _("what order %(number)d bought is counted on “%(name)s” now"))  # fmt: skip


def withdraw(context: Context) -> int:
    """Takes an order back of which nothing was sent."""
    order = _order(context)
    with changing(context) as tx:
        from axis_tui.store.write import order_steps

        order_steps.withdraw(tx, order.id, context.clock())
    return _said(context, order, _("would withdraw order %(number)d"),
                 _("order %(number)d is withdrawn: nothing was sent, nothing is charged"))  # fmt: skip


def refund(context: Context) -> int:
    """Has the carrier asked for the money back; it may say no."""
    from axis_tui.cli.asking import ask
    from axis_tui.cli.renew_words import amount
    from axis_tui.domain.renewal import OrderEvent, order_moved
    from axis_tui.store.read import carrier_port

    order = _order(context)
    order_moved(order.state, OrderEvent.REFUND)
    with context.open_reader() as reader:
        if "refund" not in carrier_port.carrier_port(reader, order.carrier_id).capabilities:
            raise Problem(N_("This carrier cannot be asked that by a program; ask it yourself"))
    if not context.options.dry_run:
        confirm_amount(context, order.amount)
        approve(context, lambda tx: None)
        ask(context, [("refund", {"order_id": order.id})])
        with context.open_reader() as reader:
            from axis_tui.store.read import ledger

            back = [row.entry.amount for row in ledger.page(reader, 50, renewal_id=order.id)
                    if row.entry.kind == "refund"]  # fmt: skip
        print(_("%(amount)s came back for order %(number)d")
              % {"amount": amount(back[0] if back else None), "number": order.id})  # fmt: skip
        return exits.FINE
    told = {"carrier": order.carrier, "amount": amount(order.amount), "number": order.id}
    print(_("would ask %(carrier)s for %(amount)s of order %(number)d back") % told)
    return exits.FINE


CHANGES: dict[str, Callable[[Context], int]] = {
    "paid": paid, "resolve": resolve, "arrived": arrived, "withdraw": withdraw, "refund": refund,
}  # fmt: skip
"""What is typed → what it does."""


def _adding(
    actions: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str
) -> argparse.ArgumentParser:
    parser = add_action(actions, name, summary)
    parser.add_argument("number", metavar=_("NUMBER"), help=_("of the order, as the list shows it"))
    add_dry_run(parser)
    return parser


def _add_evidence(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--reference", default="", metavar=_("TEXT"), help=_("the carrier's number of the order")
    )
    parser.add_argument(
        "--proof", default="", metavar=_("TEXT"), help=_("a receipt, a bank statement, who told you and when")
    )


def _order(context: Context) -> OrderRow:
    from axis_tui.cli.renewals import number_of
    from axis_tui.cli.renewals_show import order_of

    number = number_of(context.options.number)
    with context.open_reader() as reader:
        return order_of(reader, number)


def _amount(text: str, order: OrderRow) -> Money:
    from axis_tui.present.typed import amount

    with wrong_use():
        found = amount(text, order.amount)
    if found.minor < 0:
        raise UsageProblem(N_("An amount here is 0 or more"))
    return found


def _evidence(context: Context) -> None:
    """Raises UsageProblem where a card's number stands in what is to be stored."""
    from axis_tui.domain.card_number import looks_like_card_number

    if any(looks_like_card_number(text) for text in (context.options.reference, context.options.proof)):
        raise UsageProblem(N_("That looks like a payment card’s number; it is not stored"))


def _confirm_other(context: Context, order: OrderRow, amount: Money) -> None:
    """An amount other than the one agreed to may be a slip of the finger: it is typed once more."""
    if context.options.dry_run or (amount == order.amount and context.options.confirm is None):
        return
    confirm_amount(context, amount)


def _said(context: Context, order: OrderRow, would: str, done: str, amount: Money | None = None) -> int:
    from axis_tui.cli.renew_words import amount as amount_text

    told = {"number": order.id, "name": order.esim_name, "amount": amount_text(amount)}
    print((would if context.options.dry_run else done) % told)
    return exits.FINE
