"""When an auto-renew rule charges next, if use goes on as it did and nobody does anything. Pure.

The facts are carried forward to the instant in question and the rule is asked there as it is asked today.
"""

from dataclasses import replace

from axis_tui.domain.auto_renew import Rule, Trigger
from axis_tui.domain.auto_renew_decision import DATA_TRIGGERS, Facts, decide, most_left_bytes, triggers_at
from axis_tui.domain.auto_renew_worst import Bought
from axis_tui.domain.package import Effect
from axis_tui.domain.plan import RUNNING, PlanState
from axis_tui.domain.validity import DAY_S

_HORIZON_S = 10 * 366 * DAY_S
_WAITS = 4
"""The trigger, the ladder, the day's cap and the month's: each is waited for once."""


def next_due_at(rule: Rule, facts: Facts, now: int, rate_bytes_per_day: int | None) -> int | None:
    """The first instant from `now` on at which `rule`, which is on, is due.

    None where nothing says when: time alone does not make it due, the use is not known, the plan ends before
    its data is low, or it is over 10 years off. Raises Problem as `decide` does.
    """
    at = _triggers_at(rule, facts, now, rate_bytes_per_day)
    for _ in range(_WAITS):
        if at is None or at - now > _HORIZON_S:
            return None
        decision = decide(rule, _facts_at(rule, facts, now, at), at)
        if decision.is_due:
            return at
        at = decision.again_at
    return None


def facts_after_renewal(rule: Rule, facts: Facts, now: int, bought: Bought) -> Facts:
    """`facts` as they stand once the renewal that is due `now` is paid and its data is there."""
    price = rule.consent.price
    facts = replace(
        facts,
        spent_period=facts.spent_period + price,
        spent_overage=facts.spent_overage + price if facts.renewals_this_period else facts.spent_overage,
        spent_day=facts.spent_day + price,
        spent_month=facts.spent_month + price,
        renewals_this_period=facts.renewals_this_period + 1,
    )
    ends_at = now if facts.expires_at is None else max(now, facts.expires_at)
    match bought.effect:
        case Effect.BALANCE:
            return replace(facts, balance=None if facts.balance is None else facts.balance + price)
        case Effect.ADD_DATA:
            return replace(
                facts,
                left_bytes=_sum(facts.left_bytes, bought.allowance_bytes),
                allowance_bytes=_sum(facts.allowance_bytes, bought.allowance_bytes),
            )
        case Effect.EXTEND:
            return _begun_at(
                replace(
                    facts,
                    state=PlanState.ACTIVE,
                    left_bytes=_sum(facts.left_bytes, bought.allowance_bytes),
                    allowance_bytes=_sum(facts.allowance_bytes, bought.allowance_bytes),
                    starts_at=ends_at,
                    expires_at=ends_at + bought.days * DAY_S,
                ),
                now,
            )
        case Effect.STACK | Effect.RESET:
            is_reset = bought.effect is Effect.RESET
            return _begun_at(
                replace(
                    facts,
                    state=PlanState.ACTIVE,
                    # What is left of the plan before a stacked one is used first.
                    left_bytes=_sum(0 if is_reset else facts.left_bytes, bought.allowance_bytes),
                    allowance_bytes=bought.allowance_bytes,
                    starts_at=now,
                    expires_at=(now if is_reset else ends_at) + bought.days * DAY_S,
                ),
                now,
            )


def _triggers_at(rule: Rule, facts: Facts, now: int, rate_bytes_per_day: int | None) -> int | None:
    if rule.trigger is Trigger.BALANCE_BELOW:
        return now
    if rule.trigger not in DATA_TRIGGERS:
        at = triggers_at(rule, facts)
        return now if facts.state is PlanState.EXPIRED or at is None else max(now, at)
    most = most_left_bytes(rule, facts.allowance_bytes)
    if most is None or most < 0 or facts.left_bytes is None:
        return None
    if facts.left_bytes <= most:
        return now
    if not rate_bytes_per_day:
        return None
    return now + -((most - facts.left_bytes) * DAY_S // rate_bytes_per_day)


def _facts_at(rule: Rule, facts: Facts, now: int, at: int) -> Facts:
    """`facts` as they will stand at `at`, by which time the rule's trigger is there."""
    nothing = replace(rule.consent.price, minor=0)
    most = most_left_bytes(rule, facts.allowance_bytes)
    if most is not None and facts.left_bytes is not None:
        facts = replace(facts, left_bytes=min(most, facts.left_bytes))
    if facts.starts_at is not None and now < facts.starts_at:
        facts = _begun_at(facts, at)
    if facts.expires_at is not None and facts.expires_at <= at and facts.state in RUNNING:
        facts = replace(facts, state=PlanState.EXPIRED)
    if facts.next_day_at <= at:
        facts = replace(facts, spent_day=nothing)
    if facts.next_month_at <= at:
        facts = replace(facts, spent_month=nothing)
    return facts


def _begun_at(facts: Facts, at: int) -> Facts:
    """`facts` with nothing bought yet in a validity that has begun by `at`; as they are where it has not."""
    if facts.starts_at is None or facts.starts_at > at:
        return facts
    nothing = replace(facts.spent_period, minor=0)
    return replace(facts, spent_period=nothing, spent_overage=nothing, renewals_this_period=0)


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other
