"""Auto-renew rules in words: as sentences, in short, and why they act or not."""

from dataclasses import replace
from typing import Any

import pytest

from axis_tui.domain.auto_renew import (
    Consent,
    Overage,
    OverageThen,
    Rule,
    RuleState,
    SuspendReason,
    Trigger,
)
from axis_tui.domain.money import Money
from axis_tui.domain.renewal_word import Why
from axis_tui.present.glyphs import ASCII, UNICODE
from axis_tui.present.rule_words import (
    SUSPENSIONS,
    WHY_WORDS,
    rule_sentence,
    rule_sentences,
    rule_short,
    rungs,
    state_span,
    suspension,
    why_words,
)

GB = 10**9
PACKAGE, METHOD = "Japan 5 GB, 30 days", "card …4242"


def usd(minor: int) -> Money:
    return Money(minor, "USD", 2)


RULE = Rule(
    state=RuleState.ON,
    trigger=Trigger.DATA_BELOW,
    value=GB,
    consent=Consent("JP-5", usd(900), 0),
    method_id=1,
    cap_plan=usd(1800),
    cap_day=usd(900),
    cap_month=usd(2700),
)


def test_a_rule_is_told_in_plain_sentences() -> None:
    assert rule_sentences(RULE, PACKAGE, METHOD, "decimal") == [
        "When less than 1 GB is left, buy Japan 5 GB, 30 days for 9.00 USD, paid with card …4242.",
        "At most 27.00 USD a month, 9.00 USD a day, 18.00 USD in one validity.",
        "More than one renewal in one validity is not allowed.",
        "If a payment fails for a time, it is tried again after 15 min, 2 h, 12 h, 24 h, then suspended.",
    ]


@pytest.mark.parametrize(
    ("trigger", "value", "sentence", "short"),
    [
        (Trigger.BALANCE_BELOW, 500, "When the balance is below 5.00 USD, add 9.00 USD to it, paid with",
         "at a balance below 5.00 USD"),
        (Trigger.DATA_BELOW, 3 * GB // 2, "When less than 1.5 GB is left, buy", "at 1.5 GB left"),
        (Trigger.DATA_BELOW_PERCENT, 10, "When less than 10 % of the data is left, buy", "at 10 % left"),
        (Trigger.BEFORE_EXPIRY, 1, "When it ends within 1 day, buy", "1 day before it ends"),
        (Trigger.BEFORE_EXPIRY, 3, "When it ends within 3 days, buy", "3 days before it ends"),
        (Trigger.AT_EXPIRY, 0, "When it ends, buy", "when it ends"),
    ],
)  # fmt: skip
def test_every_trigger_has_its_sentence_and_its_few_words(
    trigger: Trigger, value: int, sentence: str, short: str
) -> None:
    rule = replace(RULE, trigger=trigger, value=value)
    assert rule_sentence(rule, PACKAGE, METHOD, "decimal").startswith(sentence)
    assert f"auto-renew on: {short}, 9.00 USD by" in rule_short(rule, METHOD, "decimal")


def test_in_short_it_is_what_a_pane_shows() -> None:
    assert rule_short(RULE, METHOD, "decimal") == (
        "auto-renew on: at 1 GB left, 9.00 USD by card …4242, at most 27.00 USD a month"
    )


@pytest.mark.parametrize(
    ("caps", "told"),
    [
        ({"cap_month": None}, "at most 9.00 USD a day"),
        ({"cap_month": None, "cap_day": None}, "at most 18.00 USD in one validity"),
        ({"cap_month": None, "cap_day": None, "cap_plan": None}, "no cap"),
    ],
)
def test_in_short_the_widest_cap_is_told(caps: dict[str, Any], told: str) -> None:
    assert rule_short(replace(RULE, **caps), METHOD, "decimal").endswith(told)


def test_without_a_cap_it_says_so() -> None:
    rule = replace(RULE, cap_month=None, cap_day=None, cap_plan=None)
    assert "There is no cap." in rule_sentences(rule, PACKAGE, METHOD, "decimal")


def test_a_rule_that_is_not_on_says_why_in_short() -> None:
    assert rule_short(replace(RULE, state=RuleState.OFF), METHOD, "decimal") == "auto-renew off"
    suspended = replace(RULE, state=RuleState.SUSPENDED, suspended_for=SuspendReason.DECLINED_HARD)
    assert rule_short(suspended, METHOD, "decimal") == "auto-renew suspended: the payment was refused"


@pytest.mark.parametrize(
    ("then", "told"),
    [
        (OverageThen.STOP, "then buy nothing more."),
        (OverageThen.SLOW, "then buy nothing more and go on slowly."),
        (OverageThen.BUY, "then buy all the same, within the caps."),
    ],
)
def test_overage_is_told_with_what_happens_after_it(then: OverageThen, told: str) -> None:
    rule = replace(RULE, overage=Overage.ALLOWED, overage_limit=usd(1800), overage_then=then)
    assert f"is allowed up to 18.00 USD, {told}" in rule_sentence(rule, PACKAGE, METHOD, "decimal")


def test_without_a_ladder_a_failure_suspends_at_once() -> None:
    assert "suspended at once" in rule_sentence(replace(RULE, ladder_s=()), PACKAGE, METHOD, "decimal")
    assert rungs((60, 5400, 86_400, 172_800)) == "1 min, 90 min, 24 h, 2 d"


def test_every_why_and_every_suspension_has_words_and_later_ones_are_shown_as_they_are() -> None:
    assert set(WHY_WORDS) == {each.value for each in Why}
    assert set(SUSPENSIONS) == {each.value for each in SuspendReason}
    assert why_words("moon_phase") == "moon_phase"
    assert suspension("moon_phase") == ("moon_phase", "")
    assert suspension("price_changed")[1] == "it goes on when you agree to the new price"


def test_a_state_is_a_glyph_and_a_word() -> None:
    assert [state_span(each.value, UNICODE)[0] for each in RuleState] == ["– off", "● on", "▲ suspended"]
    assert all(state_span(each.value, ASCII)[0].isascii() for each in RuleState)
