"""Orders that renew plans: the open ones, the history a page at a time, one in full, totals. No secrets."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from axis_tui.domain.credit import Holdings
from axis_tui.domain.money import Money
from axis_tui.domain.package import Terms
from axis_tui.domain.renewal_word import Channel, Effect, OrderState
from axis_tui.store.read.detail import terms_of
from axis_tui.store.read.reader import Reader, made

OPEN_STATES = ("intent", "sent", "unknown", "review", "succeeded")
IN_DOUBT_STATES = ("sent", "unknown", "review")
OPEN_MARKS = ", ".join("?" * len(OPEN_STATES))
Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order with the names of what it is about."""

    id: int
    esim_id: int
    esim_name: str
    carrier_id: int
    carrier: str
    plan_id: int | None
    """The plan that it renews; None where the eSIM had none."""
    package_id: int
    channel: Channel
    is_guided: bool
    """A person carries it out and records what happened."""
    kind: str
    """`base` or `top_up`."""
    package_code: str
    effect: Effect
    rollover: bool
    terms: Terms
    """What was ordered; its price is without the fee."""
    fee: Money
    state: OrderState
    attempt: int
    """1 for the first; retries by the ladder count on."""
    asked_at: int
    first_sent_at: int | None
    paid_at: int | None
    credited_at: int | None
    changed_at: int
    consent_until_at: int
    reference: str
    """The carrier's number of the order, or the one a person was given."""
    proof: str
    """What a person noted as evidence."""
    decline: str
    """A `DeclineKind`, or a later version's word; empty where it was not declined."""
    detail: str
    looks: int
    checks: int
    next_look_at: int | None
    """When it is next sent, looked up or checked for data."""
    holdings_before: Holdings | None
    holdings_after: Holdings | None
    new_plan_id: int | None
    method_id: int | None
    method_kind: str
    method_label: str
    method_last4: str

    @property
    def price(self) -> Money:
        """The package's price, without the fee."""
        return self.fee * 0 if self.terms.price is None else self.terms.price

    @property
    def amount(self) -> Money:
        """Price and fee: what is charged in all."""
        return self.price + self.fee

    @property
    def key(self) -> Key:
        """Where it stands in the list; give it to `page` as after."""
        return self.asked_at, self.id


@dataclass(frozen=True, slots=True)
class OrderEventRow:
    """One line of an order's history."""

    at: int
    event: str
    """asked, sent, accepted, declined, lost, looked_up, resent, parked, paid, watched, credited, …"""
    state: str
    """The order's state after it."""
    detail: str


@dataclass(frozen=True, slots=True)
class OrderSecrets:
    """What evidence and a look-up by hand need, shown only where a person asks."""

    key: str
    """The idempotency key."""
    esim_reference: str
    """The ICCID, in full."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which orders a history shows; None and empty are all."""

    esim_id: int | None = None
    carrier_id: int | None = None
    states: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    since_at: int | None = None
    until_at: int | None = None
    text: str = ""
    """In the eSIM's name, the carrier's, the package's or the reference."""


@dataclass(frozen=True, slots=True)
class Total:
    """What was charged in one currency, and given back."""

    orders: int
    charged: Money
    refunded: Money


_TERMS = (
    "r.name, r.coverage, r.unit_system, r.allowance_bytes, r.daily_cap_bytes, r.cap_rule, r.validity_count,"
    " r.validity_unit, r.validity_clock, r.time_zone, r.start_rule, r.billing, r.activation_window_days,"
    " r.price_minor, r.currency, r.currency_exponent"
)
FROM = (
    " FROM renewal r JOIN carrier c ON c.id = r.carrier_id LEFT JOIN overview o ON o.esim_id = r.esim_id"
    " LEFT JOIN payment_method m ON m.id = r.method_id"
)
"""The tables of an order: `r` itself, `c` its carrier, `o` its eSIM, `m` what it is paid with."""
SELECT = (
    "SELECT r.id, r.esim_id, coalesce(o.name, ''), r.carrier_id, c.name, r.plan_id, r.package_id, r.channel,"
    " r.is_guided, r.kind, r.package_code, r.effect, r.rollover, r.fee_minor, r.state, r.attempt, r.asked_at,"
    " r.first_sent_at, r.paid_at, r.credited_at, r.changed_at, r.consent_until_at, r.reference, r.proof,"
    " r.decline, r.detail, r.looks, r.checks, r.next_look_at, r.holdings_before, r.holdings_after,"
    " r.new_plan_id, r.method_id, coalesce(m.kind, ''), coalesce(m.label, ''), coalesce(m.last4, ''),"
    f" {_TERMS}{FROM}"
)
"""All that `order_of` takes, in its order."""


def open_orders(reader: Reader, limit: int = 100) -> list[OrderRow]:
    """Orders that are not at their end, those in doubt first, then the oldest first."""
    found = reader.rows(
        f"{SELECT} WHERE r.state IN ({OPEN_MARKS}) ORDER BY"
        " CASE r.state WHEN 'review' THEN 0 WHEN 'unknown' THEN 1 WHEN 'sent' THEN 2 ELSE 3 END, r.id"
        " LIMIT ?",
        (*OPEN_STATES, limit),
    )
    return made(reader.path, order_of, found)


def open_of_esim(reader: Reader, esim_id: int) -> OrderRow | None:
    """The eSIM's open order, the oldest where it has several; None where there is none."""
    found = reader.row(
        f"{SELECT} WHERE r.esim_id = ? AND r.state IN ({OPEN_MARKS}) ORDER BY r.id LIMIT 1",
        (esim_id, *OPEN_STATES),
    )
    return None if found is None else made(reader.path, order_of, [found])[0]


def order(reader: Reader, order_id: int) -> OrderRow | None:
    """One order; None where there is none such."""
    found = reader.row(f"{SELECT} WHERE r.id = ?", (order_id,))
    return None if found is None else made(reader.path, order_of, [found])[0]


def page(reader: Reader, filter_: Filter, limit: int, after: Key | None = None) -> list[OrderRow]:
    """At most `limit` orders, the latest first, from the top or after a key."""
    where, parameters = where_of(filter_)
    if after is not None:
        where += " AND (r.asked_at, r.id) < (?, ?)"
        parameters += after
    found = reader.rows(
        f"{SELECT} WHERE {where} ORDER BY r.asked_at DESC, r.id DESC LIMIT ?", (*parameters, limit)
    )
    return made(reader.path, order_of, found)


def count(reader: Reader, filter_: Filter) -> int:
    """How many orders the filter leaves."""
    where, parameters = where_of(filter_)
    (found,) = reader.row(f"SELECT count(*){FROM} WHERE {where}", parameters) or (0,)
    return int(found)


def totals(reader: Reader, filter_: Filter) -> list[Total]:
    """What the ledger says was charged (fees included) and refunded for these orders, a row a currency."""
    where, parameters = where_of(filter_)
    found = reader.rows(
        "SELECT l.currency, l.exponent, count(DISTINCT r.id),"
        " -sum(CASE WHEN l.kind IN ('charge', 'fee') THEN l.amount_minor ELSE 0 END),"
        " sum(CASE WHEN l.kind = 'refund' THEN l.amount_minor ELSE 0 END)"
        f"{FROM} JOIN ledger l ON l.renewal_id = r.id WHERE {where}"
        " GROUP BY l.currency, l.exponent ORDER BY l.currency",
        parameters,
    )
    return [
        Total(orders, Money(charged, currency, exponent), Money(refunded, currency, exponent))
        for currency, exponent, orders, charged, refunded in found
    ]


def events(reader: Reader, order_id: int, limit: int = 200) -> list[OrderEventRow]:
    """An order's history, the oldest first; the latest `limit` lines of it."""
    found = reader.rows(
        "SELECT at, event, state, detail FROM renewal_event WHERE renewal_id = ? ORDER BY id DESC LIMIT ?",
        (order_id, limit),
    )
    return [OrderEventRow(*row) for row in reversed(found)]


def secrets(reader: Reader, order_id: int) -> OrderSecrets | None:
    """The order's idempotency key and ICCID, unmasked; ask only where a person wants them."""
    found = reader.row("SELECT key, esim_reference FROM renewal WHERE id = ?", (order_id,))
    return None if found is None else OrderSecrets(*found)


def counts(reader: Reader) -> dict[str, int]:
    """How many open orders there are, by state; states without one are left out."""
    return dict(
        reader.rows(
            f"SELECT state, count(*) FROM renewal WHERE state IN ({OPEN_MARKS}) GROUP BY state", OPEN_STATES
        )
    )


def holdings_of(text: str) -> Holdings | None:
    """Holdings as the store keeps them; None where there are none."""
    return Holdings(**json.loads(text)) if text else None


def order_of(row: tuple[Any, ...]) -> OrderRow:
    """An order from the columns of the SELECT above."""
    (
        id, esim_id, esim_name, carrier_id, carrier, plan_id, package_id, channel, is_guided, kind, code,
        effect, rollover, fee_minor, state, attempt, asked_at, first_sent_at, paid_at, credited_at,
        changed_at, consent_until_at, reference, proof, decline, detail, looks, checks, next_look_at, before,
        after, new_plan_id, method_id, method_kind, method_label, method_last4, *terms,
    ) = row  # fmt: skip
    found = terms_of(tuple(terms))
    currency, exponent = terms[-2:]
    return OrderRow(
        id, esim_id, esim_name, carrier_id, carrier, plan_id, package_id, Channel(channel), bool(is_guided),
        kind, code, Effect(effect), bool(rollover), found, Money(fee_minor, currency, exponent),
        OrderState(state), attempt, asked_at, first_sent_at, paid_at, credited_at, changed_at,
        consent_until_at, reference, proof, decline, detail, looks, checks, next_look_at, holdings_of(before),
        holdings_of(after), new_plan_id, method_id, method_kind, method_label, method_last4,
    )  # fmt: skip


def where_of(filter_: Filter) -> tuple[str, tuple[object, ...]]:
    """The condition that a filter makes, on the tables of `FROM`, and its parameters."""
    parts: list[str] = ["1 = 1"]
    parameters: list[object] = []
    for column, value in (("r.esim_id", filter_.esim_id), ("r.carrier_id", filter_.carrier_id)):
        if value is not None:
            parts.append(f"{column} = ?")
            parameters.append(value)
    for column, values in (("r.state", filter_.states), ("r.channel", filter_.channels)):
        if values:
            parts.append(f"{column} IN ({', '.join('?' * len(values))})")
            parameters += values
    for condition, value in (("r.asked_at >= ?", filter_.since_at), ("r.asked_at < ?", filter_.until_at)):
        if value is not None:
            parts.append(condition)
            parameters.append(value)
    for word in filter_.text.split():
        escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        columns = ("coalesce(o.name, '')", "c.name", "r.name", "r.package_code", "r.reference")
        parts.append("(" + " OR ".join(f"lower({column}) LIKE ? ESCAPE '\\'" for column in columns) + ")")
        parameters += [f"%{escaped.lower()}%"] * len(columns)
    return " AND ".join(parts), tuple(parameters)
