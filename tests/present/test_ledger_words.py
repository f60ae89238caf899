"""The ledger in words."""

from axis_tui.domain.ledger import Verdict
from axis_tui.domain.money import Money
from axis_tui.domain.renewal_word import LedgerKind
from axis_tui.present.glyphs import ASCII, UNICODE
from axis_tui.present.ledger_words import (
    LEDGER_KINDS,
    difference_span,
    ledger_kind,
    ledger_note,
    signed,
    verdict_span,
)


def test_every_kind_has_a_word_and_later_ones_are_shown_as_they_are() -> None:
    assert set(LEDGER_KINDS) == {each.value for each in LedgerKind}
    assert ledger_kind("top_up") == "top-up"
    assert ledger_kind("gift") == "gift"


def test_what_comes_in_has_a_plus_and_what_goes_out_a_minus() -> None:
    amounts = (Money(2000, "USD", 2), Money(-900, "USD", 2), Money(0, "JPY", 0), Money(123_456, "JPY", 0))
    assert [signed(each) for each in amounts] == ["+20.00 USD", "-9.00 USD", "0 JPY", "+123,456 JPY"]


def test_the_verdict_says_whether_the_chain_is_whole_or_where_it_breaks() -> None:
    assert verdict_span(Verdict(12, None, "h"), UNICODE)[0] == "✓ chain whole, 12 entries"
    assert verdict_span(Verdict(1, None, "h"), ASCII)[0] == "+ chain whole, 1 entry"
    assert verdict_span(Verdict(12, 7, "h"), UNICODE)[0].startswith("✕ chain broken at entry 7:")


def test_a_difference_is_told_from_the_carriers_side() -> None:
    assert difference_span(Money(-50, "USD", 2), UNICODE)[0] == "▲ carrier says 0.50 USD less"
    assert difference_span(Money(50, "USD", 2), ASCII)[0] == "! carrier says 0.50 USD more"
    assert difference_span(Money(0, "USD", 2), UNICODE)[0] == "✓ agree"
    assert difference_span(None, UNICODE)[0] == "–"


def test_the_stores_own_note_is_translated_and_a_persons_is_not() -> None:
    assert ledger_note("opening balance") == "opening balance"
    assert ledger_note("my note") == "my note"
