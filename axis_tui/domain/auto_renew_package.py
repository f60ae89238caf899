"""Whether a rule suits the package that it buys: asked wherever a rule is written. Pure."""

from axis_tui.domain.auto_renew import Rule
from axis_tui.domain.auto_renew_check import rule_problem
from axis_tui.domain.money import Money
from axis_tui.domain.package import Effect, Package
from axis_tui.domain.problem import Problem
from axis_tui.domain.validity import Validity, ValidityClock, ValidityUnit

_LEAST_DAYS = {
    ValidityUnit.DAY: 1,
    ValidityUnit.WEEK: 7,
    ValidityUnit.MONTH: 28,
    ValidityUnit.QUARTER: 89,
    ValidityUnit.YEAR: 365,
}


def package_problem(rule: Rule, package: Package, minimum: Money | None) -> Problem | None:
    """The first thing that is wrong with `rule` where it buys `package`; None where nothing is.

    `minimum` is the least that the carrier takes; one in another currency than the price says nothing.
    """
    price = rule.consent.price
    if minimum is not None and (minimum.currency, minimum.exponent) != (price.currency, price.exponent):
        minimum = None
    is_top_up = package.effect is Effect.BALANCE
    return rule_problem(
        rule,
        minimum,
        effect=package.effect,
        package_days=None if is_top_up else least_days(package.terms.validity),
        package_allowance_bytes=None if is_top_up else package.terms.allowance_bytes,
    )


def least_days(validity: Validity) -> int:
    """The fewest whole days that it holds: 28 for a month, 6 for a calendar week cut by a clock change."""
    days = validity.count * _LEAST_DAYS[validity.unit]
    return days - 1 if validity.clock is ValidityClock.CALENDAR else days
