"""The alerts as lines: the header, a row, and what the selected one means. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from axis_tui.i18n import N_, _
from axis_tui.present.alert_words import (
    alert_columns,
    alert_glyph,
    alert_kind,
    alert_line,
    alert_sentence,
    alert_state,
    severity_word,
)
from axis_tui.present.case_alert_words import ADVICE as CASE_ADVICE
from axis_tui.present.chip_alert_words import ADVICE as CHIP_ADVICE
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.rows import AlertLike
from axis_tui.present.when import age, ago, moment
from axis_tui.present.width import fit, fit_line, fit_right, join_fitting

ADVICE = {
    "expiring": N_("Renew it in time: Renewals (key 3) shows how to reach the carrier."),
    "lapsing": N_("Install and use it before then, or it is lost unused."),
    "low_data": N_("Top it up or use less: Renewals (key 3), Usage (key 2)."),
    "forecast_early": N_("Use less a day or top it up: Usage (key 2) shows the daily budget."),
    "stale_meter": N_("Account (key 6) shows the meter; is the interface up and the host reachable?"),
    "meter_failing": N_("Account (key 6) shows the meter and its error."),
    "clock_untrusted": N_("Set the date and time of this machine; expiry dates are judged by it."),
    **CASE_ADVICE,
    **CHIP_ADVICE,
}
"""What a person can do about each kind."""


def alert_header(width: int) -> Line:
    """Titles over the columns of `alert_line`."""
    parts = alert_columns(width)
    kind = fit(_("Kind"), parts.kind) + " " if parts.kind else ""
    titles = f"   {kind}{fit(_('What'), parts.sentence)} {fit(_('State'), parts.state)}"
    return line((f"{titles} {fit_right(_('Age'), parts.age)}", Tone.MUTED))


def alert_row(
    alert: AlertLike, now: int, zone: str, width: int, glyphs: Glyphs, system: str, *, asked: bool
) -> Line:
    """One row; `asked`: the worker has a request about it that is not done yet."""
    drawn = alert_line(alert, now, zone, width, glyphs, system)
    if not asked:
        return drawn
    parts = alert_columns(width)
    state = fit(_("asked") + glyphs.ellipsis, parts.state)
    return (*drawn[:-1], (f"{state} {fit_right(age(alert.raised_at, now), parts.age)}", Tone.ACCENT))


def alert_pane(
    alert: AlertLike, now: int, zone: str, width: int, glyphs: Glyphs, system: str, *, asked: bool
) -> Sequence[Line]:
    """Four lines about one alert: how grave, what, since when, what to do."""
    glyph, tone = alert_glyph(str(alert.severity), glyphs)
    room = width - 2
    state = _("asked, waiting for the worker") if asked else alert_state(alert, now, zone)
    head = [
        line((f"{glyph} {severity_word(str(alert.severity))}", tone)),
        line((alert_kind(str(alert.kind)), Tone.STRONG)),
        line((state, Tone.MUTED)),
    ]
    raised = {"when": moment(alert.raised_at, zone, now), "age": ago(alert.raised_at, now)}
    since = [line((_("raised %(when)s, %(age)s") % raised, Tone.MUTED))]
    if alert.plan_name and alert.plan_name != alert.esim_name:
        since.append(line((_("plan %(name)s") % {"name": alert.plan_name}, Tone.MUTED)))
    advice = ADVICE.get(str(alert.kind), "")
    lines = (
        join_fitting(head, f" {glyphs.dot} ", room),
        line(alert_sentence(alert, now, zone, system)),
        join_fitting(since, "   ", room),
        line((_(advice) if advice else "", Tone.ACCENT)),
    )
    return [fit_line(line(" ", *spans), width, glyphs.ellipsis) for spans in lines]
