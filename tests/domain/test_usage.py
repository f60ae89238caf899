from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from axis_tui.domain.problem import Problem
from axis_tui.domain.usage import HOUR_S, LATE_S, Delta, Quality, Reading, baseline, difference, spread

TOP = 2**32


def reading(at: int, rx: int, tx: int = 0, epoch: str = "a", width: int = 64) -> Reading:
    return Reading(at, rx, tx, epoch, width)


def test_a_first_reading_proves_nothing() -> None:
    assert difference(None, reading(0, 500)) is None
    assert baseline(None, reading(0, 500)) == reading(0, 500)


def test_what_the_counters_grew_by_is_measured() -> None:
    assert difference(reading(0, 100, 10), reading(60, 150, 30)) == Delta(50, 20, 0, 60, Quality.MEASURED)


def test_an_idle_minute_is_measured_as_nothing() -> None:
    assert difference(reading(0, 100), reading(60, 100)) == Delta(0, 0, 0, 60, Quality.MEASURED)


def test_after_a_reboot_the_new_counter_counts_from_zero_with_a_gap() -> None:
    for counter in (70, 150):
        assert difference(reading(0, 100), reading(60, counter, epoch="b")) == Delta(
            counter, 0, 0, 60, Quality.GAP
        )


def test_a_counter_that_fell_was_reset() -> None:
    assert difference(reading(0, 100, 5), reading(60, 30, 7)) == Delta(30, 2, 0, 60, Quality.GAP)


def test_a_32_bit_counter_wraps_from_its_upper_into_its_lower_half() -> None:
    before = reading(0, TOP - 100, 10, width=32)
    assert difference(before, reading(60, 50, 15, width=32)) == Delta(150, 5, 0, 60, Quality.MEASURED)


@pytest.mark.parametrize(
    ("before", "after", "width"),
    [(TOP // 2 - 1, 5, 32), (TOP - 5, TOP // 2, 32), (TOP - 5, 5, 64), (TOP + 5, 5, 32)],
)
def test_any_other_fall_is_a_reset(before: int, after: int, width: int) -> None:
    delta = difference(reading(0, before, width=width), reading(60, after, width=width))
    assert delta == Delta(after, 0, 0, 60, Quality.GAP)


def test_where_one_counter_was_reset_the_other_has_not_wrapped() -> None:
    before = reading(0, TOP - 1, 900, width=32)
    assert difference(before, reading(60, 3, 4, width=32)) == Delta(3, 4, 0, 60, Quality.GAP)


def test_a_repeat_and_a_late_reading_give_nothing_and_are_not_kept() -> None:
    last = reading(100, 500, 50)
    for late in (
        last,
        reading(90, 500, 50),
        reading(90, 400, 40),
        reading(90, 400, 60),
        reading(100, 499, 51),
    ):
        assert difference(last, late) is None
        assert baseline(last, late) == last


def test_a_clock_that_jumps_back_loses_no_bytes() -> None:
    last, jumped = reading(1_000_000, 500), reading(100, 650)
    assert difference(last, jumped) == Delta(150, 0, 1_000_000, 1_000_000, Quality.MEASURED)
    assert baseline(last, jumped) == jumped


def test_a_reboot_into_a_clock_far_back_is_counted_and_a_slightly_older_one_waits() -> None:
    last = reading(10 * LATE_S, 500)
    assert difference(last, reading(0, 70, epoch="b")) == Delta(70, 0, last.at, last.at, Quality.GAP)
    slightly = reading(last.at - 10, 70, epoch="b")
    assert difference(last, slightly) is None
    assert difference(baseline(last, slightly), reading(last.at + 50, 90, epoch="b")) == Delta(
        90, 0, last.at, last.at + 50, Quality.GAP
    )


@pytest.mark.parametrize(("rx", "tx", "width"), [(-1, 0, 64), (0, -1, 64), (0, 0, 16)])
def test_impossible_counters_are_refused(rx: int, tx: int, width: int) -> None:
    with pytest.raises(Problem):
        Reading(0, rx, tx, "a", width)


@dataclass
class Counted:
    """What following a history of readings gave."""

    rx: int = 0
    tx: int = 0
    has_gap: bool = False


def follow(readings: list[Reading]) -> Counted:
    counted, last = Counted(), None
    for current in readings:
        delta = difference(last, current)
        if delta is not None:
            assert delta.rx_bytes >= 0
            assert delta.tx_bytes >= 0
            assert delta.from_at <= delta.to_at
            counted.rx += delta.rx_bytes
            counted.tx += delta.tx_bytes
            counted.has_gap |= delta.quality is Quality.GAP
        last = baseline(last, current)
    return counted


TRAFFIC = st.integers(0, 2**31 - 1)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["read", "read", "read", "unread", "reboot", "reset", "repeat", "late"]),
        TRAFFIC,
        TRAFFIC,
        st.integers(1, 1800),
        st.integers(0, 5),
    ),
    max_size=25,
)


def true_history(
    steps: list[tuple[str, int, int, int, int]], width: int, allowed: set[str]
) -> tuple[list[Reading], int, int]:
    """Readings that a faultless observer of that traffic would make, and the true sums since the first one.

    Late readings repeat an earlier one since the last reset, at most LATE_S old; with 32 bits, every step is
    read (a counter that wraps unseen cannot be followed by anyone).
    """
    at, epoch, rx, tx = 1_000_000, 0, 0, 0
    readings = [reading(at, 0, 0, "0", width)]
    since_reset = list(readings)
    true_rx = true_tx = 0
    for kind, more_rx, more_tx, seconds, back in steps:
        if kind not in allowed:
            continue
        at += seconds
        if kind in ("repeat", "late"):
            readings.append(since_reset[-1 - (back % len(since_reset) if kind == "late" else 0)])
            continue
        true_rx, true_tx = true_rx + more_rx, true_tx + more_tx
        rx, tx = rx + more_rx, tx + more_tx
        if kind in ("reboot", "reset"):
            # The traffic came before the counters went back to zero: nobody can know it.
            rx = tx = 0
        if kind == "reboot":
            epoch += 1
        if kind == "reset":
            since_reset = []
        if kind != "unread":
            now = reading(at, rx % 2**width, tx % 2**width, str(epoch), width)
            readings.append(now)
            since_reset.append(now)
    if allowed >= {"unread"}:
        readings.append(reading(at + 1, rx, tx, str(epoch), width))
    return readings, true_rx, true_tx


@settings(max_examples=400)
@given(STEPS)
def test_no_history_ever_counts_more_than_truly_crossed(steps: list[tuple[str, int, int, int, int]]) -> None:
    allowed = {"read", "unread", "reboot", "reset", "repeat", "late"}
    readings, true_rx, true_tx = true_history(steps, 64, allowed)
    counted = follow(readings)
    assert counted.rx <= true_rx
    assert counted.tx <= true_tx


@settings(max_examples=400)
@given(STEPS)
def test_without_a_reset_every_byte_is_counted_exactly_once(
    steps: list[tuple[str, int, int, int, int]],
) -> None:
    readings, true_rx, true_tx = true_history(steps, 64, {"read", "unread", "repeat", "late"})
    assert follow(readings) == Counted(true_rx, true_tx, has_gap=False)


@settings(max_examples=400)
@given(STEPS)
def test_wraps_are_counted_exactly_and_reboots_never_count_more(
    steps: list[tuple[str, int, int, int, int]],
) -> None:
    readings, true_rx, true_tx = true_history(steps, 32, {"read", "repeat"})
    counted = follow(readings)
    assert (counted.rx, counted.tx) == (true_rx, true_tx)
    readings, true_rx, true_tx = true_history(steps, 32, {"read", "repeat", "reboot"})
    counted = follow(readings)
    assert counted.rx <= true_rx
    assert counted.tx <= true_tx


DELTAS = st.builds(
    lambda rx, tx, from_at, span, quality: Delta(rx, tx, from_at, from_at + span, quality),
    st.integers(0, 2**50),
    st.integers(0, 50),
    st.integers(0, 2 * 10**9),
    st.one_of(st.integers(0, 5 * HOUR_S), st.integers(0, 60 * 86_400)),
    st.sampled_from(Quality),
)


@given(DELTAS)
def test_spreading_keeps_every_byte_and_each_piece_in_one_hour(delta: Delta) -> None:
    pieces = spread(delta)
    assert sum(piece.rx_bytes for piece in pieces) == delta.rx_bytes
    assert sum(piece.tx_bytes for piece in pieces) == delta.tx_bytes
    assert all(piece.rx_bytes >= 0 and piece.tx_bytes >= 0 for piece in pieces)
    assert all(delta.from_at <= piece.from_at <= piece.to_at <= delta.to_at for piece in pieces)
    assert all(piece.to_at <= (piece.hour + 1) * HOUR_S for piece in pieces)
    assert all(before.to_at <= after.from_at for before, after in pairwise(pieces))


def test_a_minute_across_the_hour_is_shared_by_time() -> None:
    pieces = spread(Delta(60, 6, HOUR_S - 20, HOUR_S + 40, Quality.MEASURED))
    assert pieces == [
        Delta(20, 2, HOUR_S - 20, HOUR_S, Quality.MEASURED),
        Delta(40, 4, HOUR_S, HOUR_S + 40, Quality.MEASURED),
    ]


def test_a_long_silence_is_shared_as_an_estimate_and_a_gap_stays_a_gap() -> None:
    assert {piece.quality for piece in spread(Delta(900, 0, 0, 3 * HOUR_S, Quality.MEASURED))} == {
        Quality.ESTIMATED
    }
    assert {piece.quality for piece in spread(Delta(900, 0, 0, 3 * HOUR_S, Quality.GAP))} == {Quality.GAP}


def test_decades_of_silence_make_no_endless_list() -> None:
    assert len(spread(Delta(10**12, 0, 0, 50 * 366 * 86_400, Quality.MEASURED))) <= 32 * 24 + 1


def test_no_bytes_make_no_pieces_and_an_instant_makes_one() -> None:
    assert spread(Delta(0, 0, 0, 60, Quality.MEASURED)) == []
    instant = Delta(7, 0, 50, 50, Quality.MEASURED)
    assert spread(instant) == [instant]
