"""The stretch of time on the Usage screen: every row once, the present where it belongs."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.tui.screens.usage_window import Grain, Range, window

ZONES = ("UTC", "Asia/Tokyo", "Europe/Stockholm", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe")
NOW = int(datetime(2026, 11, 19, 14, 30, tzinfo=UTC).timestamp())


@given(
    now=st.integers(1_500_000_000, 2_000_000_000),
    zone=st.sampled_from(ZONES),
    grain=st.sampled_from(list(Grain)),
    reach=st.sampled_from(list(Range)),
    page=st.integers(0, 20),
    capacity=st.integers(12, 120),
    length_days=st.integers(1, 400),
    into_s=st.integers(0, 400 * 86400),
)
def test_slots_follow_each_other_without_gap_and_only_the_first_page_holds_the_present(
    now: int, zone: str, grain: Grain, reach: Range, page: int, capacity: int, length_days: int, into_s: int
) -> None:
    started = now - into_s % (length_days * 86400)
    shown = window(grain, reach, page, now, zone, capacity, (started, started + length_days * 86400))
    for before, after in zip(shown.slots, shown.slots[1:], strict=False):
        assert before.end == after.first
    assert shown.count == sum(slot.end - slot.first for slot in shown.slots)
    assert (shown.now_index is not None) == (page == 0)
    assert grain is Grain.HOUR or len(shown.slots) <= capacity


@given(grain=st.sampled_from(list(Grain)), reach=st.sampled_from(list(Range)), page=st.integers(0, 9))
def test_a_page_ends_where_the_next_newer_one_begins(grain: Grain, reach: Range, page: int) -> None:
    cycle = (NOW - 10 * 86400, NOW + 20 * 86400)
    newer = window(grain, reach, page, NOW, "Asia/Tokyo", 60, cycle)
    older = window(grain, reach, page + 1, NOW, "Asia/Tokyo", 60, cycle)
    assert older.slots[-1].end == newer.first


def test_a_day_of_hours_is_as_long_as_the_local_day() -> None:
    spring = int(datetime(2026, 3, 29, 10, tzinfo=UTC).timestamp())
    autumn = int(datetime(2026, 10, 25, 10, tzinfo=UTC).timestamp())
    days = [window(Grain.HOUR, Range.CYCLE, 0, at, "Europe/Stockholm", 60) for at in (spring, NOW, autumn)]
    assert [len(shown.slots) for shown in days] == [23, 24, 25]


def test_a_cycle_that_fits_is_shown_whole_with_its_days_to_come() -> None:
    started = int(datetime(2026, 11, 3, tzinfo=UTC).timestamp())
    shown = window(Grain.DAY, Range.CYCLE, 0, NOW, "UTC", 60, (started, started + 30 * 86400))
    assert (shown.first_on, shown.last_on, shown.now_index) == (date(2026, 11, 3), date(2026, 12, 2), 16)


def test_a_year_long_cycle_shows_the_days_up_to_today() -> None:
    cycle = (NOW - 200 * 86400, NOW + 165 * 86400)
    shown = window(Grain.DAY, Range.CYCLE, 0, NOW, "UTC", 60, cycle)
    assert (len(shown.slots), shown.now_index) == (60, 59)
    assert (shown.is_cycle, shown.cycle_days) == (True, 366)
    assert window(Grain.DAY, Range.CYCLE, 1, NOW, "UTC", 60, cycle).is_cycle is False


@pytest.mark.parametrize(("page", "first_on", "last_on"), [
    (0, date(2025, 12, 1), date(2026, 11, 30)),
    (1, date(2024, 12, 1), date(2025, 11, 30)),
])  # fmt: skip
def test_months_run_from_first_to_last_day(page: int, first_on: date, last_on: date) -> None:
    shown = window(Grain.MONTH, Range.CYCLE, page, NOW, "UTC", 60)
    assert (shown.first_on, shown.last_on) == (first_on, last_on)


def test_weeks_begin_on_monday() -> None:
    shown = window(Grain.WEEK, Range.CYCLE, 0, NOW, "UTC", 60)
    assert {slot.on.weekday() for slot in shown.slots} == {0}
