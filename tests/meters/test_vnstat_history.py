"""The past out of vnStat: hours, then days, each byte once."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.meters.base import HistoryRow, MeterProblem
from axis_tui.meters.vnstat_history import history, without_latest
from axis_tui.meters.vnstat_parse import Row, Snapshot

HOUR_S, DAY_S = 3_600, 86_400
MONDAY = int(datetime(2026, 11, 16, tzinfo=UTC).timestamp())


def hour(day: int, hour: int, rx_bytes: int) -> Row:
    """The hour of the day that many days after Monday; a tenth as much is sent."""
    return Row(_on(day), MONDAY + day * DAY_S + hour * HOUR_S, rx_bytes, rx_bytes // 10)


def whole_day(day: int, rx_bytes: int) -> Row:
    return Row(_on(day), MONDAY + day * DAY_S, rx_bytes, rx_bytes // 10)


def _on(day: int) -> date:
    return date(2026, 11, 16) + timedelta(days=day)


def snapshot(hours: list[Row], days: list[Row]) -> Snapshot:
    return Snapshot(10**12, 10**12, "2026-11-01", None, tuple(hours), tuple(days))


def test_recent_days_come_by_hour_and_older_ones_by_day() -> None:
    days = [whole_day(0, 50), whole_day(1, 100), whole_day(2, 200)]
    seen = snapshot([hour(1, 10, 100), hour(2, 9, 200)], days)
    assert history(seen, MONDAY, MONDAY + 2 * DAY_S + 9 * HOUR_S + 600) == [
        HistoryRow(MONDAY, DAY_S, 50, 5),
        HistoryRow(MONDAY + DAY_S + 10 * HOUR_S, HOUR_S, 100, 10),
        HistoryRow(MONDAY + 2 * DAY_S + 9 * HOUR_S, 600, 200, 20),
    ]


def test_a_day_that_lost_some_hours_comes_as_a_day() -> None:
    seen = snapshot([hour(0, 20, 30), hour(1, 1, 10)], [whole_day(0, 100), whole_day(1, 10)])
    assert history(seen, MONDAY, MONDAY + 2 * DAY_S) == [
        HistoryRow(MONDAY, DAY_S, 100, 10),
        HistoryRow(MONDAY + DAY_S + HOUR_S, HOUR_S, 10, 1),
    ]


def test_hours_without_their_day_count() -> None:
    assert [row.rx_bytes for row in history(snapshot([hour(0, 1, 7)], []), MONDAY, MONDAY + DAY_S)] == [7]


def test_what_began_before_since_is_left_out() -> None:
    seen = snapshot([hour(1, 1, 10), hour(1, 2, 20)], [whole_day(0, 100), whole_day(1, 30)])
    since = MONDAY + DAY_S + HOUR_S + 1
    assert [row.rx_bytes for row in history(seen, since, MONDAY + 2 * DAY_S)] == [20]


def test_bytes_filed_under_the_hour_that_just_began_are_kept() -> None:
    until = MONDAY + 13 * HOUR_S
    assert history(snapshot([hour(0, 13, 70)], []), MONDAY, until) == [HistoryRow(until - 1, 1, 70, 7)]


def test_rows_of_a_clock_that_is_ahead_are_moved_back() -> None:
    rows = history(snapshot([hour(0, 13, 70)], []), MONDAY, MONDAY + 12 * HOUR_S, ahead_s=2 * HOUR_S)
    assert rows == [HistoryRow(MONDAY + 11 * HOUR_S, HOUR_S, 70, 7)]


def test_a_sum_beyond_a_counter_is_refused() -> None:
    with pytest.raises(MeterProblem, match="more than a counter holds"):
        history(snapshot([hour(0, 1, 2**62), hour(0, 2, 2**62)], []), MONDAY, MONDAY + DAY_S)


rows_of_hours = st.dictionaries(
    st.tuples(st.integers(0, 6), st.integers(0, 23)), st.integers(0, 10**9), max_size=40
)


@given(hours=rows_of_hours, lost=st.integers(0, 7 * 24), until_s=st.integers(1, 8 * DAY_S))
def test_every_byte_of_every_day_comes_once_whichever_hours_were_dropped(
    hours: dict[tuple[int, int], int], lost: int, until_s: int
) -> None:
    days = {day: 0 for day, _ in hours}
    tenths = dict(days)
    for (day, _), rx_bytes in hours.items():
        days[day] += rx_bytes
        tenths[day] += rx_bytes // 10
    kept = [hour(day, at, rx) for (day, at), rx in hours.items() if day * 24 + at >= lost]
    seen = snapshot(kept, [Row(_on(day), MONDAY + day * DAY_S, days[day], tenths[day]) for day in days])
    rows = history(seen, MONDAY - DAY_S, MONDAY + until_s)
    assert sum(row.rx_bytes for row in rows) == sum(days.values())
    assert sum(row.tx_bytes for row in rows) == sum(tenths.values())
    assert all(one.start_at + one.seconds <= other.start_at for one, other in pairwise(rows))
    assert all(row.seconds > 0 and row.start_at + row.seconds <= MONDAY + until_s for row in rows)


@given(st.lists(st.integers(0, 100), max_size=6), st.integers(0, 700), st.integers(0, 700))
def test_the_newest_bytes_are_taken_off_first(counts: list[int], rx_off: int, tx_off: int) -> None:
    rows = [HistoryRow(index * HOUR_S, HOUR_S, count, 2 * count) for index, count in enumerate(counts)]
    left = without_latest(rows, rx_off, tx_off)
    assert sum(row.rx_bytes for row in left) == max(0, sum(counts) - rx_off)
    assert sum(row.tx_bytes for row in left) == max(0, 2 * sum(counts) - tx_off)
    before = {row.start_at: row for row in rows}
    assert all(row.rx_bytes <= before[row.start_at].rx_bytes for row in left)
    if left and rx_off < sum(counts) and tx_off < sum(counts):
        assert left[0].start_at == min(row.start_at for row in rows if row.rx_bytes)
