"""Puts together what a carrier's support needs to find an order; how it reads is `domain.evidence`'s."""

from __future__ import annotations

from axis_tui.domain.evidence_facts import Evidence
from axis_tui.domain.identifiers import mask
from axis_tui.domain.renewal_word import MethodKind
from axis_tui.store.read import inventory, ledger, renewals
from axis_tui.store.read.reader import Reader
from axis_tui.store.read.renewals import OrderRow

LEDGER_ROWS = 50
_OTHERWISE = "otherwise"
"""How the bundle, which is English, names what a person paid with in their own way."""


def evidence_of(reader: Reader, order: OrderRow, *, reveal: bool = True) -> Evidence | None:
    """All that is known of an order, its ICCID masked unless `reveal`; None where the order is gone."""
    secrets = renewals.secrets(reader, order.id)
    if secrets is None:
        return None
    carrier = inventory.carrier_of(reader, order.esim_id)
    ways: tuple[tuple[str, str], ...] = ()
    if carrier is not None:
        ways = (
            ("phone", carrier.support_phone),
            ("email", carrier.support_email),
            ("web", carrier.support_url),
        )
    entries = reversed(ledger.page(reader, LEDGER_ROWS, renewal_id=order.id))
    return Evidence(
        order=order.id,
        state=order.state,
        channel=order.channel,
        carrier=order.carrier,
        contacts=tuple((kind, value) for kind, value in ways if value),
        esim=order.esim_name,
        iccid=secrets.esim_reference if reveal else mask(secrets.esim_reference),
        package=order.terms.name,
        package_code=order.package_code,
        amount=order.amount,
        fee=order.fee if order.fee.minor else None,
        method_kind=MethodKind(order.method_kind or MethodKind.CARD),
        method_label=order.method_label or _OTHERWISE,
        method_last4=order.method_last4,
        key=secrets.key,
        carrier_reference="" if order.is_guided else order.reference,
        own_reference=" ".join(filter(None, (order.reference if order.is_guided else "", order.proof))),
        times=tuple((each.at, each.event, each.detail) for each in renewals.events(reader, order.id)),
        before=order.holdings_before,
        after=order.holdings_after,
        looks=order.looks,
        ledger=tuple((row.entry.number, row.hash) for row in entries),
    )
