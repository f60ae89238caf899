"""An auto-renew rule as it is typed: what it waits for, what it buys, what it may spend."""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from axis_tui.cli.context import Context
from axis_tui.cli.problem import UsageProblem, wrong_use
from axis_tui.domain.auto_renew import LADDER_S, Consent, Overage, OverageThen, Rule, RuleState, Trigger
from axis_tui.domain.money import Money, parse_money
from axis_tui.domain.problem import N_
from axis_tui.i18n import _

if TYPE_CHECKING:
    from axis_tui.domain.package import Package
    from axis_tui.store.read.payment import MethodRow
    from axis_tui.store.read.renewal_options import Offer, Options

WHEN = "“data<1GB”, “data<10%”, “balance<5.00 USD”, “3 days before expiry”, “at expiry”"
_BELOW = re.compile(r"(data|balance)\s*(?:<|below)\s*(.+)", re.IGNORECASE)
_BEFORE = re.compile(r"(\d{1,4})\s*d(?:ays?)?\s*before\s*(?:the\s*)?expiry", re.IGNORECASE | re.ASCII)
_AT = re.compile(r"at\s*(?:the\s*)?expiry", re.IGNORECASE)
_NONE = "none"
_CAPS = {"cap_plan": 2, "cap_day": 1, "cap_month": 3}
"""How many renewals a cap allows where none is typed: the same as the dashboard proposes."""


@dataclass(frozen=True, slots=True)
class Written:
    """A rule that can be agreed to, and the package it buys, with its id where the store has it."""

    rule: Rule
    package: Package
    package_id: int | None
    method: MethodRow


def add_rule(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments that describe a rule."""
    rule = parser.add_argument_group(_("the rule (with “on”)"))
    rule.add_argument(
        "--when", metavar=_("WHEN"), help=_("what it waits for: %(when)s") % {"when": _escaped(WHEN)}
    )
    what = rule.add_mutually_exclusive_group()
    what.add_argument("--package", metavar=_("CODE"), help=_("what it buys"))
    what.add_argument(
        "--amount", metavar=_("MONEY"), help=_("what it adds to the balance, such as “20.00 USD”")
    )
    rule.add_argument("--pay-with", metavar=_("METHOD"), help=_("label or last four digits"))
    for flag, summary in (
        ("--cap-plan", _("the most in one validity of the plan, or “none” (two renewals)")),
        ("--cap-day", _("the most a day, or “none” (one renewal)")),
        ("--cap-month", _("the most a calendar month, or “none” (three renewals)")),
    ):
        rule.add_argument(flag, metavar=_("AMOUNT"), help=summary)
    rule.add_argument(
        "--overage", metavar=_("AMOUNT"), default="no",
        help=_("the most beyond the first renewal of a validity, or “no” (no)"),
    )  # fmt: skip
    rule.add_argument(
        "--then", choices=tuple(then.value for then in OverageThen), default="stop",
        help=_("once that is spent (stop)"),
    )  # fmt: skip
    rule.add_argument(
        "--retry", metavar=_("WAITS"), help=_("after a payment failed, such as “15m,2h,12h,24h”, or “none”")
    )


def written(context: Context, options: Options, offer: Offer, price: Money, method: MethodRow) -> Written:
    """The rule as typed, at a price that is known, checked against what the carrier and package allow."""
    from axis_tui.domain.auto_renew_package import package_problem
    from axis_tui.domain.renewal_word import Effect, MethodKind
    from axis_tui.present.typed import limit, waits

    typed, package = context.options, offer.package
    with wrong_use():
        trigger, value = when(typed.when, options, price)
        allowed = None if typed.overage == "no" else limit(typed.overage, price)
        ladder_s = LADDER_S if typed.retry is None else () if typed.retry == _NONE else waits(typed.retry)
    rule = Rule(
        state=RuleState.ON,
        trigger=trigger,
        value=value,
        consent=Consent(package.code, price, context.clock()),
        method_id=method.id,
        cap_plan=_cap(typed.cap_plan, "cap_plan", price),
        cap_day=_cap(typed.cap_day, "cap_day", price),
        cap_month=_cap(typed.cap_month, "cap_month", price),
        overage=Overage.NOT_ALLOWED if allowed is None else Overage.ALLOWED,
        overage_limit=allowed,
        overage_then=OverageThen(typed.then),
        ladder_s=ladder_s,
    )
    if package.effect is Effect.BALANCE and method.kind is MethodKind.BALANCE:
        raise UsageProblem(N_("A balance is not topped up from itself; choose another"))
    problem = package_problem(rule, package, options.port.minimum)
    if problem is not None:
        raise UsageProblem(problem.template, **problem.params)
    return Written(rule, package, offer.package_id, method)


def rule_offer(context: Context, options: Options) -> Offer:
    """What --package or --amount says the rule buys."""
    from axis_tui.cli.renew_choice import choose_offer
    from axis_tui.domain.balance_amount import balance_package
    from axis_tui.store.read.renewal_options import Offer

    if context.options.amount is None:
        return choose_offer(context, options)
    with wrong_use():
        amount = parse_money(context.options.amount)
    if amount.minor < 1:
        raise UsageProblem(N_("What is bought must cost more than 0; write an amount"))
    return Offer(balance_package(amount, zone=options.carrier.time_zone))


def when(text: str | None, options: Options, price: Money) -> tuple[Trigger, int]:
    """The trigger of `data<1GB`, `data<10%`, `balance<5.00 USD`, `3 days before expiry`, `at expiry`."""
    from axis_tui.domain.units import parse_bytes
    from axis_tui.present.typed import limit

    stripped = (text or "").strip()
    if match := _BELOW.fullmatch(stripped):
        amount = match[2].strip()
        if match[1].lower() == "balance":
            return Trigger.BALANCE_BELOW, limit(amount, price).minor
        if amount.endswith("%"):
            percent = amount[:-1].strip()
            if percent.isascii() and percent.isdigit() and len(percent) < 4:
                return Trigger.DATA_BELOW_PERCENT, int(percent)
        else:
            system = options.current.terms.unit_system if options.current else options.carrier.unit_system
            return Trigger.DATA_BELOW, parse_bytes(amount, system)
    elif match := _BEFORE.fullmatch(stripped):
        return Trigger.BEFORE_EXPIRY, int(match[1])
    elif _AT.fullmatch(stripped):
        return Trigger.AT_EXPIRY, 0
    raise UsageProblem(N_("say what it waits for, with --when: %(when)s"), when=WHEN)


def _cap(typed: str | None, name: str, price: Money) -> Money | None:
    from axis_tui.present.typed import limit

    if typed is None:
        return price * _CAPS[name]
    if typed == _NONE:
        return None
    with wrong_use():
        return limit(typed, price)


def _escaped(text: str) -> str:
    """For argparse, which fills in percents."""
    return text.replace("%", "%%")
