"""What the store does not take from a person, whichever door it comes by: cards, names and codes in use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from axis_tui.domain.card_number import looks_like_card_number
from axis_tui.domain.problem import N_
from axis_tui.store.problems import NotTaken
from axis_tui.store.write.transaction import Tx, refresh_touched

_LONGEST_PHONE_NUMBER = 15
"""Digits of an international phone number at most (ITU-T E.164)."""
_TEXTS = ("nickname", "carrier", "device", "notes")


def refuse_card_numbers(entered: Mapping[str, Any]) -> None:
    """Raises NotTaken where a text that is to be stored holds a payment card's number.

    A phone number passes where it is written as an international one (a + or 00 before up to 15 digits),
    since one in ten of those happens to have a card's check digit.
    """
    texts = [entered.get(key) for key in _TEXTS]
    number = str(entered.get("number") or "")
    if not _is_international(number):
        texts.append(number)
    if any(looks_like_card_number(text) for text in texts if text):
        raise NotTaken(N_("That looks like a payment card’s number; it is not stored"))


def refuse_taken(tx: Tx, columns: Mapping[str, Any], carrier_id: int, esim_id: int = 0) -> None:
    """Raises NotTaken where another eSIM that is not archived has this nickname, ICCID or activation code.

    `columns` are those that change. The ICCID is one of its carrier's; a nickname is compared case aside.
    """
    nickname = columns.get("nickname")
    refresh_touched(tx)
    if nickname and tx.row(
        "SELECT 1 FROM overview o JOIN esim e ON e.id = o.esim_id"
        " WHERE o.archived = 0 AND o.sort_name = ? AND e.nickname <> '' AND e.id <> ?",
        (nickname.casefold(), esim_id),
    ):
        raise NotTaken(
            N_("There is an eSIM “%(name)s” already; choose another name, or archive that one first"),
            name=nickname,
        )
    if columns.get("iccid") and tx.row(
        "SELECT 1 FROM esim WHERE carrier_id = ? AND iccid = ? AND archived_at IS NULL AND id <> ?",
        (carrier_id, columns["iccid"], esim_id),
    ):
        raise NotTaken(
            N_("An eSIM of this carrier with that ICCID is there already; edit it or archive it first")
        )
    if columns.get("activation_code") and tx.row(
        "SELECT 1 FROM esim WHERE activation_code = ? AND archived_at IS NULL AND id <> ?",
        (columns["activation_code"], esim_id),
    ):
        raise NotTaken(N_("An eSIM with that activation code is there already; edit it or archive it first"))


def _is_international(number: str) -> bool:
    compact = "".join(character for character in number if character.isalnum() or character == "+")
    digits = compact.removeprefix("+").removeprefix("00")
    return digits != compact and digits.isdigit() and len(digits) <= _LONGEST_PHONE_NUMBER
