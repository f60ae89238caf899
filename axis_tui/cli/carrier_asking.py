"""Has a carrier asked for what a renewal is chosen by: its abilities, catalogue, a quote, its balance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axis_tui import bootstrap, i18n
from axis_tui.cli.asking import ask
from axis_tui.cli.context import Context
from axis_tui.cli.output import print_remark
from axis_tui.domain.problem import N_, Problem
from axis_tui.i18n import _

if TYPE_CHECKING:
    from axis_tui.store.read.payment import QuoteRow
    from axis_tui.store.read.renewal_options import Offer, Options

BALANCE_FRESH_S = 600


def ready_options(context: Context, esim_id: int) -> Options:
    """How the eSIM can be renewed, once its carrier's port and catalogue are known as far as they can be.

    Raises Problem where a running worker does not know a carrier of the settings, and where the carrier
    cannot be asked for what it sells and nothing is known of it.
    """
    options = _options(context, esim_id)
    if not options.port.channels and _is_connected(context, options.carrier.name) and may_ask(context):
        if context.presence().running:
            raise Problem(
                N_("the running worker does not know %(carrier)s yet; end it and start it again"),
                carrier=options.carrier.name,
            )
        bootstrap.work_once(context.settings)
        options = _options(context, esim_id)
        if not options.port.channels:
            remark = _("%(carrier)s is in the settings, but cannot be used; see “axis-tui doctor”")
            print_remark(remark % {"carrier": options.carrier.name})
    if options.has_catalogue and options.catalogue_is_old and may_ask(context):
        try:
            ask(context, [("catalogue", {"carrier_id": options.carrier.id})])
        except Problem as problem:
            if not options.listed:
                raise
            print_remark(i18n.tell(problem))
        options = _options(context, esim_id)
    return options


def fresh_quote(context: Context, options: Options, offer: Offer) -> QuoteRow | None:
    """What the carrier asks for it now; None where it cannot be asked, or a dry run must not.

    Raises Problem where the carrier does not say, or will not sell it.
    """
    from axis_tui.store.read import payment

    esim_id, package_id = options.esim.esim_id, offer.package_id
    if package_id is None or "quote" not in options.port.capabilities:
        return None
    if may_ask(context):
        ask(context, [("quote", {"esim_id": esim_id, "package_id": package_id})])
    with context.open_reader() as reader:
        quote = payment.quote(reader, esim_id, package_id)
    return quote if quote is not None and context.clock() < quote.valid_until_at else None


def know_balance(context: Context, options: Options) -> None:
    """Have the balance asked where it is old, or nothing to pay with yet: an answer makes it that."""
    from axis_tui.store.read import payment

    if "balance" not in options.port.capabilities or not may_ask(context):
        return
    with context.open_reader() as reader:
        methods = payment.methods(reader, carrier_id=options.carrier.id)
    is_old = options.now - (options.carrier.balance_at or 0) > BALANCE_FRESH_S
    if not is_old and any(row.carrier_id is not None for row in methods):
        return
    try:
        ask(context, [("balance", {"carrier_id": options.carrier.id})])
    except Problem as problem:
        print_remark(i18n.tell(problem))


def may_ask(context: Context) -> bool:
    """Whether a carrier may be asked now: a dry run makes no pass of the worker that could spend."""
    if not context.options.dry_run or context.presence().running:
        return True
    from axis_tui.store.read import auto_renew, renewals

    with context.open_reader() as reader:
        return not renewals.counts(reader).get("intent") and not auto_renew.rules(reader, ("on",), 1)


def say_no_worker(context: Context, what: str) -> None:
    """Where no worker runs, `what` waits for one."""
    if not context.presence().running:
        print_remark(f"{what} {_('No worker runs: open the dashboard, or run “axis-tui worker”.')}")


def _is_connected(context: Context, carrier: str) -> bool:
    return any(entry.name.casefold() == carrier.casefold() for entry in context.settings.carriers)


def _options(context: Context, esim_id: int) -> Options:
    from axis_tui.store.read.renewal_options import renewal_options

    with context.open_reader() as reader:
        options = renewal_options(reader, esim_id, context.clock())
    if options is None:
        raise Problem(N_("This eSIM is no longer there; look at the list again"))
    return options
