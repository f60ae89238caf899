"""The forecast of a plan in a few words that fit a column."""

from axis_tui.i18n import _
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Span, Tone
from axis_tui.present.rows import OverviewLike
from axis_tui.present.status_words import CANCELLED
from axis_tui.present.when import DAY_S, WEEKDAYS, day, local

_OVER = frozenset({"depleted", "expired", "lapsed"})
_HOURS_SHOWN_S = 6 * DAY_S


def forecast(row: OverviewLike, now: int, glyphs: Glyphs) -> Span:
    """`● lasts`, `▲ out Sat 18h`, `○ ready`, `✕ renew?`: what a person should expect of this plan."""
    glyph, words, tone = _forecast(row, now, glyphs)
    return f"{glyph} {words}", tone


def runs_out(at: int, now: int, zone: str) -> str:
    """`out Sat 18h` within a week, later `out 3 Dec`: the local hour or day in which the data is used up."""
    then = local(at, zone)
    if at - now >= _HOURS_SHOWN_S:
        return _("out %(day)s") % {"day": day(then.date())}
    return _("out %(weekday)s %(hour)02dh") % {"weekday": _(WEEKDAYS[then.weekday()]), "hour": then.hour}


def runs_out_changes_at(at: int) -> int:
    """The instant at which `runs_out` turns from the day to the hour."""
    return at - _HOURS_SHOWN_S + 1


def _forecast(row: OverviewLike, now: int, glyphs: Glyphs) -> tuple[str, str, Tone]:
    status = str(row.status)
    has_more_tomorrow = row.daily_cap_bytes is not None and row.left_bytes != 0
    if status == "depleted" and has_more_tomorrow:
        return glyphs.bad, _("off today"), Tone.BAD
    if status in _OVER:
        return glyphs.bad, _("renew?"), Tone.BAD
    if status == "service_ended":
        return glyphs.bad, _("no service"), Tone.BAD
    if status == "profile_expired":
        return glyphs.bad, _("replace eSIM"), Tone.BAD
    if status == "ready":
        return glyphs.ready, _("ready"), Tone.ACCENT
    if status == "queued":
        return glyphs.ready, _("next in line"), Tone.MUTED
    if status == "archived":
        return glyphs.none, _("archived"), Tone.MUTED
    if status == CANCELLED:
        return glyphs.none, _("cancelled"), Tone.MUTED
    if row.plan_id is None or status == "none":
        return glyphs.none, _("no plan"), Tone.MUTED
    return _running(row, now, glyphs)


def _running(row: OverviewLike, now: int, glyphs: Glyphs) -> tuple[str, str, Tone]:
    if str(row.status) == "slowed":
        return glyphs.slowed, _("slow today"), Tone.WARNING
    if row.reading_at is None and row.lasts is None:
        return glyphs.info, _("no reading"), Tone.MUTED
    if row.runs_out_at is not None and row.lasts is not True:
        return glyphs.warning, runs_out(row.runs_out_at, now, row.zone), Tone.WARNING
    cap, rate = row.daily_cap_bytes, row.rate_bytes_per_day
    if cap is not None and rate is not None and rate >= cap:
        return glyphs.good, _("slows daily"), Tone.WARNING
    if row.lasts or row.allowance_bytes is None:
        return glyphs.good, _("lasts"), Tone.GOOD
    if row.lasts is False:
        return glyphs.warning, _("may run out"), Tone.WARNING
    return glyphs.info, _("not used yet") if row.used_bytes == 0 else _("too early"), Tone.MUTED
