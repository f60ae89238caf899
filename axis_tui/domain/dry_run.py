"""What an auto-renew rule would charge, told before a person consents: today, next, and in the worst month.

Pure, and from the very decision that charges later, so that what is told and what is done cannot differ.
"""

from dataclasses import dataclass, replace

from axis_tui.domain.auto_renew import Rule, RuleState
from axis_tui.domain.auto_renew_decision import DATA_TRIGGERS, Facts, decide
from axis_tui.domain.auto_renew_next import facts_after_renewal, next_due_at
from axis_tui.domain.auto_renew_worst import Bought, longest_month_s, most_renewals, without_caps
from axis_tui.domain.money import MAX_MINOR, Money
from axis_tui.domain.package import Effect
from axis_tui.domain.renewal_word import Why


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a rule would do, were it on."""

    today: Money | None
    """What it would charge now, at most; None where it would not."""
    today_why: Why
    next_at: int | None
    """When it would charge first, or next where it would now; None where nothing says when."""
    next_is_estimate: bool
    """Whether `next_at` follows from recent use, or from a renewal that is not made yet."""
    worst_month: Money | None
    """The most in any calendar month, at the price consented to; None: nothing bounds it, it needs a cap."""
    worst_count: int | None
    """How many renewals that is."""
    is_capped: bool
    """Whether a cap holds `worst_month` down."""


def dry_run(
    rule: Rule,
    facts: Facts,
    now: int,
    *,
    rate_bytes_per_day: int | None,
    peak_bytes_per_day: int | None,
    package_allowance_bytes: int | None,
    package_days: int,
    zone: str,
    effect: Effect = Effect.STACK,
) -> DryRun:
    """What `rule` would charge at `now`, when next, and at worst in a month, whether it is on or not.

    `rate_bytes_per_day` is the forecast's, `peak_bytes_per_day` the most that was used on one local day; None
    where not known. The package holds at least `package_days` whole days (28 for a month) and brings
    `package_allowance_bytes` (None: unlimited) to the plan as `effect` says. `zone` is the store's, whose
    days and months the caps count. Raises Problem where it is not known, and as `decide` does.
    """
    on = rule if rule.state is RuleState.ON else _switched_on(rule)
    bought = Bought(effect, package_days, package_allowance_bytes, peak_bytes_per_day)
    today = decide(on, facts, now)
    from_then = facts_after_renewal(on, facts, now, bought) if today.is_due else facts
    next_at = next_due_at(on, from_then, now, rate_bytes_per_day)
    is_by_use = on.trigger in DATA_TRIGGERS and today.why is Why.NOT_TRIGGERED
    month_s = longest_month_s(now, zone)
    count = most_renewals(on, facts, bought, month_s)
    free = most_renewals(without_caps(on), facts, bought, month_s)
    price = on.consent.price
    if count is not None and count * price.minor > MAX_MINOR:
        count = None
    return DryRun(
        today=today.amount,
        today_why=today.why,
        next_at=next_at,
        next_is_estimate=next_at is not None and (today.is_due or is_by_use),
        worst_month=None if count is None else price * count,
        worst_count=count,
        is_capped=count is not None and (free is None or count < free),
    )


def _switched_on(rule: Rule) -> Rule:
    return replace(rule, state=RuleState.ON, failures=0, next_attempt_at=0, suspended_for=None)
