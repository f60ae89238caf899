from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.domain.validity import days_left
from axis_tui.present import when
from tests.present.rows import DAY_S, NOW

BERLIN = "Europe/Berlin"
zones = st.sampled_from([BERLIN, "Asia/Tokyo", "America/St_Johns", "Pacific/Apia", "UTC"])


def test_days_carry_what_tells_them_apart() -> None:
    on = date(2026, 12, 3)
    assert when.day(on) == "3 Dec"
    assert when.day_with_weekday(on) == "Thu 3 Dec"
    assert when.day_near(on, date(2026, 11, 20)) == "Thu 3 Dec"
    assert when.day_near(on, date(2025, 11, 20)) == "3 Dec 2026"
    assert when.month_with_year(on) == "Dec 2026"


def test_what_ends_at_midnight_holds_until_the_day_before() -> None:
    midnight = 1_796_252_400  # 3 Dec 2026 00:00 in Berlin
    assert when.last_day(midnight, BERLIN) == date(2026, 12, 2)
    assert when.last_day(midnight + 1, BERLIN) == date(2026, 12, 3)


def test_a_moment_today_is_a_time_and_else_has_its_day() -> None:
    assert when.moment(NOW, BERLIN, NOW) == "12:00"
    assert when.moment(NOW + DAY_S, BERLIN, NOW) == "Sat 21 Nov 12:00"
    assert when.zone_note(NOW, "Asia/Tokyo") == "JST"


@pytest.mark.parametrize(
    ("seconds", "age", "ago"),
    [
        (-50, "now", "just now"),
        (59, "now", "just now"),
        (60, "1 min", "1 min ago"),
        (3599, "59 min", "59 min ago"),
        (3600, "1 h", "1 h ago"),
        (86_399, "23 h", "23 h ago"),
        (86_400, "1 d", "1 day ago"),
        (5 * DAY_S, "5 d", "5 days ago"),
    ],
)
def test_ages_are_coarse(seconds: int, age: str, ago: str) -> None:
    assert when.age(NOW - seconds, NOW) == age
    assert when.ago(NOW - seconds, NOW) == ago


def test_without_a_reading_the_age_is_never() -> None:
    assert when.age(None, NOW) == when.ago(None, NOW) == "never"
    assert when.age_changes_at(None, NOW) is None


@given(st.integers(-100, 3 * DAY_S))
def test_an_age_changes_exactly_when_it_is_said_to(seconds: int) -> None:
    at = NOW - seconds
    changes = when.age_changes_at(at, NOW)
    assert changes is not None
    assert when.age(at, changes) != when.age(at, NOW)
    assert when.age(at, changes - 1) == when.age(at, NOW)


@given(st.integers(1, 5 * DAY_S), zones)
def test_the_time_left_reads_the_same_until_it_is_said_to_change(seconds: int, zone: str) -> None:
    changes = when.left_changes_at(NOW + seconds, NOW, zone)
    assert changes is not None
    assert changes > NOW
    for moment in {changes - 1, (NOW + changes) // 2}:
        if moment >= NOW:
            assert when.left_short(NOW + seconds, moment, zone) == when.left_short(NOW + seconds, NOW, zone)


@given(st.integers(DAY_S, 900 * DAY_S), zones)
def test_days_left_are_the_domains_but_one_while_a_day_is_left(seconds: int, zone: str) -> None:
    days = max(days_left(NOW + seconds, NOW, zone), 1)
    assert when.left_short(NOW + seconds, NOW, zone) == f"{days}d"


def test_below_a_day_hours_and_minutes_are_left() -> None:
    assert when.left(NOW + 3 * DAY_S, NOW, BERLIN) == "3 days"
    assert when.left(NOW + DAY_S, NOW, BERLIN) == "1 day"
    assert when.left(NOW + 7199, NOW, BERLIN) == "1 hour"
    assert when.left(NOW + 120, NOW, BERLIN) == "2 minutes"
    assert when.left_short(NOW + 7200, NOW, BERLIN) == "2h"
    assert when.left_short(NOW - 5, NOW, BERLIN) == "0m"


@given(st.integers(-(2**63), 2**63 - 1), st.text(max_size=12))
def test_any_instant_and_any_zone_name_give_a_date(at: int, zone: str) -> None:
    assert when.day_with_year(when.local(at, zone).date())
