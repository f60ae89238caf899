from hypothesis import given
from hypothesis import strategies as st

from axis_tui.domain.forecast import Forecast, forecast
from axis_tui.domain.units import GB
from tests.domain.terms import DAY, NOW

AMOUNTS = st.integers(0, 10**12)


def test_steady_use_runs_out_when_the_arithmetic_says() -> None:
    assert forecast([GB] * 7, GB // 2, 5 * GB, NOW, NOW + 10 * DAY, DAY // 2) == Forecast(
        rate_bytes_per_day=GB, runs_out_at=NOW + 5 * DAY, lasts=False, budget_bytes_per_day=GB // 2
    )


def test_data_that_lasts_says_so() -> None:
    assert forecast([GB] * 7, 0, 50 * GB, NOW, NOW + 10 * DAY, 0).lasts is True


def test_recent_days_weigh_more_than_old_ones() -> None:
    rising = forecast([0, 0, 0, GB, GB, GB], 0, GB, NOW, NOW + DAY, 0).rate_bytes_per_day or 0
    falling = forecast([GB, GB, GB, 0, 0, 0], 0, GB, NOW, NOW + DAY, 0).rate_bytes_per_day or 0
    assert rising > GB // 2 > falling > 0


def test_only_the_last_two_weeks_count() -> None:
    assert forecast([99 * GB] * 60 + [GB] * 14, 0, GB, NOW, NOW + DAY, 0).rate_bytes_per_day == GB


def test_the_first_day_alone_gives_a_rate_after_an_hour() -> None:
    assert forecast([], GB, 10 * GB, NOW, NOW + 9 * DAY, 3599).rate_bytes_per_day is None
    assert forecast([], GB, 10 * GB, NOW, NOW + 9 * DAY, DAY // 4).rate_bytes_per_day == 4 * GB


def test_what_is_unknown_is_none() -> None:
    without_history = forecast([], 0, 9 * GB, NOW, NOW + 9 * DAY, 0)
    assert without_history == Forecast(None, None, None, GB)
    not_started = forecast([GB], 0, 9 * GB, NOW, None, 0)
    assert not_started == Forecast(GB, None, None, None)
    expired = forecast([GB], 0, 9 * GB, NOW, NOW, 0)
    assert (expired.runs_out_at, expired.lasts, expired.budget_bytes_per_day) == (None, None, None)


def test_what_nobody_measures_has_a_budget_and_no_forecast() -> None:
    unmeasured = forecast([], 0, 9 * GB, NOW, NOW + 9 * DAY, DAY // 2, is_measured=False)
    assert unmeasured == Forecast(None, None, None, GB)
    assert forecast([], 0, None, NOW, NOW + DAY, DAY // 2, is_measured=False).lasts is None


def test_unlimited_lasts_where_it_has_an_expiry_and_is_unknown_where_not() -> None:
    assert forecast([GB], 0, None, NOW, NOW + DAY, 0) == Forecast(GB, None, True, None)
    assert forecast([GB], 0, None, NOW, None, 0).lasts is None


def test_nothing_left_has_run_out_now() -> None:
    assert forecast([GB], 0, 0, NOW, NOW + DAY, 0) == Forecast(GB, NOW, False, 0)


def test_no_use_at_all_never_runs_out() -> None:
    assert forecast([0, 0], 0, GB, NOW, NOW + 9 * DAY, 0) == Forecast(0, None, True, GB // 9)


def test_a_trickle_runs_out_on_no_date_worth_naming() -> None:
    assert forecast([1], 0, 10**12, NOW, NOW + DAY, 0).runs_out_at is None


def test_the_last_days_budget_is_all_that_is_left() -> None:
    assert forecast([GB], 0, GB, NOW, NOW + 3600, 0).budget_bytes_per_day == GB


@given(
    st.lists(AMOUNTS, max_size=20),
    AMOUNTS,
    st.one_of(st.none(), AMOUNTS),
    st.one_of(st.none(), st.integers(-DAY, 400 * DAY)),
    st.integers(0, 25 * 3600),
)
def test_a_forecast_holds_whole_numbers_that_agree(
    daily: list[int], today: int, left: int | None, remaining: int | None, elapsed: int
) -> None:
    expires_at = None if remaining is None else NOW + remaining
    result = forecast(daily, today, left, NOW, expires_at, elapsed)
    for figure in (result.rate_bytes_per_day, result.runs_out_at, result.budget_bytes_per_day):
        assert figure is None or type(figure) is int
    assert result.runs_out_at is None or result.runs_out_at >= NOW
    if result.runs_out_at is not None and expires_at is not None:
        assert result.lasts is (result.runs_out_at >= expires_at)
    if result.budget_bytes_per_day is not None:
        assert left is not None
        assert remaining is not None
        assert result.budget_bytes_per_day * remaining <= left * max(remaining, DAY)
