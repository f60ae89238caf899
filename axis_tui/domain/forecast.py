"""When the data will run out, from recent use: one simple rate, all integers, no chances."""

from collections.abc import Sequence
from dataclasses import dataclass

from axis_tui.domain.validity import DAY_S

WINDOW_DAYS = 14
SHORTEST_HISTORY_S = 3_600
"""Less than this of use, and nothing is said."""
_HORIZON_S = 10 * 366 * DAY_S


@dataclass(frozen=True, slots=True)
class Forecast:
    """What recent use says; None where it says nothing."""

    rate_bytes_per_day: int | None
    runs_out_at: int | None
    """When the allowance ends at that rate; None: unlimited, not started, no use, over 10 years off."""
    lasts: bool | None
    """Whether the data lasts until expiry."""
    budget_bytes_per_day: int | None
    """What may be used a day from now on so that the data just lasts; on the last day, all that is left."""


def forecast(
    daily: Sequence[int],
    today_bytes: int,
    left_bytes: int | None,
    now: int,
    expires_at: int | None,
    elapsed_today_s: int,
    *,
    is_measured: bool = True,
) -> Forecast:
    """The forecast from `daily` bytes of complete days, oldest first, and of `elapsed_today_s` of today.

    rate = Σ wᵢ·bytesᵢ ÷ Σ wᵢ·daysᵢ over the last 14 complete days and today, where the weights w grow by one
    a day (oldest 1, today the most) and today counts as the part of a day that it is. So yesterday weighs
    more than last week, and one day alone never decides. runs out = now + left ÷ rate;
    budget = left ÷ days until expiry. `left_bytes` None is unlimited; `expires_at` None is a plan
    not started: no run-out, `lasts` None. Not `is_measured`, so neither read nor told by the carrier: that
    no use is known does not mean that there was none, so there is a budget and nothing else.
    """
    elapsed_s = min(max(0, elapsed_today_s), DAY_S)
    rate = _rate(daily[-WINDOW_DAYS:], today_bytes, elapsed_s) if is_measured else None
    remaining_s = None if expires_at is None else expires_at - now
    if remaining_s is None or remaining_s <= 0:
        return Forecast(rate, None, None, None)
    if left_bytes is None:
        return Forecast(rate, None, True if is_measured else None, None)
    budget = left_bytes * DAY_S // max(remaining_s, DAY_S)
    if left_bytes <= 0:
        return Forecast(rate, now, False, 0)
    if rate is None:
        return Forecast(None, None, None, budget)
    until_empty_s = left_bytes * DAY_S // rate if rate else None
    runs_out_at = None if until_empty_s is None or until_empty_s > _HORIZON_S else now + until_empty_s
    lasts = until_empty_s is None or until_empty_s >= remaining_s
    return Forecast(rate, runs_out_at, lasts, budget)


def _rate(daily: Sequence[int], today_bytes: int, elapsed_today_s: int) -> int | None:
    if len(daily) * DAY_S + elapsed_today_s < SHORTEST_HISTORY_S:
        return None
    weighted_bytes = sum(weight * amount for weight, amount in enumerate(daily, start=1))
    weighted_s = sum(range(1, len(daily) + 1)) * DAY_S
    today_weight = len(daily) + 1
    if elapsed_today_s:
        weighted_bytes += today_weight * today_bytes
        weighted_s += today_weight * elapsed_today_s
    return max(0, weighted_bytes) * DAY_S // weighted_s
