"""vnStat's JSON in all its versions, and anything else that may stand in its place."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.meters.base import COUNTER_LIMIT, MeterProblem
from axis_tui.meters.vnstat_parse import Row, Snapshot, parse
from tests.meters.vnstat_json import VERSION_1, version_2

TOKYO = ZoneInfo("Asia/Tokyo")
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=TOKYO)
NOON_AT = int(NOON.timestamp())


@pytest.mark.parametrize("timestamps", [True, False])
def test_version_2_is_read_with_and_without_timestamps(timestamps: bool) -> None:
    text = version_2(
        [(NOON, 5, 6)], [(NOON.replace(hour=0), 50, 60)], updated=NOON + timedelta(minutes=5),
        total=(70, 80), timestamps=timestamps,
    )  # fmt: skip
    # With timestamps the zone must not matter.
    assert parse(text, "wwan0", UTC if timestamps else TOKYO) == Snapshot(
        rx_bytes=70,
        tx_bytes=80,
        created="2026-09-01",
        updated_at=NOON_AT + 300,
        hours=(Row(NOON.date(), NOON_AT, 5, 6),),
        days=(Row(NOON.date(), NOON_AT - 12 * 3_600, 50, 60),),
    )


def test_timestamps_can_be_distrusted() -> None:
    text = version_2([(NOON, 5, 6)], updated=NOON)
    assert parse(text, "wwan0", UTC, trust_timestamps=False).hours[0].start_at == NOON_AT + 9 * 3_600


def test_local_times_follow_daylight_saving() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    hours = [(datetime(2026, 10, day, 12, 0, tzinfo=berlin), 1, 1) for day in (24, 26)]
    rows = parse(version_2(hours, updated=NOON, timestamps=False), "wwan0", berlin).hours
    assert rows[1].start_at - rows[0].start_at == 49 * 3_600


def test_any_section_may_be_absent() -> None:
    snapshot = parse(version_2(None, None, updated=NOON, total=(1, 2)), "wwan0", UTC)
    assert (snapshot.rx_bytes, snapshot.tx_bytes, snapshot.hours, snapshot.days) == (1, 2, (), ())


def test_the_birthday_and_the_last_save_may_be_absent() -> None:
    answer = json.loads(version_2(updated=NOON))
    del answer["interfaces"][0]["created"], answer["interfaces"][0]["updated"]
    snapshot = parse(json.dumps(answer), "wwan0", UTC)
    assert (snapshot.created, snapshot.updated_at) == ("-", None)


def test_version_1_is_converted_from_kib() -> None:
    zone = timezone(timedelta(hours=9))
    snapshot = parse(VERSION_1, "wwan0", zone)
    assert (snapshot.rx_bytes, snapshot.tx_bytes) == (1024 * 1024, 2048 * 1024)
    assert snapshot.updated_at == NOON_AT + 69 * 60
    assert snapshot.hours == (
        Row(date(2026, 11, 20), NOON_AT, 10_240, 1_024),
        Row(date(2026, 11, 20), NOON_AT + 3_600, 20_480, 2_048),
    )
    assert [row.on.day for row in snapshot.days] == [19, 20]


def test_an_interface_is_found_by_its_alias_too() -> None:
    assert parse(VERSION_1, "modem", UTC).rx_bytes == 1024 * 1024


def test_another_interface_is_refused_with_the_names_that_there_are() -> None:
    with pytest.raises(MeterProblem, match="does not count eth9; it counts: wwan0"):
        parse(version_2(updated=NOON), "eth9", UTC)


def test_of_rows_with_one_start_only_the_first_counts() -> None:
    text = version_2([(NOON, 5, 6), (NOON, 500, 600)], updated=NOON)
    assert [row.rx_bytes for row in parse(text, "wwan0", UTC).hours] == [5]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "vnStat gave no JSON but: -"),
        ("eth0: Not enough data available yet.", "vnStat gave no JSON but: eth0: Not enough data"),
        ("{", "vnStat gave no JSON but: {"),
        ('{"a":' * 100_000, "vnStat gave no JSON"),
        ('{"jsonversion":"2","interfaces":[' + "9" * 5_000 + "]}", "vnStat gave no JSON"),
        ("[1]", "vnStat gave no JSON"),
        ('{"jsonversion":"3"}', "vnStat answered in JSON version 3; only 1 and 2 are understood"),
        ("{}", "vnStat answered in JSON version None"),
        ('{"jsonversion":"2"}', "vnStat's JSON holds None where something else belongs"),
        ('{"jsonversion":"2","interfaces":[]}', "vnStat does not count wwan0; it counts: -"),
        ('{"jsonversion":"2","interfaces":[{"name":"wwan0","traffic":{"total":{"rx":true,"tx":1}}}]}',
         "vnStat's JSON holds True"),
        ('{"jsonversion":"2","interfaces":[{"name":"wwan0","traffic":{"total":{"rx":1.5,"tx":1}}}]}',
         "vnStat's JSON holds 1.5"),
        ('{"jsonversion":"2","interfaces":[{"name":"wwan0","traffic":{"total":{"rx":9223372036854775808}}}]}',
         "vnStat's JSON holds 9223372036854775808"),
        ('{"jsonversion":"1","interfaces":[{"id":"wwan0","traffic":{"total":{"rx":9007199254740992}}}]}',
         "vnStat's JSON holds 9007199254740992"),
        ('{"jsonversion":"2","interfaces":[{"name":"wwan0","traffic":{"total":{"rx":1,"tx":1},'
         '"day":[{"date":{"year":2026,"month":2,"day":30},"rx":1,"tx":1}]}}]}', "vnStat's JSON holds"),
    ],
)  # fmt: skip
def test_anything_else_is_refused_in_one_line(text: str, message: str) -> None:
    with pytest.raises(MeterProblem) as caught:
        parse(text, "wwan0", UTC)
    assert message in str(caught.value)
    assert str(caught.value).isprintable()


json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(data=st.data(), value=json_values)
def test_one_hostile_value_anywhere_never_crashes_nor_passes_as_a_counter(
    data: st.DataObject, value: object
) -> None:
    answer = json.loads(version_2([(NOON, 5, 6)], [(NOON, 50, 60)], updated=NOON))
    spot: Any = answer
    while True:
        key = data.draw(st.sampled_from(sorted(spot) if isinstance(spot, dict) else range(len(spot))))
        if not isinstance(spot[key], dict | list) or not spot[key] or data.draw(st.integers(0, 5)) == 0:
            break
        spot = spot[key]
    spot[key] = value
    try:
        snapshot = parse(json.dumps(answer), "wwan0", TOKYO)
    except MeterProblem:
        return
    rows = [*snapshot.hours, *snapshot.days]
    counts = [snapshot.rx_bytes, snapshot.tx_bytes]
    counts += [number for row in rows for number in (row.rx_bytes, row.tx_bytes, row.start_at)]
    assert all(type(number) is int and 0 <= number < COUNTER_LIMIT for number in counts)


@given(st.text() | json_values.map(json.dumps))
def test_any_text_is_a_snapshot_or_a_meter_problem(text: str) -> None:
    with pytest.raises(MeterProblem) as caught:
        parse(text, "wwan0", UTC)
    assert str(caught.value).isprintable()
