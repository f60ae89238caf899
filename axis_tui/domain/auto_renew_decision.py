"""Whether an auto-renew rule charges now, and if not, what keeps it from it.

Pure: the facts come in as the store knows them, and what is decided here is decided again in the transaction
that claims the order.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from axis_tui.domain.auto_renew import Overage, OverageThen, Rule, RuleState, Trigger
from axis_tui.domain.money import Money
from axis_tui.domain.plan import RUNNING, WAITING, PlanState
from axis_tui.domain.renewal_word import Why as Why
from axis_tui.domain.validity import DAY_S

EXPIRY_TRIGGERS = frozenset({Trigger.BEFORE_EXPIRY, Trigger.AT_EXPIRY})
DATA_TRIGGERS = frozenset({Trigger.DATA_BELOW, Trigger.DATA_BELOW_PERCENT})

_BEYOND_LIMIT = {
    OverageThen.STOP: Why.OVERAGE_SPENT_STOP,
    OverageThen.SLOW: Why.OVERAGE_SPENT_SLOW,
    OverageThen.BUY: None,
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the store knows of an eSIM, its current plan, and what was spent on it.

    Sums are of all orders but those declined or withdrawn: money in doubt counts as spent.
    """

    state: PlanState | None
    """Of the current plan; None where there is none."""
    left_bytes: int | None
    """None is unlimited."""
    allowance_bytes: int | None
    starts_at: int | None
    """Start of the running validity: where a renewal extended the plan, the end of the one before."""
    expires_at: int | None
    waiting_plans: int
    """Plans that are bought and would start next."""
    balance: Money | None
    """The carrier's; None where it is not known."""
    spent_period: Money
    """Within the running validity, by the rule or by hand."""
    spent_overage: Money
    """Of that, by the rule, and all but its first renewal."""
    spent_day: Money
    spent_month: Money
    renewals_this_period: int
    """How often the rule itself renewed within the running validity."""
    has_open_order: bool
    """An order of this plan is not at its end (`renewal.OPEN`)."""
    in_doubt: bool
    """Of an order of this plan it is not known whether money moved (`renewal.IN_DOUBT`)."""
    minimum: Money | None
    """The least that the carrier takes."""
    method_usable: bool
    clock_trusted: bool
    service_ended: bool
    is_postpaid: bool
    next_day_at: int
    """When the cap of the day begins anew."""
    next_month_at: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What `decide` says."""

    is_due: bool
    why: Why
    amount: Money | None = None
    """What is charged at most; None where nothing is due."""
    again_at: int | None = None
    """When time alone may change the answer; None where it does not, or it is due."""


def triggers_at(rule: Rule, facts: Facts) -> int | None:
    """The instant from which on the expiry calls for a renewal; None without one, or for other triggers."""
    if rule.trigger not in EXPIRY_TRIGGERS or facts.expires_at is None:
        return None
    return facts.expires_at - (rule.value * DAY_S if rule.trigger is Trigger.BEFORE_EXPIRY else 0)


def most_left_bytes(rule: Rule, allowance_bytes: int | None) -> int | None:
    """The most left of an allowance at which a data trigger fires; below 0 where it never does.

    None where the allowance is unlimited, or for other triggers. Below is below: 1 GB left is not below 1 GB.
    """
    if rule.trigger not in DATA_TRIGGERS or allowance_bytes is None:
        return None
    return rule.value - 1 if rule.trigger is Trigger.DATA_BELOW else (rule.value * allowance_bytes - 1) // 100


def is_triggered(rule: Rule, facts: Facts, now: int) -> bool:
    """Whether what `rule` waits for is there at `now`, whatever else keeps it from charging.

    The expiry of a validity calls for one renewal and never for two, so that a year off is made up for by
    one. A plan that waits to take over is renewal enough, for its data too; a low balance is none of its.
    """
    if rule.trigger is Trigger.BALANCE_BELOW:
        return facts.state in WAITING | RUNNING and _is_balance_below(rule, facts)
    if facts.waiting_plans > 0:
        return False
    if rule.trigger in DATA_TRIGGERS:
        most = most_left_bytes(rule, facts.allowance_bytes)
        if facts.state not in RUNNING or most is None or facts.left_bytes is None:
            return False
        return facts.left_bytes <= most
    if facts.renewals_this_period > 0:
        return False
    at = triggers_at(rule, facts)
    return facts.state is PlanState.EXPIRED or (facts.state in RUNNING and at is not None and at <= now)


def decide(rule: Rule, facts: Facts, now: int) -> Decision:
    """Whether `rule` charges at `now`, how much at most, and what keeps it from it: the first that does.

    Caps and the overage limit may be reached and not passed. Raises Problem where the sums of `facts`, or the
    carrier's minimum, are in another currency than the rule's.
    """
    for why, again_at in _obstacles(rule, facts, now):
        return Decision(False, why, again_at=again_at if again_at is not None and again_at > now else None)
    return Decision(True, Why.DUE, amount=rule.consent.price)


def _obstacles(rule: Rule, facts: Facts, now: int) -> Iterator[tuple[Why, int | None]]:
    amount = rule.consent.price
    if rule.state is not RuleState.ON:
        yield (Why.OFF if rule.state is RuleState.OFF else Why.SUSPENDED), None
    if facts.state in (None, PlanState.LAPSED, PlanState.ENDED):
        yield Why.NO_PLAN, None
    if facts.is_postpaid:
        yield Why.POSTPAID, None
    if facts.service_ended:
        yield Why.SERVICE_ENDED, None
    if not facts.clock_trusted:
        yield Why.CLOCK_UNTRUSTED, None
    if facts.in_doubt:
        yield Why.IN_DOUBT, None
    if facts.has_open_order:
        yield Why.OPEN_ORDER, None
    if not is_triggered(rule, facts, now):
        yield Why.NOT_TRIGGERED, triggers_at(rule, facts)
    if rule.next_attempt_at > now:
        yield Why.WAITING_RETRY, rule.next_attempt_at
    if not facts.method_usable:
        yield Why.METHOD_UNUSABLE, None
    if facts.minimum is not None and amount < facts.minimum:
        yield Why.BELOW_MINIMUM, None
    beyond = _overage(rule, facts)
    if beyond is not None:
        yield beyond, None
    for why, spent, cap, anew_at in (
        (Why.CAP_PLAN, facts.spent_period, rule.cap_plan, None),
        (Why.CAP_DAY, facts.spent_day, rule.cap_day, facts.next_day_at),
        (Why.CAP_MONTH, facts.spent_month, rule.cap_month, facts.next_month_at),
    ):
        if cap is not None and spent + amount > cap:
            # What is dearer than the cap itself is not bought on any other day either.
            yield why, anew_at if amount <= cap else None


def _overage(rule: Rule, facts: Facts) -> Why | None:
    if facts.renewals_this_period == 0:
        return None
    if rule.overage is Overage.NOT_ALLOWED:
        return Why.OVERAGE_NOT_ALLOWED
    if rule.overage_limit is not None and facts.spent_overage + rule.consent.price <= rule.overage_limit:
        return None
    return _BEYOND_LIMIT[rule.overage_then]


def _is_balance_below(rule: Rule, facts: Facts) -> bool:
    price = rule.consent.price
    if facts.balance is None:
        return False
    is_same_currency = (facts.balance.currency, facts.balance.exponent) == (price.currency, price.exponent)
    return is_same_currency and facts.balance.minor < rule.value
