"""Which eSIM a text means: the one rule for settings, worker and `doctor`. Archived ones are not meant."""

from __future__ import annotations

from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.text import clean
from axis_tui.store.read.reader import Reader

LONGEST = 80
_LONGEST_NUMBER = 15
_TAIL = 4
"""Digits of an ICCID's end that say enough."""


def meant_esim(reader: Reader, text: str) -> int:
    """The eSIM of that nickname (case aside), else of that ICCID or its end, else of that number.

    Problem on none or several.
    """
    wanted = clean(text, LONGEST)
    digits = wanted.replace(" ", "")
    found = reader.rows(
        "SELECT id FROM esim WHERE nickname = ? AND nickname <> '' AND archived_at IS NULL"
        " ORDER BY id LIMIT 2",
        (wanted,),
    )
    if len(found) != 1:
        found = reader.rows(
            "SELECT esim_id FROM overview WHERE archived = 0 AND sort_name = ? ORDER BY esim_id LIMIT 2",
            (wanted.casefold(),),
        )
    if not found and len(digits) >= _TAIL and digits.isascii() and digits.isdigit():
        for match, value in (("= ?", digits), ("LIKE ?", f"%{digits}")):
            found = found or reader.rows(
                f"SELECT id FROM esim WHERE iccid {match} AND archived_at IS NULL ORDER BY id LIMIT 2",
                (value,),
            )
    if not found and (number := number_of(wanted)) is not None:
        found = reader.rows("SELECT id FROM esim WHERE id = ? AND archived_at IS NULL", (number,))
    if not found:
        raise Problem(N_("There is no eSIM “%(text)s”; see the list with “axis-tui plans”"), text=wanted)
    if len(found) > 1:
        raise Problem(
            N_("“%(text)s” fits several eSIMs, such as #%(one)d and #%(other)d; write the number"),
            text=wanted, one=found[0][0], other=found[1][0],
        )  # fmt: skip
    return int(found[0][0])


def number_of(text: str) -> int | None:
    """The eSIM's number that `#2` or `2` stands for; None for another text."""
    digits = text.strip().removeprefix("#")
    is_number = digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_NUMBER
    return int(digits) if is_number else None
