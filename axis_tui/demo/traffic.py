"""Seeded hourly traffic that looks like a person's: quiet nights, busy evenings, the odd heavy day.

Pure: the same seed and span give the same bytes, and every span sums exactly to what it was asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

BY_HOUR = (2, 1, 1, 1, 1, 2, 6, 14, 18, 12, 10, 11, 16, 13, 10, 10, 12, 18, 24, 28, 30, 26, 16, 7)
"""How much a local hour weighs in a day, midnight first."""

RX_PER_MILLE = 880
"""How many of a thousand bytes come in; the others go out."""


def weights(random: Random, hours: int, first_local_hour: int, *, sleeps: bool = True) -> list[int]:
    """How `hours` successive hours weigh against each other; at least one weighs something.

    One who does not `sleep` uses every hour alike: someone on another clock than the local one.
    """
    found: list[int] = []
    heavy_day = 1.0
    for index in range(hours):
        hour = (first_local_hour + index) % 24
        if index == 0 or hour == 0:
            heavy_day = random.choice((0.5, 0.7, 0.9, 1.0, 1.1, 1.3, 2.0))
        asleep = sleeps and hour < 6 and random.random() < 0.7
        by_hour = BY_HOUR[hour] if sleeps else 12
        found.append(0 if asleep else int(100 * by_hour * heavy_day * (0.4 + random.random() * 1.2)))
    if found and not any(found):
        found[-1] = 1
    return found


def share(total_bytes: int, parts: Sequence[int]) -> list[int]:
    """Splits bytes by weight so that the parts sum to the total exactly (rounds the running sum)."""
    whole = sum(parts)
    shares: list[int] = []
    running = given = 0
    for part in parts:
        running += part
        upto = total_bytes * running // whole if whole else 0
        shares.append(upto - given)
        given = upto
    return shares


def directions(total_bytes: int) -> tuple[int, int]:
    """Bytes in and out that sum to the total."""
    rx_bytes = total_bytes * RX_PER_MILLE // 1000
    return rx_bytes, total_bytes - rx_bytes
