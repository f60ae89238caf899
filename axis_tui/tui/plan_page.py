"""Everything about one eSIM as lines: its plans and both clocks, use of late, whom to call, notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from axis_tui.i18n import N_, _
from axis_tui.present.bars import bar_line, sparkline
from axis_tui.present.forecast_words import forecast
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Line, Span, Tone, line, plain
from axis_tui.present.sizes import size, size_of
from axis_tui.present.status_words import CANCELLED, OUT_OF_USE, profile_word, status_line
from axis_tui.present.validity_words import span_from
from axis_tui.present.when import ago, left, moment, zone_note
from axis_tui.present.width import cells, fit, fit_line
from axis_tui.present.wrap import wrapped

if TYPE_CHECKING:
    from axis_tui.domain.plan import Plan
    from axis_tui.store.read.detail import EsimDetail, PlanRow
    from axis_tui.store.read.overview import OverviewRow

_LABEL_CELLS = 16
_PLAN_CELLS = 18
"""Blank cells before what is said of a plan below its name."""
_BAR_CELLS = 30

_PLAN_STATES = {
    "ready": ("ready", N_("ready"), Tone.ACCENT),
    "queued": ("ready", N_("next in line"), Tone.MUTED),
    "active": ("good", N_("running"), Tone.GOOD),
    "depleted": ("bad", N_("used up"), Tone.BAD),
    "expired": ("bad", N_("expired"), Tone.MUTED),
    "lapsed": ("bad", N_("lapsed"), Tone.MUTED),
    "ended": ("none", N_("ended"), Tone.MUTED),
}


def page_lines(
    detail: EsimDetail,
    row: OverviewRow | None,
    plans: Sequence[PlanRow],
    days: Sequence[int],
    now: int,
    zone: str,
    glyphs: Glyphs,
    width: int,
    *,
    revealed_at: int | None = None,
) -> list[Line]:
    """The page, as long as it needs to be. `days`: bytes by day, today last; `zone` is the person's.

    `revealed_at`: when the activation code was last shown.
    """
    lines = _about(detail, row, now, zone, glyphs, width, revealed_at)
    if row is not None and row.plan_id is not None:
        lines += [(), *_now(row, days, now, glyphs, width)]
    lines += [(), line((" " + _("Plans"), Tone.TITLE))]
    for each in plans:
        lines += _plan(each.plan, now, glyphs, width)
    if not plans:
        lines.append(line("   ", (_("none bought yet"), Tone.MUTED)))
    lines += [(), *_contacts(detail, glyphs)]
    if detail.notes:
        lines += [(), line((" " + _("Notes"), Tone.TITLE))]
        lines += [line("   " + text) for text in wrapped(detail.notes, width - 4)]
    return lines


def _fact(label: str, *parts: str | Span) -> Line:
    return line((" " + fit(label, _LABEL_CELLS - 2) + " ", Tone.MUTED), *parts)


def _about(
    detail: EsimDetail,
    row: OverviewRow | None,
    now: int,
    zone: str,
    glyphs: Glyphs,
    width: int,
    revealed_at: int | None,
) -> list[Line]:
    status = status_line(str(row.status), glyphs) if row is not None else ()
    lines = [line((f" {detail.name}", Tone.STRONG), "   ", *status)]
    profile = profile_word(detail.profile_state)
    where = profile
    if detail.device:
        is_gone = detail.profile_state == "deleted"
        words = _("deleted, was on %(device)s") if is_gone else _("%(state)s, on %(device)s")
        where = words % {"state": profile, "device": detail.device}
    lines.append(_fact(_("eSIM"), where))
    if detail.profile_expires_at is not None:
        when = f"{moment(detail.profile_expires_at, zone, now)} {zone_note(detail.profile_expires_at, zone)}"
        over = detail.profile_expires_at <= now
        words = _("the eSIM itself ended %(when)s") if over else _("the eSIM itself is valid until %(when)s")
        lines.append(_fact(_("Its own clock"), (words % {"when": when}, Tone.BAD if over else Tone.NORMAL)))
    identifiers = [
        f"{label} {value}"
        for label, value in (
            ("ICCID", detail.iccid_masked),
            ("EID", detail.eid_masked),
            (_("number"), detail.number_masked),
        )
        if value
    ]
    if detail.has_activation_code:
        shown = "" if revealed_at is None else moment(revealed_at, zone, now)
        kept = _("activation code kept, last shown %(when)s") if shown else _("activation code kept")
        identifiers.append(kept % {"when": shown})
    if identifiers:
        lines += _facts(_("Identifiers"), identifiers, width)
    if detail.meter_label:
        lines.append(_fact(_("Counted by"), detail.meter_label))
    if detail.service_ended_at is not None:
        when = moment(detail.service_ended_at, zone, now)
        lines.append(_fact(_("Service"), (_("the carrier ended it %(when)s") % {"when": when}, Tone.BAD)))
    return lines


def _now(row: OverviewRow, days: Sequence[int], now: int, glyphs: Glyphs, width: int) -> list[Line]:
    lines = [line((" " + _("Now"), Tone.TITLE))]
    estimate: tuple[Span, ...] = ((" " + _("est."), Tone.ESTIMATE),) if row.is_estimate else ()
    if row.allowance_bytes is None:
        used = size(row.used_bytes, row.unit_system)
        lines.append(_fact(_("Data"), _("used %(used)s, unlimited") % {"used": used}, *estimate))
    elif str(row.status) == CANCELLED:
        used, whole = size_of(row.used_bytes, row.allowance_bytes, row.unit_system)
        lines.append(_fact(_("Data"), _("used %(used)s of %(whole)s") % {"used": used, "whole": whole}))
        lines.append(_fact("", (_("nothing left"), Tone.MUTED)))
    else:
        used, whole = size_of(row.used_bytes, row.allowance_bytes, row.unit_system)
        remaining = max(row.left_bytes or 0, 0)
        share = remaining / row.allowance_bytes if row.allowance_bytes else 0.0
        text = _("%(left)s left") % {"left": size(remaining, row.unit_system)}
        lines.append(_fact(_("Data left"), *bar_line(_BAR_CELLS, share, glyphs), f"  {text}"))
        lines.append(_fact("", _("used %(used)s of %(whole)s") % {"used": used, "whole": whole}, *estimate))
    today = size(row.today_bytes, row.unit_system)
    parts = [_("today %(used)s") % {"used": today}]
    if row.rate_bytes_per_day is not None:
        parts.append(_("%(rate)s a day of late") % {"rate": size(row.rate_bytes_per_day, row.unit_system)})
    if row.budget_bytes_per_day is not None and str(row.status) not in OUT_OF_USE:
        parts.append(
            _("may use %(budget)s a day") % {"budget": size(row.budget_bytes_per_day, row.unit_system)}
        )
    lines += _facts(_("Use"), parts, width)
    if any(days):
        label = " " + _("last %(days)d days") % {"days": len(days)}
        lines.append(_fact("", (sparkline(days, glyphs), Tone.BAR), (label, Tone.MUTED)))
    lines.append(_fact(_("Forecast"), forecast(row, now, glyphs)))
    lines.append(_fact(_("Read"), (ago(row.reading_at, now), Tone.MUTED)))
    return lines


def _plan(plan: Plan, now: int, glyphs: Glyphs, width: int) -> list[Line]:
    terms, zone = plan.terms, plan.terms.validity.zone
    glyph, word, tone = _PLAN_STATES[str(plan.state)]
    held = _("unlimited") if terms.allowance_bytes is None else size(terms.allowance_bytes, terms.unit_system)
    coverage = " ".join(terms.coverage)
    head = line((f"   {getattr(glyphs, glyph)} {fit(_(word), 13)}", tone), (terms.name, Tone.STRONG))
    length = span_from(str(terms.validity.unit), terms.validity.count, str(terms.start_rule))
    about = line((f"   {held}, {length}", Tone.NORMAL), (f"   {coverage}", Tone.MUTED))
    facts: list[str] = []
    if cells(plain((*head, *about))) <= width:
        head = (*head, *about)
    else:
        facts += [f"{held}, {length}", *([coverage] if coverage else [])]
    if plan.starts_at is not None:
        facts.append(_("started %(when)s") % {"when": moment(plan.starts_at, zone, now)})
    if plan.expires_at is not None:
        words = _("valid until %(when)s") if plan.expires_at > now else _("ended %(when)s")
        facts.append(
            words % {"when": f"{moment(plan.expires_at, zone, now)} {zone_note(plan.expires_at, zone)}"}
        )
        if plan.expires_at > now:
            facts.append(_("%(left)s left") % {"left": left(plan.expires_at, now, zone)})
    elif str(plan.state) == "ended":
        if plan.lapses_at is not None and plan.lapses_at <= now:
            facts.append(_("ended %(when)s") % {"when": moment(plan.lapses_at, zone, now)})
        facts.append(_("never started"))
    elif plan.lapses_at is not None and plan.lapses_at > now:
        facts.append(_("start it by %(when)s") % {"when": moment(plan.lapses_at, zone, now)})
    elif plan.starts_at is None:
        facts.append(_("not started"))
    lines = [fit_line(head, width, glyphs.ellipsis), *_under(facts, width)]
    if plan.carrier_used_bytes is not None and plan.starts_at is not None:
        figures = _("carrier %(carrier)s (%(ago)s), own meters %(own)s this cycle") % {
            "carrier": size(plan.carrier_used_bytes, terms.unit_system),
            "ago": ago(plan.carrier_used_at, now),
            "own": size(plan.metered_bytes, terms.unit_system),
        }
        lines += _under([figures], width)
    return lines


def _under(facts: Sequence[str], width: int) -> list[Line]:
    """Facts below the name of a plan."""
    return [
        line((" " * _PLAN_CELLS + text, Tone.MUTED)) for text in _side_by_side(facts, width - _PLAN_CELLS)
    ]


def _facts(label: str, facts: Sequence[str], width: int) -> list[Line]:
    """Facts beside their label."""
    texts = _side_by_side(facts, width - _LABEL_CELLS)
    return [_fact("" if at else label, text) for at, text in enumerate(texts)]


def _side_by_side(facts: Sequence[str], width: int) -> list[str]:
    """Facts in rows, each of them whole where it fits; those that do not fit in one row go to the next."""
    rows: list[str] = []
    for fact in facts:
        joined = f"{rows[-1]}   {fact}" if rows else fact
        if rows and cells(joined) < width:
            rows[-1] = joined
        elif cells(fact) < width:
            rows.append(fact)
        else:
            rows += wrapped(fact, width - 1)
    return rows


def _contacts(detail: EsimDetail, glyphs: Glyphs) -> list[Line]:
    lines = [line((" " + _("Carrier"), Tone.TITLE)), _fact(_("Sold by"), detail.carrier)]
    for label, value in (
        (_("Phone"), detail.support_phone),
        (_("Web"), detail.support_url),
        (_("E-mail"), detail.support_email),
    ):
        if value:
            lines.append(_fact(label, value))
    if not (detail.support_phone or detail.support_url or detail.support_email):
        lines.append(_fact(_("Contacts"), (_("none known"), Tone.MUTED)))
    return lines
