"""How often an auto-renew rule can charge in a month at worst: the bound that consent is given to. Pure.

Three things bound it, and the least counts: how short a validity can be, how much data can be used, and the
caps. Where none does there is no bound, and nothing is made up in its place.
"""

from dataclasses import dataclass, replace
from itertools import pairwise

from axis_tui.domain.auto_renew import Overage, OverageThen, Rule, Trigger
from axis_tui.domain.auto_renew_decision import DATA_TRIGGERS, EXPIRY_TRIGGERS, Facts, most_left_bytes
from axis_tui.domain.package import Effect
from axis_tui.domain.validity import DAY_S, Validity, ValidityClock, ValidityUnit, expires_at

MONTH_DAYS = 31
"""Local days of the longest month."""

_PROLONGING = frozenset({Effect.STACK, Effect.EXTEND, Effect.RESET})
_RENEWING = frozenset({Effect.STACK, Effect.RESET})
"""Each purchase is a validity of its own, which begins as soon as the one before it is used up."""


@dataclass(frozen=True, slots=True)
class Bought:
    """What one renewal brings, and how fast it can be used."""

    effect: Effect
    days: int
    """The fewest whole days that it holds: 28 for a month, 6 for a calendar week."""
    allowance_bytes: int | None
    """None is unlimited."""
    peak_bytes_per_day: int | None
    """The most that is used on one local day; None where nothing is known of it."""


def most_renewals(rule: Rule, facts: Facts, bought: Bought, month_s: int) -> int | None:
    """The most renewals in any calendar month of `month_s` seconds or less, at the price consented to.

    None: nothing bounds them. Taken for granted: on no day is more use read than the peak, and a plan that
    the rule does not prolong is followed, if at all, by ones as long and as large.
    """
    price = max(1, rule.consent.price.minor)
    validities = _most_validities(rule, facts, bought, month_s)
    each = _most_a_validity(rule)
    counts = [
        None if each is None or validities is None else each * validities,
        _most_by_use(rule, facts, bought),
        None if rule.cap_day is None else rule.cap_day.minor // price * MONTH_DAYS,
        None if rule.cap_month is None else rule.cap_month.minor // price,
    ]
    if rule.cap_plan is not None:
        a_validity = rule.cap_plan.minor // price
        counts.append(0 if a_validity == 0 else None if validities is None else a_validity * validities)
    return min((count for count in counts if count is not None), default=None)


def without_caps(rule: Rule) -> Rule:
    """`rule` with nothing but its trigger and its overage policy to hold it."""
    return replace(rule, cap_plan=None, cap_day=None, cap_month=None)


def longest_month_s(now: int, zone: str) -> int:
    """Seconds of the longest calendar month of `zone`, from this one to the same a year on, by its clock.

    Raises Problem where the zone is not known.
    """
    month = Validity(1, ValidityUnit.MONTH, ValidityClock.CALENDAR, zone)
    begins = [expires_at(month, now, later) for later in range(14)]
    return max(end - begin for begin, end in pairwise(begins))


def _most_a_validity(rule: Rule) -> int | None:
    if rule.trigger in EXPIRY_TRIGGERS or rule.overage is Overage.NOT_ALLOWED:
        return 1
    if rule.overage_then is OverageThen.BUY:
        return None
    limit = 0 if rule.overage_limit is None else rule.overage_limit.minor
    return 1 + limit // max(1, rule.consent.price.minor)


def _most_validities(rule: Rule, facts: Facts, bought: Bought, month_s: int) -> int | None:
    """How many validities can be renewed in a month by the clock alone; None where it bounds them not."""
    if bought.effect not in _PROLONGING:
        if facts.starts_at is None or facts.expires_at is None or facts.expires_at <= facts.starts_at:
            return None
        return _ceil(month_s, facts.expires_at - facts.starts_at) + 1
    if rule.trigger in EXPIRY_TRIGGERS:
        # The next renewal is due that many days before the end of what this one brought, which begins at
        # once where the plan before it is used up.
        lead_days = rule.value if rule.trigger is Trigger.BEFORE_EXPIRY else 0
        return _ceil(month_s, (bought.days - lead_days) * DAY_S) if bought.days > lead_days else None
    if bought.effect in _RENEWING or bought.days < 1:
        return None
    return _ceil(month_s, bought.days * DAY_S) + 1


def _most_by_use(rule: Rule, facts: Facts, bought: Bought) -> int | None:
    """How many purchases the data used in a month can call for: `step` is used between any two."""
    if rule.trigger not in DATA_TRIGGERS or bought.effect is Effect.BALANCE:
        return None
    is_renewing = bought.effect in _RENEWING
    if bought.allowance_bytes is None:
        return 1 if is_renewing else None
    if bought.peak_bytes_per_day is None:
        return None
    if rule.trigger is Trigger.DATA_BELOW_PERCENT and not is_renewing:
        # The allowance grows with each purchase, and what its share is grows too.
        return None
    fresh_bytes = bought.allowance_bytes
    if bought.effect is Effect.ADD_DATA and facts.allowance_bytes is not None:
        fresh_bytes = min(fresh_bytes, facts.allowance_bytes)
    step = fresh_bytes - (most_left_bytes(rule, fresh_bytes) or 0)
    return 1 + bought.peak_bytes_per_day * MONTH_DAYS // step if step > 0 else None


def _ceil(amount: int, part: int) -> int:
    return -(-amount // part)
