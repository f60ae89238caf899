import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.domain.card_number import looks_like_card_number
from axis_tui.domain.payment_method import check_label, check_last4, days_to_expiry, ends_at, parse_month
from axis_tui.domain.problem import Problem
from tests.domain.terms import at, local

CARD = "4111111111111111"
ZERO_WIDTH_SPACE = "\u200b"


def test_a_label_is_cleaned_and_kept() -> None:
    assert check_label("  Visa\x1b  of\nthe firm 4242 ") == "Visa of the firm 4242"
    assert check_label("x" * 40) == "x" * 40


@pytest.mark.parametrize("label", ["", " \n", ZERO_WIDTH_SPACE, "x" * 41])
def test_a_label_has_1_to_40_characters(label: str) -> None:
    with pytest.raises(Problem, match="1 to 40"):
        check_label(label)


@pytest.mark.parametrize(
    "label",
    [
        CARD,
        f"Visa {CARD}",
        "4111 1111 1111 1111",
        "４１１１１１１１１１１１１１１１",
        ZERO_WIDTH_SPACE.join(CARD),
        "4111\x0011111111\x7f1111",
        f"{'x' * 100} {CARD}",
    ],
)
def test_a_card_number_is_no_label_and_is_not_repeated(label: str) -> None:
    with pytest.raises(Problem, match="card’s number") as caught:
        check_label(label)
    assert "1111" not in str(caught.value)


@given(
    st.lists(
        st.sampled_from(["4111", "1111", " ", "-", ZERO_WIDTH_SPACE, "\u202e", "\x00", "a"]), max_size=12
    )
)
def test_no_label_that_is_taken_holds_a_card_number(parts: list[str]) -> None:
    try:
        label = check_label("".join(parts))
    except Problem:
        return
    assert not looks_like_card_number(label)


def test_four_digits_or_none_are_kept_of_a_card() -> None:
    assert (check_last4(" 4242 "), check_last4("")) == ("4242", "")


@pytest.mark.parametrize("text", ["424", "42424", CARD, "424a", "٤٢٤٢", "42 42"])
def test_more_or_other_than_four_digits_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(Problem, match="Only the last four") as caught:
        check_last4(text)
    assert caught.value.params == {}


@pytest.mark.parametrize("text", ["12/28", " 12 / 28 ", "12/2028", "2028-12", "2028/12", "12.28"])
def test_a_month_is_read_as_on_the_card_or_as_iso(text: str) -> None:
    assert parse_month(text) == 202_812


def test_a_month_in_one_digit_is_read_and_no_month_is_none() -> None:
    assert (parse_month("1/30"), parse_month("2030-1"), parse_month(" ")) == (203_001, 203_001, None)


@pytest.mark.parametrize(
    "text", ["13/28", "0/28", "00/28", "28", "12/1999", "12/3000", "1228", "٠١/28", "2028-13"]
)
def test_what_is_no_month_says_how_to_write_one(text: str) -> None:
    with pytest.raises(Problem, match="12/28"):
        parse_month(text)


def test_a_method_holds_through_the_last_day_of_its_month_where_its_owner_is() -> None:
    assert local(ends_at(202_812, "Asia/Tokyo"), "Asia/Tokyo") == "2029-01-01 00:00"
    assert local(ends_at(202_802, "UTC")) == "2028-03-01 00:00"


def test_days_are_counted_to_its_last_day_and_below_zero_after_it() -> None:
    zone = "Asia/Tokyo"
    assert days_to_expiry(202_812, at("2028-12-01 00:00", zone), zone) == 30
    assert days_to_expiry(202_812, at("2028-12-31 23:59", zone), zone) == 0
    assert days_to_expiry(202_812, at("2029-01-01 00:00", zone), zone) == -1
