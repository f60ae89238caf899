"""The checklist of an eSIM as the store has it now, before anything was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axis_tui.domain.cancellation_check import checks
from axis_tui.domain.cancellation_subject import Check
from axis_tui.domain.cancellation_word import CheckCode, Reason

if TYPE_CHECKING:
    from axis_tui.store.read import Reader

_WITH_THE_REQUEST = frozenset(
    {
        CheckCode.REASON,
        CheckCode.REASON_TEXT_MISSING,
        CheckCode.CONTACT_SET,
        CheckCode.CONTACT_MISSING,
        CheckCode.BACKUP_MADE,
        CheckCode.BACKUP_MISSING,
        CheckCode.BACKUP_OLD,
    }
)


def checks_before(reader: Reader, esim_id: int, now: int) -> tuple[Check, ...]:
    """What stands in the way or is lost whatever the reason, as far as the chip is not lost."""
    from axis_tui.store.read.case_subject import look

    found = look(reader, esim_id, Reason.UNUSED, "", "", None, now)
    every = () if found is None else checks(found.subject)
    return tuple(check for check in every if check.code not in _WITH_THE_REQUEST)
