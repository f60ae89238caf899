"""How long a carrier has for its answer to a cancellation, and when to remind, chase and raise an alert.

Pure. Deadlines count the carrier's own working days; what is written to it is `chase`'s business.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from axis_tui.domain.working_day import due_on, working_days_between

REVIEW_DAYS = 5
"""Working days for an answer where the carrier's policy names none."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """Until when a carrier has to answer, in dates of its own zone."""

    days: int
    remind_on: date
    due_on: date
    holidays_known: bool


@dataclass(frozen=True, slots=True)
class Review:
    """Where a review stands on one date of the carrier's zone."""

    due_on: date
    """The last day on which the answer is in time."""
    remind_on: date
    """The working day before it, on which a person is reminded; the day of the request at the earliest."""
    days: int
    """Working days in all."""
    passed: int
    """Working days that began since the request, today's included; more than `days` once it is overdue."""
    is_reminded: bool
    """Whether the reminder is due, or was."""
    is_overdue: bool
    """Whether the answer is late: an alert, and the chase."""


def review(received_on: date, today: date, days: int, is_working: Callable[[date], bool]) -> Review:
    """The review of a request that the carrier has since `received_on`. Raises Problem as `due_on` does."""
    due = due_on(received_on, days, is_working)
    remind = due_on(received_on, max(0, days - 1), is_working)
    return Review(
        due_on=due,
        remind_on=remind,
        days=days,
        passed=working_days_between(received_on, today, is_working),
        is_reminded=today >= remind,
        is_overdue=today > due,
    )
