"""What a person types to narrow the history of orders: words, `state:`, `channel:`, `since:`, `until:`."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.renewal_word import Channel, OrderState
from axis_tui.domain.validity import zone_info
from axis_tui.store.read.renewals import Filter
from axis_tui.store.read.typed import keyed, named, unquoted

KEYS = ("state", "channel", "since", "until")
_ALIASES = {
    "asked": "intent", "in_doubt": "unknown", "doubt": "unknown", "in_review": "review", "paid": "succeeded",
    "shop": "store",
}  # fmt: skip
"""What the screens call some of them."""
_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


def parse(text: str, zone: str) -> Filter:
    """The filter that `eu state:declined channel:auto since:2026-11` means; days are those of `zone`.

    The beginning of a state's or channel's name stands for it, and a key without a whole value yet counts
    for nothing, so that the list follows as one types. Raises Problem on a key or word that does not exist.
    """
    words: list[str] = []
    states: list[str] = []
    channels: list[str] = []
    bounds: dict[str, int] = {}
    for key, value in keyed(text):
        if not key:
            words.append(unquoted(value))
            continue
        if key not in KEYS:
            raise Problem(
                N_("There is no filter “%(key)s:”. Use state:, channel:, since: or until:, or quote it."),
                key=key,
            )
        if key == "state":
            states += named(
                value, tuple(OrderState), _ALIASES, N_("There is no state “%(word)s”. Use one of: %(all)s.")
            )
        elif key == "channel":
            channels += named(
                value, tuple(Channel), _ALIASES, N_("There is no channel “%(word)s”. Use one of: %(all)s.")
            )
        elif (span := _days(value)) is not None:
            first, after = span
            bounds[key] = _midnight(first if key == "since" else after, zone)
    return Filter(
        states=tuple(dict.fromkeys(states)),
        channels=tuple(dict.fromkeys(channels)),
        since_at=bounds.get("since"),
        until_at=bounds.get("until"),
        text=" ".join(words),
    )


def _days(value: str) -> tuple[date, date] | None:
    """The first day of `2026-11` or `2026-11-20`, and the day after its last; None where it is neither."""
    match = _DAY.fullmatch(value)
    if match is None:
        return None
    year, month, day = int(match[1]), int(match[2]), int(match[3] or 1)
    try:
        first = date(year, month, day)
        if match[3]:
            return first, first + timedelta(days=1)
        return first, date(year + month // 12, month % 12 + 1, 1)
    except (ValueError, OverflowError):
        return None


def _midnight(on: date, zone: str) -> int:
    return int(datetime(on.year, on.month, on.day, tzinfo=zone_info(zone)).timestamp())
