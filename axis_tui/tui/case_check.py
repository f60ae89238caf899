"""The checklist of an eSIM as the store has it now, before anything was asked for, and what would be lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axis_tui.domain.cancellation_check import checks
from axis_tui.domain.cancellation_lost import LostPlan, lost_plans
from axis_tui.domain.cancellation_subject import Check
from axis_tui.domain.cancellation_word import CheckCode, Reason

if TYPE_CHECKING:
    from axis_tui.store.read import Reader
    from axis_tui.store.read.case_subject import Found

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
    found = _look(reader, esim_id, now)
    every = () if found is None else checks(found.subject)
    return tuple(check for check in every if check.code not in _WITH_THE_REQUEST)


def lost_before(reader: Reader, esim_id: int, now: int) -> tuple[LostPlan, ...]:
    """The plans that would be lost."""
    found = _look(reader, esim_id, now)
    return () if found is None else lost_plans(found.subject)


def _look(reader: Reader, esim_id: int, now: int) -> Found | None:
    from axis_tui.store.read.case_subject import look

    return look(reader, esim_id, Reason.UNUSED, "", "", None, now)
