"""The figures under the bars: what a plan that cannot be used, or was never read, must not promise."""

import pytest

from axis_tui.present.glyphs import UNICODE
from axis_tui.present.line import plain
from axis_tui.tui.screens.usage_facts import plan_facts
from axis_tui.tui.screens.usage_fleet import fleet_facts
from axis_tui.tui.screens.usage_meters import Meters
from tests.present.rows import DAY_S, GB, NOW, Row, row

RUNNING = Meters(router_bytes=4 * GB, router_at=NOW - 60)
LAPSED = row(
    status="lapsed",
    used_bytes=0,
    left_bytes=5 * GB,
    allowance_bytes=5 * GB,
    starts_at=None,
    expires_at=None,
    lapses_at=NOW - 14 * DAY_S,
)


def facts(shown: Row, rows: int = 8, width: int = 60) -> str:
    return "\n".join(plain(each).rstrip() for each in plan_facts(shown, RUNNING, NOW, width, rows, UNICODE))


@pytest.mark.parametrize("rows", [6, 7, 8])
@pytest.mark.parametrize(
    "status", ["profile_expired", "service_ended", "expired", "lapsed", "cancelled", "archived"]
)
def test_a_plan_that_cannot_be_used_has_neither_budget_nor_forecast_and_nothing_left(
    status: str, rows: int
) -> None:
    text = facts(row(status=status), rows)
    assert "Forecast  none" in text
    assert not [word for word in ("a day", " left", "Budget", "Runs out", "not before") if word in text]


def test_a_plan_on_an_expired_esim_says_that_its_date_does_not_count() -> None:
    text = facts(row(status="profile_expired"), width=50)
    assert "✕ eSIM expired" in text
    assert "its plan alone, Wed 2 Dec 12:00 CET" in text
    assert " in 12 days" not in text
    assert "…" not in text


def test_a_lapsed_plan_says_when_it_lapsed() -> None:
    text = facts(LAPSED)
    assert "lapsed Fri 6 Nov 12:00, never started" in text
    assert "not started;" not in text


def test_a_plan_not_started_says_by_when_to_start_it() -> None:
    waiting = row(status="ready", starts_at=None, expires_at=None, lapses_at=NOW + 45 * DAY_S)
    assert "not started; lapses Mon 4 Jan 12:00" in facts(waiting)


def test_a_plan_that_was_never_read_has_a_budget_and_no_run_out() -> None:
    text = facts(row(reading_at=None, lasts=None, rate_bytes_per_day=None))
    assert "unknown, it was never read" in text
    assert "505 MB a day" in text


def test_a_running_plan_keeps_its_budget_and_what_is_left() -> None:
    text = facts(row())
    assert "6.1 GB left" in text
    assert "505 MB a day; 400 MB a day lately" in text
    assert "not before it ends" in text


@pytest.mark.parametrize("rows", [4, 6, 8, 12, 20])
def test_the_fleets_states_are_all_named_or_the_rest_is_counted(rows: int) -> None:
    counts = [(status, 1) for status in ("active", "low", "expired", "lapsed", "ready", "queued", "archived")]
    lines = [plain(each).rstrip() for each in fleet_facts(0, 0, counts, 26, rows, UNICODE)]
    assert len(lines) <= rows
    if rows >= 3 + len(counts):
        assert "more" not in lines[-1]
        assert len(lines) == 3 + len(counts)
    else:
        assert lines[-1].split() == ["and", str(len(counts) - (rows - 4)), "more", "states"]
