"""`axis-tui renew`: tells what a package costs and changes, takes a person's word, buys it and follows it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from axis_tui.cli import exits
from axis_tui.cli.approving import add_approval, approve, confirm_amount
from axis_tui.cli.arguments import add_dry_run, add_formats
from axis_tui.cli.carrier_asking import fresh_quote, know_balance, ready_options, say_no_worker
from axis_tui.cli.context import Context
from axis_tui.cli.naming import find_esim
from axis_tui.cli.output import print_lines, print_remark
from axis_tui.cli.problem import UsageProblem
from axis_tui.cli.renew_choice import CHANNELS, Chosen, choose_method, choose_offer, choose_way, price_of
from axis_tui.cli.renew_report import report_offers, report_renewal
from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.renewal_word import OrderState
from axis_tui.i18n import _

if TYPE_CHECKING:
    from axis_tui.domain.package import Package
    from axis_tui.store.read.renewal_options import Options
    from axis_tui.store.read.renewals import OrderRow
    from axis_tui.store.write import Tx

LONGEST_WAIT_S = 3_600


def renew_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of `renew`."""
    parser.add_argument("esim", metavar=_("ESIM"), help=_("nickname, end of the ICCID, or number as #2"))
    parser.add_argument(
        "--package", metavar=_("CODE"), help=_("what to buy; without it the packages are listed")
    )
    parser.add_argument(
        "--channel", choices=tuple(CHANNELS), help=_("how (by the carrier itself, where it takes orders)")
    )
    parser.add_argument(
        "--pay-with", metavar=_("METHOD"), help=_("label or last four digits; see axis-tui payment")
    )
    parser.add_argument(
        "--price", metavar=_("MONEY"), help=_("what it costs on a channel that you carry out yourself")
    )
    parser.add_argument(
        "--wait", type=int, default=60, metavar=_("SECONDS"), help=_("how long to follow the order (60)")
    )
    add_approval(parser)
    add_dry_run(parser)
    add_formats(parser, plain=False)


def renew(context: Context) -> int:
    """Shows what would be bought, takes a person's word for it, places the order and follows it."""
    options = context.options
    if not 0 <= options.wait <= LONGEST_WAIT_S:
        raise UsageProblem(N_("--wait takes 0 to %(most)d seconds"), most=LONGEST_WAIT_S)
    with context.open_reader() as reader:
        from axis_tui.store.read.case_ended import refuse_ended

        esim_id = find_esim(reader, options.esim).esim_id
        refuse_ended(reader, esim_id)
    known = ready_options(context, esim_id)
    if options.package is None and options.dry_run:
        report_offers(context, known)
        return exits.FINE
    chosen = _chosen(context, known)
    if not options.json:
        from axis_tui.cli.renew_words import summary_lines

        print_lines(summary_lines(context, chosen), context.colour)
    if options.dry_run:
        report_renewal(context, chosen, None)
        return exits.FINE
    confirm_amount(context, chosen.total)
    order_id = _placed(context, chosen)
    if chosen.way.is_guided:
        return _guide(context, chosen, order_id)
    return _follow(context, chosen, order_id)


def _chosen(context: Context, known: Options) -> Chosen:
    """All that is to be agreed to. Raises Problem where a finding blocks it."""
    offer = choose_offer(context, known)
    way = choose_way(context, known, offer)
    _refuse_blocked(context, known, offer.package, uses_api=not way.is_guided)
    if not way.is_guided:
        know_balance(context, known)
    method = choose_method(context, known, way)
    quote = None if way.is_guided else fresh_quote(context, known, offer)
    price, fee = price_of(context, offer, way, quote)
    # Asked for once more: the carriers' answers may have changed what the store knows.
    return Chosen(ready_options(context, known.esim.esim_id), offer, way, price, fee, quote, method)


def _refuse_blocked(context: Context, known: Options, package: Package, *, uses_api: bool) -> None:
    from axis_tui.cli.renew_words import advice, finding_text

    for finding in known.findings(package, uses_api=uses_api):
        if finding.is_blocking:
            raise Problem(
                N_("cannot be renewed so: %(reason)s. %(advice)s"),
                reason=finding_text(context, known, finding), advice=advice(known, finding),
            )  # fmt: skip


def _placed(context: Context, chosen: Chosen) -> int:
    """The number of the order, which is on disk from here on. Raises Problem where it is not."""
    asked_at = context.clock()

    def place(tx: Tx) -> int:
        from axis_tui.store.write import orders
        from axis_tui.store.write.payment import put_package

        offer = chosen.offer
        package_id = offer.package_id
        if package_id is None:
            package_id = put_package(tx, chosen.options.carrier.id, offer.package, asked_at, listed=False)
        new = orders.NewOrder(
            esim_id=chosen.options.esim.esim_id, package_id=package_id, channel=chosen.way.channel,
            price=chosen.price, fee=chosen.fee, is_guided=chosen.way.is_guided,
            method_id=None if chosen.method is None else chosen.method.id,
        )  # fmt: skip
        return orders.place(tx, new, asked_at)

    try:
        return approve(context, place)
    except (Problem, KeyboardInterrupt) as stopped:
        # That a commit failed does not mean that nothing was stored: look before anything is said.
        order_id = _found(context, chosen, asked_at)
        if order_id is None:
            raise
        if isinstance(stopped, KeyboardInterrupt):
            _let_go(context, order_id)
        return order_id


def _found(context: Context, chosen: Chosen, asked_at: int) -> int | None:
    from axis_tui.store.read import renewals

    try:
        with context.open_reader() as reader:
            order = renewals.open_of_esim(reader, chosen.options.esim.esim_id)
    except Problem:
        return None
    is_ours = order is not None and order.asked_at >= asked_at and order.amount == chosen.total
    return order.id if order is not None and is_ours else None


def _guide(context: Context, chosen: Chosen, order_id: int) -> int:
    from axis_tui.cli.renew_words import guide_lines

    if context.options.json:
        report_renewal(context, chosen, _order(context, order_id))
        return exits.FINE
    print(_("order %(number)d is noted; now it is your turn") % {"number": order_id})
    print_lines(guide_lines(context, chosen, order_id), context.colour)
    return exits.FINE


def _follow(context: Context, chosen: Chosen, order_id: int) -> int:
    from axis_tui.cli.following import follow
    from axis_tui.present.order_next import order_advice
    from axis_tui.present.order_words import decline_reason, order_state_word

    options = context.options
    if not options.json:
        print(_("order %(number)d is placed") % {"number": order_id})
    try:
        order = follow(context, order_id, options.wait, quietly=options.json)
    except KeyboardInterrupt:
        _let_go(context, order_id)
    report_renewal(context, chosen, order)
    told = order_advice(order, context.clock(), context.zone)
    see = _("See how it goes on: axis-tui renewals show %(number)d") % {"number": order_id}
    match order.state:
        case OrderState.SUCCEEDED | OrderState.CREDITED:
            if not options.json:
                print(told)
            if order.state is OrderState.SUCCEEDED:
                say_no_worker(context, _("The data is not looked for yet."))
            return exits.FINE
        case OrderState.DECLINED | OrderState.WITHDRAWN:
            why = decline_reason(order.decline) if order.decline else order_state_word(order.state)
            raise Problem(
                N_("order %(number)d: %(reason)s. %(advice)s"), number=order_id, reason=why, advice=told
            )
        case OrderState.INTENT if not options.wait:
            print_remark(see)
            say_no_worker(context, _("Nothing is sent yet."))
            return exits.FINE
    print_remark(f"{told} {see}")
    return exits.ATTENTION


def _let_go(context: Context, order_id: int) -> None:
    """Ctrl+C while an order stands: says what becomes of it. Raises KeyboardInterrupt."""
    from axis_tui.cli.following import withdraw_if_unsent

    is_withdrawn, said = withdraw_if_unsent(context, order_id)
    print_remark(said)
    if not is_withdrawn:
        say_no_worker(context, _("A worker sees to how it ends."))
    raise KeyboardInterrupt


def _order(context: Context, order_id: int) -> OrderRow | None:
    from axis_tui.store.read import renewals

    with context.open_reader() as reader:
        return renewals.order(reader, order_id)
