"""Chinese takes two cells a character: what stands in columns must still fit them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from axis_tui import i18n
from axis_tui.present.alert_words import KIND_WORDS, alert_columns, alert_kind, alert_state, alert_state_word
from axis_tui.present.glyphs import UNICODE
from axis_tui.present.heatmap import heatmap
from axis_tui.present.line import Line, plain
from axis_tui.present.overview_cells import MARGIN, columns, header_line, overview_line
from axis_tui.present.status_words import STATUS_WORDS
from axis_tui.present.when import age
from axis_tui.present.width import cells
from axis_tui.tui.screens.account_lines import carrier_header, device_header, meter_header
from axis_tui.tui.screens.alert_lines import alert_header
from axis_tui.tui.screens.cancellation_lines import cancellation_header
from axis_tui.tui.screens.renewal_lines import renewal_header
from tests.locale.extract import compile_catalogue, load
from tests.present.rows import DAY_S, GB, NOW, alert, row
from tests.present.test_overview_cells import CASES

CHINESE = ("zh_Hans", "zh_Hant")
HEADERS = (
    alert_header, renewal_header, cancellation_header, carrier_header, device_header, meter_header,
)  # fmt: skip


@pytest.fixture(params=CHINESE, autouse=True)
def _language(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    compile_catalogue(load(request.param), tmp_path / request.param / "LC_MESSAGES" / "axis_tui.mo")
    monkeypatch.setattr(i18n, "LOCALE_DIR", str(tmp_path))
    i18n.use(request.param)
    yield
    i18n.use("en")


@pytest.mark.parametrize("width", [60, 80, 120, 160])
def test_the_list_is_never_cut(width: int) -> None:
    layout = columns(width)
    rows = [case[0] for case in CASES.values()] + [row(status=status) for status in STATUS_WORDS]
    rows += [
        row(status="lapsed", lapses_at=NOW - 300 * DAY_S),
        row(expires_at=NOW + 41 * DAY_S),
        row(status="ready", allowance_bytes=None, starts_at=None, lapses_at=NOW + 41 * DAY_S),
        row(runs_out_at=NOW + 41 * DAY_S, lasts=False),
        row(reading_at=NOW - 3599),
        row(reading_at=NOW - 23 * 3600),
        row(allowance_bytes=None, left_bytes=None, today_bytes=10 * GB, daily_cap_bytes=10 * GB),
    ]
    for given_row in rows:
        text = plain(overview_line(given_row, NOW, layout, UNICODE))
        assert UNICODE.ellipsis not in text, text
        assert cells(text) == width
    header = plain(header_line(layout, "until", glyphs=UNICODE))
    at = MARGIN
    for column in layout:
        title = i18n._(column.title)
        assert cells(title) + (column.id == "until") <= column.width, title
        at += column.width + column.gap
    assert cells(header) == at == width


def test_ages_and_weekdays_fit_their_columns() -> None:
    ages = [age(at, NOW) for at in (None, NOW, NOW - 3599, NOW - 86_399, NOW - 300 * DAY_S)]
    assert all(cells(text) <= 6 for text in ages)
    assert plain(heatmap([[0] * 24] * 7, 60, UNICODE)[1]).startswith(" 一 ")


def test_alert_headings_and_states_fit_theirs() -> None:
    wide = alert_columns(120)
    assert all(cells(alert_kind(kind)) <= wide.kind for kind in KIND_WORDS)
    states = ("open", "acknowledged", "snoozed", "resolved")
    assert all(cells(alert_state_word(state)) <= alert_columns(80).state for state in states)
    snoozed = alert(state="snoozed", snoozed_until=NOW + 40 * DAY_S)
    assert cells(alert_state(snoozed, NOW, "UTC")) <= wide.state


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("width", [60, 80, 120])
def test_titles_over_columns_are_never_cut(header: Callable[[int], Line], width: int) -> None:
    text = plain(header(width))
    assert UNICODE.ellipsis not in text, text
    assert cells(text) <= width
