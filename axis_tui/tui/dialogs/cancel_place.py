"""What the last step hands to the store: draft and request in one transaction with the PIN."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from axis_tui.domain.cancellation_subject import Check
from axis_tui.domain.cancellation_word import Reason
from axis_tui.domain.problem import N_, Problem

if TYPE_CHECKING:
    from axis_tui.store.backup import Backup


class InTheWay(Problem):
    """Something came in the way since the checklist was shown; `found` is the checklist as it is now."""

    def __init__(self, found: Sequence[Check]) -> None:
        super().__init__(N_("Something came in the way meanwhile; nothing was asked for"))
        self.found = tuple(found)


class BackupGone(Problem):
    """The copy that was made for the request is no longer there."""

    def __init__(self) -> None:
        super().__init__(N_("The backup is no longer there; nothing was asked for, and it is made anew"))


def place(
    tx: Any,
    pin: str | None,
    esim_id: int,
    reason: Reason,
    notes: str,
    contact: str,
    backup: Backup,
) -> Any:
    """Run in the writing thread: an `Approved` case number.

    Raises InTheWay, BackupGone and Problem; nothing changed.
    """
    from axis_tui.store.write import approval
    from axis_tui.store.write.cases import Blocked, NewCase, draft, submit

    if not backup.path.is_file():
        raise BackupGone
    now = tx.now

    def ask(tx: Any) -> int:
        case_id: int = draft(tx, NewCase(esim_id, reason, notes, contact), now)
        submit(tx, case_id, now, backup)
        return case_id

    try:
        return approval.approved(tx, pin, now, ask)
    except Blocked as blocked:
        raise InTheWay(blocked.found) from None
