from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.domain.opening_hours import parse_hours
from axis_tui.domain.problem import Problem
from axis_tui.domain.validity import local_day
from tests.domain.terms import DAY, NOW, at, local

OFFICE = "Mo-Fr 09:00-18:00; Sa 10:00-14:00"
BERLIN = "Europe/Berlin"
NAMES = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MINUTES = st.integers(0, 1439)


def clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


@st.composite
def texts(draw: st.DrawFn) -> str:
    rules = []
    for _ in range(draw(st.integers(1, 4))):
        days = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3))
        spans = draw(
            st.lists(st.tuples(MINUTES, MINUTES).filter(lambda ends: ends[0] != ends[1]), max_size=3)
        )
        times = ",".join(f"{clock(start)}-{clock(end)}" for start, end in spans) or "off"
        rules.append(f"{'-'.join(days[:2])} {times}" if draw(st.booleans()) else f"{','.join(days)} {times}")
    return "; ".join(rules)


def minutes(text: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    return parse_hours(text).week


def test_days_and_times_are_read_and_a_later_rule_replaces_an_earlier_one() -> None:
    office, short = ((540, 1080),), ((600, 840),)
    assert minutes(OFFICE) == (*[office] * 5, short, ())
    assert minutes("Mo-Su 09:00-18:00; Sa 10:00-14:00; Su off") == (*[office] * 5, short, ())
    assert minutes("09:00-18:00; We closed") == (office, office, (), *[office] * 4)
    assert minutes("off") == ((),) * 7


def test_lists_of_days_and_of_times_are_read() -> None:
    assert minutes("Mo,We-Th 10:00-12:00,13:30-17:00") == (
        ((600, 720), (810, 1020)), (), ((600, 720), (810, 1020)), ((600, 720), (810, 1020)), (), (), (),
    )  # fmt: skip
    assert minutes("Sa-Mo 08:00-09:00") == (((480, 540),), (), (), (), (), ((480, 540),), ((480, 540),))


def test_round_the_clock_is_read_either_way() -> None:
    assert parse_hours("24/7") == parse_hours("Mo-Su 00:00-24:00") == parse_hours("00:00-12:00,12:00-24:00")


def test_past_midnight_is_read_either_way() -> None:
    assert minutes("Fr 22:00-02:00") == minutes("Fr 22:00-26:00")


def test_blanks_case_and_dashes_do_not_matter() -> None:
    assert parse_hours(" mo – FR  9:00 – 18:00 ;Sa 10:00-14:00; ") == parse_hours(OFFICE)


@pytest.mark.parametrize("text", ["", "  \n"])
def test_no_text_means_not_known_and_not_closed(text: str) -> None:
    hours = parse_hours(text)
    assert not hours.is_known
    assert hours.is_open(NOW, "UTC") is None
    assert hours.next_change(NOW, "UTC") is None
    assert hours.spans_on(0, "UTC") == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("always", "not understood"),
        (";", "not understood"),
        ("Mo-Fr", "not understood"),
        ("Mo-Fr 9-18", "not understood"),
        ("Mo-Fr 09:00-18:00,", "not understood"),
        ("Mo-Fr 09:00", "not understood"),
        ("Dec 25 off", "not understood"),
        ("sunrise-sunset", "not understood"),
        ("09:00-18:00" + "; 09:00-18:00" * 40, "not understood"),
        ("PH off", "names no days"),
        ("Monday-Friday 09:00-18:00", "names no days"),
        ("Mo-We-Fr 09:00-18:00", "names no days"),
        ("Mo,,Fr 09:00-18:00", "names no days"),
        ("24:00-25:00", "no time of day"),
        ("09:60-10:00", "no time of day"),
        ("09:00-48:01", "no time of day"),
        ("09:00-09:00", "ends when it begins"),
        ("Mo ٠٩:00-18:00", "not understood"),
    ],
)
def test_what_cannot_be_reckoned_is_refused_with_a_line_that_shows_how(text: str, said: str) -> None:
    with pytest.raises(Problem, match=said):
        parse_hours(text)


@given(st.text(max_size=60) | st.text("MoFr 0129:-,;/of", max_size=30))
def test_any_text_gives_hours_or_one_clean_line(text: str) -> None:
    try:
        hours = parse_hours(text)
    except Problem as problem:
        line = str(problem)
    else:
        line = ""
        assert len(hours.week) in (0, 7)
    assert line.isprintable()


def test_it_is_open_by_the_clock_of_the_zone() -> None:
    hours = parse_hours(OFFICE)
    assert not hours.is_open(at("2026-03-02 08:59", BERLIN), BERLIN)
    assert hours.is_open(at("2026-03-02 09:00", BERLIN), BERLIN)
    assert not hours.is_open(at("2026-03-02 18:00", BERLIN), BERLIN)
    assert not hours.is_open(at("2026-03-02 09:00", BERLIN), "America/New_York")


def test_the_next_change_is_told_over_a_night_and_a_weekend() -> None:
    hours = parse_hours(OFFICE)
    changes, now = [], at("2026-03-06 12:00", BERLIN)
    for _ in range(4):
        now = hours.next_change(now, BERLIN) or 0
        changes.append(local(now, BERLIN))
    assert changes == ["2026-03-06 18:00", "2026-03-07 10:00", "2026-03-07 14:00", "2026-03-09 09:00"]


def test_a_friday_night_goes_on_into_saturday_whatever_saturdays_own_rule_says() -> None:
    hours = parse_hours("Fr 22:00-04:00; Sa off")
    assert hours.is_open(at("2026-03-07 03:59"), "UTC")
    assert hours.next_change(at("2026-03-06 23:00"), "UTC") == at("2026-03-07 04:00")


@pytest.mark.parametrize("text", ["24/7", "off"])
def test_what_is_always_open_or_always_closed_never_changes(text: str) -> None:
    for zone in ("UTC", BERLIN, "America/Santiago", "Pacific/Apia"):
        assert parse_hours(text).next_change(at("2026-03-27 12:00"), zone) is None


def test_a_day_of_23_hours_is_open_for_as_long_as_its_clock_says() -> None:
    hours = parse_hours("00:00-06:00")
    (short,) = hours.spans_on(local_day(at("2026-03-29 12:00", BERLIN), BERLIN), BERLIN)
    (long,) = hours.spans_on(local_day(at("2026-10-25 12:00", BERLIN), BERLIN), BERLIN)
    assert (short[1] - short[0], long[1] - long[0]) == (5 * 3600, 7 * 3600)


def test_hours_that_the_clock_skips_are_no_hours() -> None:
    hours = parse_hours("Su 02:00-03:00")
    assert hours.spans_on(local_day(at("2026-03-29 12:00", BERLIN), BERLIN), BERLIN) == ()
    assert hours.next_change(at("2026-03-22 03:00", BERLIN), BERLIN) == at("2026-04-05 02:00", BERLIN)
    almost_always = parse_hours("Mo-Sa 00:00-24:00; Su 00:00-02:00,03:00-24:00")
    assert almost_always.next_change(at("2026-03-22 03:00", BERLIN), BERLIN) == at("2026-04-05 02:00", BERLIN)


def test_a_date_that_the_zone_left_out_has_no_hours_and_does_not_hide_the_night_before() -> None:
    left_out = (datetime(2011, 12, 30, tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)).days
    assert parse_hours("09:00-18:00").spans_on(left_out, "Pacific/Apia") == ()
    assert parse_hours("Th 22:00-26:00").is_open(at("2011-12-31 01:00", "Pacific/Apia"), "Pacific/Apia")


@given(
    texts(),
    st.integers(0, 900 * DAY),
    st.sampled_from(["UTC", BERLIN, "America/Santiago", "Australia/Lord_Howe", "Asia/Kathmandu"]),
)
def test_it_opens_and_closes_exactly_at_the_next_change(text: str, later: int, zone: str) -> None:
    hours, now = parse_hours(text), NOW + later
    change = hours.next_change(now, zone)
    until = now + 8 * DAY if change is None else change
    assert until > now
    for moment in range(now, until, 1_800):
        assert hours.is_open(moment, zone) == hours.is_open(now, zone)
    assert hours.is_open(until - 1, zone) == hours.is_open(now, zone)
    if change is not None:
        assert hours.is_open(change, zone) != hours.is_open(now, zone)


@given(texts(), st.integers(0, 14 * DAY))
def test_without_clock_changes_it_is_open_when_a_span_of_today_or_yesterday_says_so(
    text: str, later: int
) -> None:
    hours = parse_hours(text)
    moment = datetime.fromtimestamp(NOW + later, UTC)
    minute = moment.hour * 60 + moment.minute
    today, yesterday = hours.week[moment.weekday()], hours.week[moment.weekday() - 1]
    expected = any(start <= minute < end for start, end in today) or any(
        start <= minute + 1440 < end for start, end in yesterday
    )
    assert hours.is_open(NOW + later, "UTC") == expected


@given(texts(), st.integers(-1000, 30_000), st.sampled_from([BERLIN, "Pacific/Apia", "America/Santiago"]))
def test_the_spans_of_a_day_are_in_order_and_have_a_length(text: str, day: int, zone: str) -> None:
    spans = parse_hours(text).spans_on(day, zone)
    assert all(start < end for start, end in spans)
    assert list(spans) == sorted(spans)
