"""The time the worker goes by: the machine's clock while it can be believed, else the last one it could.

A router without a battery boots in 1970, and a wrong clock may be years ahead. Then time goes on from the
latest believed instant by the monotonic clock, so that bytes are still counted next to the ones before, and
nothing expires early. Judging belongs to domain.clock; saying so to a person belongs to alerts.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from axis_tui.domain.clock import clock_trust

SMALL_STEP_S = 300
"""A clock set back by no more than this is held, not doubted: time services do it all day."""
_PROOF_AGAIN_S = 60


@dataclass(frozen=True, slots=True)
class Instant:
    """What time it is, in UTC seconds, and whether the machine's clock said so."""

    at: int
    trusted: bool


class TrustedClock:
    """`wall` is the machine's clock (UTC seconds), `high_water_at` the latest instant the store has seen.

    `proof` asks whether a time service vouches for the clock; it is asked only when the clock leapt ahead,
    and then at most once a minute.
    """

    def __init__(
        self,
        wall: Callable[[], int],
        high_water_at: int | None,
        *,
        proof: Callable[[], bool],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._wall = wall
        self._proof = proof
        self._monotonic = monotonic
        self.high_water_at = high_water_at
        self._believed = (high_water_at or 0, monotonic())
        self._proof_asked: float | None = None

    def look(self) -> Instant:
        """The time now."""
        wall, elapsed = self._wall(), self._monotonic()
        high = self.high_water_at
        if high is not None and high - SMALL_STEP_S <= wall < high:
            return Instant(high, True)
        if clock_trust(wall, high) or (high is not None and wall > high and self._is_proven(elapsed)):
            self.high_water_at = wall
            self._believed = (wall, elapsed)
            self._proof_asked = None
            return Instant(wall, True)
        at, since = self._believed
        return Instant(at + int(elapsed - since), False)

    def _is_proven(self, elapsed: float) -> bool:
        if self._proof_asked is not None and elapsed - self._proof_asked < _PROOF_AGAIN_S:
            return False
        self._proof_asked = elapsed
        return self._proof()
