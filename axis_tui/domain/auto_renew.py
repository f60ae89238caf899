"""Auto-renew: when a rule is due, what stops it, how a declined payment is tried again, what wakes it up.

Pure: the facts come in as the store knows them. The store holds that a period is bought once, whatever is
decided here; the worker carries it out.
"""

from dataclasses import dataclass

from axis_tui.domain.money import Money
from axis_tui.domain.renewal_word import Overage as Overage
from axis_tui.domain.renewal_word import OverageThen as OverageThen
from axis_tui.domain.renewal_word import RuleState as RuleState
from axis_tui.domain.renewal_word import SuspendReason as SuspendReason
from axis_tui.domain.renewal_word import Trigger as Trigger

LADDER_S = (900, 7_200, 43_200, 86_400)
"""The default retry ladder: 15 min, 2 h, 12 h, 24 h after a payment that failed for a time."""


@dataclass(frozen=True, slots=True)
class Consent:
    """What a person agreed to: nothing dearer and nothing else is ever bought by the rule."""

    package_code: str
    price: Money
    """In all, fees included."""
    at: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One eSIM's auto-renew rule as the store keeps it; all amounts in the currency of the consent."""

    state: RuleState
    trigger: Trigger
    value: int
    """What `trigger` counts: minor units, bytes, percent, or days."""
    consent: Consent
    method_id: int
    cap_plan: Money | None
    """The most within one validity of the plan; None is no cap."""
    cap_day: Money | None
    """The most on one local day of the store's zone."""
    cap_month: Money | None
    overage: Overage = Overage.NOT_ALLOWED
    overage_limit: Money | None = None
    """The most beyond the first renewal of a validity; None where it is not allowed."""
    overage_then: OverageThen = OverageThen.STOP
    ladder_s: tuple[int, ...] = LADDER_S
    failures: int = 0
    """Payments that failed in a row."""
    next_attempt_at: int = 0
    """Not before this instant."""
    suspended_for: SuspendReason | None = None
    version: int = 1
    """Grows with each change by a person; what was claimed under an older one is not sent."""
