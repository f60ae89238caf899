"""One cancellation as a page: how far it is, whom it waits for, its facts, its history, what was checked.
Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from axis_tui.domain.cancellation import EXECUTING, CaseState, Reason, goes_by_chip
from axis_tui.domain.cancellation_act import Act
from axis_tui.domain.cancellation_review import Review
from axis_tui.domain.ledger import Entry
from axis_tui.i18n import _
from axis_tui.present.case_done import is_yours_to_tell, withdrawal_words
from axis_tui.present.case_next import auto_renew_words, case_advice
from axis_tui.present.case_standing import standing_words
from axis_tui.present.case_way import case_way
from axis_tui.present.case_words import (
    case_event_word,
    case_title,
    event_detail,
    reason_word,
    review_span,
    state_span,
)
from axis_tui.present.channel_contact import Contact, ContactsLike, contact_lines, fact_line, fact_lines
from axis_tui.present.check_words import check_lines
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.ledger_words import ledger_kind, signed
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.when import moment, zone_note
from axis_tui.present.width import cells, fit, fit_line, join_fitting
from axis_tui.present.wrap import wrapped

if TYPE_CHECKING:
    from axis_tui.store.read.cases import CaseEventRow, CaseRow

_BY_TALKING = frozenset({Act.ASKED, Act.REJECT, Act.CHASE, Act.TOLD})
_HASH_CELLS = 32
"""Of a SHA-256 in one line, so that it can be compared by eye in the narrowest terminal."""


def case_page(
    case: CaseRow,
    events: Sequence[CaseEventRow],
    entries: Sequence[Entry],
    carrier: ContactsLike | None,
    review: Review | None,
    now: int,
    zone: str,
    system: str,
    width: int,
    glyphs: Glyphs,
) -> list[Line]:
    """The page in `width` cells.

    `entries`: about the eSIM since the request, the latest first; `carrier`: how it is reached, where a
    person has to; `review`: where its review stands; `system`: the unit system that it counts in.
    """
    room = width - 2
    lines: list[Line] = [
        join_fitting(_head(case, glyphs), f" {glyphs.dot} ", room),
        case_way(case, room, glyphs),
    ]
    if review is not None and case.state is CaseState.IN_REVIEW:
        text, tone = review_span(review, glyphs, holidays_known=case.holidays_known)
        lines += [line((part, tone)) for part in wrapped(text, room)]
    lines += [(), *_advice(case, now, room), ()]
    if carrier is not None:
        lines += _contacts(carrier, zone, now)
    lines += [*_facts(case, room), ()]
    lines += _history(case, events, now, zone, room)
    if case.checks:
        title = _("What was checked when you asked for it")
        lines += [(), line((title, Tone.TITLE)), *check_lines(case.checks, zone, now, room, glyphs)]
    lines += _standings(case, zone, now, system, room)
    lines += _backup(case, zone, now, room)
    lines += _ledger(entries, zone, now, room)
    return [fit_line(line(" ", *spans), width, glyphs.ellipsis) for spans in lines]


def is_carrier_needed(case: CaseRow, acts: Collection[Act]) -> bool:
    """Whether a person may have to write to the carrier or call it, where these acts are possible."""
    by_hand = not case.uses_api and case.state in EXECUTING - {CaseState.VERIFIED}
    is_untold = case.state is CaseState.WITHDRAWN and is_yours_to_tell(case)
    is_disputed = case.state in (CaseState.REJECTED, CaseState.UNPROVEN) or bool(case.error)
    return by_hand or is_untold or is_disputed or not _BY_TALKING.isdisjoint(acts)


def _head(case: CaseRow, glyphs: Glyphs) -> list[Line]:
    return [
        line((case.esim_name, Tone.STRONG)),
        line(state_span(case.state.value, glyphs)),
        line((case.carrier, Tone.MUTED)),
        line((case_title(case.id), Tone.MUTED)),
    ]


def _advice(case: CaseRow, now: int, room: int) -> list[Line]:
    lines = [line((text, Tone.STRONG)) for text in wrapped(case_advice(case, now), room)]
    if case.state is CaseState.WITHDRAWN and (told := withdrawal_words(case)):
        tone = Tone.WARNING if is_yours_to_tell(case) else Tone.MUTED
        lines += [line((text, tone)) for text in wrapped(told, room)]
    if left := auto_renew_words(case):
        lines += [line((text, Tone.MUTED)) for text in wrapped(left, room)]
    if case.reason is Reason.LOST and case.is_open:
        lost = _("The device is out of reach, so the carrier revokes the eSIM in place of the chip’s steps.")
        lines += [line((text, Tone.MUTED)) for text in wrapped(lost, room)]
    return lines


def _contacts(carrier: ContactsLike, zone: str, now: int) -> list[Line]:
    contact = Contact("", carrier.support_phone, carrier.support_url, carrier.support_hours)
    lines = contact_lines(contact, carrier.time_zone, zone, now, has_link=False)
    if carrier.support_email:
        lines.append(fact_line(_("e-mail"), carrier.support_email, Tone.ACCENT))
    return [*lines, ()] if lines else []


def _facts(case: CaseRow, room: int) -> list[Line]:
    facts = [
        (_("reason"), reason_word(case.reason.value, case.notes)),
        (_("ICCID"), case.iccid_masked),
        (_("device"), case.device),
        (_("contact"), case.contact),
        (_("reference"), case.reference),
        (_("carrier"), " ".join(case.confirmation.split())),
        (_("trouble"), case.error),
        (_("proof"), _proof(case)),
    ]
    return [each for word, value in facts if value for each in fact_lines(word, value, room)]


def _proof(case: CaseRow) -> str:
    """Whether what the chip signed is kept; nothing where there is none to come."""
    if case.has_proof:
        return _("the chip’s signed notification is kept")
    if goes_by_chip(case.reason, has_chip=case.has_chip, chip_refused=case.chip_refused):
        return _("the chip signs it when the profile is deleted") if case.is_open else _("none is kept")
    return ""


def _history(case: CaseRow, events: Sequence[CaseEventRow], now: int, zone: str, room: int) -> list[Line]:
    """What happened, the latest first, so that what is new is seen without scrolling."""
    told = [(moment(each.at, zone, now), each) for each in reversed(events)]
    times = max((cells(when) for when, _each in told), default=0)
    title = (_("What happened, the latest first"), Tone.TITLE)
    lines: list[Line] = [line(title, (f"  {zone_note(now, zone)}", Tone.MUTED))]
    for when, each in told:
        detail = event_detail(each.event, each.detail)
        words = wrapped(case_event_word(each.event, case), room - times - 2)
        for at, text in enumerate(words):
            more = f"  {detail}" if detail and at == len(words) - 1 else ""
            lines.append(line((fit("" if at else when, times) + "  ", Tone.MUTED), text, (more, Tone.MUTED)))
    return lines


def _standings(case: CaseRow, zone: str, now: int, system: str, room: int) -> list[Line]:
    lines: list[Line] = []
    for word, standing in ((_("before"), case.before), (_("after"), case.after)):
        if standing is not None:
            lines += fact_lines(word, standing_words(standing, zone, now, system), room)
    title = line((_("How the eSIM stood"), Tone.TITLE))
    return [(), title, *lines] if lines else []


def _backup(case: CaseRow, zone: str, now: int, room: int) -> list[Line]:
    if not case.backup_sha256:
        return []
    made = "" if case.backup_at is None else moment(case.backup_at, zone, now)
    told = _("%(file)s, verified %(when)s") % {"file": case.backup_file, "when": made}
    lines = [(), line((_("The store before it"), Tone.TITLE)), *fact_lines(_("backup"), told, room)]
    for at in range(0, len(case.backup_sha256), _HASH_CELLS):
        part = case.backup_sha256[at : at + _HASH_CELLS]
        lines.append(fact_line("" if at else "SHA-256", part, Tone.MUTED))
    return lines


def _ledger(entries: Sequence[Entry], zone: str, now: int, room: int) -> list[Line]:
    if not entries:
        return []
    lines: list[Line] = [(), line((_("Ledger entries since then"), Tone.TITLE))]
    for entry in entries:
        told = _("no. %(number)d %(kind)s %(amount)s") % {
            "number": entry.number, "kind": ledger_kind(entry.kind), "amount": signed(entry.amount),
        }  # fmt: skip
        lines += [line((f"{moment(entry.at, zone, now)}  ", Tone.MUTED), told)]
    return lines
