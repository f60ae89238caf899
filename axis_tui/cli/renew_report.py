"""What `renew` prints for scripts, and the packages to choose from for both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axis_tui.cli import renewal_payload as payload
from axis_tui.cli.context import Context
from axis_tui.cli.output import iso, print_json, print_lines
from axis_tui.i18n import _

if TYPE_CHECKING:
    from axis_tui.cli.renew_choice import Chosen
    from axis_tui.store.read.renewal_options import Options
    from axis_tui.store.read.renewals import OrderRow


def report_offers(context: Context, known: Options) -> None:
    """Prints the packages that can be chosen, what fits first."""
    offers = known.offers()
    if context.options.json:
        rows = [
            {
                **payload.package(offer.package),
                "fits": known.fits(offer.package),
                "seen_at": iso(offer.seen_at),
                "after": payload.effect(known.preview(offer.package)),
            }
            for offer in offers
        ]
        content = {"esim_id": known.esim.esim_id, "esim": known.esim.name, "packages": rows, "order": None}
        print_json("renew", context.clock(), content)
    elif offers:
        from axis_tui.cli.renew_words import offer_lines

        print_lines(offer_lines(context, known), context.colour)
    else:
        print(_("No package of %(carrier)s is known here.") % {"carrier": known.carrier.name})


def report_renewal(context: Context, chosen: Chosen, order: OrderRow | None) -> None:
    """Prints as JSON what was chosen and what became of it; nothing where a person reads along."""
    if not context.options.json:
        return
    known, package = chosen.options, chosen.offer.package
    findings = known.findings(package, uses_api=not chosen.way.is_guided) if order is None else ()
    print_json("renew", context.clock(), {
        "esim_id": known.esim.esim_id,
        "esim": known.esim.name,
        "package": payload.package(package),
        "channel": str(chosen.way.channel),
        "is_guided": chosen.way.is_guided,
        "price": payload.money(chosen.price),
        "fee": payload.money(chosen.fee),
        "total": payload.money(chosen.total),
        "quoted_at": iso(None if chosen.quote is None else chosen.quote.quoted_at),
        "method": None if chosen.method is None else payload.method(chosen.method),
        "after": payload.effect(known.preview(package)),
        "findings": [payload.finding(found) for found in findings],
        "contact": payload.carrier(known.carrier) if chosen.way.is_guided else None,
        "order": None if order is None else payload.order(order),
    })  # fmt: skip
