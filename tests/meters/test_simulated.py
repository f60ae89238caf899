"""Simulated counters: the same for the same seed and moment, growing, with days and nights."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.meters.base import MeterProblem
from axis_tui.meters.simulated import DAY_BYTES, DAY_S, HOUR_S, STARTS_AT, SimulatedMeter
from tests.meters.contract import check_meter

NOW = 1_795_180_000
moments = st.integers(STARTS_AT - DAY_S, STARTS_AT + 100 * 366 * DAY_S)


def test_a_simulated_meter_keeps_the_contract() -> None:
    check_meter(lambda: SimulatedMeter("sim0"), NOW)


def test_the_curve_is_the_same_on_every_machine_and_in_every_release() -> None:
    reading = SimulatedMeter("sim0", options={"seed": 7}).read(NOW)
    assert (reading.rx_bytes, reading.tx_bytes) == (1_508_852_993_327, 188_620_494_979)


def test_seed_interface_and_host_each_make_another_life() -> None:
    meters = [
        SimulatedMeter("sim0"),
        SimulatedMeter("sim0", options={"seed": 1}),
        SimulatedMeter("sim1"),
        SimulatedMeter("sim0", "router"),
    ]
    assert len({meter.read(NOW).rx_bytes for meter in meters}) == 4
    assert len({meter.read(NOW).epoch for meter in meters}) == 4


@given(at=moments, later_s=st.integers(0, 3 * DAY_S), seed=st.integers(0, 9))
def test_counters_never_fall(at: int, later_s: int, seed: int) -> None:
    meter = SimulatedMeter("sim0", options={"seed": seed})
    before, after = meter.read(at), meter.read(at + later_s)
    assert 0 <= before.rx_bytes <= after.rx_bytes
    assert 0 <= before.tx_bytes <= after.tx_bytes


@given(at=moments.map(lambda at: at + 2 * DAY_S))
def test_a_day_is_between_a_quarter_and_twice_the_average(at: int) -> None:
    meter = SimulatedMeter("sim0")
    day_bytes = meter.read(at + DAY_S).rx_bytes - meter.read(at).rx_bytes
    assert DAY_BYTES // 8 < day_bytes < 2 * DAY_BYTES


def test_an_evening_is_busier_than_a_night() -> None:
    rows = SimulatedMeter("sim0").history(NOW, NOW - 30 * DAY_S)
    hours = [sum(row.rx_bytes for row in rows if row.start_at // HOUR_S % 24 == hour) for hour in range(24)]
    assert max(hours) > 10 * min(hours)


def test_bytes_arrive_while_one_watches() -> None:
    meter = SimulatedMeter("sim0")
    counts = [meter.read(NOW + second).rx_bytes for second in range(60)]
    assert len(set(counts)) == 60


@given(since_s=st.integers(0, 10 * DAY_S), now=st.integers(NOW, NOW + DAY_S))
def test_history_adds_up_to_the_counters(since_s: int, now: int) -> None:
    meter = SimulatedMeter("sim0")
    rows = meter.history(now, now - since_s)
    if rows:
        begin, end = meter.read(rows[0].start_at), meter.read(now)
        assert sum(row.rx_bytes for row in rows) == end.rx_bytes - begin.rx_bytes
        assert sum(row.tx_bytes for row in rows) == end.tx_bytes - begin.tx_bytes
        assert rows[0].start_at - (now - since_s) < HOUR_S
        assert rows[-1].start_at + rows[-1].seconds == now
    else:
        assert since_s < HOUR_S


@pytest.mark.parametrize("day_bytes", [0, -1, 10**13])
def test_a_senseless_volume_is_refused(day_bytes: int) -> None:
    with pytest.raises(MeterProblem, match="day_bytes is from 1000 to"):
        SimulatedMeter("sim0", options={"day_bytes": day_bytes})
