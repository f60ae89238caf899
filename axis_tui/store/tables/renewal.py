"""Orders, their history, the ledger, payment methods, quotes, auto-renew rules and the approval PIN."""

from __future__ import annotations

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from axis_tui.store.tables.base import EFFECT, NAME, TermsColumns, pattern


class PaymentMethod(SQLModel, table=True):
    """What renewals are paid with: a label and at most four digits."""

    __tablename__ = "payment_method"
    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(schema_extra=pattern("^(card|debit_card|paypal|e_wallet|balance)$"))
    label: str = Field(min_length=1, max_length=40)
    last4: str = Field(default="", schema_extra=pattern("^([0-9]{4})?$"))
    expires_month: int | None = Field(default=None, ge=200_001, le=219_912)
    carrier_id: int | None = Field(default=None, foreign_key="carrier.id")
    created_at: int
    retired_at: int | None = None


class Quote(SQLModel, table=True):
    """What a carrier asked for a package at one moment."""

    id: int | None = Field(default=None, primary_key=True)
    esim_id: int = Field(foreign_key="esim.id")
    package_id: int = Field(foreign_key="package.id")
    price_minor: int = Field(ge=0, sa_type=BigInteger)
    fee_minor: int = Field(default=0, ge=0, sa_type=BigInteger)
    currency: str = Field(min_length=3, max_length=3)
    currency_exponent: int = Field(ge=0, le=4)
    answered_at: int | None = None
    quoted_at: int
    valid_until_at: int


class Renewal(TermsColumns, table=True):
    """An order that renews a plan, with all that was ordered; only its state and what came of it change."""

    id: int | None = Field(default=None, primary_key=True)
    esim_id: int = Field(foreign_key="esim.id")
    plan_id: int | None = Field(default=None, foreign_key="plan.id")
    carrier_id: int = Field(foreign_key="carrier.id")
    package_id: int = Field(foreign_key="package.id")
    method_id: int | None = Field(default=None, foreign_key="payment_method.id")
    period: int = Field(ge=0)
    attempt: int = Field(ge=1)
    channel: str = Field(schema_extra=pattern("^(online|auto|hotline|store|third_party)$"))
    is_guided: int = Field(ge=0, le=1)
    kind: str = Field(schema_extra=pattern("^(base|top_up)$"))
    package_code: str = Field(min_length=1, max_length=NAME)
    effect: str = Field(schema_extra=pattern(EFFECT))
    rollover: int = Field(ge=0, le=1)
    price_minor: int = Field(ge=0, sa_type=BigInteger)
    currency: str = Field(min_length=3, max_length=3)
    currency_exponent: int = Field(ge=0, le=4)
    fee_minor: int = Field(default=0, ge=0, sa_type=BigInteger)
    esim_reference: str = Field(max_length=NAME)
    key: str = Field(min_length=16, max_length=80)
    body_hash: str = Field(min_length=64, max_length=64)
    rule_version: int | None = None
    consent_until_at: int
    state: str = Field(default="intent", schema_extra=pattern("^intent$"))
    asked_at: int
    first_sent_at: int | None = None
    paid_at: int | None = None
    credited_at: int | None = None
    changed_at: int
    reference: str = Field(default="", max_length=NAME)
    proof: str = Field(default="", max_length=500)
    decline: str = Field(default="", max_length=40)
    detail: str = Field(default="", max_length=500)
    looks: int = Field(default=0, ge=0)
    checks: int = Field(default=0, ge=0)
    next_look_at: int | None = None
    holdings_before: str = Field(default="", max_length=500)
    holdings_after: str = Field(default="", max_length=500)
    new_plan_id: int | None = Field(default=None, foreign_key="plan.id")


class RenewalEvent(SQLModel, table=True):
    """One line of an order's history."""

    __tablename__ = "renewal_event"
    id: int | None = Field(default=None, primary_key=True)
    renewal_id: int = Field(foreign_key="renewal.id")
    at: int
    event: str = Field(min_length=1, max_length=40)
    state: str
    detail: str = Field(default="", max_length=500)


class Ledger(SQLModel, table=True):
    """One movement of money, chained to the one before by its hash."""

    number: int = Field(primary_key=True)
    at: int
    kind: str = Field(schema_extra=pattern("^(top_up|charge|fee|refund|adjustment)$"))
    carrier_id: int = Field(foreign_key="carrier.id")
    esim_id: int | None = Field(default=None, foreign_key="esim.id")
    renewal_id: int | None = Field(default=None, foreign_key="renewal.id")
    method_id: int | None = Field(default=None, foreign_key="payment_method.id")
    on_balance: int = Field(ge=0, le=1)
    amount_minor: int = Field(sa_type=BigInteger)
    currency: str = Field(min_length=3, max_length=3)
    exponent: int = Field(ge=0, le=4)
    reference: str = Field(default="", max_length=NAME)
    note: str = Field(default="", max_length=200)
    hash: str = Field(min_length=64, max_length=64)


class AutoRenew(SQLModel, table=True):
    """One eSIM's auto-renew rule and what its person consented to."""

    __tablename__ = "auto_renew"
    esim_id: int = Field(primary_key=True, foreign_key="esim.id")
    state: str = Field(schema_extra=pattern("^(off|on|suspended)$"))
    trigger_kind: str = Field(
        schema_extra=pattern("^(balance_below|data_below(_percent)?|before_expiry|at_expiry)$")
    )
    trigger_value: int = Field(ge=0, sa_type=BigInteger)
    package_id: int = Field(foreign_key="package.id")
    package_code: str = Field(min_length=1, max_length=NAME)
    price_minor: int = Field(ge=0, sa_type=BigInteger)
    currency: str = Field(min_length=3, max_length=3)
    currency_exponent: int = Field(ge=0, le=4)
    consented_at: int
    method_id: int = Field(foreign_key="payment_method.id")
    cap_plan_minor: int | None = Field(default=None, ge=0, sa_type=BigInteger)
    cap_day_minor: int | None = Field(default=None, ge=0, sa_type=BigInteger)
    cap_month_minor: int | None = Field(default=None, ge=0, sa_type=BigInteger)
    overage: str = Field(schema_extra=pattern("^(not_allowed|allowed)$"))
    overage_limit_minor: int | None = Field(default=None, ge=0, sa_type=BigInteger)
    overage_then: str = Field(schema_extra=pattern("^(stop|slow|buy)$"))
    ladder: str = Field(max_length=200)
    failures: int = Field(default=0, ge=0)
    next_attempt_at: int = 0
    suspended_for: str | None = Field(default=None, max_length=40)
    why: str = Field(default="", max_length=40)
    version: int = Field(ge=1)
    changed_at: int


class ApprovalPin(SQLModel, table=True):
    """The PIN that money asks for: its scrypt hash, and how often it was wrong."""

    __tablename__ = "approval_pin"
    id: int = Field(default=1, primary_key=True)
    stored: str = Field(max_length=300)
    failures: int = Field(default=0, ge=0)
    failed_at: int = 0
    locked_until_at: int = 0
    changed_at: int
