"""What is asked of a carrier about an order, and what is sent: each one call, for a thread.."""

from dataclasses import dataclass

from axis_tui.carriers.base import Capability, Order, Quote
from axis_tui.domain.credit import Holdings, holdings
from axis_tui.domain.money import Money
from axis_tui.domain.renewal import LOOK_UPS_UNTIL_PARKED
from axis_tui.domain.renewal import may_resend as key_is_alive
from axis_tui.domain.renewal_word import Effect, MethodKind
from axis_tui.store.write.order_steps import Standing
from axis_tui.worker.clock import Instant
from axis_tui.worker.renewals.accounts import Account


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was asked before an order is claimed."""

    before: Holdings | None
    quote: Quote | None
    balance: Money | None


def needed(order: Standing) -> Capability:
    """What the carrier must be able to do for the order to be sent."""
    return Capability.ORDER if order.kind == "base" else Capability.TOP_UP


def sendable(order: Standing) -> Order:
    """The order as the carrier gets it, the same at every attempt."""
    return Order(
        order.key, order.kind, order.package_code, order.esim_reference, order.amount,
        order.method_kind or MethodKind.BALANCE.value,
    )  # fmt: skip


def may_resend(order: Standing, account: Account, now: Instant) -> bool:
    """Whether it may go out again with its key; one that dies some day only where its age can be told."""
    conduct = account.conduct
    has_age = conduct.key_lifetime_s is None or account.can(Capability.QUOTE)
    is_young = key_is_alive(
        order.first_sent_at or now.at, now.at,
        idempotent=conduct.is_idempotent, key_lifetime_s=conduct.key_lifetime_s,
    )  # fmt: skip
    return has_age and is_young and now.trusted and order.looks < LOOK_UPS_UNTIL_PARKED


def told_at(account: Account, order: Standing, now: int) -> int | None:
    """What the carrier's clock says; None where it does not tell."""
    return account.adapter.quote(order.package_code, order.esim_reference, now).answered_at


def prepare(account: Account, order: Standing, now: int) -> Prepared:
    """Reads only: what the eSIM holds, the price, and the balance where that is topped up."""
    adapter = account.adapter
    before, quote, balance = None, None, None
    if order.effect is Effect.BALANCE:
        if account.can(Capability.BALANCE):
            balance = adapter.balance(now).amount
    else:
        if account.can(Capability.USAGE):
            before = holdings(adapter.usage(order.esim_reference, now).packages)
        if account.can(Capability.QUOTE):
            quote = adapter.quote(order.package_code, order.esim_reference, now)
    return Prepared(before, quote, balance)


def is_within(asked: Money, agreed: Money) -> bool:
    """Whether what the carrier asks is no more than what was agreed to."""
    is_same_currency = (asked.currency, asked.exponent) == (agreed.currency, agreed.exponent)
    return is_same_currency and asked <= agreed
