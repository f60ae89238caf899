"""What a carrier is, for ours and for third parties: a port to who sells plans.

A third party's package declares a class under the entry point group `axis_tui.carriers`;
`tests/carriers/contract.py` holds what every carrier must do. All text an adapter gives is cleaned by the
store; identifiers are never logged. Nothing here is imported by screens.

The one rule about money: `order` and `top_up` may raise `Declined` only where it is certain that nothing was
and will be charged for the order's key, by this call or one before, and `NotSent` only where not one byte of
this call left this machine. Whatever else goes wrong is ambiguous: raise anything, and the worker looks up,
sends again with the same key, or asks a person, by what is declared here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from axis_tui.config import OptionValue
from axis_tui.domain.credit import PackageUsage
from axis_tui.domain.money import Money
from axis_tui.domain.package import Package
from axis_tui.domain.problem import Problem
from axis_tui.domain.renewal_word import Channel, DeclineKind
from axis_tui.domain.units import UnitSystem


class CarrierProblem(Problem):
    """An answer that could not be had; one line for a person. A read may succeed the next time."""


class NotSent(CarrierProblem):
    """Proven that nothing left this machine: no route, refused connection, a broken setting."""


class Declined(CarrierProblem):
    """The carrier answered that it will not do it: of an order also that nothing was charged."""

    def __init__(self, kind: DeclineKind, template: str, **params: object) -> None:
        self.kind = kind
        super().__init__(template, **params)


class Capability(StrEnum):
    """What a kind of carrier can do through its adapter; screens and worker follow this."""

    CATALOGUE = "catalogue"
    QUOTE = "quote"
    ORDER = "order"
    """Sell a base package."""
    TOP_UP = "top_up"
    """Sell what renews a plan that is there."""
    BALANCE = "balance"
    USAGE = "usage"
    LOOK_UP = "look_up"
    """Tell what became of an order, by its key."""
    SUSPEND = "suspend"
    CANCEL = "cancel"
    """Take a program's request to end an eSIM's service."""
    CANCELLATION = "cancellation"
    """Tell what became of such a request, whoever made it, and whether the service has ended."""
    WITHDRAW = "withdraw"
    """Take such a request back on a program's word."""
    REVOKE = "revoke"
    """End a profile on its side on a program's word."""
    REFUND = "refund"


@dataclass(frozen=True, slots=True)
class Conduct:
    """How a carrier behaves, declared by its adapter and relied on by the worker."""

    is_idempotent: bool = False
    """Whether an order sent again with the same key is carried out once."""
    key_lifetime_s: int | None = None
    """How long it remembers a key; None is for ever. Means nothing where it is not idempotent."""
    look_up_is_final: bool = False
    """Whether a look-up that finds no order proves that there is and will be none."""
    reads_per_minute: int = 60
    usage_interval_s: int = 900
    """The least time between two readings of one eSIM's usage."""
    deadline_s: int = 60
    """Every call ends within this, by an answer or an error."""
    unit_system: UnitSystem = UnitSystem.DECIMAL
    channels: frozenset[Channel] = frozenset({Channel.HOTLINE, Channel.STORE, Channel.THIRD_PARTY})
    """The ways it offers; what contacts it has decides which of the guided ones can be used."""
    minimum: Money | None = None
    """The least that can be paid at once."""


@dataclass(frozen=True, slots=True)
class Quote:
    """What a package costs now."""

    package: Package
    price: Money
    fee: Money | None
    answered_at: int | None
    """The carrier's own clock, UTC seconds, where it tells (HTTP Date); proof of ours before a charge."""
    valid_s: int
    """How long it holds from now on."""

    @property
    def total(self) -> Money:
        """What is charged in all."""
        return self.price if self.fee is None else self.price + self.fee


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be bought: the same at every attempt."""

    key: str
    """The idempotency key, on disk before it is sent."""
    kind: str
    """`base` or `top_up`."""
    package_code: str
    """One of the catalogue's, or an amount for the balance (`domain.balance_amount`)."""
    esim_reference: str
    """The ICCID, or the carrier's own number of the line."""
    amount: Money
    """What it may cost in all. Dearer is declined with PRICE_CHANGED, never charged."""
    method: str
    """`card`, `debit_card`, `paypal`, `e_wallet` or `balance`."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The carrier's word that it took an order and charged for it."""

    reference: str
    """Its own number of the order, for look-ups, support and proof."""
    charged: Money
    fee: Money | None = None
    """The part of `charged` that is a fee."""
    answered_at: int | None = None


@dataclass(frozen=True, slots=True)
class Balance:
    """The prepaid balance with a carrier."""

    amount: Money
    answered_at: int | None = None


@dataclass(frozen=True, slots=True)
class LineUsage:
    """What a carrier says of one eSIM: its packages, those that are over included, oldest first."""

    at: int
    """The instant that the figures are of; they may lag."""
    packages: tuple[PackageUsage, ...]


class ReviewAnswer(StrEnum):
    """What a carrier says of a request to end an eSIM's service."""

    NONE = "none"
    """It knows of no request (yet)."""
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    """Agreed to. The carrier ends the service on its side; `ended_at` below tells once it has."""
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class CancellationState:
    """Where the latest request to end an eSIM's service stands with its carrier."""

    answer: ReviewAnswer
    reference: str = ""
    """The carrier's own number of the request: one line of at most 80 characters, always the same."""
    why: str = ""
    """Its reason for a refusal, in its own words."""
    ended_at: int | None = None
    """When the service ended, by request or otherwise; None while it goes on."""


class Carrier(Protocol):
    """One carrier account. Made as `Class(name, options)`; no I/O then; Problem for options it cannot take.

    Every method blocks at most `conduct.deadline_s`, may be called from any thread, one call at a time, and
    raises CarrierProblem where it has no answer. A method without its capability raises CarrierProblem too.
    `now` is the caller's clock in UTC seconds.
    """

    @property
    def kind(self) -> str:
        """The entry point's name."""

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What it can do."""

    @property
    def conduct(self) -> Conduct:
        """How it behaves."""

    def catalogue(self, now: int) -> Sequence[Package]:
        """All it sells now, base packages and top-ups."""

    def quote(self, package_code: str, esim_reference: str, now: int) -> Quote:
        """What that package costs for that eSIM now; nothing is bought. Declined where it cannot be."""

    def order(self, order: Order, now: int) -> Receipt:
        """Buy a base package. Spends; see the rule about money above."""

    def top_up(self, order: Order, now: int) -> Receipt:
        """Buy what renews the plan of an eSIM. Spends; see the rule about money above."""

    def look_up(self, order: Order, now: int) -> Receipt | None:
        """What became of an order: its receipt, or None where the carrier knows none by that key (yet).

        Declined where it was refused for good. Never spends.
        """

    def balance(self, now: int) -> Balance:
        """The prepaid balance."""

    def usage(self, esim_reference: str, now: int) -> LineUsage:
        """What each package of that eSIM holds."""

    def suspend(self, esim_reference: str, now: int) -> None:
        """Stop the eSIM's service for now; stopping what is stopped changes nothing."""

    def cancel(self, esim_reference: str, now: int) -> str:
        """Ask for the eSIM's service to be ended; the carrier's reference of that request.

        Asked again while a request is under review it opens no second one, and gives the same reference.
        Declined, with its reason, where it takes none.
        """

    def cancellation(self, esim_reference: str, now: int) -> CancellationState:
        """What became of the latest request to end that eSIM's service; one taken back is none.

        Changes nothing.
        """

    def withdraw(self, reference: str, now: int) -> None:
        """Take the request with that reference back; taking back what is taken back changes nothing.

        Declined where it is decided and carried out.
        """

    def revoke(self, esim_reference: str, now: int) -> None:
        """End the profile on the carrier's side, so that no device can use it.

        Ending what is ended changes nothing. Nothing is refunded. Declined where it will not.
        """

    def refund(self, reference: str, now: int) -> Receipt:
        """Take an order back by its receipt's reference; what comes back. Declined where it will not."""


class CarrierFactory(Protocol):
    """What an entry point loads: the carrier's class."""

    def __call__(self, name: str, options: Mapping[str, OptionValue] | None = None) -> Carrier: ...
