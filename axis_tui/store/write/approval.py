"""The approval PIN: set, tried, reset; and orders that are placed only where it is right.

A wrong PIN must be counted, so these give an answer instead of raising: the transaction that counts it must
commit. Hashing takes a tenth of a second and happens inside, so that guesses in parallel are counted too.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from axis_tui.domain.approval import Lock, after_failure, check_pin, hash_pin, is_locked, matches, reanchored
from axis_tui.domain.problem import N_
from axis_tui.store.problems import NotTaken
from axis_tui.store.write.transaction import Tx

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Approved(Generic[T]):
    """What came of asking: `value` where it was done, else why not."""

    value: T | None
    is_done: bool
    locked_until_at: int = 0
    """Not 0 where the PIN is locked until then."""
    tries_left: int = 0
    """How many more wrong ones are free; 0 where it is locked."""


def approved(tx: Tx, pin: str | None, now: int, do: Callable[[Tx], T]) -> Approved[T]:
    """Run `do(tx)` where no PIN is set, or where `pin` is the one.

    Raises what `do` raises, and NotTaken where one is set and none is given.
    """
    found = tx.row("SELECT stored, failures, failed_at, locked_until_at FROM approval_pin")
    if found is not None:
        stored, *lock = found
        refusal: Approved[T] | None = _try(tx, pin, stored, Lock(*lock), now)
        if refusal is not None:
            return refusal
    return Approved(do(tx), True)


def set_pin(tx: Tx, pin: str, now: int, *, old: str | None = None) -> Approved[None]:
    """Set the PIN, or change it where `old` is the one. Raises Problem on one too simple."""
    checked = check_pin(pin)
    return approved(tx, old, now, lambda tx: _store(tx, checked, now))


def remove_pin(tx: Tx, pin: str, now: int) -> Approved[None]:
    """Ask for no PIN any more, where `pin` is the one."""
    return approved(tx, pin, now, reset_pin)


def reset_pin(tx: Tx) -> None:
    """Forget the PIN without knowing it: for the store's owner, from the command line only."""
    tx.execute("DELETE FROM approval_pin")


def _store(tx: Tx, pin: str, now: int) -> None:
    tx.execute("DELETE FROM approval_pin")
    tx.execute(
        "INSERT INTO approval_pin (id, stored, changed_at) VALUES (1, ?, ?)",
        (hash_pin(pin, os.urandom(16)), now),
    )


def _try(tx: Tx, pin: str | None, stored: str, lock: Lock, now: int) -> Approved[T] | None:
    if pin is None or not pin.strip():  # nothing typed is no guess
        raise NotTaken(N_("This asks for the approval PIN"))
    lock = reanchored(lock, now)
    if is_locked(lock, now):
        _keep(tx, lock)
        return Approved(None, False, lock.locked_until_at)
    if matches(pin, stored):
        _keep(tx, Lock())
        return None
    failed = after_failure(lock, now)
    _keep(tx, failed)
    return Approved(None, False, failed.locked_until_at, failed.tries_left)


def _keep(tx: Tx, lock: Lock) -> None:
    tx.execute(
        "UPDATE approval_pin SET failures = ?, failed_at = ?, locked_until_at = ?",
        (lock.failures, lock.failed_at, lock.locked_until_at),
    )
