"""The worker's jobs and when they are due, kept so that a restart neither skips nor repeats them."""

from __future__ import annotations

from dataclasses import dataclass

from axis_tui.store.write.transaction import Tx


@dataclass(frozen=True, slots=True)
class Job:
    """A job and when it is due."""

    job: str
    due_at: int
    interval_s: int
    last_at: int | None
    failures: int
    """In a row."""


def ensure(tx: Tx, job: str, interval_s: int, due_at: int) -> None:
    """Have the job in the schedule; a new one is first due at `due_at`, a known one sooner where
    that is nearer.
    """
    tx.execute(
        "INSERT INTO schedule (job, due_at, interval_s) VALUES (?, ?, ?) ON CONFLICT (job) DO UPDATE"
        " SET interval_s = excluded.interval_s, due_at = CASE WHEN schedule.interval_s <> excluded.interval_s"
        " THEN excluded.due_at ELSE schedule.due_at END",
        (job, due_at, interval_s),
    )


def due(tx: Tx, now: int) -> list[Job]:
    """The jobs due at `now`, the longest overdue first."""
    found = tx.rows(
        "SELECT job, due_at, interval_s, last_at, failures FROM schedule WHERE due_at <= ? ORDER BY"
        " due_at, job",
        (now,),
    )
    return [Job(*row) for row in found]


def next_due_at(tx: Tx) -> int | None:
    """When the next job is due; None where there is none."""
    found = tx.row("SELECT min(due_at) FROM schedule")
    return None if found is None else found[0]


def done(tx: Tx, job: str, now: int, next_due: int, *, failed: bool = False) -> None:
    """Note that a job has run, and when it is due again."""
    tx.execute(
        "UPDATE schedule SET last_at = ?, due_at = ?, failures = CASE WHEN ? THEN failures + 1 ELSE 0 END"
        " WHERE job = ?",
        (now, next_due, int(failed), job),
    )


def forget(tx: Tx, job: str) -> None:
    """Take a job off the schedule."""
    tx.execute("DELETE FROM schedule WHERE job = ?", (job,))
