import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from axis_tui.deadline import deadline_of, review_of
from axis_tui.domain.working_day import FRIDAY_SATURDAY, SATURDAY_SUNDAY, WorkCalendar, due_on
from axis_tui.holiday import calendar_of


def due(country: str, start: str, count: int) -> str:
    begin = date.fromisoformat(start)
    calendar = calendar_of(country, (begin.year, begin.year + 1))
    assert calendar.is_known
    return due_on(begin, count, calendar.is_working).isoformat()


def test_golden_week_in_japan_is_left_out() -> None:
    # 29 April is Showa Day; 3 to 6 May are holidays, the last in place of the Sunday.
    assert due("JP", "2026-04-28", 2) == "2026-05-01"
    assert due("JP", "2026-04-28", 3) == "2026-05-07"


def test_christmas_and_new_year_in_germany_are_left_out() -> None:
    assert due("DE", "2025-12-23", 1) == "2025-12-24"
    assert due("DE", "2025-12-23", 2) == "2025-12-29"
    assert due("DE", "2025-12-30", 2) == "2026-01-02"


def test_what_only_some_states_of_germany_keep_counts_as_worked() -> None:
    assert due("DE", "2026-01-05", 1) == "2026-01-06"


def test_china_works_on_weekends_for_its_long_holidays() -> None:
    # The Spring Festival of 2026 is followed by a Saturday that is worked for it.
    assert due("CN", "2026-02-13", 1) == "2026-02-14"
    assert due("CN", "2026-02-14", 1) == "2026-02-24"
    assert date(2026, 2, 28) in calendar_of("CN", [2026]).worked


def test_the_emirates_moved_their_weekend_in_2022() -> None:
    assert due("AE", "2021-06-10", 1) == "2021-06-13"
    assert due("AE", "2026-06-11", 1) == "2026-06-12"


def test_saudi_arabia_rests_on_friday_and_saturday() -> None:
    assert calendar_of("SA", [2026]).weekend == FRIDAY_SATURDAY
    assert due("SA", "2026-06-04", 1) == "2026-06-07"


def test_the_code_is_taken_in_any_case() -> None:
    assert calendar_of(" jp ", [2026]) == calendar_of("JP", [2026])


@pytest.mark.parametrize("country", ["", "ZZ", "EU", "JPN", "Japan", "日本", "../x", "J\x00"])
def test_a_country_that_is_not_known_has_weekends_and_says_so(country: str) -> None:
    assert calendar_of(country, [2026]) == WorkCalendar(is_known=False)


def test_a_year_that_is_not_known_is_said() -> None:
    found = calendar_of("JP", [2026, 2250])
    assert not found.is_known
    assert found.weekend == SATURDAY_SUNDAY
    assert date(2026, 5, 5) in found.holidays


def test_the_package_is_loaded_only_when_a_country_is_asked_for() -> None:
    program = "import sys; import axis_tui.deadline; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], timeout=60).returncode == 0


def instant(day: str) -> int:
    return int(datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=UTC).timestamp())


@dataclass(frozen=True)
class Case:
    """A request that a Japanese carrier has since the day before Golden Week."""

    deadline_on: date | None
    remind_on: date | None
    received_at: int | None = instant("2026-04-28")
    review_days: int | None = 3
    carrier_zone: str = "Asia/Tokyo"
    carrier_country: str = "JP"


def test_a_deadline_leaves_out_the_holidays_of_the_carriers_country() -> None:
    found = deadline_of("Asia/Tokyo", "JP", 3, instant("2026-04-28"))
    assert (found.due_on.isoformat(), found.remind_on.isoformat()) == ("2026-05-07", "2026-05-01")
    assert found.holidays_known
    assert deadline_of("UTC", "", None, instant("2026-04-28")).days == 5


def test_a_review_counts_worked_days_and_keeps_the_deadline_that_was_given() -> None:
    case = Case(date(2026, 5, 7), date(2026, 5, 1))
    standing = review_of(case, instant("2026-05-06"))
    assert standing is not None
    assert (standing.passed, standing.is_reminded, standing.is_overdue) == (2, True, False)
    earlier = review_of(Case(date(2026, 5, 5), date(2026, 5, 4)), instant("2026-05-06"))
    assert earlier is not None
    assert (earlier.due_on.isoformat(), earlier.is_overdue) == ("2026-05-05", True)
    assert review_of(Case(None, None, received_at=None), instant("2026-05-06")) is None
