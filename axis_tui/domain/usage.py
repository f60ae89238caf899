"""Bytes from cumulative counters: what two readings prove, never negative and never counted twice.

Counters restart, wrap, come late and on clocks that jump; which eSIM the bytes belong to is not decided here.
"""

from dataclasses import dataclass, replace

from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.word import Quality as Quality

HOUR_S = 3_600
LATE_S = 86_400
"""A reading of another epoch this much older than the last one, or less, is late; else its clock is wrong."""
LONGEST_SPREAD_S = 32 * 86_400
"""Bytes of a longer gap are spread over its last 32 days."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Cumulative counters as a source gave them at `at`.

    `epoch` names the counter's life: it changes on reboot, with a new device, with a new database. `width` is
    the counter's size in bits, 32 or 64. Raises Problem on counters that cannot be.
    """

    at: int
    rx_bytes: int
    tx_bytes: int
    epoch: str
    width: int = 64

    def __post_init__(self) -> None:
        if self.rx_bytes < 0 or self.tx_bytes < 0 or self.width not in (32, 64):
            raise Problem(
                N_("The meter gave counters that cannot be; check the interface with “axis-tui doctor”")
            )


@dataclass(frozen=True, slots=True)
class Delta:
    """The bytes of the interval from `from_at` to before `to_at`; of one instant where both are the same."""

    rx_bytes: int
    tx_bytes: int
    from_at: int
    to_at: int
    quality: Quality

    @property
    def total_bytes(self) -> int:
        """Both directions."""
        return self.rx_bytes + self.tx_bytes

    @property
    def hour(self) -> int:
        """The UTC hour, in hours since 1970, that a piece from `spread` belongs to: that of `from_at`."""
        return self.from_at // HOUR_S


def difference(previous: Reading | None, current: Reading) -> Delta | None:
    """What crossed between two readings; None where they prove nothing: the first reading, or a late one.

    - Another epoch: the new counter counts from zero, GAP (the old one's count after `previous` is lost).
      Up to LATE_S before `previous` it is late; nothing is lost by that: once the clock is past `previous`,
      the new counter is counted whole.
    - A counter that fell in the same epoch: a wrap, if 32 bits wide and from its upper into its lower half;
      else a reset, counted from zero, GAP. Where one counter was reset, the other cannot have wrapped.
    - A reading no newer than `previous`: with a counter below, or none above, it is late or a repeat and
      proves nothing; else the clock jumped back, and the bytes are timed at `previous.at`.

    Keep `baseline(previous, current)` as the next `previous`. A late reading from before a reset in the same
    epoch cannot be told from a clock that jumped back: sources must change the epoch wherever they can.
    """
    if previous is None:
        return None
    is_older = current.at < previous.at
    from_at, to_at = previous.at, max(previous.at, current.at)
    if current.epoch != previous.epoch:
        if is_older and previous.at - current.at <= LATE_S:
            return None
        return Delta(current.rx_bytes, current.tx_bytes, from_at, to_at, Quality.GAP)
    pairs = ((previous.rx_bytes, current.rx_bytes), (previous.tx_bytes, current.tx_bytes))
    has_fallen = any(new < old for old, new in pairs)
    if current.at <= previous.at and (has_fallen or all(new == old for old, new in pairs)):
        return None
    if not has_fallen:
        rx_bytes, tx_bytes = (new - old for old, new in pairs)
        return Delta(rx_bytes, tx_bytes, from_at, to_at, Quality.MEASURED)
    has_wrapped = all(_looks_wrapped(old, new, current.width) for old, new in pairs if new < old)
    size = 2**current.width if has_wrapped else 0
    rx_bytes, tx_bytes = (
        new - old if new >= old else (size - old if has_wrapped else 0) + new for old, new in pairs
    )
    return Delta(rx_bytes, tx_bytes, from_at, to_at, Quality.MEASURED if has_wrapped else Quality.GAP)


def baseline(previous: Reading | None, current: Reading) -> Reading:
    """The reading that the next one is compared with: still `previous` if `current` is late or a repeat."""
    return current if previous is None or difference(previous, current) is not None else previous


def spread(delta: Delta, max_gap_s: int = HOUR_S) -> list[Delta]:
    """`delta` cut at UTC hour boundaries, evenly by time, sums exact; pieces without bytes are left out.

    Pieces of an interval longer than `max_gap_s` are ESTIMATED (GAP stays GAP). Each piece lies in one hour,
    `piece.hour`; a piece may end where its hour ends, so never file it by `to_at`.
    """
    span = delta.to_at - delta.from_at
    if span <= 0:
        return [delta] if delta.total_bytes else []
    if span > max_gap_s and delta.quality is Quality.MEASURED:
        delta = replace(delta, quality=Quality.ESTIMATED)
    first_at = max(delta.from_at, delta.to_at - LONGEST_SPREAD_S)
    span = delta.to_at - first_at
    pieces: list[Delta] = []
    at, rx_before, tx_before = first_at, 0, 0
    while at < delta.to_at:
        end = min(delta.to_at, (at // HOUR_S + 1) * HOUR_S)
        # Cumulative shares, so that rounding never loses or makes a byte.
        rx_until = delta.rx_bytes * (end - first_at) // span
        tx_until = delta.tx_bytes * (end - first_at) // span
        piece = replace(
            delta, rx_bytes=rx_until - rx_before, tx_bytes=tx_until - tx_before, from_at=at, to_at=end
        )
        if piece.total_bytes:
            pieces.append(piece)
        at, rx_before, tx_before = end, rx_until, tx_until
    return pieces


def _looks_wrapped(old: int, new: int, width: int) -> bool:
    half = 2 ** (width - 1)
    return width == 32 and half <= old < 2 * half and new < half
