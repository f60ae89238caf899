import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from axis_tui.domain.approval import (
    FREE_TRIES,
    LONGEST_LOCK_S,
    Lock,
    after_failure,
    check_pin,
    hash_pin,
    is_locked,
    matches,
    reanchored,
)
from axis_tui.domain.problem import Problem
from tests.domain.terms import DAY, NOW

SALT = bytes(range(16))
STORED = hash_pin("2580", SALT)


def locked(failures: int, now: int = NOW) -> Lock:
    lock = Lock()
    for _ in range(failures):
        lock = after_failure(lock, now)
    return lock


@pytest.mark.parametrize("pin", ["2580", "1235", "000000000001", "1122", "13579"])
def test_four_to_twelve_digits_are_a_pin(pin: str) -> None:
    assert check_pin(pin) == pin


def test_digits_of_an_input_method_for_chinese_are_digits() -> None:
    assert check_pin(" ２５８０ ") == "2580"
    assert matches("２５８０", hash_pin("2580", SALT))


@pytest.mark.parametrize("pin", ["", "258", "1234567890123", "25a0", "25 80", "-2580", "٢٥٨٠", "2580\n1"])
def test_anything_else_is_none(pin: str) -> None:
    with pytest.raises(Problem, match="4 to 12 digits"):
        check_pin(pin)


@pytest.mark.parametrize("pin", ["1111", "000000"])
def test_one_digit_over_and_over_is_refused(pin: str) -> None:
    with pytest.raises(Problem, match="guessed at once"):
        check_pin(pin)


@pytest.mark.parametrize("pin", ["1234", "4321", "0123456789", "7890", "0987", "890123"])
def test_a_straight_run_is_refused(pin: str) -> None:
    with pytest.raises(Problem, match="guessed at once"):
        check_pin(pin)


@given(st.text(max_size=14).filter(lambda text: not any(character.isdigit() for character in text)))
def test_no_message_repeats_what_was_typed(text: str) -> None:
    with pytest.raises(Problem) as caught:
        check_pin(text)
    assert set(caught.value.params) == {"low", "high"}


def test_what_is_kept_of_a_pin_says_how_it_was_made_and_is_the_standards_scrypt() -> None:
    # openssl kdf -keylen 32 -kdfopt pass:2580 -kdfopt hexsalt:00…0f -kdfopt n:16384 -kdfopt r:8 -kdfopt p:1
    # SCRYPT
    expected = "4d321c1e43b82d5ad3c756d20edcbce6c4b572854b2241f8243ccca7ed153fe8"
    assert hash_pin("2580", SALT) == f"scrypt$14$8$1${SALT.hex()}${expected}"


def test_only_the_same_pin_matches() -> None:
    stored = hash_pin("2580", SALT)
    assert matches("2580", stored)
    assert not matches("2581", stored)
    assert not matches("", stored)
    assert not matches("\ud800", stored)
    assert hash_pin("2580", SALT[::-1]) != stored


@settings(max_examples=60)
@given(st.integers(0, 110), st.characters())
def test_damaged_text_matches_no_pin(place: int, character: str) -> None:
    damaged = STORED[:place] + character + STORED[place + 1 :]
    assert matches("2580", damaged) == (damaged == STORED)


@pytest.mark.parametrize("stored", ["", "scrypt$14$8$1$$", "scrypt$62$8$1$00$00", "2580", "$" * 400, "é"])
def test_text_that_never_was_a_hash_matches_no_pin(stored: str) -> None:
    assert not matches("2580", stored)
    assert not matches("2580", hash_pin("2580", SALT) + "\n")


def test_three_tries_are_free_and_then_each_costs_twice_the_time() -> None:
    assert [lock.tries_left for lock in map(locked, range(5))] == [3, 2, 1, 0, 0]
    delays = [locked(failures).locked_until_at - NOW for failures in range(3, 13)]
    assert delays == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]
    assert not is_locked(locked(2), NOW)
    assert is_locked(locked(3), NOW + 29)
    assert not is_locked(locked(3), NOW + 30)


@given(st.integers(0, 10_000))
def test_however_often_it_was_wrong_it_is_never_locked_for_more_than_an_hour(failures: int) -> None:
    lock = after_failure(Lock(failures), NOW)
    assert lock.failures == failures + 1
    assert is_locked(lock, NOW) == (failures + 1 >= FREE_TRIES)
    assert not is_locked(lock, NOW + LONGEST_LOCK_S)


@given(st.integers(1, 15), st.integers(-900 * DAY, -1), st.lists(st.integers(0, 700), min_size=1, max_size=8))
def test_a_clock_that_went_back_neither_unlocks_early_nor_locks_for_longer_than_the_delay(
    failures: int, jump: int, waits: list[int]
) -> None:
    lock, passed = locked(failures), 0
    delay = max(0, lock.locked_until_at - NOW)
    first_look = waits[0]
    for wait in waits:
        passed += wait
        lock = reanchored(lock, NOW + jump + passed)
        is_still = is_locked(lock, NOW + jump + passed)
        if passed < delay:
            assert is_still
        if passed >= first_look + delay:
            assert not is_still


def test_a_clock_that_goes_on_leaves_the_lock_as_it_is() -> None:
    for now in (NOW, NOW + 10, NOW + DAY):
        assert reanchored(locked(5), now) == locked(5)
    assert reanchored(locked(2), NOW - DAY) == locked(2)
