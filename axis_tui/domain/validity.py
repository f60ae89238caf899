"""How long a plan holds: counts of days to years, by 24-hour or calendar clock, in a named time zone.

Pure arithmetic on instants and zones; which event starts a plan, and what its end means, is not decided here.
"""

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.text import clean
from axis_tui.domain.word import StartRule as StartRule
from axis_tui.domain.word import ValidityClock as ValidityClock
from axis_tui.domain.word import ValidityUnit as ValidityUnit

DAY_S = 86_400
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_LONGEST_DAYS = 36_600


_MOST_DAYS = {
    ValidityUnit.DAY: 1,
    ValidityUnit.WEEK: 7,
    ValidityUnit.MONTH: 31,
    ValidityUnit.QUARTER: 92,
    ValidityUnit.YEAR: 366,
}
_MONTHS = {ValidityUnit.MONTH: 1, ValidityUnit.QUARTER: 3, ValidityUnit.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Validity:
    """`count` × `unit`; `zone` is the IANA zone whose days count. At most a century; else Problem."""

    count: int
    unit: ValidityUnit
    clock: ValidityClock
    zone: str

    def __post_init__(self) -> None:
        if self.count < 1 or self.count * _MOST_DAYS[self.unit] > _LONGEST_DAYS:
            raise Problem(N_("A validity is at least 1 day and at most 100 years; check its count"))

    @property
    def most_seconds(self) -> int:
        """An upper bound on the length, a clock change included."""
        return self.count * _MOST_DAYS[self.unit] * DAY_S + self.count * 3_600


def zone_info(zone: str) -> ZoneInfo:
    """The IANA zone of that name; Problem where this system knows none such."""
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Problem(
            N_("“%(zone)s” is not a time zone known here; use an IANA name, such as Europe/Berlin"),
            zone=clean(zone, 40),
        ) from None


def expires_at(validity: Validity, starts_at: int, periods: int = 1) -> int:
    """The first instant at which a plan started at `starts_at` no longer holds, `periods` validities on.

    ROLLING: a day is 24 hours, a week 168; months, quarters and years end at the start's local wall time that
    many months later, on the month's last day where it is shorter (31 January + 1 month = 28 or 29 February;
    always counted from the start, so + 2 months is 31 March). CALENDAR: the start's local day, ISO week,
    month, quarter or year is the first, and the last one ends at local midnight. Raises Problem on the zone.
    """
    zone = zone_info(validity.zone)
    count = validity.count * periods
    if validity.clock is ValidityClock.ROLLING and validity.unit not in _MONTHS:
        return starts_at + count * _MOST_DAYS[validity.unit] * DAY_S
    start = datetime.fromtimestamp(starts_at, zone).replace(tzinfo=None)
    if validity.clock is ValidityClock.ROLLING:
        return _instant(_months_later(start, count * _MONTHS[validity.unit]), zone)
    first = start.replace(hour=0, minute=0, second=0)
    match validity.unit:
        case ValidityUnit.DAY:
            end = first + timedelta(days=count)
        case ValidityUnit.WEEK:
            end = first - timedelta(days=first.weekday()) + timedelta(weeks=count)
        case ValidityUnit.MONTH:
            end = _months_later(first.replace(day=1), count)
        case ValidityUnit.QUARTER:
            end = _months_later(first.replace(month=(first.month - 1) // 3 * 3 + 1, day=1), 3 * count)
        case ValidityUnit.YEAR:
            end = _months_later(first.replace(month=1, day=1), 12 * count)
    return _instant(end, zone)


def period_at(validity: Validity, starts_at: int, at: int) -> tuple[int, int, int]:
    """Which of the back-to-back validities since `starts_at` holds `at`: its number from 0, start and end."""
    number = max(0, (at - starts_at) // validity.most_seconds)
    while (end := expires_at(validity, starts_at, number + 1)) <= at:
        number += 1
    return number, (expires_at(validity, starts_at, number) if number else starts_at), end


def lapses_at(purchased_at: int, window_days: int | None) -> int | None:
    """When an unstarted plan lapses: `window_days` × 24 hours after purchase; None without a window."""
    return None if window_days is None else purchased_at + window_days * DAY_S


def local_day(at: int, zone: str) -> int:
    """The local date at `at`, as days since 1970-01-01."""
    return datetime.fromtimestamp(at, zone_info(zone)).toordinal() - _EPOCH_ORDINAL


def day_bounds(day: int, zone: str) -> tuple[int, int]:
    """First instant of the local date `day` (days since 1970-01-01) and of the date after, 23 to 25 hours on.

    A date that the zone left out (Apia, 30 December 2011) is empty: both are the same.
    """
    info = zone_info(zone)
    midnight = datetime.fromordinal(day + _EPOCH_ORDINAL)
    return _instant(midnight, info), _instant(midnight + timedelta(days=1), info)


def days_left(expires_at: int, now: int, zone: str) -> int:
    """Local dates after today's on which the plan still holds; 0 on its last day and from its end on."""
    if expires_at <= now:
        return 0
    return max(0, local_day(expires_at - 1, zone) - local_day(now, zone))


def _months_later(start: datetime, months: int) -> datetime:
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    day = min(start.day, calendar.monthrange(year, month + 1)[1])
    return start.replace(year=year, month=month + 1, day=day)


def _instant(wall: datetime, zone: ZoneInfo) -> int:
    # RFC 5545 §3.3.5: a wall time that occurs twice is the first; one that is skipped counts by the offset
    # before the gap. Both are what fold=0 means (PEP 495).
    local = wall.replace(tzinfo=zone, fold=0)
    return int(local.astimezone(UTC).timestamp())
