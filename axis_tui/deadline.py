"""Until when a carrier has to answer, and where its review stands: in working days of its own country.

For the worker, the command line and the screens alike. A country's holidays take a tenth of a second to load
the first time: screens ask in a thread.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Protocol

from axis_tui.domain.cancellation_review import REVIEW_DAYS, Deadline, Review, review
from axis_tui.domain.validity import zone_info
from axis_tui.domain.working_day import WorkCalendar
from axis_tui.holiday import calendar_of


class Reviewed(Protocol):
    """A case that its carrier may have (`store.read.cases.CaseRow`); dates are of the carrier's zone."""

    @property
    def carrier_zone(self) -> str: ...
    @property
    def carrier_country(self) -> str: ...
    @property
    def received_at(self) -> int | None: ...
    @property
    def review_days(self) -> int | None: ...
    @property
    def remind_on(self) -> date | None: ...
    @property
    def deadline_on(self) -> date | None: ...


def deadline_of(zone: str, country: str, days: int | None, received_at: int) -> Deadline:
    """The deadline of a request that the carrier has since `received_at`; 5 days where it promises none."""
    received_on = local_date(received_at, zone)
    count = REVIEW_DAYS if days is None else days
    calendar = _calendar(country, received_on.year)
    found = review(received_on, received_on, count, calendar.is_working)
    return Deadline(count, found.remind_on, found.due_on, calendar.is_known)


def review_of(case: Reviewed, now: int) -> Review | None:
    """Where the review stands at `now`; None where the carrier does not have the request.

    The deadline is the one that was kept with the request, as alerts go by it, whatever is known of holidays
    by now.
    """
    if case.received_at is None or case.review_days is None:
        return None
    received_on, today = (local_date(at, case.carrier_zone) for at in (case.received_at, now))
    is_working = _calendar(case.carrier_country, received_on.year).is_working
    found = review(received_on, today, case.review_days, is_working)
    due_on, remind_on = case.deadline_on or found.due_on, case.remind_on or found.remind_on
    return replace(
        found, due_on=due_on, remind_on=remind_on, is_reminded=today >= remind_on, is_overdue=today > due_on
    )


def local_date(at: int, zone: str) -> date:
    """The date in that zone."""
    return datetime.fromtimestamp(at, zone_info(zone)).date()


@lru_cache(64)
def _calendar(country: str, year: int) -> WorkCalendar:
    # The longest deadline is a year of working days.
    return calendar_of(country, range(year, year + 3))
