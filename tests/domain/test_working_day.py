from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.domain.cancellation_review import REVIEW_DAYS, review
from axis_tui.domain.problem import Problem
from axis_tui.domain.working_day import (
    FRIDAY_SATURDAY,
    MOST_DAYS,
    WorkCalendar,
    due_on,
    working_days_between,
)

WEEKDAYS = WorkCalendar()
MONDAY = date(2026, 3, 2)
DATES = st.dates(date(1990, 1, 1), date(2100, 1, 1))
CALENDARS = st.builds(
    WorkCalendar,
    st.frozensets(st.integers(0, 6), max_size=4),
    st.frozensets(st.dates(date(2025, 1, 1), date(2027, 12, 31)), max_size=60),
    st.frozensets(st.dates(date(2025, 1, 1), date(2027, 12, 31)), max_size=30),
)


def days(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        ("2026-03-02", 0, "2026-03-02"),
        ("2026-03-02", 1, "2026-03-03"),
        ("2026-03-02", 5, "2026-03-09"),
        ("2026-03-06", 1, "2026-03-09"),
        ("2026-03-07", 0, "2026-03-07"),
        ("2026-03-07", 1, "2026-03-09"),
        ("2026-03-08", 5, "2026-03-13"),
        ("2025-12-31", 1, "2026-01-01"),
    ],
)
def test_the_day_of_the_request_does_not_count_and_weekends_are_left_out(
    start: str, count: int, due: str
) -> None:
    assert due_on(days(start), count, WEEKDAYS.is_working) == days(due)


def test_a_weekend_of_friday_and_saturday_is_another() -> None:
    calendar = WorkCalendar(weekend=FRIDAY_SATURDAY)
    assert due_on(days("2026-03-05"), 1, calendar.is_working) == days("2026-03-08")
    assert due_on(days("2026-03-05"), 5, calendar.is_working) == days("2026-03-12")


def test_holidays_are_left_out_and_days_worked_for_them_count() -> None:
    holiday, saturday = days("2026-03-04"), days("2026-03-07")
    free = WorkCalendar(holidays=frozenset({holiday}))
    moved = WorkCalendar(holidays=frozenset({holiday}), worked=frozenset({saturday}))
    assert due_on(MONDAY, 5, free.is_working) == days("2026-03-10")
    assert due_on(MONDAY, 5, moved.is_working) == days("2026-03-09")
    assert due_on(MONDAY, 4, moved.is_working) == saturday


@pytest.mark.parametrize("count", [-1, MOST_DAYS + 1])
def test_a_deadline_that_makes_no_sense_is_refused(count: int) -> None:
    with pytest.raises(Problem, match=f"0 to {MOST_DAYS} working days"):
        due_on(MONDAY, count, WEEKDAYS.is_working)


@pytest.mark.parametrize("start", ["2026-03-02", "9999-12-30"])
def test_a_calendar_without_working_days_ends_in_a_line_and_not_in_a_loop(start: str) -> None:
    never = WorkCalendar(weekend=frozenset(range(7)))
    with pytest.raises(Problem, match=r"no working days|ends here"):
        due_on(days(start), 1, never.is_working)


def test_none_pass_before_it_began() -> None:
    assert working_days_between(MONDAY, MONDAY, WEEKDAYS.is_working) == 0
    assert working_days_between(MONDAY, MONDAY - timedelta(days=9), WEEKDAYS.is_working) == 0
    assert working_days_between(MONDAY, days("2026-03-16"), WEEKDAYS.is_working) == 10


def test_a_time_without_end_is_counted_in_no_time() -> None:
    assert working_days_between(date.min, date.max, WEEKDAYS.is_working) < 10 * MOST_DAYS


@given(st.dates(date(2025, 1, 1), date(2027, 1, 1)), st.integers(1, 30), CALENDARS)
def test_as_many_working_days_lie_between_as_were_asked_for(
    start: date, count: int, calendar: WorkCalendar
) -> None:
    due = due_on(start, count, calendar.is_working)
    assert calendar.is_working(due)
    assert working_days_between(start, due, calendar.is_working) == count
    assert working_days_between(start, due - timedelta(days=1), calendar.is_working) == count - 1


@given(DATES, st.integers(0, 60), st.integers(0, 60))
def test_two_deadlines_after_each_other_are_one_of_both(start: date, first: int, second: int) -> None:
    together = due_on(start, first + second, WEEKDAYS.is_working)
    assert due_on(due_on(start, first, WEEKDAYS.is_working), second, WEEKDAYS.is_working) == together


def test_a_review_is_reminded_of_a_working_day_before_it_is_due_and_overdue_the_day_after() -> None:
    stands = {
        day: review(MONDAY, days(f"2026-03-{day:02}"), REVIEW_DAYS, WEEKDAYS.is_working)
        for day in (2, 5, 6, 8, 9, 10)
    }
    assert {found.due_on for found in stands.values()} == {days("2026-03-09")}
    assert {found.remind_on for found in stands.values()} == {days("2026-03-06")}
    assert [found.passed for found in stands.values()] == [0, 3, 4, 4, 5, 6]
    assert [found.is_reminded for found in stands.values()] == [False, False, True, True, True, True]
    assert [found.is_overdue for found in stands.values()] == [False, False, False, False, False, True]


def test_a_review_without_a_deadline_is_due_at_once() -> None:
    found = review(MONDAY, MONDAY, 0, WEEKDAYS.is_working)
    assert (found.due_on, found.remind_on, found.is_overdue) == (MONDAY, MONDAY, False)
