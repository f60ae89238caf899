import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.domain.problem import Problem
from axis_tui.domain.validity import (
    Validity,
    ValidityClock,
    ValidityUnit,
    day_bounds,
    days_left,
    expires_at,
    lapses_at,
    local_day,
    period_at,
    zone_info,
)
from tests.domain.terms import DAY, at, calendar, local, rolling

ZONES = st.sampled_from(
    [
        "UTC",
        "Europe/Berlin",
        "America/New_York",
        "America/Havana",
        "America/Santiago",
        "Africa/Cairo",
        "Asia/Beirut",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "Pacific/Kiritimati",
    ]
)
INSTANTS = st.integers(at("2012-01-02"), at("2040-01-01"))
VALIDITIES = st.builds(
    Validity, st.integers(1, 40), st.sampled_from(ValidityUnit), st.sampled_from(ValidityClock), ZONES
)


@pytest.mark.parametrize("days", [30, 90, 365])
def test_prepaid_days_run_24_hours_each_across_clock_changes(days: int) -> None:
    start = at("2025-03-15 10:00", "Europe/Berlin")
    assert expires_at(rolling(days, zone="Europe/Berlin"), start) == start + days * DAY


@pytest.mark.parametrize(
    ("unit", "start", "end"),
    [
        (ValidityUnit.MONTH, "2025-01-31 10:00", "2025-02-28 10:00"),
        (ValidityUnit.MONTH, "2024-01-31 10:00", "2024-02-29 10:00"),
        (ValidityUnit.MONTH, "2025-12-31 10:00", "2026-01-31 10:00"),
        (ValidityUnit.QUARTER, "2024-11-30 10:00", "2025-02-28 10:00"),
        (ValidityUnit.YEAR, "2024-02-29 10:00", "2025-02-28 10:00"),
        (ValidityUnit.WEEK, "2025-03-28 10:00", "2025-04-04 11:00"),
    ],
)
def test_a_rolling_month_ends_at_the_same_wall_time_or_the_months_last_day(
    unit: ValidityUnit, start: str, end: str
) -> None:
    zone = "Europe/Berlin"
    assert local(expires_at(rolling(1, unit, zone), at(start, zone)), zone) == end


def test_months_are_counted_from_the_start_and_not_from_the_short_one() -> None:
    assert local(expires_at(rolling(2, ValidityUnit.MONTH), at("2025-01-31 10:00"))) == "2025-03-31 10:00"
    assert local(expires_at(rolling(1, ValidityUnit.MONTH), at("2025-01-31 10:00"), 2)) == "2025-03-31 10:00"


def test_a_wall_time_that_is_skipped_counts_by_the_offset_before() -> None:
    end = expires_at(
        rolling(1, ValidityUnit.MONTH, "America/New_York"), at("2025-02-09 02:30", "America/New_York")
    )
    assert local(end, "America/New_York") == "2025-03-09 03:30"


def test_a_wall_time_that_comes_twice_is_the_first() -> None:
    end = expires_at(
        rolling(1, ValidityUnit.MONTH, "America/New_York"), at("2025-10-02 01:30", "America/New_York")
    )
    assert end == at("2025-11-02 05:30")


@pytest.mark.parametrize(
    ("count", "unit", "end"),
    [
        (1, ValidityUnit.DAY, "2025-05-15 00:00"),
        (30, ValidityUnit.DAY, "2025-06-13 00:00"),
        (1, ValidityUnit.WEEK, "2025-05-19 00:00"),
        (1, ValidityUnit.MONTH, "2025-06-01 00:00"),
        (12, ValidityUnit.MONTH, "2026-05-01 00:00"),
        (1, ValidityUnit.QUARTER, "2025-07-01 00:00"),
        (3, ValidityUnit.QUARTER, "2026-01-01 00:00"),
        (1, ValidityUnit.YEAR, "2026-01-01 00:00"),
    ],
)
def test_a_calendar_validity_counts_the_starts_own_period_first(
    count: int, unit: ValidityUnit, end: str
) -> None:
    start = at("2025-05-14 23:59", "Asia/Tokyo")
    assert local(expires_at(calendar(count, unit, "Asia/Tokyo"), start), "Asia/Tokyo") == end


def test_a_calendar_day_lasts_23_or_25_hours_where_the_clocks_change() -> None:
    zone = "Europe/Berlin"
    for date, hours in (("2025-03-30", 23), ("2025-10-26", 25)):
        start = at(f"{date} 00:00", zone)
        assert expires_at(calendar(1, zone=zone), start) == start + hours * 3600


def test_a_midnight_that_is_skipped_or_comes_twice_ends_the_day_at_its_first_instant() -> None:
    assert local(
        expires_at(calendar(1, zone="Asia/Beirut"), at("2025-03-29 12:00", "Asia/Beirut")), "Asia/Beirut"
    ) == ("2025-03-30 01:00")
    assert expires_at(calendar(1, zone="America/Havana"), at("2025-11-01 12:00", "America/Havana")) == at(
        "2025-11-02 04:00"
    )


@given(VALIDITIES, INSTANTS)
def test_a_plan_always_ends_after_it_starts_and_longer_ones_later(validity: Validity, start: int) -> None:
    ends = [expires_at(validity, start, periods) for periods in (1, 2, 3)]
    assert start < ends[0] < ends[1] < ends[2]
    assert ends[0] - start <= validity.most_seconds + DAY


@given(VALIDITIES, INSTANTS)
def test_a_calendar_validity_ends_at_the_first_instant_of_a_local_day(validity: Validity, start: int) -> None:
    end = expires_at(
        Validity(validity.count, validity.unit, ValidityClock.CALENDAR, validity.zone),
        start,
    )
    assert local_day(end, validity.zone) == local_day(end - 1, validity.zone) + 1


@given(VALIDITIES, INSTANTS, st.integers(0, 15 * 366 * DAY))
def test_every_instant_lies_in_exactly_one_period(validity: Validity, start: int, later: int) -> None:
    number, begins, ends = period_at(validity, start, start + later)
    assert begins <= start + later < ends
    assert ends == expires_at(validity, start, number + 1)
    assert begins == (expires_at(validity, start, number) if number else start)


@given(INSTANTS, ZONES)
def test_every_instant_lies_within_its_local_day(instant: int, zone: str) -> None:
    begins, ends = day_bounds(local_day(instant, zone), zone)
    assert begins <= instant < ends
    assert 23 * 3600 <= ends - begins <= 25 * 3600


def test_a_date_that_a_zone_left_out_is_empty() -> None:
    left_out = local_day(at("2011-12-30"), "UTC")
    begins, ends = day_bounds(left_out, "Pacific/Apia")
    assert begins == ends


def test_an_activation_window_lapses_after_whole_days() -> None:
    assert lapses_at(1000, 90) == 1000 + 90 * DAY
    assert lapses_at(1000, None) is None


@pytest.mark.parametrize(
    ("now", "days"),
    [
        ("2025-05-14 09:00", 1),
        ("2025-05-15 00:00", 0),
        ("2025-05-15 23:59", 0),
        ("2025-05-16 00:00", 0),
        ("2025-04-16 12:00", 29),
    ],
)
def test_days_left_are_local_dates_after_today(now: str, days: int) -> None:
    zone = "Asia/Tokyo"
    assert days_left(at("2025-05-16 00:00", zone), at(now, zone), zone) == days


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc/passwd", "Europe", "\x1b[31m", "a" * 500])
def test_an_unknown_zone_is_a_problem_in_one_line(zone: str) -> None:
    with pytest.raises(Problem) as refused:
        zone_info(zone)
    assert str(refused.value).isprintable()


@pytest.mark.parametrize("count", [0, -1, 101])
def test_a_validity_is_a_day_to_a_century(count: int) -> None:
    with pytest.raises(Problem):
        rolling(count, ValidityUnit.YEAR)
