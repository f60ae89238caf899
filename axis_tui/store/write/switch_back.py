"""A switch of the profile that is undone by itself: kept in the store, so that no crash leaves it done."""

from __future__ import annotations

from dataclasses import dataclass, field

from axis_tui.store.write.transaction import Tx

_ALL = "SELECT eid, to_aid, to_iccid, from_aid, from_iccid, wait_s, asked_at, due_at FROM switch_back"


@dataclass(frozen=True, slots=True)
class SwitchBack:
    """What to go back to, and when."""

    eid: str = field(repr=False)
    to_aid: str
    """Empty where no profile was enabled."""
    to_iccid: str = field(repr=False)
    from_aid: str
    """Empty where the profile was disabled and none took its place."""
    from_iccid: str = field(repr=False)
    wait_s: int
    asked_at: int
    due_at: int

    def is_due(self, now: int) -> bool:
        """Whether its time has come; also where the clock was set back, which would let it wait for ever."""
        return now >= self.due_at or now < self.asked_at


def plan_switch_back(tx: Tx, back: SwitchBack) -> None:
    """Keep it before the switch; one that is waiting already stays what it goes back to."""
    tx.execute(
        "INSERT INTO switch_back (eid, to_aid, to_iccid, from_aid, from_iccid, wait_s, asked_at, due_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (eid) DO UPDATE SET from_aid = excluded.from_aid,"
        " from_iccid = excluded.from_iccid, wait_s = excluded.wait_s, asked_at = excluded.asked_at,"
        " due_at = excluded.due_at",
        (back.eid, back.to_aid, back.to_iccid, back.from_aid, back.from_iccid, back.wait_s, back.asked_at,
         back.due_at),
    )  # fmt: skip


def begin_wait(tx: Tx, eid: str, now: int) -> None:
    """The switch is done: the person has all of the time from now on."""
    tx.execute("UPDATE switch_back SET asked_at = ?, due_at = ? + wait_s WHERE eid = ?", (now, now, eid))


def postpone(tx: Tx, eid: str, now: int, seconds: int) -> None:
    """It could not be undone now: try again then."""
    tx.execute("UPDATE switch_back SET asked_at = ?, due_at = ? WHERE eid = ?", (now, now + seconds, eid))


def forget_switch_back(tx: Tx, eid: str | None = None) -> bool:
    """It is confirmed, undone or was never made; whether one was waiting. None: of every chip."""
    if eid is None:
        return tx.execute("DELETE FROM switch_back") > 0
    return tx.execute("DELETE FROM switch_back WHERE eid = ?", (eid,)) > 0


def switches_back(tx: Tx) -> list[SwitchBack]:
    """All that wait."""
    return [SwitchBack(*row) for row in tx.rows(_ALL)]
