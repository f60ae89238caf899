"""Working days: when a number of them is over, and how many have passed; which days those are comes in.

Pure. The holidays of a country come in from outside; dates are those of the carrier's own zone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from axis_tui.domain.problem import N_, Problem

SATURDAY_SUNDAY = frozenset({5, 6})
FRIDAY_SATURDAY = frozenset({4, 5})
"""The weekend in several countries of the Middle East and North Africa."""

MOST_DAYS = 366
"""The longest deadline that is reckoned."""
_LONGEST_BREAK_DAYS = 60
"""No country rests for as long: a calendar that says so is wrong."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Which days are worked; without holidays, all but the weekend."""

    weekend: frozenset[int] = SATURDAY_SUNDAY
    """Days of the week, Monday 0."""
    holidays: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    """Days of a weekend that are worked, as China does to make a bridge of others."""
    is_known: bool = True
    """Whether the country's holidays are known; else only its weekend is left out, which is to be said."""

    def is_working(self, day: date) -> bool:
        """Whether `day` is worked."""
        if day in self.worked:
            return True
        return day.weekday() not in self.weekend and day not in self.holidays


def due_on(start_on: date, count: int, is_working: Callable[[date], bool]) -> date:
    """The date of the working day that is number `count` after `start_on`, which itself does not count.

    0 gives `start_on`, worked or not. Problem for a count that is negative or beyond MOST_DAYS, and where
    `is_working` knows no working day for two months.
    """
    if not 0 <= count <= MOST_DAYS:
        raise Problem(N_("A deadline is 0 to %(most)d working days"), most=MOST_DAYS)
    day = last = start_on
    while count:
        day = _after(day)
        if is_working(day):
            count -= 1
            last = day
        elif (day - last).days > _LONGEST_BREAK_DAYS:
            raise Problem(N_("The calendar has no working days; check the carrier's country and weekend"))
    return day


def working_days_between(start_on: date, end_on: date, is_working: Callable[[date], bool]) -> int:
    """Working days after `start_on` up to and with `end_on`; 0 where that is not later.

    So there are `count` of them until `due_on(start_on, count, …)`. A longer time than ten years counts as
    ten, for nobody waits for so long.
    """
    days = min((end_on - start_on).days, 10 * MOST_DAYS)
    return sum(is_working(start_on + step * _DAY) for step in range(1, days + 1))


def _after(day: date) -> date:
    try:
        return day + _DAY
    except OverflowError:
        raise Problem(N_("The calendar ends here; check the date")) from None
