"""An order as a transaction sees it: what is sent, what decides about its next step, and which are due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from axis_tui.domain.money import Money
from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.renewal import Body
from axis_tui.domain.renewal_word import Effect, OrderState
from axis_tui.store.write.transaction import Tx


@dataclass(frozen=True, slots=True)
class Standing:
    """An order as a transaction sees it: what is sent, and what decides about the next step."""

    id: int
    state: OrderState
    esim_id: int
    carrier_id: int
    is_guided: bool
    kind: str
    effect: Effect
    package_code: str
    esim_reference: str
    price: Money
    fee: Money
    key: str
    body_hash: str
    method_id: int | None
    method_kind: str
    rule_version: int | None
    asked_at: int
    first_sent_at: int | None
    paid_at: int | None
    consent_until_at: int
    looks: int
    checks: int
    next_look_at: int | None
    reference: str
    attempt: int

    @property
    def amount(self) -> Money:
        """Price and fee."""
        return self.price + self.fee

    @property
    def body(self) -> Body:
        """What is sent."""
        return Body(self.kind, self.package_code, self.esim_reference, self.amount)


_SELECT = (
    "SELECT r.id, r.state, r.esim_id, r.carrier_id, r.is_guided, r.kind, r.effect, r.package_code,"
    " r.esim_reference, r.price_minor, r.fee_minor, r.currency, r.currency_exponent, r.key, r.body_hash,"
    " r.method_id, coalesce(m.kind, ''), r.rule_version, r.asked_at, r.first_sent_at, r.paid_at,"
    " r.consent_until_at, r.looks, r.checks, r.next_look_at, r.reference, r.attempt"
    " FROM renewal r LEFT JOIN payment_method m ON m.id = r.method_id"
)


def standing(tx: Tx, order_id: int) -> Standing:
    """One order; Problem where there is none such."""
    found = tx.row(f"{_SELECT} WHERE r.id = ?", (order_id,))
    if found is None:
        raise Problem(N_("there is no order %(number)d; see “axis-tui renewals”"), number=order_id)
    return _standing(found)


def due(tx: Tx, state: OrderState, now: int, limit: int = 20) -> list[Standing]:
    """Orders in `state` whose next look is due (or was never set), the oldest first; guided ones left out."""
    found = tx.rows(
        f"{_SELECT} WHERE r.state = ? AND r.is_guided = 0 AND coalesce(r.next_look_at, 0) <= ?"
        " ORDER BY r.id LIMIT ?",
        (state.value, now, limit),
    )
    return [_standing(row) for row in found]


def watched(tx: Tx, now: int, limit: int = 20) -> list[Standing]:
    """Paid orders whose data is to be looked for now, guided ones too, the oldest first."""
    found = tx.rows(
        f"{_SELECT} WHERE r.state = 'succeeded' AND r.next_look_at <= ? ORDER BY r.next_look_at LIMIT ?",
        (now, limit),
    )
    return [_standing(row) for row in found]


def _standing(row: tuple[Any, ...]) -> Standing:
    (
        id, state, esim_id, carrier_id, is_guided, kind, effect, code, reference, price, fee, currency,
        exponent, *rest,
    ) = row  # fmt: skip
    return Standing(
        id, OrderState(state), esim_id, carrier_id, bool(is_guided), kind, Effect(effect), code, reference,
        Money(price, currency, exponent), Money(fee, currency, exponent), *rest,
    )  # fmt: skip
