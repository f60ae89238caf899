"""The ledger's chain: what an entry says, its hash, and what is found when the chain is checked.

Pure. An entry's hash covers the hash before it, so that no entry can be changed, removed or put between
without all that follow being wrong; the head kept beside the chain tells where the last ones were cut off.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from axis_tui.domain.canonical import canonical_json, sha256_of
from axis_tui.domain.money import Money
from axis_tui.domain.renewal_word import LedgerKind as LedgerKind

FIRST_HASH = "0" * 64
"""What stands before the first entry."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One movement of money, as it is hashed.

    `amount_minor` is positive for what comes in (top-up, refund), negative for what goes out (charge, fee).
    """

    number: int
    """1, 2, 3, … without a gap."""
    at: int
    kind: str
    carrier_id: int
    esim_id: int | None
    renewal_id: int | None
    method_id: int | None
    on_balance: int
    """1 where it moves the carrier's prepaid balance, 0 where it was paid otherwise."""
    amount_minor: int
    currency: str
    exponent: int
    reference: str
    note: str

    @property
    def amount(self) -> Money:
        """The amount with its currency."""
        return Money(self.amount_minor, self.currency, self.exponent)


def entry_hash(previous: str, entry: Entry) -> str:
    """SHA-256 in hex of the previous hash, a line break, and the entry as canonical JSON."""
    return sha256_of(f"{previous}\n{canonical_json(asdict(entry))}")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of the chain found; `entries` were looked at, `broken_at` is the first wrong number."""

    entries: int
    broken_at: int | None
    head: str

    @property
    def is_whole(self) -> bool:
        """Whether nothing was found."""
        return self.broken_at is None


def verify(chain: Iterable[tuple[Entry, str]], head: tuple[int, str]) -> Verdict:
    """Check entries with their stored hashes, oldest first, against the head (how many, last hash)."""
    count, previous = 0, FIRST_HASH
    for entry, stored in chain:
        count += 1
        if entry.number != count or entry_hash(previous, entry) != stored:
            return Verdict(count, count, previous)
        previous = stored
    if (count, previous) != head:
        return Verdict(count, min(count, head[0]) + 1, previous)
    return Verdict(count, None, previous)
