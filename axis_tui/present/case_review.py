"""Where a carrier's review stands, for a column; and roughly, until the holidays of its country are loaded.

Pure. Exactly it is `axis_tui.deadline.review_of`, which takes a tenth of a second the first time.
"""

from __future__ import annotations

from datetime import date
from typing import Protocol

from axis_tui.domain.cancellation_review import Review
from axis_tui.domain.working_day import WorkCalendar, working_days_between
from axis_tui.i18n import ngettext
from axis_tui.present.when import local

_is_working = WorkCalendar().is_working


class ReviewedLike(Protocol):
    """A case that its carrier may have (`store.read.cases.CaseRow`); the dates are of the carrier's zone."""

    @property
    def carrier_zone(self) -> str: ...
    @property
    def review_days(self) -> int | None: ...
    @property
    def remind_on(self) -> date | None: ...
    @property
    def deadline_on(self) -> date | None: ...


def rough_review(case: ReviewedLike, now: int) -> Review | None:
    """Where the review stands at `now`; None where the carrier does not have the request yet.

    Counted back from the deadline by the week alone. The deadline leaves the holidays out, so the day it is
    due is exact, and on the way the count is one low for every holiday still ahead.
    """
    days, remind_on, due_on = case.review_days, case.remind_on, case.deadline_on
    if days is None or remind_on is None or due_on is None:
        return None
    today = local(now, case.carrier_zone).date()
    ahead = working_days_between(today, due_on, _is_working)
    behind = working_days_between(due_on, today, _is_working)
    passed = min(max(days - ahead, 0), days) + behind
    return Review(due_on, remind_on, days, passed, is_reminded=today >= remind_on, is_overdue=today > due_on)


def review_count(review: Review) -> str:
    """`3 of 5 working days`, for a column; overdue it tells by how many."""
    if review.is_overdue:
        late = max(review.passed - review.days, 1)
        said = ngettext("%(count)d working day late", "%(count)d working days late", late)
        return said % {"count": late}
    said = ngettext("%(passed)d of %(days)d working day", "%(passed)d of %(days)d working days", review.days)
    return said % {"passed": review.passed, "days": review.days}
