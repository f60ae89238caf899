"""eSIMs that can be cancelled, as lines: what is on each, what stands in the way, its open case. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from axis_tui.domain.cancellation_lost import LostPlan
from axis_tui.domain.cancellation_subject import Check
from axis_tui.domain.dossier import case_text
from axis_tui.i18n import _
from axis_tui.present.case_words import state_span
from axis_tui.present.channel_contact import fact_lines
from axis_tui.present.check_digest import check_digest
from axis_tui.present.check_words import check_lines
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Line, Span, Tone, line
from axis_tui.present.lost_words import lost_sentences
from axis_tui.present.rows import OverviewLike
from axis_tui.present.sizes import size_short
from axis_tui.present.status_words import status_line
from axis_tui.present.when import left_short
from axis_tui.present.width import fit, fit_line, fit_right, join_fitting
from axis_tui.present.wrap import wrapped
from axis_tui.tui.screens.contact_words import Contacts, contact_line

if TYPE_CHECKING:
    from axis_tui.store.read.cases import CaseRow

LONG_FROM = 72
"""Columns from which the last column says in words what is on the eSIM."""
OVER = frozenset({"expired", "lapsed"})
"""States in which nothing of the plan can be used any more."""


def widths(width: int) -> tuple[int, int, int, int]:
    """Cells for name, carrier (0 below 100), state, and the last column."""
    state, last = (16, 18) if width >= LONG_FROM else (14, 6)
    rest = width - 1 - state - 5 - 6 - 5 - last - 6
    carrier = 18 if width >= 100 else 0
    return rest - (carrier + 1 if carrier else 0), carrier, state, last


def cancellation_header(width: int) -> Line:
    """Titles over the columns."""
    name, carrier, state, _last = widths(width)
    text = f" {fit(_('eSIM'), name)} "
    if carrier:
        text += fit(_("Carrier"), carrier) + " "
    text += f"{fit(_('State'), state)} {fit_right(_('Time'), 5)} {fit_right(_('Data'), 6)} "
    text += fit_right(_("Auto"), 5)
    title = _("Case or plan") if width >= LONG_FROM else _("Case")
    return line((fit(f"{text}  {title}", width), Tone.MUTED))


def cancellation_row(row: OverviewLike, case: CaseRow | None, now: int, width: int, glyphs: Glyphs) -> Line:
    """One eSIM: its state, what would be lost, auto-renew, and its open case, or whether a plan runs."""
    name, carrier, state, _last = widths(width)
    spans: list[Span] = [(f" {fit(row.name, name, glyphs.ellipsis)} ", Tone.NORMAL)]
    if carrier:
        spans.append((fit(row.carrier, carrier, glyphs.ellipsis) + " ", Tone.MUTED))
    ((words, tone),) = status_line(str(row.status), glyphs)
    spans.append((fit(words, state, glyphs.ellipsis) + " ", tone))
    auto = _("on") if row.auto_renew else _("off")
    figures = f"{fit_right(_time_left(row, now, glyphs), 5)} {fit_right(_data_left(row, glyphs), 6)} "
    spans.append((figures, Tone.NORMAL))
    spans.append((fit_right(auto, 5) + "  ", Tone.WARNING if row.auto_renew else Tone.MUTED))
    spans.append(_standing(row, case, now, glyphs, is_long=width >= LONG_FROM))
    return fit_line(spans, width, glyphs.ellipsis)


def cancellation_pane(
    row: OverviewLike,
    found: Sequence[Check],
    contacts: Contacts | None,
    now: int,
    zone: str,
    width: int,
    glyphs: Glyphs,
) -> Sequence[Line]:
    """Four lines: what it is, what stands in the way or is lost, and whom to write or call."""
    room = width - 2
    head = [
        line((row.name, Tone.STRONG)),
        status_line(str(row.status), glyphs),
        line((row.carrier, Tone.MUTED)),
    ]
    lines = (
        join_fitting(head, f" {glyphs.dot} ", room),
        *check_digest(found, zone, now, room, 2, glyphs),
        contact_line(row.carrier, contacts, room),
    )
    return [fit_line(line(" ", *spans), width, glyphs.ellipsis) for spans in lines]


def check_page(
    row: OverviewLike,
    lost: Sequence[LostPlan],
    found: Sequence[Check],
    contacts: Contacts | None,
    now: int,
    zone: str,
    width: int,
    glyphs: Glyphs,
) -> list[Line]:
    """Every plan that would be lost, the checklist in full, and whom to ask."""
    lines: list[Line] = [line((row.name, Tone.STRONG), (f"  {row.carrier}", Tone.MUTED)), ()]
    for at, said in enumerate(lost_sentences(lost, now)):
        lines += fact_lines("" if at else _("Lost"), said, width, Tone.WARNING if lost else Tone.NORMAL)
    lines.append(())
    lines += check_lines(found, zone, now, width, glyphs)
    said = _("Reason, backup and your word for it come with the request. Questions go to the carrier:")
    lines += [(), *(line((text, Tone.MUTED)) for text in wrapped(said, width))]
    lines.append(contact_line(row.carrier, contacts, width))
    return [fit_line(spans, width, glyphs.ellipsis) for spans in lines]


def _standing(row: OverviewLike, case: CaseRow | None, now: int, glyphs: Glyphs, *, is_long: bool) -> Span:
    """The open case by its state, where there is room, else by its number; or what is on the eSIM."""
    if case is not None:
        state, tone = state_span(case.state.value, glyphs)
        return (state if is_long else case_text(case.id)), tone
    if row.plan_id is not None and str(row.status) not in OVER:
        if row.starts_at is None and row.expires_at is None:
            text, glyph, tone = _("not started"), glyphs.warning, Tone.WARNING
        elif (row.expires_at is None or row.expires_at > now) and row.left_bytes != 0:
            text, glyph, tone = _("a plan runs"), glyphs.warning, Tone.WARNING
        else:
            text, glyph, tone = _("nothing left"), glyphs.done, Tone.GOOD
    else:
        text, glyph, tone = _("nothing left"), glyphs.done, Tone.GOOD
    return (f"{glyph} {text}" if is_long else glyph), tone


def _time_left(row: OverviewLike, now: int, glyphs: Glyphs) -> str:
    if row.plan_id is None or row.expires_at is None:
        return glyphs.none
    return left_short(row.expires_at, now, row.zone) if row.expires_at > now else "0"


def _data_left(row: OverviewLike, glyphs: Glyphs) -> str:
    if row.plan_id is None or str(row.status) in OVER:
        return glyphs.none
    if row.expires_at is not None and row.allowance_bytes is None:
        return glyphs.infinite
    return size_short(max(row.left_bytes or 0, 0), row.unit_system)
