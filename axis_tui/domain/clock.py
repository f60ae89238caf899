"""Whether the machine's clock can be believed, judged by the latest instant that the store has seen."""

from axis_tui.domain.validity import DAY_S

LONGEST_LEAP_S = 32 * DAY_S


def clock_trust(now: int, high_water_at: int | None, *, proven: bool = False) -> bool:
    """False before the high-water mark, or over 32 days past it without proof (NTP, HTTP Date).

    Nothing is charged and nothing ends for good on a clock that is not trusted. No mark yet: trusted.
    """
    if high_water_at is None:
        return True
    if now < high_water_at:
        return False
    return proven or now - high_water_at <= LONGEST_LEAP_S
