"""A cancellation as lines for this terminal: its facts, where it stands, its checklist, what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axis_tui.cli.context import Context
from axis_tui.cli.wrapping import fact, sentence
from axis_tui.deadline import review_of
from axis_tui.domain.cancellation import CaseState
from axis_tui.domain.cancellation_word import Recall
from axis_tui.domain.text import clean
from axis_tui.i18n import _, listed
from axis_tui.present.case_next import auto_renew_words, case_advice, is_yours
from axis_tui.present.case_way import case_way
from axis_tui.present.case_words import (
    case_event_word,
    case_title,
    event_detail,
    reason_word,
    review_span,
    state_span,
)
from axis_tui.present.check_words import check_mark, check_sentence
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.when import local, moment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from axis_tui.domain.cancellation_act import Act
    from axis_tui.domain.cancellation_subject import Check
    from axis_tui.store.read.cases import CaseEventRow, CaseRow


def check_lines(context: Context, found: Sequence[Check]) -> Iterator[Line]:
    """The checklist, a line each, what blocks first."""
    for check in found:
        mark, tone = check_mark(check.level, context.glyphs)
        text = check_sentence(check, context.zone, context.clock())
        yield from sentence(text, context.width(), tone if tone is not Tone.GOOD else Tone.NORMAL, mark)


def case_lines(
    context: Context, row: CaseRow, events: Sequence[CaseEventRow], acts: Sequence[Act], *, reveal: bool
) -> Iterator[Line]:
    """One case in full."""
    now, zone, width = context.clock(), context.zone, context.width()
    state, tone = state_span(row.state.value, context.glyphs)
    yield line(
        (f"{case_title(row.id)}  ", Tone.TITLE),
        (state, tone),
        (f"  {row.esim_name}, {row.carrier}", Tone.MUTED),
    )
    yield case_way(row, width, context.glyphs)
    if (review := review_of(row, now)) is not None and row.state is CaseState.IN_REVIEW:
        told, tone = review_span(review, context.glyphs, holidays_known=row.holidays_known)
        yield from sentence(told, width, tone)
    facts = (
        (_("Reason"), reason_word(row.reason.value, row.notes)),
        (_("ICCID"), row.esim_reference if reveal else row.iccid_masked),
        (_("Device"), row.device),
        (_("Answer to"), row.contact),
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
        word = case_event_word(event.event, row)
        said = f"{word}  {detail}" if detail else word
        yield from fact(at, said, width)
    if left := auto_renew_words(row):
        yield from sentence(left, width)
    yield from sentence(next_words(row, acts, now), width)


def waits_for_worker(row: CaseRow, now: int) -> bool:
    """Whether nothing of it goes on until a worker runs."""
    if row.recall is Recall.WANTED:
        return True
    return row.is_open and not is_yours(row, now) and (row.uses_api or row.confirmed_at is not None)


def next_words(row: CaseRow, acts: Sequence[Act], now: int) -> str:
    """What comes next, and what a person does about it here: the commands that are taken now."""
    told = case_advice(row, now)
    commands = listed(f"{act} {row.id}" for act in (*acts, "export"))
    return _("%(told)s From here: axis-tui cancellations %(commands)s") % {"told": told, "commands": commands}
