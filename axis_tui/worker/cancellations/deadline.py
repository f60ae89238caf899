"""Until when a carrier has to answer, and where its review stands: in working days of its own country."""

from __future__ import annotations

from datetime import date, datetime

from axis_tui.domain.cancellation_review import REVIEW_DAYS, Review, review
from axis_tui.domain.validity import zone_info
from axis_tui.domain.working_day import WorkCalendar
from axis_tui.store.write.case_steps import Deadline
from axis_tui.worker.holiday import calendar_of


def deadline_of(zone: str, country: str, days: int | None, received_at: int) -> Deadline:
    """The deadline of a request that the carrier has since `received_at`; 5 days where it promises none."""
    received_on = local_date(received_at, zone)
    count = REVIEW_DAYS if days is None else days
    calendar = _calendar(country, received_on)
    found = review(received_on, received_on, count, calendar.is_working)
    return Deadline(count, found.remind_on, found.due_on, calendar.is_known)


def review_at(zone: str, country: str, days: int, received_at: int, now: int) -> Review:
    """Where that review stands at `now`."""
    received_on = local_date(received_at, zone)
    return review(received_on, local_date(now, zone), days, _calendar(country, received_on).is_working)


def local_date(at: int, zone: str) -> date:
    """The date in that zone."""
    return datetime.fromtimestamp(at, zone_info(zone)).date()


def _calendar(country: str, received_on: date) -> WorkCalendar:
    # The longest deadline is a year of working days.
    return calendar_of(country, range(received_on.year, received_on.year + 3))
