"""The approval PIN: what it may be, how it is kept, and how long it is locked after wrong ones.

Pure: the salt and the instant come in. Only its scrypt hash (RFC 7914) is ever kept.
"""

import hashlib
import hmac
from dataclasses import dataclass
from itertools import pairwise

from axis_tui.domain.problem import N_, Problem

SHORTEST, LONGEST = 4, 12
FREE_TRIES = 3
FIRST_LOCK_S, LONGEST_LOCK_S = 30, 3_600
_LOG2_N, _R, _P, _LENGTH = 14, 8, 1, 32
"""16 MiB and some tens of milliseconds a try: bearable on a router, dear for a guesser."""


@dataclass(frozen=True, slots=True)
class Lock:
    """Wrong PINs in a row, when the last one was, and until when no other is taken."""

    failures: int = 0
    failed_at: int = 0
    locked_until_at: int = 0

    @property
    def tries_left(self) -> int:
        """How many more wrong ones are free of a delay."""
        return max(0, FREE_TRIES - self.failures)


def check_pin(text: str) -> None:
    """Raises Problem unless it is 4 to 12 digits, not all alike and not a run such as 1234."""
    if not (text.isascii() and text.isdigit() and SHORTEST <= len(text) <= LONGEST):
        raise Problem(N_("A PIN is %(low)d to %(high)d digits"), low=SHORTEST, high=LONGEST)
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(text)}
    if steps in ({0}, {1}, {9}):
        raise Problem(N_("This PIN is guessed at once; do not use one digit over and over, or a run"))


def hash_pin(pin: str, salt: bytes) -> str:
    """`scrypt$14$8$1$SALT$HASH`, salt and hash in hex."""
    return f"scrypt${_LOG2_N}${_R}${_P}${salt.hex()}${_derive(pin, salt).hex()}"


def matches(pin: str, stored: str) -> bool:
    """Whether `stored` is that PIN's hash, in constant time; False for a text that is no hash of ours."""
    head = f"scrypt${_LOG2_N}${_R}${_P}$"
    salt, _, hash = stored.removeprefix(head).partition("$")
    try:
        known, given = bytes.fromhex(hash), _derive(pin, bytes.fromhex(salt))
    except ValueError:
        return False
    return stored.startswith(head) and hmac.compare_digest(known, given)


def after_failure(lock: Lock, now: int) -> Lock:
    """One wrong PIN more. From the third on a delay: 30 s, doubled each time, an hour at most."""
    failures = lock.failures + 1
    if failures < FREE_TRIES:
        return Lock(failures, now, 0)
    delay_s = min(LONGEST_LOCK_S, FIRST_LOCK_S << min(failures - FREE_TRIES, 12))
    return Lock(failures, now, now + delay_s)


def is_locked(lock: Lock, now: int) -> bool:
    """Whether no PIN is taken at `now`. A clock that went back locks for no longer than the delay itself."""
    if lock.locked_until_at <= now:
        return False
    delay_s = lock.locked_until_at - lock.failed_at
    return now >= lock.failed_at - delay_s


def reanchored(lock: Lock, now: int) -> Lock:
    """The lock on a clock that went back before its last failure: its whole delay runs again, from `now`.

    So it neither ends early nor lasts longer than its delay. Ask `is_locked` of what is given, and keep it:
    from the old lock the delay would begin anew at each look. The same lock where no clock went back.
    """
    if now >= lock.failed_at or lock.locked_until_at <= lock.failed_at:
        return lock
    return Lock(lock.failures, now, now + lock.locked_until_at - lock.failed_at)


def _derive(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(
        pin.encode("utf-8", "replace"), salt=salt, n=1 << _LOG2_N, r=_R, p=_P, dklen=_LENGTH, maxmem=64 << 20
    )
