"""Placing orders: the intent with all that is ordered, on disk before anything is sent.

At most one order of a plan's period that is not void, whoever asks and however many at once: the UNIQUE
index refuses the second. Moving an order on is `order_steps`' business.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from axis_tui.domain.money import Money
from axis_tui.domain.problem import N_
from axis_tui.domain.queue import current_plan
from axis_tui.domain.renewal import OPEN, VOID, Body
from axis_tui.domain.renewal_word import Channel, OrderState
from axis_tui.store import tables
from axis_tui.store.problems import NotTaken
from axis_tui.store.read.case_ended import refuse_ended
from axis_tui.store.write.history import note
from axis_tui.store.write.plans import plans_of
from axis_tui.store.write.transaction import Tx

ONLINE_CONSENT_S = 3_600
"""An order that could not be sent for so long after a person asked is withdrawn, not sent by surprise."""
GUIDED_CONSENT_S = 60 * 86_400
_COUNTED = (OrderState.CREDITED, OrderState.REFUNDED)
_TERMS = (
    "name", "coverage", "unit_system", "allowance_bytes", "daily_cap_bytes", "cap_rule", "validity_count",
    "validity_unit", "validity_clock", "time_zone", "start_rule", "billing", "activation_window_days",
)  # fmt: skip
_PACKAGE = f"SELECT carrier_id, code, kind, effect, rollover, {', '.join(_TERMS)} FROM package WHERE id = ?"


@dataclass(frozen=True, slots=True)
class NewOrder:
    """What a person, or a rule, wants to buy at a price that was shown."""

    esim_id: int
    package_id: int
    channel: Channel
    price: Money
    fee: Money | None = None
    method_id: int | None = None
    """None where a guided channel takes the money in its own way."""
    is_guided: bool = False
    rule_version: int | None = None
    """The version of the rule that asks; None where a person does."""


def place(tx: Tx, new: NewOrder, now: int, *, key: str | None = None) -> int:
    """The order as an intent; its number. Nothing is sent by this. `key` is made here unless given.

    Raises NotTaken where an order of this plan is open already, the eSIM is archived, cancelled or of another
    carrier than the package, or the payment method cannot pay for it.
    """
    package = tx.row(_PACKAGE, (new.package_id,))
    esim = tx.row("SELECT carrier_id, iccid, archived_at FROM esim WHERE id = ?", (new.esim_id,))
    if package is None or esim is None or esim[2] is not None:
        raise NotTaken(N_("This eSIM or package is no longer there; look at the list again"))
    carrier_id, code, kind, effect, rollover, *terms = package
    if esim[0] != carrier_id:
        raise NotTaken(N_("This package is another carrier’s; choose one of this eSIM’s own"))
    refuse_ended(tx, new.esim_id)
    _refuse_method(tx, new, carrier_id)
    plan_id = _plan_to_renew(tx, new.esim_id)
    refuse_open_order(tx, new.esim_id)
    subject = plan_id if plan_id is not None else -new.esim_id
    period, attempt = _place_in_time(tx, subject)
    fee = new.price * 0 if new.fee is None else new.fee
    body = Body(kind, code, esim[1], new.price + fee)
    values: dict[str, Any] = dict(zip(_TERMS, terms, strict=True))
    values |= {
        "esim_id": new.esim_id, "plan_id": plan_id, "carrier_id": carrier_id, "package_id": new.package_id,
        "method_id": new.method_id, "period": period, "attempt": attempt, "channel": new.channel.value,
        "is_guided": int(new.is_guided), "kind": kind, "package_code": code, "effect": effect,
        "rollover": rollover, "price_minor": new.price.minor, "currency": new.price.currency,
        "currency_exponent": new.price.exponent, "fee_minor": fee.minor, "esim_reference": esim[1],
        "key": key or f"axis-{uuid.uuid4().hex}", "body_hash": body.digest(),
        "rule_version": new.rule_version,
        "consent_until_at": now + (GUIDED_CONSENT_S if new.is_guided else ONLINE_CONSENT_S),
        "asked_at": now, "changed_at": now,
    }  # fmt: skip
    row = tables.checked(tables.Renewal, values)
    tx.session.add(row)
    tx.session.flush()
    assert row.id is not None
    note(tx, row.id, "asked", OrderState.INTENT, now, body.amount.text())
    tx.touch((new.esim_id,))
    return row.id


def refuse_open_order(tx: Tx, esim_id: int) -> None:
    """Raises NotTaken where an order of this eSIM is not at its end."""
    marks = ", ".join(f"'{state.value}'" for state in sorted(OPEN))
    found = tx.row(f"SELECT id FROM renewal WHERE esim_id = ? AND state IN ({marks}) LIMIT 1", (esim_id,))
    if found is not None:
        raise NotTaken(
            N_("Order %(number)d of this eSIM is still open; see how it ends, or withdraw it first"),
            number=found[0],
        )


def _refuse_method(tx: Tx, new: NewOrder, carrier_id: int) -> None:
    if new.method_id is None:
        if new.is_guided:
            return
        raise NotTaken(N_("Choose what to pay with"))
    found = tx.row("SELECT carrier_id, retired_at FROM payment_method WHERE id = ?", (new.method_id,))
    if found is None or found[1] is not None or found[0] not in (None, carrier_id):
        raise NotTaken(N_("This payment method cannot pay this carrier; choose another"))


def _plan_to_renew(tx: Tx, esim_id: int) -> int | None:
    plans = plans_of(tx, esim_id)
    index = current_plan([plan for _, plan in plans])
    return None if index is None else plans[index][0]


def _place_in_time(tx: Tx, subject: int) -> tuple[int, int]:
    """The period to buy for, which is how many were bought of this plan before, and which attempt it is."""
    period, attempt = 0, 1
    for state, count in tx.rows(
        "SELECT state, count(*) FROM renewal WHERE coalesce(plan_id, -esim_id) = ? GROUP BY state", (subject,)
    ):
        if OrderState(state) in _COUNTED:
            period += count
    for state, count in tx.rows(
        "SELECT state, count(*) FROM renewal WHERE coalesce(plan_id, -esim_id) = ? AND period = ?"
        " GROUP BY state",
        (subject, period),
    ):
        if OrderState(state) in VOID:
            attempt += count
    return period, attempt
