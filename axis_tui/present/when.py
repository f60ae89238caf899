"""Dates, ages and time left, in the language in use and a named zone.

Short forms come from small tables through gettext, since the first frame cannot wait for Babel. Ages are
coarse, so that a quiet screen stays as it is; `age_changes_at` tells when the text will differ.
"""

from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache

from axis_tui.i18n import N_, _, ngettext

MINUTE_S = 60
HOUR_S = 3600
DAY_S = 86400

WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
WEEKDAYS_SHORT = (N_("Mo"), N_("Tu"), N_("We"), N_("Th"), N_("Fr"), N_("Sa"), N_("Su"))
MONTHS = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip


@lru_cache(64)
def zone_of(name: str) -> tzinfo:
    """The zone of an IANA name; UTC where the name is empty or this system does not know it."""
    if name in ("", "UTC"):
        return UTC
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return UTC


def local(at: int, zone: str) -> datetime:
    """The wall time of an instant; beyond the years that datetime knows, the nearest it does."""
    try:
        return datetime.fromtimestamp(at, zone_of(zone))
    except (OverflowError, OSError, ValueError):
        return datetime(9999, 12, 31, tzinfo=UTC) if at > 0 else datetime(1, 1, 1, tzinfo=UTC)


def last_day(ends_at: int, zone: str) -> date:
    """The last local day on which what ends at `ends_at` still holds: the day before, if that is midnight."""
    return local(ends_at - 1, zone).date()


def day(on: date) -> str:
    """`3 Dec`, 12月3日."""
    return _("%(day)d %(month)s") % {"day": on.day, "month": _(MONTHS[on.month - 1])}


def day_with_weekday(on: date) -> str:
    """`Thu 3 Dec`, 12月3日周四."""
    return _("%(weekday)s %(day)d %(month)s") % {
        "weekday": _(WEEKDAYS[on.weekday()]), "day": on.day, "month": _(MONTHS[on.month - 1]),
    }  # fmt: skip


def day_with_year(on: date) -> str:
    """`3 Dec 2027`, 2027年12月3日."""
    return _("%(day)d %(month)s %(year)d") % {
        "day": on.day, "month": _(MONTHS[on.month - 1]), "year": on.year,
    }  # fmt: skip


def month_with_year(on: date) -> str:
    """`Dec 2027`, 2027年12月."""
    return _("%(month)s %(year)d") % {"month": _(MONTHS[on.month - 1]), "year": on.year}


def day_near(on: date, today: date) -> str:
    """The day as a person needs it: with the weekday, or with the year from half a year away."""
    return day_with_weekday(on) if abs((on - today).days) < 183 else day_with_year(on)


def clock(at: int, zone: str) -> str:
    """`14:02`."""
    return local(at, zone).strftime("%H:%M")


def moment(at: int, zone: str, now: int) -> str:
    """`14:02` today, else `Thu 3 Dec 14:02`."""
    then, today = local(at, zone), local(now, zone).date()
    time = then.strftime("%H:%M")
    if then.date() == today:
        return time
    return _("%(day)s %(time)s") % {"day": day_near(then.date(), today), "time": time}


def zone_note(at: int, zone: str) -> str:
    """The zone as its clocks call it at that instant: `JST`, or `+0545` where it has no letters."""
    return local(at, zone).tzname() or "UTC"


def age(at: int | None, now: int) -> str:
    """`now`, `2 min`, `3 h`, `5 d`, or `never`: at most six cells. An instant to come counts as now."""
    if at is None:
        return _("never")
    count, unit = _coarse(now - at)
    if unit == MINUTE_S:
        return _("%(count)d min") % {"count": count} if count else _("now")
    return (_("%(count)d h") if unit == HOUR_S else _("%(count)d d")) % {"count": count}


def ago(at: int | None, now: int) -> str:
    """`just now`, `2 min ago`, `3 h ago`, `5 days ago`, or `never`."""
    if at is None:
        return _("never")
    count, unit = _coarse(now - at)
    if unit == MINUTE_S:
        return _("%(count)d min ago") % {"count": count} if count else _("just now")
    if unit == HOUR_S:
        return _("%(count)d h ago") % {"count": count}
    return ngettext("%(count)d day ago", "%(count)d days ago", count) % {"count": count}


def age_changes_at(at: int | None, now: int) -> int | None:
    """The instant at which `age` and `ago` will first read differently from now; None when never."""
    if at is None:
        return None
    if now < at:
        return at + MINUTE_S
    unit = _coarse(now - at)[1]
    return at + ((now - at) // unit + 1) * unit


def days_until(ends_at: int, now: int, zone: str) -> int:
    """Local days from today to the last day of something; 0 on that day, below 0 after it."""
    return (last_day(ends_at, zone) - local(now, zone).date()).days


def left_short(ends_at: int, now: int, zone: str) -> str:
    """`12d`, below a day `5h`, below an hour `40m`: at most five cells for three years."""
    seconds = max(ends_at - now, 0)
    if seconds >= DAY_S:
        return _("%(count)dd") % {"count": max(days_until(ends_at, now, zone), 1)}
    if seconds >= HOUR_S:
        return _("%(count)dh") % {"count": seconds // HOUR_S}
    return _("%(count)dm") % {"count": seconds // MINUTE_S}


def since_short(at: int, now: int) -> str:
    """How long ago, as `left_short` writes it."""
    seconds = max(now - at, 0)
    if seconds >= DAY_S:
        return _("%(count)dd") % {"count": seconds // DAY_S}
    if seconds >= HOUR_S:
        return _("%(count)dh") % {"count": seconds // HOUR_S}
    return _("%(count)dm") % {"count": seconds // MINUTE_S}


def left(ends_at: int, now: int, zone: str) -> str:
    """`12 days`, below a day `5 hours`, below an hour `40 minutes`, for sentences."""
    seconds = max(ends_at - now, 0)
    if seconds >= DAY_S:
        count = max(days_until(ends_at, now, zone), 1)
        return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}
    if seconds >= HOUR_S:
        count = seconds // HOUR_S
        return ngettext("%(count)d hour", "%(count)d hours", count) % {"count": count}
    count = seconds // MINUTE_S
    return ngettext("%(count)d minute", "%(count)d minutes", count) % {"count": count}


def left_changes_at(ends_at: int, now: int, zone: str) -> int | None:
    """The instant at which the time left will first read differently; None once it is over."""
    seconds = ends_at - now
    if seconds <= 0:
        return None
    if seconds < HOUR_S:
        return ends_at - seconds // MINUTE_S * MINUTE_S + 1
    if seconds < DAY_S:
        return ends_at - seconds // HOUR_S * HOUR_S + 1
    here = local(now, zone)
    midnight = here.replace(hour=0, minute=0, second=0, microsecond=0)
    return min(ends_at - DAY_S + 1, int(midnight.timestamp()) + DAY_S)


def _coarse(seconds: int) -> tuple[int, int]:
    """The count of whole units, and the unit in seconds."""
    seconds = max(seconds, 0)
    unit = MINUTE_S if seconds < HOUR_S else HOUR_S if seconds < DAY_S else DAY_S
    return seconds // unit, unit
