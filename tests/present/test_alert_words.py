import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from axis_tui.domain.alert import AlertKind, AlertState, Severity
from axis_tui.present.alert_words import (
    KIND_WORDS,
    SEVERITY_WORDS,
    STATE_WORDS,
    alert_kind,
    alert_line,
    alert_sentence,
    alert_state,
    severity_word,
)
from axis_tui.present.glyphs import SETS, UNICODE, Glyphs
from axis_tui.present.line import Tone, plain
from tests.present.rows import DAY_S, NOW, Alert, alert

BERLIN = "Europe/Berlin"
anything = st.text(st.characters(codec=None), max_size=60)
any_alert = st.builds(
    Alert,
    kind=st.sampled_from([str(kind) for kind in AlertKind]),
    severity=st.sampled_from([str(severity) for severity in Severity]),
    state=st.sampled_from([str(state) for state in AlertState]),
    esim_name=st.none() | anything,
    meter_label=st.none() | anything,
    detail=anything,
    snoozed_until=st.none() | st.just(NOW + DAY_S),
    expires_at=st.none() | st.integers(0, 2**33),
    left_bytes=st.none() | st.integers(0, 2**60),
)


def test_every_kind_severity_and_state_has_its_word() -> None:
    assert set(KIND_WORDS) == {str(kind) for kind in AlertKind}
    assert set(SEVERITY_WORDS) == {str(severity) for severity in Severity}
    assert set(STATE_WORDS) == {str(state) for state in AlertState}
    assert alert_kind(AlertKind.LOW_DATA) == "Low data"
    assert severity_word(Severity.CRITICAL) == "critical"


@pytest.mark.parametrize(
    ("given_alert", "sentence"),
    [
        (alert(), "Japan 10 GB expires in 3 days (Mon 23 Nov)"),
        (alert(expires_at=NOW + 7200), "Japan 10 GB expires in 2 hours (Fri 20 Nov)"),
        (alert(expires_at=NOW - DAY_S), "Japan 10 GB expired on Thu 19 Nov"),
        (
            alert(kind="lapsing", expires_at=NOW + DAY_S),
            "Japan 10 GB lapses in 1 day unless it is started (Sat 21 Nov)",
        ),
        (alert(kind="lapsing", expires_at=None), "Japan 10 GB lapses soon unless it is started"),
        (
            alert(kind="lapsing", expires_at=NOW - 5),
            "Japan 10 GB lapsed on Fri 20 Nov without being started",
        ),
        (alert(kind="low_data", threshold=90), "Japan 10 GB has used 90 % of its data: 1.0 GB left"),
        (alert(kind="low_data", threshold=75, left_bytes=None), "Japan 10 GB has used 75 % of its data"),
        (alert(kind="low_data", threshold=100), "Japan 10 GB has used up its data"),
        (alert(kind="forecast_early"), "Japan 10 GB will run out of data before it expires"),
        (
            alert(kind="stale_meter", threshold=30, meter_label="wwan0"),
            "The meter wwan0 has been silent for 30 minutes",
        ),
        (
            alert(kind="meter_failing", meter_label="wwan0", detail="no such interface"),
            "The meter wwan0 fails: no such interface",
        ),
        (alert(kind="meter_failing", meter_label="wwan0"), "The meter wwan0 fails"),
        (alert(kind="clock_untrusted"), "The clock of this machine cannot be trusted: check the date"),
    ],
    ids=lambda value: value.kind if isinstance(value, Alert) else "",
)
def test_an_alert_says_what_is_wrong_in_one_sentence(given_alert: Alert, sentence: str) -> None:
    assert alert_sentence(given_alert, NOW, BERLIN) == sentence


def test_what_is_left_is_told_in_the_carriers_units() -> None:
    low = alert(kind="low_data", threshold=90, left_bytes=2**30)
    assert alert_sentence(low, NOW, BERLIN, "binary").endswith("1.0 GiB left")


def test_a_snoozed_alert_says_until_when() -> None:
    snoozed = alert(state="snoozed", snoozed_until=NOW + 3600)
    assert alert_state(snoozed, NOW, BERLIN) == "until 13:00"
    assert alert_state(alert(state="acknowledged"), NOW, BERLIN) == "acknowledged"


def test_a_row_shows_severity_sentence_state_and_age_and_fades_once_seen() -> None:
    spans = alert_line(alert(), NOW, BERLIN, 80, UNICODE)
    assert plain(spans) == (
        " ▲ Japan 10 GB expires in 3 days (Mon 23 Nov)".ljust(60) + "open".ljust(14) + "   2 h"
    )
    assert spans[0][1] is Tone.WARNING
    seen = alert_line(alert(state="acknowledged"), NOW, BERLIN, 80, UNICODE)
    assert {tone for _text, tone in seen} == {Tone.MUTED}


@given(any_alert, st.integers(40, 200), st.sampled_from(list(SETS.values())))
def test_a_row_is_exactly_as_wide_as_the_list(any_alert: Alert, width: int, glyphs: Glyphs) -> None:
    text = plain(alert_line(any_alert, NOW, BERLIN, width, glyphs))
    assert cell_len(text) == width
    assert text.isprintable()
