"""Orders in words: every state, event and decline has its own, and what happens next is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.domain.renewal_check import Finding
from axis_tui.domain.renewal_word import Channel, DeclineKind, Effect, FindingCode, OrderState
from axis_tui.present.channel_words import CHANNEL_WORDS, channel_word, what_happens, what_to_do
from axis_tui.present.finding_words import FINDING_WORDS, finding_advice, finding_mark, finding_sentence
from axis_tui.present.glyphs import ASCII, SETS, UNICODE, Glyphs
from axis_tui.present.line import plain
from axis_tui.present.order_effect import EFFECT_WORDS
from axis_tui.present.order_line import order_way
from axis_tui.present.order_next import order_advice, order_next
from axis_tui.present.order_words import (
    DECLINES,
    STATE_WORDS,
    decline_advice,
    decline_reason,
    is_in_doubt,
    order_event_word,
    order_state_span,
)
from axis_tui.present.width import cells
from tests.present.orders import Order, order
from tests.present.rows import NOW

BERLIN = "Europe/Berlin"
anything = st.text(st.characters(codec=None), max_size=60)
times = st.none() | st.integers(NOW - 10**8, NOW + 10**8)
any_order = st.builds(
    Order,
    state=st.sampled_from([state.value for state in OrderState]),
    channel=st.sampled_from([channel.value for channel in Channel]),
    is_guided=st.booleans(),
    asked_at=st.integers(0, NOW),
    first_sent_at=times,
    paid_at=times,
    credited_at=times,
    next_look_at=times,
    decline=anything,
    detail=anything,
)


def test_every_state_channel_effect_decline_and_finding_has_its_words() -> None:
    assert set(STATE_WORDS) == set(OrderState)
    assert set(CHANNEL_WORDS) == set(Channel)
    assert set(EFFECT_WORDS) == set(Effect)
    assert set(DECLINES) == {*DeclineKind, "not_charged"}
    assert set(FINDING_WORDS) == set(FindingCode)


def test_no_two_states_read_alike_and_each_has_a_glyph_in_both_sets() -> None:
    for glyphs in SETS.values():
        shown = [order_state_span(state, NOW, NOW, glyphs)[0] for state in OrderState]
        assert len(set(shown)) == len(shown)
        assert all(cells(text.split()[0]) == 1 for text in shown)


@pytest.mark.parametrize(("age", "doubt"), [(0, False), (10, False), (11, True)])
def test_an_order_without_an_answer_for_ten_seconds_is_in_doubt(age: int, doubt: bool) -> None:
    assert is_in_doubt("sent", NOW - age, NOW) is doubt
    assert ("▲" in order_state_span("sent", NOW - age, NOW, UNICODE)[0]) is doubt


@pytest.mark.parametrize("state", list(OrderState))
def test_only_unknown_and_review_are_in_doubt_whatever_their_age(state: OrderState) -> None:
    assert is_in_doubt(state, NOW, NOW) is (state in (OrderState.UNKNOWN, OrderState.REVIEW))


def test_words_of_a_later_version_are_shown_as_they_are() -> None:
    assert order_event_word("sent_by_pigeon") == "sent by pigeon"
    assert decline_reason("out_of_corn") == "out of corn"
    assert decline_advice("out_of_corn")


def test_a_channel_says_what_will_happen_and_who_does_it() -> None:
    assert "for you" in what_happens("online", "Axis EU", is_guided=False)
    assert "record it" in what_happens("online", "Axis EU", is_guided=True)
    assert "Kiosk 12" in what_happens("third_party", "Axis EU", is_guided=True, seller="Kiosk 12")
    assert all(what_to_do(channel) for channel in Channel if channel is not Channel.AUTO)
    assert all(cells(channel_word(channel)) <= 11 for channel in Channel)


def test_a_finding_says_what_is_the_matter_and_what_to_do() -> None:
    lost = Finding(FindingCode.LOSES_DATA, False, (("bytes", 1_900_000_000),))
    assert finding_sentence(lost, NOW, BERLIN) == "1.9 GB that are left now are thrown away"
    ends = Finding(FindingCode.SHORTER, False, (("from_at", NOW + 86_400), ("to_at", NOW)))
    assert "Fri 20 Nov instead of Sat 21 Nov" in finding_sentence(ends, NOW, BERLIN)
    assert finding_mark(lost, UNICODE)[0] != finding_mark(Finding(FindingCode.DELETED, True), UNICODE)[0]
    assert all(finding_advice(code) for code in FindingCode)


@given(any_order, st.integers(30, 120), st.sampled_from([UNICODE, ASCII]))
def test_any_order_has_a_way_that_fits_and_words_for_what_is_next(
    made: Order, width: int, glyphs: Glyphs
) -> None:
    way = plain(order_way(made, NOW, BERLIN, width, glyphs))
    assert 0 < cells(way) <= width
    assert way.isprintable()
    assert order_next(made, NOW, BERLIN)
    assert order_advice(made, NOW, BERLIN)


def test_the_way_reads_as_it_was_drawn() -> None:
    paid = order(state="succeeded", first_sent_at=NOW - 240, paid_at=NOW - 150)
    shown = plain(order_way(paid, NOW, BERLIN, 80, UNICODE))
    assert shown.startswith("11:56 asked · 11:56 sent · 11:57 paid · waiting for data (2 of 30 min) ")
    late = order(state="succeeded", first_sent_at=NOW - 4000, paid_at=NOW - 3600)
    assert plain(order_way(late, NOW, BERLIN, 80, UNICODE)).endswith("▲ no data for 60 min")


def test_an_order_of_another_day_tells_the_day_once() -> None:
    done = order(state="withdrawn", asked_at=NOW - 86_400, changed_at=NOW - 86_300)
    assert plain(order_way(done, NOW, BERLIN, 80, UNICODE)) == "Thu 19 Nov 12:00 asked · 12:01 withdrawn"
