"""When a hotline answers or a store is open, by the common part of OpenStreetMap's `opening_hours`.

https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification: days of the week and times. Holidays,
dates, weeks and sunrise are refused, for what cannot be reckoned here must not be answered for.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.text import clean
from axis_tui.domain.validity import day_bounds, local_day, zone_info

_DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
_EPOCH = datetime(1970, 1, 1)
_EPOCH_WEEKDAY = 3
"""1970-01-01 was a Thursday."""
_DAY_MINUTES = 1_440
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))
_RULE = re.compile(r"([a-z]{2}(?:[-,a-z]*[a-z])?)?(off|closed|[0-9].*)", re.ASCII)
_SPAN = re.compile(r"([0-9]{1,2}):([0-9]{2})-([0-9]{1,2}):([0-9]{2})", re.ASCII)
_LONGEST = 200
_BEFORE_DAYS, _AHEAD_DAYS = 2, 15
"""How far a span may reach over midnight, a date left out between; and how far on the next change is looked
for: two weeks, since a weekly span may fall into the hour that a clock change leaves out."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours by local wall time; `week` is empty where they are not known."""

    week: tuple[tuple[Span, ...], ...]
    """Monday to Sunday: spans in minutes from that day's midnight; past midnight the end is over 1440."""

    @property
    def is_known(self) -> bool:
        """Whether anything is known of them."""
        return bool(self.week)

    def is_open(self, at: int, zone: str) -> bool | None:
        """Whether it is open at `at`; None where that is not known. Raises Problem on the zone."""
        if not self.is_known:
            return None
        return any(start <= at < end for start, end in self._around(at, zone, 0))

    def next_change(self, at: int, zone: str) -> int | None:
        """The first instant after `at` at which it opens or closes; None where it never does."""
        spans = self._around(at, zone, _AHEAD_DAYS)
        if not spans:
            return None
        for start, end in spans:
            if at < start:
                return start
            if at < end:
                # To the end of what was looked at without a break: it never closes.
                return None if end == spans[-1][1] else end
        return None

    def spans_on(self, day: int, zone: str) -> tuple[Span, ...]:
        """The spans that begin on the local date `day` (days since 1970-01-01), as instants, in order.

        A wall time that occurs twice is the first, one that is skipped counts by the offset before the gap
        (PEP 495, fold=0); a span that so has no length is left out, and so are all of a date left out.
        """
        first, following = day_bounds(day, zone)
        if not self.is_known or first == following:
            return ()
        info = zone_info(zone)
        midnight = _EPOCH + timedelta(days=day)
        walls = [
            [(midnight + timedelta(minutes=minutes)).replace(tzinfo=info) for minutes in span]
            for span in self.week[(day + _EPOCH_WEEKDAY) % 7]
        ]
        spans = [tuple(int(wall.astimezone(UTC).timestamp()) for wall in pair) for pair in walls]
        return tuple((start, end) for start, end in spans if start < end)

    def _around(self, at: int, zone: str, ahead_days: int) -> list[Span]:
        today = local_day(at, zone)
        days = range(today - _BEFORE_DAYS, today + ahead_days + 1)
        return _joined([span for day in days for span in self.spans_on(day, zone)])


def parse_hours(text: str) -> Hours:
    """The hours that `text` says; no text is not known. Raises Problem.

    `Mo-Fr 09:00-18:00; Sa,Su 10:00-12:00,14:00-16:00`, `24/7`, `Fr-Sa 22:00-04:00`, `Su off`. Without days
    it is every day; a later rule replaces an earlier one on the days that it names.
    """
    plain = " ".join(text.translate(_DASHES).lower().split())
    if not plain:
        return Hours(())
    if plain == "24/7":
        return Hours((((0, _DAY_MINUTES),),) * 7)
    if len(plain) > _LONGEST:
        raise _not_understood(text)
    week: list[tuple[Span, ...]] = [()] * 7
    for rule in plain.rstrip("; ").split(";"):
        found = _RULE.fullmatch(rule.replace(" ", ""))
        if found is None:
            raise _not_understood(rule)
        spans = () if found[2] in ("off", "closed") else _spans(found[2])
        for day in _days(found[1]) if found[1] else range(7):
            week[day] = spans
    return Hours(tuple(week))


def _days(text: str) -> list[int]:
    days: list[int] = []
    for part in text.split(","):
        ends = part.split("-")
        if len(ends) > 2 or any(end not in _DAYS for end in ends):
            raise Problem(
                N_("“%(text)s” names no days; write them as Mo, Tu, We, Th, Fr, Sa, Su, such as Mo-Fr"),
                text=clean(text, 40),
            )
        first, last = _DAYS.index(ends[0]), _DAYS.index(ends[-1])
        days += [(first + step) % 7 for step in range((last - first) % 7 + 1)]
    return days


def _spans(text: str) -> tuple[Span, ...]:
    spans: list[Span] = []
    for part in text.split(","):
        found = _SPAN.fullmatch(part)
        if found is None:
            raise _not_understood(part)
        start, end = int(found[1]) * 60 + int(found[2]), int(found[3]) * 60 + int(found[4])
        if int(found[2]) > 59 or int(found[4]) > 59 or start >= _DAY_MINUTES or end > 2 * _DAY_MINUTES:
            raise Problem(N_("“%(text)s” holds no time of day; hours go to 24, minutes to 59"), text=part)
        if start == end:
            raise Problem(
                N_("“%(text)s” ends when it begins; write 00:00-24:00 for the whole day"), text=part
            )
        spans.append((start, end if start < end else end + _DAY_MINUTES))
    return tuple(_joined(spans))


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _not_understood(text: str) -> Problem:
    return Problem(
        N_("“%(text)s” is not understood as opening hours; write such as Mo-Fr 09:00-18:00; Sa 10:00-14:00"),
        text=clean(text, 40),
    )
