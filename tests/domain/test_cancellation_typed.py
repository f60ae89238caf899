"""What may be written with a cancellation, whoever types it where."""

import pytest

from axis_tui.domain.cancellation_typed import (
    MOST_CONTACT,
    MOST_NOTES,
    NotTyped,
    check_reason,
    check_typed,
)
from axis_tui.domain.cancellation_word import Reason

CARD = "4111 1111 1111 1111"
AT = "@example.com"


@pytest.mark.parametrize(
    ("notes", "contact", "field", "said"),
    [
        ("x" * (MOST_NOTES + 1), "", "notes", "500 characters at most; there are 501"),
        ("", "x" * (MOST_CONTACT - len(AT) + 1) + AT, "contact", "200 characters at most; there are 201"),
        (f"pay with {CARD}", "", "notes", "That looks like a payment card’s number; it is not stored"),
        ("", f"{CARD}{AT}", "contact", "That looks like a payment card’s number; it is not stored"),
        ("moved away", "me", "contact", "“me” is no e-mail address"),
    ],
)
def test_what_cannot_be_taken_is_named_by_its_field(notes: str, contact: str, field: str, said: str) -> None:
    with pytest.raises(NotTyped, match=said) as found:
        check_typed(notes, contact)
    assert found.value.field == field


def test_both_may_be_empty_or_as_long_as_it_goes() -> None:
    check_typed("", "")
    check_typed("x" * MOST_NOTES, "x" * (MOST_CONTACT - len(AT)) + AT)


def test_another_reason_needs_words() -> None:
    with pytest.raises(NotTyped, match="Write why") as found:
        check_reason(Reason.OTHER, "")
    assert found.value.field == "notes"
    check_reason(Reason.OTHER, "moved away")
    check_reason(Reason.LOST, "")
