"""A notification's way: kept as the chip signed it, sent, taken off. Each step is stored before the next.

So a crash between two of them does the one after again, which a server takes, and never loses the proof.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.text import clean
from axis_tui.store.tables.chip import LONGEST_PAYLOAD
from axis_tui.store.write.transaction import Tx

_ON_CHIP = (
    "SELECT id, seq, operation, address, eid, payload <> '', sent_at IS NOT NULL, esim_id, is_new"
    " FROM notification WHERE removed_at IS NULL AND gone_at IS NULL"
)


@dataclass(frozen=True, slots=True)
class Due:
    """A notification that is still on the chip, and how far it has come."""

    id: int
    seq: int
    operation: str
    address: str
    eid: str = field(repr=False)
    is_kept: bool
    """Whether its signed payload is in the store."""
    is_sent: bool
    esim_id: int | None
    is_new: bool


def due_notices(tx: Tx, eid: str, *, all_of_them: bool = False, but: Collection[int] = ()) -> list[Due]:
    """What is to be sent or taken off, in order: new ones, and those before them to the same server.

    A server has to hear of them in order (SGP.22 §3.5). `all_of_them` takes the old ones too; `but` are
    eSIMs whose deletion somebody else tells, and their server hears of nothing later before that.
    """
    rows = [_due(row) for row in tx.rows(f"{_ON_CHIP} AND eid = ? ORDER BY seq", (eid,))]
    servers = {row.address: row.seq for row in rows if all_of_them or row.is_new}
    found: list[Due] = []
    waiting: set[str] = set()
    for row in rows:
        if row.operation == "delete" and row.esim_id in but:
            waiting |= set() if row.is_sent else {row.address}
        elif row.seq <= servers.get(row.address, -1) and row.address not in waiting:
            found.append(row)
    return found


def earlier_notice(tx: Tx, due: Due) -> Due | None:
    """The first one that its server has to hear of before this one; None where there is none."""
    rows = due_notices(tx, due.eid)
    return next((row for row in rows if row.address == due.address and row.seq < due.seq and not row.is_sent),
                None)  # fmt: skip


def due_notice(tx: Tx, notice_id: int) -> Due | None:
    """That one, whoever's it is; None where no chip holds it any more."""
    found = tx.row(f"{_ON_CHIP} AND id = ?", (notice_id,))
    return None if found is None else _due(found)


def keep_payload(tx: Tx, notice_id: int, payload: str) -> None:
    """Keep what the chip signed, exactly as it came. Raises Problem on what cannot be one."""
    if not payload or len(payload) > LONGEST_PAYLOAD or not payload.isascii():
        raise Problem(N_("the chip's signed notification cannot be read; try again"))
    tx.execute("UPDATE notification SET payload = ? WHERE id = ? AND payload = ''", (payload, notice_id))


def note_sent(tx: Tx, notice_id: int, now: int) -> None:
    """Its server took it."""
    tx.execute(
        "UPDATE notification SET sent_at = coalesce(sent_at, ?), error = '' WHERE id = ?", (now, notice_id)
    )


def note_unsent(tx: Tx, notice_id: int, why: str) -> None:
    """It was not sent, and why; it stays due."""
    tx.execute("UPDATE notification SET error = ? WHERE id = ?", (clean(why, 500), notice_id))


def note_removed(tx: Tx, notice_id: int, now: int) -> None:
    """We took it off the chip."""
    tx.execute("UPDATE notification SET removed_at = coalesce(removed_at, ?) WHERE id = ?", (now, notice_id))


def confirm_unsent(tx: Tx, notice_id: int) -> None:
    """A person typed their consent to lose it unsent."""
    tx.execute("UPDATE notification SET unsent_confirmed = 1 WHERE id = ?", (notice_id,))


def _due(row: tuple[Any, ...]) -> Due:
    id, seq, operation, address, eid, is_kept, is_sent, esim_id, is_new = row
    return Due(id, seq, operation, address, eid, bool(is_kept), bool(is_sent), esim_id, bool(is_new))
