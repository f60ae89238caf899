from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from axis_tui.domain.status import Status
from axis_tui.present.glyphs import ASCII, SETS, UNICODE, Glyphs
from axis_tui.present.line import Tone, plain
from axis_tui.present.overview_cells import (
    TITLES,
    columns,
    header_line,
    overview_cells,
    overview_changes_at,
    overview_line,
)
from axis_tui.present.status_words import PROFILE_WORDS, STATUS_WORDS, status_word
from tests.present.rows import DAY_S, GB, NOW, Row, row

anything = st.text(st.characters(codec=None), max_size=30)
maybe_at = st.none() | st.integers(NOW - 40 * DAY_S, NOW + 40 * DAY_S) | st.integers(0, 2**33)
maybe_bytes = st.none() | st.integers(0, 2**62)
any_row = st.builds(
    Row,
    name=anything,
    carrier=anything,
    device=st.none() | anything,
    coverage=anything,
    status=st.sampled_from([str(status) for status in Status]),
    unit_system=st.sampled_from(["decimal", "binary"]),
    plan_id=st.none() | st.just(1),
    billing=st.sampled_from(["prepaid", "postpaid"]),
    allowance_bytes=maybe_bytes,
    left_bytes=maybe_bytes,
    daily_cap_bytes=maybe_bytes,
    today_bytes=st.integers(0, 2**62),
    starts_at=maybe_at,
    expires_at=maybe_at,
    lapses_at=maybe_at,
    runs_out_at=maybe_at,
    lasts=st.sampled_from([None, True, False]),
    rate_bytes_per_day=maybe_bytes,
    reading_at=maybe_at,
)
widths = st.integers(60, 220)
sets = st.sampled_from(list(SETS.values()))


def cell(changed: Row, column: str, width: int = 80, glyphs: Glyphs = UNICODE) -> str:
    layout = columns(width)
    index = [entry.id for entry in layout].index(column)
    return plain(overview_cells(changed, NOW, layout, glyphs)[index]).strip()


@given(any_row, widths, sets)
def test_every_cell_is_as_wide_as_its_column_and_every_row_as_the_list(
    any_row: Row, width: int, glyphs: Glyphs
) -> None:
    layout = columns(width)
    for column, spans in zip(layout, overview_cells(any_row, NOW, layout, glyphs), strict=True):
        assert cell_len(plain(spans)) == column.width, column
    text = plain(overview_line(any_row, NOW, layout, glyphs))
    assert cell_len(text) == cell_len(plain(header_line(layout))) == width
    assert text.isprintable()


@pytest.mark.parametrize("width", range(60, 200))
def test_columns_grow_with_the_width_and_never_shrink_a_figure(width: int) -> None:
    found = {column.id: column.width for column in columns(width)}
    assert found["left"] >= 14
    assert found["until"] >= 14
    assert found["forecast"] >= 14
    assert ("carrier" in found) == (width >= 80)
    assert ("device" in found) == ("age" in found) == (width >= 120)
    assert set(found) <= set(TITLES)


def test_a_running_plan_reads_as_in_a_sentence() -> None:
    text = plain(overview_line(row(), NOW, columns(80), UNICODE))
    assert text.rstrip() == " Japan 10 GB    Axis JP    █████████▊░░░░░░  6.1G Wed 2 Dec   12d ● lasts"


def test_in_ascii_nothing_but_ascii_is_drawn() -> None:
    for status in Status:
        for width in (60, 80, 160):
            text = plain(overview_line(row(status=str(status), name="x" * 50), NOW, columns(width), ASCII))
            assert text.isascii()


BAR = "█████████▊░░░░░░  6.1G"
UNLIMITED = row(allowance_bytes=None, left_bytes=None, daily_cap_bytes=2 * GB, today_bytes=12 * GB // 10)
WAITING = row(status="ready", starts_at=None, expires_at=None, lapses_at=NOW + 45 * DAY_S)
CASES: dict[str, tuple[Row, tuple[str, str, str]]] = {
    "waiting to start": (WAITING, ("not started      10.0G", "lapses 4 Jan", "○ ready")),
    "no activation window": (
        row(status="ready", starts_at=None, expires_at=None),
        ("not started      10.0G", "not started", "○ ready"),
    ),
    "unlimited": (UNLIMITED, ("unlimited, 1.2 of 2G/d", "Wed 2 Dec   12d", "● lasts")),
    "unlimited and heavily used": (
        replace(UNLIMITED, rate_bytes_per_day=3 * GB),
        ("unlimited, 1.2 of 2G/d", "Wed 2 Dec   12d", "● slows daily"),
    ),
    "expired": (
        row(status="expired", left_bytes=0, expires_at=NOW - 3 * DAY_S),
        ("░" * 16 + "     0", "expired 3d ago", "✕ renew?"),
    ),
    "archived after its end": (
        row(status="archived", expires_at=NOW - 68 * DAY_S),
        (BAR, "ended 68d ago", "– archived"),
    ),
    "archived and never started": (
        replace(WAITING, status="archived", lapses_at=NOW - DAY_S),
        (BAR, "lapsed 1d ago", "– archived"),
    ),
    "ended before the worker noticed": (
        row(expires_at=NOW - 90),
        (BAR, "expired 1m ago", "● lasts"),
    ),
    "postpaid": (
        row(billing="postpaid", expires_at=NOW + 11 * DAY_S),
        (BAR, "month ends  11d", "● lasts"),
    ),
    "out within the week": (
        row(status="expiring", expires_at=NOW + 2 * DAY_S, runs_out_at=NOW + DAY_S + 6 * 3600, lasts=False),
        (BAR, "Sun 22 Nov   2d", "▲ out Sat 18h"),
    ),
    "out later": (
        row(runs_out_at=NOW + 10 * DAY_S, lasts=False),
        (BAR, "Wed 2 Dec   12d", "▲ out 30 Nov"),
    ),
    "months away": (row(expires_at=NOW + 200 * DAY_S), (BAR, "8 Jun      200d", "● lasts")),
    "years away": (row(expires_at=NOW + 730 * DAY_S), (BAR, "Nov 2028   730d", "● lasts")),
    "no plan": (row(plan_id=None, status="none"), ("–", "–", "– no plan")),
    "cancelled while it ran": (
        row(status="cancelled", left_bytes=0, expires_at=NOW - 2 * DAY_S),
        ("–", "ended 2d ago", "– cancelled"),
    ),
    "cancelled before its start": (
        row(status="cancelled", allowance_bytes=None, starts_at=None, expires_at=None, lapses_at=NOW - DAY_S),
        ("–", "ended 1d ago", "– cancelled"),
    ),
    "cancelled, its end not kept": (row(status="cancelled"), ("–", "–", "– cancelled")),
    "capped until tomorrow": (
        row(status="depleted", daily_cap_bytes=GB),
        ("█████████▊░░░░░░  6.1G", "Wed 2 Dec   12d", "✕ off today"),
    ),
    "slowed": (row(status="slowed", lasts=None), (BAR, "Wed 2 Dec   12d", "▼ slow today")),
    "never read": (
        row(lasts=None, rate_bytes_per_day=None, reading_at=None),
        (BAR, "Wed 2 Dec   12d", "· no reading"),
    ),
    "without a rate": (row(lasts=None, rate_bytes_per_day=None), (BAR, "Wed 2 Dec   12d", "· too early")),
}


@pytest.mark.parametrize(("given_row", "words"), CASES.values(), ids=CASES)
def test_each_row_says_what_is_left_until_when_and_what_to_expect(
    given_row: Row, words: tuple[str, str, str]
) -> None:
    assert tuple(cell(given_row, column) for column in ("left", "until", "forecast")) == words


def test_the_daily_cap_is_said_shorter_where_there_is_less_room() -> None:
    assert cell(UNLIMITED, "left", 60) == "1.2 of 2G/d"


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("days", [1, 68, 300, 4000])
def test_an_end_in_the_past_is_never_cut(days: int, width: int) -> None:
    text = cell(row(status="archived", expires_at=NOW - days * DAY_S), "until", width)
    assert text.endswith(f"{days}d ago")


def test_the_header_marks_the_order() -> None:
    assert "Valid until↑" in plain(header_line(columns(80), "until"))
    assert "Data left↓" in plain(header_line(columns(80), "left", descending=True))
    assert "Data left↓" not in plain(header_line(columns(80), "name"))


def test_a_state_is_told_by_glyph_and_word_as_well_as_by_tone() -> None:
    assert set(STATUS_WORDS) >= {str(status) for status in Status}
    looks = {(entry.glyph, entry.word) for entry in STATUS_WORDS.values()}
    assert len(looks) == len(STATUS_WORDS)
    assert status_word(Status.DEPLETED) == "used up"
    assert set(PROFILE_WORDS) == {"released", "installed", "enabled", "disabled", "deleted"}


def test_a_row_sends_few_colour_changes() -> None:
    spans = overview_line(row(), NOW, columns(80), UNICODE)
    assert len(spans) <= 7
    assert all(first[1] is not second[1] for first, second in pairwise(spans))
    assert spans[0][1] is Tone.NORMAL


@given(any_row, st.integers(0, 30 * DAY_S))
def test_a_row_reads_the_same_until_it_is_said_to_change(any_row: Row, later: int) -> None:
    until = overview_changes_at(any_row, NOW)
    moment = NOW + later if until is None else min(NOW + later, until - 1)
    assert until is None or until > NOW
    layout = columns(160)
    assert overview_line(any_row, moment, layout, UNICODE) == overview_line(any_row, NOW, layout, UNICODE)
