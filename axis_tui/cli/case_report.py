"""A cancellation as lines for this terminal: its facts, where it stands, its checklist, what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axis_tui.cli.context import Context
from axis_tui.cli.wrapping import fact, sentence
from axis_tui.deadline import review_of
from axis_tui.domain.cancellation import CaseState
from axis_tui.domain.text import clean
from axis_tui.i18n import _
from axis_tui.present.case_words import (
    case_title,
    event_detail,
    event_word,
    goes_by_chip,
    reason_word,
    review_words,
    state_span,
    timeline,
)
from axis_tui.present.check_words import check_mark, check_sentence
from axis_tui.present.line import Line, Tone, line, plain
from axis_tui.present.when import local, moment
from axis_tui.present.width import cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from axis_tui.domain.cancellation_subject import Check
    from axis_tui.store.read.cases import CaseEventRow, CaseRow


def check_lines(context: Context, found: Sequence[Check]) -> Iterator[Line]:
    """The checklist, a line each, what blocks first."""
    for check in found:
        mark, tone = check_mark(check.level, context.glyphs)
        text = check_sentence(check, context.zone, context.clock())
        yield from sentence(text, context.width(), tone if tone is not Tone.GOOD else Tone.NORMAL, mark)


def case_lines(
    context: Context, row: CaseRow, events: Sequence[CaseEventRow], *, reveal: bool
) -> Iterator[Line]:
    """One case in full."""
    now, zone, width = context.clock(), context.zone, context.width()
    state, tone = state_span(row.state.value, context.glyphs)
    yield line(
        (f"{case_title(row.id)}  ", Tone.TITLE),
        (state, tone),
        (f"  {row.esim_name}, {row.carrier}", Tone.MUTED),
    )
    yield from _timeline_lines(context, row, width)
    if (review := review_of(row, now)) is not None and row.state is CaseState.IN_REVIEW:
        tone = Tone.BAD if review.is_overdue else Tone.WARNING if review.is_reminded else Tone.NORMAL
        yield from sentence(review_words(review, holidays_known=row.holidays_known), width, tone)
    facts = (
        (_("Reason"), reason_word(row.reason.value, row.notes)),
        (_("ICCID"), row.esim_reference if reveal else row.iccid_masked),
        (_("Device"), row.device),
        (_("Reference"), row.reference),
        (_("Refused"), row.rejection),
        (_("Carrier"), row.confirmation),
        (_("Trouble"), row.error),
    )
    for word, value in facts:
        if value:
            yield from fact(word, clean(value, 500), width)
    yield from check_lines(context, row.checks)
    day = ""
    for event in events:
        when = moment(event.at, zone, now).rpartition(" ")[0]
        if when and when != day:
            yield line((when, Tone.MUTED))
        day = when
        at = local(event.at, zone).strftime("%H:%M:%S")
        detail = event_detail(event.event, event.detail)
        said = f"{event_word(event.event)}  {detail}" if detail else event_word(event.event)
        yield from fact(at, said, width)
    yield from sentence(next_words(row), width)


def next_words(row: CaseRow) -> str:
    """What comes next, and what a person does about it here."""
    values = {"number": row.id, "carrier": row.carrier, "contact": row.contact}
    see = _("See how it goes on: axis-tui cancellations show %(number)d") % values
    match row.state:
        case CaseState.SUBMITTED if row.uses_api:
            return _("A worker hands it to %(carrier)s.") % values + " " + see
        case CaseState.SUBMITTED:
            return _(
                "Hand it to %(carrier)s yourself, then say so: axis-tui cancellations asked %(number)d; "
                "its answer: approve or reject %(number)d"
            ) % values  # fmt: skip
        case CaseState.IN_REVIEW if not row.uses_api:
            return (
                _("Record the answer of %(carrier)s: axis-tui cancellations approve or reject %(number)d")
                % values
            )
        case CaseState.APPROVED if row.confirmed_at is None:
            return _("It is approved. Have it removed: axis-tui cancellations remove %(number)d") % values
        case CaseState.REMOVING | CaseState.DISABLED | CaseState.DELETED if not _by_chip(row):
            return _(
                "%(carrier)s ends it on its side. What you do on a device: "
                "axis-tui cancellations step %(number)d; what the carrier says: ended %(number)d"
            ) % values  # fmt: skip
        case CaseState.NOTIFIED | CaseState.REVOKED:
            return _(
                "It waits for the carrier’s word that the service has ended: "
                "axis-tui cancellations ended %(number)d, where no program can ask it"
            ) % values  # fmt: skip
        case CaseState.CLOSED | CaseState.UNPROVEN | CaseState.REJECTED | CaseState.WITHDRAWN:
            return _("Its dossier: axis-tui cancellations export %(number)d") % values
        case _:
            return _("A worker goes on with it by itself.") + " " + see


def _by_chip(row: CaseRow) -> bool:
    return goes_by_chip(row.reason, has_chip=row.has_chip, chip_refused=row.chip_refused)


def _timeline_lines(context: Context, row: CaseRow, width: int) -> Iterator[Line]:
    """The timeline, broken between its stages where it is too long for one line."""
    is_done_by_hand = row.state in (CaseState.DELETED, CaseState.NOTIFIED, CaseState.DISABLED)
    by_chip = _by_chip(row) or (is_done_by_hand and not row.chip_refused)
    spans = timeline(row.state, context.glyphs, by_chip=by_chip)
    taken: list[tuple[str, Tone]] = []
    for span in spans:
        if taken and cells(plain((*taken, span))) > width:
            yield tuple(taken)
            taken = []
        taken.append(span)
    yield tuple(taken)
