"""Cancellations as lines: a row of those that are open, a row of all, the pane of the selected one. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from axis_tui.domain.cancellation_review import Review
from axis_tui.domain.dossier import case_text
from axis_tui.i18n import _
from axis_tui.present.case_next import case_advice, case_next, is_yours
from axis_tui.present.case_review import review_count
from axis_tui.present.case_way import case_way
from axis_tui.present.case_words import case_title, reason_word, review_words, state_span
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Line, Span, Tone, line
from axis_tui.present.when import day, day_near, local, month_with_year
from axis_tui.present.width import fit, fit_line, join_fitting

if TYPE_CHECKING:
    from axis_tui.store.read.cases import CaseRow

_CASE, _STATE, _DUE, _DAY, _REASON, _REVIEW, _CARRIER = 6, 19, 12, 10, 15, 20, 16
_NARROW_STATE = 15
REVIEW_FROM = 136
"""Columns from which the review has a column of its own, with what happens next whole beside it."""
_LONGEST_NAME = 28


class CaseColumns(NamedTuple):
    """Cells of what is not of one width everywhere; 0 where there is no room for it."""

    state: int
    name: int
    carrier: int
    reason: int
    """Of all cases only."""
    review: int
    """How far the review is; where there is none, the last column tells it."""
    dates: int
    """How many there are."""
    last: int
    """What happens next, or the reference."""


@lru_cache(32)
def columns(width: int, *, is_open: bool) -> CaseColumns:
    """Of open cases the due date from 72 cells, the review from REVIEW_FROM; of all, the reason from 72."""
    carrier = _CARRIER if width >= 120 else 0
    state = _NARROW_STATE if is_open and width < 96 else _STATE
    fixed = 1 + _CASE + 1 + state + 1 + (carrier + 1 if carrier else 0)
    if is_open:
        review = _REVIEW if width >= REVIEW_FROM else 0
        dates = int(width >= 72)
        fixed += dates * (_DUE + 1) + (review + 1 if review else 0)
        rest = max(width - fixed - 1, 2)
        name = min(_LONGEST_NAME, max(rest - 26, rest * 9 // 20))
        return CaseColumns(state, name, carrier, 0, review, dates, rest - name)
    reason = _REASON if width >= 72 else 0
    dates = 1 + int(width >= 96)
    fixed += dates * (_DAY + 1) + (reason + 1 if reason else 0)
    rest = max(width - fixed - 1, 2)
    name = min(_LONGEST_NAME, rest * 11 // 20)
    return CaseColumns(state, name, carrier, reason, 0, dates, rest - name)


def case_header(width: int, *, is_open: bool) -> Line:
    """Titles over the columns."""
    parts = columns(width, is_open=is_open)
    text = f" {fit(_('Case'), _CASE)} {fit(_('State'), parts.state)} {fit(_('eSIM'), parts.name)} "
    if parts.carrier:
        text += fit(_("Carrier"), parts.carrier) + " "
    if parts.reason:
        text += fit(_("Reason"), parts.reason) + " "
    if is_open:
        text += fit(_("Due"), _DUE) + " " if parts.dates else ""
        text += fit(_("Review"), parts.review) + " " if parts.review else ""
        return line((fit(text + _("What happens next"), width), Tone.MUTED))
    for title in (_("Asked"), _("Ended"))[: parts.dates]:
        text += fit(title, _DAY) + " "
    return line((fit(text + _("Reference"), width), Tone.MUTED))


def case_row(
    row: CaseRow,
    review: Review | None,
    now: int,
    zone: str,
    width: int,
    glyphs: Glyphs,
    *,
    is_open: bool,
) -> Line:
    """One case, and where its review stands, in exactly `width` cells; the cursor's margin is blank."""
    parts = columns(width, is_open=is_open)
    state, tone = state_span(row.state.value, glyphs)
    spans: list[Span] = [
        (f" {fit(case_text(row.id), _CASE)} ", Tone.NORMAL),
        (fit(state, parts.state, glyphs.ellipsis) + " ", tone),
        (fit(row.esim_name, parts.name, glyphs.ellipsis) + " ", Tone.NORMAL),
    ]
    if parts.carrier:
        spans.append((fit(row.carrier, parts.carrier, glyphs.ellipsis) + " ", Tone.MUTED))
    if parts.reason:
        spans.append((fit(reason_word(row.reason.value), parts.reason, glyphs.ellipsis) + " ", Tone.MUTED))
    if is_open:
        spans += _outlook(row, review, now, parts, glyphs)
    else:
        for at in (row.submitted_at or row.created_at, row.ended_at)[: parts.dates]:
            spans.append((fit(_day(at, now, zone, glyphs), _DAY) + " ", Tone.MUTED))
        spans.append((fit(row.reference or glyphs.none, parts.last, glyphs.ellipsis), Tone.MUTED))
    return fit_line(spans, width, glyphs.ellipsis)


def case_pane(
    row: CaseRow, review: Review | None, now: int, zone: str, width: int, glyphs: Glyphs
) -> Sequence[Line]:
    """Four lines: which case, how far it is, why and until when, what to do."""
    room = width - 2
    head = [
        line((row.esim_name, Tone.STRONG)),
        line(state_span(row.state.value, glyphs)),
        line((row.carrier, Tone.MUTED)),
        line((case_title(row.id), Tone.MUTED)),
    ]
    advice = Tone.WARNING if is_yours(row, now) else Tone.MUTED
    lines = (
        join_fitting(head, f" {glyphs.dot} ", room),
        case_way(row, width - 1, glyphs),
        join_fitting(_facts(row, review, now, zone), "   ", room),
        line((case_advice(row, now), advice)),
    )
    return [fit_line(line(" ", *spans), width, glyphs.ellipsis) for spans in lines]


def _outlook(row: CaseRow, review: Review | None, now: int, parts: CaseColumns, glyphs: Glyphs) -> list[Span]:
    """The due date, how far the review is, and what happens next; a warning's glyph where it is your turn."""
    tone = _review_tone(review)
    spans: list[Span] = []
    if parts.dates:
        due = glyphs.none if review is None else day_near(review.due_on, _today(row, now))
        spans.append((fit(due, _DUE) + " ", tone))
    if parts.review:
        far = glyphs.none if review is None else review_count(review)
        spans.append((fit(far, parts.review, glyphs.ellipsis) + " ", tone))
    mine = is_yours(row, now)
    text = review_count(review) if review is not None and not parts.review else case_next(row, now)
    mark = f"{glyphs.warning} " if mine else ""
    spans.append((mark + text, Tone.WARNING if mine else Tone.NORMAL))
    return spans


def _facts(row: CaseRow, review: Review | None, now: int, zone: str) -> list[Line]:
    """The deadline, why it was asked for, when, and what the carrier calls it, each for itself."""
    facts: list[Line] = []
    if review is not None:
        facts.append(line((review_words(review, holidays_known=row.holidays_known), _review_tone(review))))
    facts.append(line(reason_word(row.reason.value)))
    today = local(now, zone).date()
    for at, word in ((row.submitted_at, _("asked %(day)s")), (row.ended_at, _("ended %(day)s"))):
        if at is not None:
            facts.append(line((word % {"day": day_near(local(at, zone).date(), today)}, Tone.MUTED)))
    if row.reference:
        facts.append(line((_("reference %(reference)s") % {"reference": row.reference}, Tone.MUTED)))
    return facts


def _review_tone(review: Review | None) -> Tone:
    if review is None:
        return Tone.MUTED
    return Tone.BAD if review.is_overdue else Tone.WARNING if review.is_reminded else Tone.NORMAL


def _today(row: CaseRow, now: int) -> date:
    return local(now, row.carrier_zone).date()


def _day(at: int | None, now: int, zone: str, glyphs: Glyphs) -> str:
    """`20 Nov` this year, else `Dec 2025`."""
    if at is None:
        return glyphs.none
    on = local(at, zone).date()
    return day(on) if on.year == local(now, zone).year else month_with_year(on)
