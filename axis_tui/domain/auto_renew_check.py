"""Whether an auto-renew rule can do what it says: asked before a person consents to it. Pure."""

from collections.abc import Iterator

from axis_tui.domain.auto_renew import Overage, OverageThen, Rule, Trigger
from axis_tui.domain.auto_renew_decision import EXPIRY_TRIGGERS, most_left_bytes
from axis_tui.domain.money import Money
from axis_tui.domain.package import Effect
from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.validity import DAY_S

MOST_DAYS = 365
MOST_RUNGS = 8
SHORTEST_RUNG_S = 60
LONGEST_RUNG_S = 7 * DAY_S


def rule_problem(
    rule: Rule,
    minimum: Money | None = None,
    *,
    effect: Effect | None = None,
    package_days: int | None = None,
    package_allowance_bytes: int | None = None,
) -> Problem | None:
    """The first thing that is wrong with `rule`, to be shown where it is edited; None where nothing is.

    `minimum` is the least that the carrier takes. The others tell what is bought, as far as it is known: what
    it does to the plan, the fewest whole days it holds, its bytes. Raises nothing.
    """
    problems = (
        *_value_problems(rule),
        *_money_problems(rule, minimum),
        *_overage_problems(rule),
        *_ladder_problems(rule),
        *_package_problems(rule, effect, package_days, package_allowance_bytes),
    )
    return next(iter(problems), None)


def _value_problems(rule: Rule) -> Iterator[Problem]:
    match rule.trigger:
        case Trigger.BALANCE_BELOW if rule.value < 1:
            yield Problem(N_("A rule on the balance needs an amount above 0 to fall below; write one"))
        case Trigger.DATA_BELOW if rule.value < 1:
            yield Problem(N_("A rule on the data left needs an amount above 0 to fall below; write one"))
        case Trigger.DATA_BELOW_PERCENT if not 1 <= rule.value <= 99:
            yield Problem(N_("A share of the data left is 1 to 99 percent; write such a number"))
        case Trigger.BEFORE_EXPIRY if not 1 <= rule.value <= MOST_DAYS:
            yield Problem(
                N_("The days before the expiry are 1 to %(most)d; write such a number"), most=MOST_DAYS
            )


def _money_problems(rule: Rule, minimum: Money | None) -> Iterator[Problem]:
    price = rule.consent.price
    caps = [cap for cap in (rule.cap_plan, rule.cap_day, rule.cap_month) if cap is not None]
    for amount in (*caps, rule.overage_limit, minimum):
        if amount is not None and (amount.currency, amount.exponent) != (price.currency, price.exponent):
            yield Problem(
                N_("The price is in %(price)s and a limit is in %(limit)s; keep to one currency"),
                price=price.currency,
                limit=amount.currency,
            )
            return
    if price.minor < 1:
        yield Problem(N_("What is bought must cost more than 0; write an amount"))
    if minimum is not None and price < minimum:
        yield Problem(
            N_("The carrier takes no less than %(minimum)s at a time; raise the amount"),
            minimum=minimum.text(),
        )
    if caps and price > min(caps):
        yield Problem(
            N_("One renewal costs %(price)s and a cap is %(cap)s, so nothing is ever bought; raise it"),
            price=price.text(),
            cap=min(caps).text(),
        )


def _overage_problems(rule: Rule) -> Iterator[Problem]:
    if rule.overage is Overage.NOT_ALLOWED:
        return
    if rule.overage_limit is None or rule.overage_limit.minor < 1:
        yield Problem(N_("Overage is allowed up to an amount; write one, or do not allow it"))
    if rule.overage_then is OverageThen.BUY and (rule.cap_plan, rule.cap_day, rule.cap_month) == (None,) * 3:
        yield Problem(N_("Buying past the overage amount needs a cap of plan, day or month; set one"))


def _ladder_problems(rule: Rule) -> Iterator[Problem]:
    if len(rule.ladder_s) > MOST_RUNGS:
        yield Problem(
            N_("A payment is tried again at most %(most)d times; shorten the list"), most=MOST_RUNGS
        )
    if any(not SHORTEST_RUNG_S <= rung <= LONGEST_RUNG_S for rung in rule.ladder_s):
        yield Problem(N_("A payment is tried again after 1 minute to 7 days; change the waits"))


def _package_problems(
    rule: Rule, effect: Effect | None, days: int | None, allowance_bytes: int | None
) -> Iterator[Problem]:
    if rule.trigger in EXPIRY_TRIGGERS and effect is Effect.ADD_DATA:
        yield Problem(N_("This package adds data and no time; choose one that prolongs the plan"))
    if rule.trigger is Trigger.BALANCE_BELOW and effect not in (Effect.BALANCE, None):
        yield Problem(N_("A rule on the balance tops it up; choose an amount instead of a package"))
    # What would call for the next renewal the moment it is bought would buy without end.
    if rule.trigger is Trigger.BEFORE_EXPIRY and days is not None and rule.value >= days:
        yield Problem(
            N_("The package holds for %(days)d days; choose fewer days before the expiry"), days=days
        )
    most = most_left_bytes(rule, allowance_bytes)
    if most is not None and allowance_bytes is not None and most + 1 >= allowance_bytes:
        yield Problem(N_("The package holds no more data than the rule waits for; choose less data left"))
