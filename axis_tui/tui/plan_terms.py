"""What a person typed about a plan, as terms: pure, each mistake named with its field."""

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from axis_tui.domain.package import Billing, CapRule, Terms
from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.units import UnitSystem, parse_bytes
from axis_tui.domain.validity import StartRule, Validity, ValidityClock, ValidityUnit, expires_at
from axis_tui.tui.dialogs.form import FieldProblem

_MONTHS = {ValidityUnit.MONTH: 1, ValidityUnit.QUARTER: 3, ValidityUnit.YEAR: 12}
_DAYS = {ValidityUnit.DAY: 1, ValidityUnit.WEEK: 7}


@dataclass(frozen=True, slots=True)
class TypedPlan:
    """Terms, and when the plan started if an expiry was given."""

    terms: Terms
    starts_at: int | None


def plan_of(values: dict[str, str], name: str, now: int, zone: str) -> TypedPlan | None:
    """The plan described by the fields data, count, unit, starts, until, coverage; None where none is.

    `until` is the last day, YYYY-MM-DD in `zone`; it fixes the start so that the plan ends with that day.
    Raises FieldProblem.
    """
    data, count, until = values["data"], values["count"], values["until"]
    if not (data or count or until):
        return None
    if not data:
        raise FieldProblem("data", Problem(N_("Write how much data it holds, such as 10 GB, or unlimited")))
    allowance = None if data.casefold() in ("unlimited", "∞") else _bytes(data)
    if not count and not until:
        raise FieldProblem(
            "count", Problem(N_("Write how long it is valid, such as 30, or its last day below"))
        )
    unit = ValidityUnit(values["unit"])
    end = _end_of_day(until, zone) if until else None
    if end is not None and end <= now:
        raise FieldProblem(
            "until", Problem(N_("That day is over; write the last day on which it still holds"))
        )
    if not count and end is not None:
        count, unit = str(max(1, -(-(end - now) // 86_400))), ValidityUnit.DAY
    validity = _validity(count, unit, zone)
    terms = Terms(
        name=name,
        coverage=tuple(values["coverage"].replace(",", " ").upper().split()),
        unit_system=UnitSystem.DECIMAL,
        allowance_bytes=allowance,
        daily_cap_bytes=None,
        cap_rule=CapRule.NONE,
        validity=validity,
        start_rule=StartRule(values["starts"]),
        billing=Billing(values["billing"]),
    )
    return TypedPlan(terms, None if end is None else _start_for(validity, end, zone))


def _bytes(text: str) -> int:
    try:
        return parse_bytes(text)
    except Problem as problem:
        raise FieldProblem("data", problem) from None


def _validity(count: str, unit: ValidityUnit, zone: str) -> Validity:
    if not (count.isascii() and count.isdigit()):
        raise FieldProblem("count", Problem(N_("Write a whole number, such as 30")))
    try:
        return Validity(int(count), unit, ValidityClock.ROLLING, zone)
    except Problem as problem:
        raise FieldProblem("count", problem) from None


def _end_of_day(text: str, zone: str) -> int:
    try:
        day = date.fromisoformat(text) + timedelta(days=1)
        return int(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).timestamp())
    except (ValueError, OverflowError):
        raise FieldProblem("until", Problem(N_("Write the day as 2026-12-03"))) from None


def _start_for(validity: Validity, end: int, zone: str) -> int:
    """The start from which this validity ends at `end`, or as near as months allow."""
    if validity.unit in _DAYS:
        return end - validity.count * _DAYS[validity.unit] * 86_400
    wall = datetime.fromtimestamp(end, ZoneInfo(zone))
    months = wall.year * 12 + wall.month - 1 - validity.count * _MONTHS[validity.unit]
    year, month = divmod(months, 12)
    day = min(wall.day, calendar.monthrange(year, month + 1)[1])
    start = int(wall.replace(year=year, month=month + 1, day=day).astimezone(UTC).timestamp())
    while expires_at(validity, start) < end:
        start += 86_400
    return start
