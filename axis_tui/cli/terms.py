"""The terms of a plan as a person types them; pure, raises UsageProblem or the domain's Problem."""

from __future__ import annotations

import argparse
import re

from axis_tui.cli.problem import UsageProblem
from axis_tui.domain.country import coverage_of
from axis_tui.domain.money import parse_money
from axis_tui.domain.package import Billing, CapRule, Terms
from axis_tui.domain.problem import N_
from axis_tui.domain.units import UnitSystem, parse_bytes
from axis_tui.domain.validity import StartRule, Validity, ValidityClock, ValidityUnit, zone_info
from axis_tui.i18n import _

STARTS = {
    "purchase": StartRule.PURCHASE,
    "install": StartRule.INSTALL,
    "first-use": StartRule.FIRST_USE,
}
PLAN = (
    "plan", "allowance", "unlimited", "daily_cap", "cut", "binary", "validity", "calendar", "zone", "starts",
    "within", "postpaid", "coverage", "price", "purchased", "started",
)  # fmt: skip
"""The options that describe a plan; one of them is enough to ask for a whole one."""
_VALIDITY = re.compile(
    r"\s*(?:(\d{1,4})\s*)?(?:(day|week|month|quarter|year)s?|(?<=\d)([dwy]))\s*", re.IGNORECASE | re.ASCII
)
_LETTERS = {"d": "day", "w": "week", "y": "year"}
"""Short for units; `m` could be minutes."""


def add_terms(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments that describe a plan."""
    plan = parser.add_argument_group(_("the plan"))
    plan.add_argument("--plan", metavar=_("NAME"), help=_("the plan's name (the eSIM's)"))
    plan.add_argument("--allowance", metavar=_("SIZE"), help=_("data it holds, such as “10 GB”"))
    plan.add_argument("--unlimited", action="store_true", help=_("it holds any amount"))
    plan.add_argument("--daily-cap", metavar=_("SIZE"), help=_("data a day, then slow or cut"))
    plan.add_argument(
        "--cut", action="store_true", help=_("at the daily cap there is no data until the next day")
    )
    plan.add_argument("--binary", action="store_true", help=_("the carrier's GB is GiB"))
    plan.add_argument("--validity", metavar=_("SPAN"), help=_("such as “30 days”, “1 month”, “1 year”"))
    plan.add_argument(
        "--calendar", action="store_true", help=_("days and months by the calendar, not by 24 hours")
    )
    plan.add_argument(
        "--zone", metavar=_("ZONE"), help=_("time zone its days are counted in, such as Asia/Tokyo")
    )
    plan.add_argument("--starts", choices=tuple(STARTS), help=_("when validity begins (first-use)"))
    plan.add_argument(
        "--within", type=int, metavar=_("DAYS"), help=_("lapses when not started in so many days")
    )
    plan.add_argument(
        "--postpaid", action="store_true", help=_("billed after each period; it goes on by itself")
    )
    plan.add_argument("--coverage", default="", metavar=_("CODES"), help=_("countries, such as “JP KR”"))
    plan.add_argument("--price", metavar=_("MONEY"), help=_("such as “9.00 USD”"))
    plan.add_argument("--purchased", metavar=_("DATE"), help=_("when it was bought (now)"))
    plan.add_argument("--started", metavar=_("DATE"), help=_("when it started, if it has"))


def terms(options: argparse.Namespace, name: str, zone: str) -> Terms | None:
    """The terms that were typed; None where there is no plan to add."""
    if not any(getattr(options, name) for name in PLAN):
        return None
    has_amount = bool(options.allowance) != bool(options.unlimited)
    if not options.validity and not has_amount:
        raise UsageProblem(
            N_(
                "say what the plan holds and how long: "
                "--allowance “10 GB” (or --unlimited) and --validity “30 days”"
            )
        )
    if not options.validity:
        raise UsageProblem(N_("say how long the plan holds, such as --validity “30 days”"))
    if not has_amount:
        raise UsageProblem(N_("say what the plan holds: --allowance “10 GB”, or --unlimited"))
    system = UnitSystem.BINARY if options.binary else UnitSystem.DECIMAL
    cap = parse_bytes(options.daily_cap, system) if options.daily_cap else None
    rule = CapRule.NONE if cap is None else CapRule.CUT if options.cut else CapRule.THROTTLE
    return Terms(
        name=options.plan or name,
        coverage=coverage_of(options.coverage),
        unit_system=system,
        allowance_bytes=None if options.unlimited else parse_bytes(options.allowance, system),
        daily_cap_bytes=cap,
        cap_rule=rule,
        validity=validity(options.validity, options.calendar, options.zone or zone),
        start_rule=STARTS[options.starts or "first-use"],
        billing=Billing.POSTPAID if options.postpaid else Billing.PREPAID,
        activation_window_days=options.within,
        price=parse_money(options.price) if options.price else None,
    )


def validity(text: str, is_calendar: bool, zone: str) -> Validity:
    """`30 days`, `30d`, `month`, `1 year`. Raises UsageProblem, and Problem where there is no such zone."""
    match = _VALIDITY.fullmatch(text)
    if match is None or int(match[1] or 1) < 1:
        raise UsageProblem(
            N_("“%(text)s” is not a validity; write “30 days”, “1 month” or “1 year”"), text=text
        )
    unit = match[2].lower() if match[2] else _LETTERS[match[3].lower()]
    zone_info(zone)
    clock = ValidityClock.CALENDAR if is_calendar else ValidityClock.ROLLING
    return Validity(int(match[1] or 1), ValidityUnit(unit), clock, zone)
