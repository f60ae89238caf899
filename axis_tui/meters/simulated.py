"""A meter for the demo: counters that follow a person's days, the same for the same seed and moment.

Whole numbers only and no state, so the curve is the same on every machine. A day's volume is an average plus
a telescoping jitter, which makes the counter at any moment a closed form: no sum over the past, however long.
Within a day the bytes follow a curve of 24 hourly weights; within 30 s, bursts come from bending the time.
"""

from collections.abc import Mapping, Sequence
from hashlib import blake2b

from axis_tui.config import check_host, check_interface
from axis_tui.domain.problem import N_
from axis_tui.domain.usage import Reading
from axis_tui.meters.base import Capability, HistoryRow, MeterProblem, Option, take_options

HOUR_S = 3_600
DAY_S = 24 * HOUR_S
STARTS_AT = 1_577_836_800
"""The counters begin at 0 on 1 January 2020 UTC."""
HISTORY_S = 92 * DAY_S
"""How far back `history` goes."""
DAY_BYTES = 600_000_000
"""Received in an average day unless the option `day_bytes` says otherwise; one eighth as much is sent."""
MOST_DAY_BYTES = 10**12
_SLOT_S = 30
_BEND_MS = 28_000
_WEIGHTS = (6, 3, 2, 2, 2, 4, 14, 40, 62, 50, 46, 54, 70, 60, 48, 46, 52, 66, 84, 96, 100, 88, 56, 22)


class SimulatedMeter:
    """Options: `seed` (any whole number, 0 unless given), `day_bytes` (average bytes received in a day)."""

    kind = "simulated"
    capabilities: frozenset[Capability] = frozenset({Capability.HISTORY})

    def __init__(self, interface: str, host: str = "", options: Mapping[str, Option] | None = None) -> None:
        self.interface = check_interface(interface)
        self.host = check_host(host)
        taken = take_options(self.kind, options, {"seed": int, "day_bytes": int})
        self._day_bytes = int(taken.get("day_bytes", DAY_BYTES))
        if not 1_000 <= self._day_bytes <= MOST_DAY_BYTES:
            raise MeterProblem(
                N_("day_bytes is from %(low)d to %(high)d, not %(value)d"),
                low=1_000, high=MOST_DAY_BYTES, value=self._day_bytes,
            )  # fmt: skip
        self._key = f"{int(taken.get('seed', 0))}/{self.host}/{self.interface}"
        self._phase_s = self._dice("phase", 0, 5 * HOUR_S)

    def read(self, now: int) -> Reading:
        """The counters at `now`; never fails."""
        return Reading(now, *self._counters(now), f"simulated/{self._key}")

    def history(self, now: int, since: int) -> Sequence[HistoryRow]:
        """Every UTC hour of at most 92 days before `now`; the last row ends at `now`, sums are exact."""
        first = -(-max(since, now - HISTORY_S, STARTS_AT) // HOUR_S) * HOUR_S
        rows: list[HistoryRow] = []
        for start_at in range(first, now, HOUR_S):
            end_at = min(start_at + HOUR_S, now)
            before, after = self._counters(start_at), self._counters(end_at)
            rows.append(HistoryRow(start_at, end_at - start_at, after[0] - before[0], after[1] - before[1]))
        return rows

    def _counters(self, at: int) -> tuple[int, int]:
        return self._cumulative("rx", self._day_bytes, at), self._cumulative("tx", self._day_bytes // 8, at)

    def _cumulative(self, direction: str, day_bytes: int, at: int) -> int:
        """Bytes since STARTS_AT; grows with `at`, since a day's jitter is smaller than a day's average."""
        elapsed_ms = self._bent_ms(at - STARTS_AT)
        if elapsed_ms <= 0:
            return 0
        day, in_day_ms = divmod(elapsed_ms, DAY_S * 1_000)
        begin, end = (day_bytes * n + self._dice(direction, n, day_bytes * 3 // 4) for n in (day, day + 1))
        first = self._dice(direction, 0, day_bytes * 3 // 4)
        return begin - first + (end - begin) * _share(in_day_ms) // _share(DAY_S * 1_000)

    def _bent_ms(self, elapsed_s: int) -> int:
        """Time that runs unevenly: each 30 s border is moved ahead by up to 28 s, so it never runs back."""
        slot, into_s = divmod(elapsed_s, _SLOT_S)
        begin, end = (n * _SLOT_S * 1_000 + self._dice("bend", n, _BEND_MS) for n in (slot, slot + 1))
        return begin + (end - begin) * into_s // _SLOT_S - self._phase_s * 1_000

    def _dice(self, purpose: str, number: int, below: int) -> int:
        digest = blake2b(f"{self._key}/{purpose}/{number}".encode(), digest_size=8).digest()
        return int.from_bytes(digest) % below


def _share(in_day_ms: int) -> int:
    """How much of the day's curve has passed, in weight × ms; straight within an hour."""
    hour, into_ms = divmod(in_day_ms, HOUR_S * 1_000)
    return sum(_WEIGHTS[:hour]) * HOUR_S * 1_000 + (_WEIGHTS[hour] * into_ms if into_ms else 0)
