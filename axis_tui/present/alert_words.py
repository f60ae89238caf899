"""Alerts as sentences and as rows of the list of alerts; keyed by the values of `domain.alert`."""

from functools import lru_cache
from typing import NamedTuple

from axis_tui.i18n import N_, _, ngettext, pgettext
from axis_tui.present import case_alert_words, chip_alert_words, renewal_alert_words
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Line, Span, Tone
from axis_tui.present.rows import AlertLike
from axis_tui.present.sizes import size
from axis_tui.present.when import age, day_with_weekday, last_day, left, moment
from axis_tui.present.width import fit, fit_right

KIND_WORDS: dict[str, str] = {
    "expiring": N_("Expiring"),
    "lapsing": N_("Not started"),
    "low_data": N_("Low data"),
    "stale_meter": N_("Meter stale"),
    "meter_failing": N_("Meter failing"),
    "clock_untrusted": N_("Clock"),
    "forecast_early": N_("Runs out early"),
    **renewal_alert_words.KIND_WORDS,
    **chip_alert_words.KIND_WORDS,
    **case_alert_words.KIND_WORDS,
}
"""A heading for each kind."""

SEVERITY_WORDS: dict[str, tuple[str, str, Tone]] = {
    "info": ("info", N_("info"), Tone.ACCENT),
    "warning": ("warning", N_("warning"), Tone.WARNING),
    "critical": ("bad", N_("critical"), Tone.BAD),
}
"""The field of `Glyphs`, the word and the tone of each severity."""

STATE_WORDS: dict[str, str] = {
    "open": "open",
    "acknowledged": N_("acknowledged"),
    "snoozed": N_("snoozed"),
    "resolved": N_("resolved"),
}


class AlertColumns(NamedTuple):
    """Widths in cells of the parts of a row, with one blank between them and a margin before."""

    kind: int
    sentence: int
    state: int
    age: int


def alert_kind(kind: str) -> str:
    """`Expiring`, `Low data`: the heading of a kind; one of a later version as it is."""
    return _(KIND_WORDS[kind]) if kind in KIND_WORDS else kind


def alert_state(alert: AlertLike, now: int, zone: str) -> str:
    """`open`, `acknowledged`, or `until 14:02` while it is snoozed."""
    if alert.state == "snoozed" and alert.snoozed_until is not None:
        return _("until %(moment)s") % {"moment": moment(alert.snoozed_until, zone, now)}
    return alert_state_word(str(alert.state))


def alert_state_word(state: str) -> str:
    """`open`, `acknowledged`, `snoozed` or `resolved`."""
    if state == "open":
        return pgettext("alert", "open")
    return _(STATE_WORDS[state])


def alert_sentence(alert: AlertLike, now: int, zone: str, system: str = "decimal") -> str:
    """What is wrong in one sentence: `Japan 10 GB expires in 3 days (Thu 3 Dec)`.

    `zone` is the zone that its dates are shown in, `system` the carrier's unit system.
    """
    name = alert.esim_name or alert.plan_name or alert.meter_label or _("an eSIM")
    kind = str(alert.kind)
    if kind == "expiring" and alert.expires_at is not None:
        return _expiring(name, alert.expires_at, now, zone)
    if kind == "lapsing":
        return _lapsing(name, alert, now, zone)
    if kind == "low_data":
        return _low_data(name, alert, system)
    if kind == "forecast_early":
        return _("%(name)s will run out of data before it expires") % {"name": name}
    if kind == "clock_untrusted":
        return _("The clock of this machine cannot be trusted: check the date")
    if renewal := renewal_alert_words.renewal_sentence(alert, name):
        return renewal
    if chip := chip_alert_words.chip_sentence(alert, name):
        return chip
    if case := case_alert_words.case_sentence(alert, name):
        return case
    meter = alert.meter_label or name
    if kind == "meter_failing":
        text = _("The meter %(meter)s fails: %(detail)s") if alert.detail else _("The meter %(meter)s fails")
        return text % {"meter": meter, "detail": alert.detail}
    if kind == "stale_meter":
        count = alert.threshold
        minutes = ngettext("%(count)d minute", "%(count)d minutes", count) % {"count": count}
        return _("The meter %(meter)s has been silent for %(time)s") % {"meter": meter, "time": minutes}
    return f"{alert_kind(kind)}: {name}"


def alert_glyph(severity: str, glyphs: Glyphs) -> Span:
    """The glyph and the tone of a severity."""
    field, _word, tone = SEVERITY_WORDS[severity]
    return getattr(glyphs, field), tone


def severity_word(severity: str) -> str:
    """`info`, `warning` or `critical`."""
    return _(SEVERITY_WORDS[severity][1])


@lru_cache(32)
def alert_columns(width: int) -> AlertColumns:
    """The parts of a row `width` cells wide; the heading of the kind joins from 100 cells."""
    kind = 16 if width >= 100 else 0
    state = 24 if width >= 100 else 13
    taken = 1 + 2 + (kind + 1 if kind else 0) + 1 + state + 1 + 6
    return AlertColumns(kind, max(width - taken, 0), state, 6)


def alert_line(
    alert: AlertLike, now: int, zone: str, width: int, glyphs: Glyphs, system: str = "decimal"
) -> Line:
    """One row of the list of alerts in exactly `width` cells, from 40 up; the cursor's margin is blank."""
    parts = alert_columns(width)
    glyph, tone = alert_glyph(str(alert.severity), glyphs)
    quiet = str(alert.state) != "open"
    kind = fit(alert_kind(str(alert.kind)), parts.kind, glyphs.ellipsis) + " " if parts.kind else ""
    sentence = fit(alert_sentence(alert, now, zone, system), parts.sentence, glyphs.ellipsis)
    state = fit(alert_state(alert, now, zone), parts.state, glyphs.ellipsis)
    when = fit_right(age(alert.raised_at, now), parts.age)
    text_tone = Tone.MUTED if quiet else Tone.NORMAL
    return (
        (f" {glyph} ", Tone.MUTED if quiet else tone),
        (f"{kind}{sentence} ", text_tone),
        (f"{state} {when}", Tone.MUTED),
    )


def _expiring(name: str, at: int, now: int, zone: str) -> str:
    values = {"name": name, "left": left(at, now, zone), "day": day_with_weekday(last_day(at, zone))}
    if at <= now:
        return _("%(name)s expired on %(day)s") % values
    return _("%(name)s expires in %(left)s (%(day)s)") % values


def _lapsing(name: str, alert: AlertLike, now: int, zone: str) -> str:
    at = alert.expires_at
    if at is None:
        return _("%(name)s lapses soon unless it is started") % {"name": name}
    values = {"name": name, "left": left(at, now, zone), "day": day_with_weekday(last_day(at, zone))}
    if at <= now:
        return _("%(name)s lapsed on %(day)s without being started") % values
    return _("%(name)s lapses in %(left)s unless it is started (%(day)s)") % values


def _low_data(name: str, alert: AlertLike, system: str) -> str:
    if alert.threshold >= 100:
        return _("%(name)s has used up its data") % {"name": name}
    if alert.left_bytes is None:
        return _("%(name)s has used %(percent)d %% of its data") % {"name": name, "percent": alert.threshold}
    return _("%(name)s has used %(percent)d %% of its data: %(left)s left") % {
        "name": name, "percent": alert.threshold, "left": size(alert.left_bytes, system),
    }  # fmt: skip
