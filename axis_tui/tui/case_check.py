"""The checklist of an eSIM as the store has it now; asked for by the list and by the wizard."""

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
    found = checks_of(reader, esim_id, Reason.UNUSED, "", "", None, now) or ()
    return tuple(check for check in found if check.code not in _WITH_THE_REQUEST)


def checks_of(
    reader: Reader,
    esim_id: int,
    reason: Reason,
    notes: str,
    contact: str,
    backup_at: int | None,
    now: int,
) -> tuple[Check, ...] | None:
    """The whole checklist of such a request, what blocks first; None where there is no such eSIM any more."""
    from axis_tui.store.read.case_subject import look

    found = look(reader, esim_id, reason, notes, contact, backup_at, now)
    return None if found is None or found.is_archived else checks(found.subject)
