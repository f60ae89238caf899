"""The approval PIN: what it may be, how it is kept, and how long it is locked after wrong ones.

Pure: the salt and the instant come in. Only its scrypt hash (RFC 7914) is ever kept, and no message repeats
what was typed.
"""

import hashlib
import hmac
import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from axis_tui.domain.problem import N_, Problem

SHORTEST, LONGEST = 4, 12
FREE_TRIES = 3
FIRST_LOCK_S, LONGEST_LOCK_S = 30, 3_600
_LOG2_N, _R, _P, _LENGTH = 14, 8, 1, 32
"""16 MiB and some tens of milliseconds a try: bearable on a router, dear for a guesser."""
_HEAD = f"scrypt${_LOG2_N}${_R}${_P}$"
_STORED = re.compile(re.escape(_HEAD) + rf"((?:[0-9a-f]{{2}})+)\$[0-9a-f]{{{2 * _LENGTH}}}")


@dataclass(frozen=True, slots=True)
class Lock:
    """Wrong PINs in a row, when the last one was, and until when no other is taken."""

    failures: int = 0
    failed_at: int = 0
    locked_until_at: int = 0

    @property
    def tries_left(self) -> int:
        """How many more wrong ones until it is locked; 0 from then on, though one may be tried."""
        return max(0, FREE_TRIES - self.failures)


def check_pin(text: str) -> str:
    """The PIN's digits: 4 to 12, not all alike and not a run such as 1234; else Problem."""
    pin = _plain(text)
    if not (pin.isascii() and pin.isdigit() and SHORTEST <= len(pin) <= LONGEST):
        raise Problem(N_("A PIN is %(low)d to %(high)d digits"), low=SHORTEST, high=LONGEST)
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    if steps in ({0}, {1}, {9}):
        raise Problem(N_("This PIN is guessed at once; do not use one digit over and over, or a run"))
    return pin


def hash_pin(pin: str, salt: bytes) -> str:
    """`scrypt$14$8$1$SALT$HASH`, salt and hash in hex; `salt`: 16 random bytes, new for each PIN."""
    secret = _plain(pin).encode("utf-8", "replace")
    digest = hashlib.scrypt(secret, salt=salt, n=1 << _LOG2_N, r=_R, p=_P, dklen=_LENGTH, maxmem=64 << 20)
    return f"{_HEAD}{salt.hex()}${digest.hex()}"


def matches(pin: str, stored: str) -> bool:
    """Whether `stored` is that PIN's hash, in constant time; False for a text that is no hash of ours."""
    found = _STORED.fullmatch(stored)
    return found is not None and hmac.compare_digest(hash_pin(pin, bytes.fromhex(found[1])), stored)


def after_failure(lock: Lock, now: int) -> Lock:
    """One wrong PIN more. From the third on a delay: 30 s, doubled each time, an hour at most."""
    failures = lock.failures + 1
    if failures < FREE_TRIES:
        return Lock(failures, now, 0)
    delay_s = min(LONGEST_LOCK_S, FIRST_LOCK_S << min(failures - FREE_TRIES, 12))
    return Lock(failures, now, now + delay_s)


def is_locked(lock: Lock, now: int) -> bool:
    """Whether no PIN is taken at `now`; a clock that went back unlocks nothing, see `reanchored`."""
    return now < lock.locked_until_at


def reanchored(lock: Lock, now: int) -> Lock:
    """The lock on a clock that went back before its last failure: its whole delay runs again, from `now`.

    So it neither ends early nor lasts longer than its delay. Ask `is_locked` of what is given, and keep it:
    from the old lock the delay would begin anew at each look. The same lock where no clock went back.
    """
    if now >= lock.failed_at or lock.locked_until_at <= lock.failed_at:
        return lock
    return Lock(lock.failures, now, now + lock.locked_until_at - lock.failed_at)


def _plain(text: str) -> str:
    # Input methods for Chinese and Japanese give full-width digits.
    return unicodedata.normalize("NFKC", text).strip()
