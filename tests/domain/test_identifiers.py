import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.domain.identifiers import (
    looks_like_card_number,
    mask,
    parse_activation_code,
    parse_eid,
    parse_iccid,
)
from axis_tui.domain.luhn import is_luhn_valid
from axis_tui.domain.problem import Problem

DIGITS = st.text("0123456789", min_size=1, max_size=30)
EID = "89049032123451234512345678901235"


def with_check_digit(digits: str) -> str:
    return next(digits + check for check in "0123456789" if is_luhn_valid(digits + check))


@given(st.text("0123456789", min_size=16, max_size=17), st.sampled_from(["", "F", "f"]))
def test_an_iccid_is_read_with_or_without_padding(account: str, padding: str) -> None:
    digits = with_check_digit("89" + account)
    spaced = " ".join(digits[i : i + 4] for i in range(0, len(digits), 4)) + padding
    parsed = parse_iccid(spaced)
    assert parsed.value == digits
    assert parsed.luhn_ok


def test_a_wrong_check_digit_is_told_and_not_refused() -> None:
    good = with_check_digit("894940012345678901")
    bad = good[:-1] + str((int(good[-1]) + 1) % 10)
    assert parse_iccid(bad).value == bad
    assert not parse_iccid(bad).luhn_ok


@pytest.mark.parametrize(
    "text", ["", "89", "8" * 40, "8901234567890123456x", "1234567890123456789", "８９" * 10]
)
def test_what_is_no_iccid_is_refused(text: str) -> None:
    with pytest.raises(Problem, match="ICCID"):
        parse_iccid(text)


def test_an_eid_is_32_digits_that_are_1_modulo_97() -> None:
    body = "890490321234512345123456789012"
    check = 98 - int(body + "00") % 97
    eid = f"{body}{check:02d}"
    assert parse_eid(" ".join(eid[i : i + 8] for i in range(0, 32, 8))).value == eid
    for wrong in (eid[:-1], eid + "1", str(int(eid) + 1), "x" * 32):
        with pytest.raises(Problem, match="EID"):
            parse_eid(wrong)


LABEL = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?", fullmatch=True)
CODES = st.tuples(
    st.sampled_from(["LPA:", "lpa:", "Lpa:", ""]),
    st.lists(LABEL, min_size=2, max_size=4).map(".".join),
    st.from_regex(r"[A-Za-z0-9-]{0,30}", fullmatch=True),
    st.sampled_from(["", "$1.3.6.1.4.1.31746", "$$1", "$1.3.6.1$1", "$"]),
)


@given(CODES)
def test_an_activation_code_says_the_same_in_every_spelling(parts: tuple[str, str, str, str]) -> None:
    prefix, address, matching_id, tail = parts
    code = parse_activation_code(f" {prefix}1${address}${matching_id}{tail}\n")
    assert (code.smdp_address, code.matching_id) == (address, matching_id)
    assert code.needs_confirmation == tail.endswith("$1")
    assert code.oid == (tail.split("$")[1] if tail else "")
    assert parse_activation_code(code.text()) == code
    assert code.text().startswith("LPA:1$")


SECRET = "QR-G-5C-1LS-1W1Z9P7"


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "",
        SECRET,
        f"2$smdp.example.com${SECRET}",
        f"LPA:1$nodots${SECRET}",
        f"LPA:1$smdp..com${SECRET}",
        f"LPA:1$smdp.example.com${SECRET}_",
        f"LPA:1$smdp.example.com${SECRET}$oid",
        f"LPA:1$smdp.example.com${SECRET}$$2",
        f"LPA:1$smdp.example.com${SECRET}$$1$$1",
        f"LPA:1$smdp.example.com${SECRET}" + "x" * 3000,
        "LPA:1$" + "a-" * 900 + f"${SECRET}",
    ],
)
def test_a_nonsense_code_gets_one_line_that_does_not_repeat_it(text: str) -> None:
    with pytest.raises(Problem) as refused:
        parse_activation_code(text)
    message = str(refused.value)
    assert message.isprintable()
    assert "paste" in message
    assert SECRET not in message


@given(st.text(max_size=60))
def test_any_text_is_a_code_or_a_problem(text: str) -> None:
    for parse in (parse_activation_code, parse_iccid, parse_eid):
        with contextlib.suppress(Problem):
            parse(text)


def test_a_code_wrapped_by_a_mail_reader_is_read() -> None:
    assert (
        parse_activation_code("LPA:1$smdp.exam\n ple.com$AB\u200b-1").text() == "LPA:1$smdp.example.com$AB-1"
    )


def test_reprs_hold_no_secrets() -> None:
    code = parse_activation_code(f"LPA:1$smdp.example.com${SECRET}")
    assert SECRET not in repr(code)
    assert "8949400123456789014" not in repr(parse_iccid("8949400123456789014"))


@pytest.mark.parametrize(
    ("text", "masked"), [("8949 4001 2345 6780 017", "…0017"), ("1234", "…"), ("", ""), ("12345", "…2345")]
)
def test_masking_leaves_the_last_four(text: str, masked: str) -> None:
    assert mask(text) == masked


@given(DIGITS, st.integers(0, 9))
def test_a_mask_shows_no_more_than_it_may(digits: str, keep: int) -> None:
    shown = mask(digits, keep).removeprefix("…")
    assert len(shown) <= keep
    assert len(shown) < len(digits)
    assert digits.endswith(shown)


@pytest.mark.parametrize(
    "text",
    [
        "4111111111111111",
        "my card 4111 1111 1111 1111, please",
        "4111-1111-1111-1111 12 27 123",
        "3782 822463 10005",
        "5555.5555.5555.4444",
        "４１１１１１１１１１１１１１１１",
        "6212345678900000003",
    ],
)
def test_card_numbers_are_found_in_what_is_typed(text: str) -> None:
    assert looks_like_card_number(text)


@pytest.mark.parametrize(
    "text",
    ["4111111111111112", "4111 1111", "", "356938035643809", "order 12345", EID, "10 GB 2025-11-20 12:30:00"],
)
def test_other_numbers_are_not_taken_for_cards(text: str) -> None:
    assert not looks_like_card_number(text)


@given(st.text("0123456789", min_size=16, max_size=17))
def test_an_iccid_is_never_taken_for_a_card(account: str) -> None:
    digits = with_check_digit("89" + account)
    assert not looks_like_card_number(digits)
    assert not looks_like_card_number(" ".join(digits[i : i + 4] for i in range(0, len(digits), 4)))
