"""What is looked at before an eSIM is cancelled, and what one line of the checklist says; no rules enter."""

from dataclasses import dataclass

from axis_tui.domain.cancellation_word import CheckCode, Level, PolicyRule, Reason, RefundRule
from axis_tui.domain.money import Money
from axis_tui.domain.plan import Plan

Params = tuple[tuple[str, int | str], ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """How a carrier ends a service, as far as it is known."""

    fee: Money | None = None
    """0 where it is free; None where that is not known."""
    refund: RefundRule | None = None
    notice_days: int | None = None
    """How long a postpaid plan goes on after it was cancelled."""
    rules: frozenset[PolicyRule] | None = None
    """What its profiles forbid; None where that is not known."""


@dataclass(frozen=True, slots=True)
class Subject:
    """An eSIM about to be cancelled, and all that is looked at."""

    reason: Reason
    reason_text: str
    profile_state: str
    """`released`, `installed`, `enabled`, `disabled` or `deleted`."""
    has_chip_access: bool
    """Whether the chip that holds it is reached from this machine."""
    possible_rules: frozenset[PolicyRule] | None
    """What that chip lets its profiles forbid; None where it does not tell."""
    device: str
    """The name of the device that holds it; empty where it is bound to none."""
    others_working: int
    """Other eSIMs on that device with a plan that works."""
    plans: tuple[Plan, ...]
    """All of the eSIM's, as the store has them."""
    policy: Policy
    has_open_case: bool
    """Whether another cancellation of it is open; this one's own draft does not count."""
    open_orders: int
    """Renewals of it that are not at their end (`renewal.OPEN`)."""
    auto_renews: bool
    """Whether its auto-renew rule is on or suspended."""
    contact_email: str
    """Where the carrier may answer; empty where none is set."""
    backup_verified_at: int | None
    """When the last backup of the store was made and verified."""
    now: int
    ended_by: int | None = None
    """The case that ended its service, where nothing was bought or installed on it anew since."""


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the checklist."""

    code: CheckCode
    level: Level
    params: Params = ()
    """Named values for the words: see each CheckCode."""
