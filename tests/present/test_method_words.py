"""Payment methods in words, and when they expire."""

import pytest

from axis_tui.domain.renewal_word import MethodKind
from axis_tui.present.glyphs import ASCII, UNICODE
from axis_tui.present.line import Tone
from axis_tui.present.method_words import METHOD_KINDS, expiry, expiry_span, expiry_state, method_words
from tests.present.rows import NOW


@pytest.mark.parametrize(
    ("kind", "label", "last4", "carrier", "told"),
    [
        ("card", "travel", "4242", "", "card …4242"),
        ("debit_card", "home", "0007", "", "debit card …0007"),
        ("paypal", "private", "", "", "PayPal (private)"),
        ("e_wallet", "phone", "", "", "e-wallet (phone)"),
        ("balance", "Axis JP balance", "", "Axis JP", "balance at Axis JP"),
        ("balance", "Axis JP balance", "", "", "Axis JP balance"),
        ("", "gone", "", "", "gone"),
        ("barter", "cow", "", "", "barter (cow)"),
    ],
)
def test_a_method_is_told_by_its_kind_and_what_is_known_of_it(
    kind: str, label: str, last4: str, carrier: str, told: str
) -> None:
    assert method_words(kind, label, last4, carrier=carrier) == told


def test_every_kind_has_a_word() -> None:
    assert set(METHOD_KINDS) == {each.value for each in MethodKind}


@pytest.mark.parametrize(
    ("month", "state"),
    [(None, ""), (202610, "expired"), (202611, "expiring"), (202612, "expiring"), (202701, "ok"),
     (202511, "expired"), (203001, "ok")],
)  # fmt: skip
def test_a_card_is_good_until_its_month_is_over(month: int | None, state: str) -> None:
    assert expiry_state(month, NOW, "UTC") == state


def test_expiry_has_a_glyph_and_a_word_where_there_is_something_to_do() -> None:
    assert expiry(202705) == "05/27"
    assert expiry(None) == ""
    assert expiry_span(202705, NOW, "UTC", UNICODE) == ("05/27", Tone.MUTED)
    assert expiry_span(202612, NOW, "UTC", UNICODE) == ("▲ expires 12/26", Tone.WARNING)
    assert expiry_span(202610, NOW, "UTC", ASCII) == ("x expired 10/26", Tone.BAD)
