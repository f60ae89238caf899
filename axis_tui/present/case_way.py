"""The way of a cancellation in a line: `draft ─ submitted ─› under review ─ approved ─ off the chip ─ …`.

Pure. What is behind it and what it comes to: the arrow stands before the place where it is, so that no
colour is needed.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

from axis_tui.domain.cancellation import DONE, CaseState, Reason, goes_by_chip
from axis_tui.present.case_words import state_span, state_word
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Line, Span, Tone, plain
from axis_tui.present.width import cells, fit_line

_ASKED = (CaseState.DRAFT, CaseState.SUBMITTED, CaseState.IN_REVIEW, CaseState.APPROVED)
_CHIP_WAY = (*_ASKED, CaseState.DELETED, CaseState.NOTIFIED, CaseState.VERIFIED)
_CARRIER_WAY = (*_ASKED, CaseState.REVOKED, CaseState.VERIFIED)
_BY_HAND = (CaseState.DISABLED, CaseState.DELETED, CaseState.NOTIFIED)
"""What a person may have done on a device that this machine does not reach."""
_CHIP_PLACE = {
    CaseState.REMOVING: CaseState.DELETED,
    CaseState.DISABLED: CaseState.DELETED,
    # The chip did its part, and the carrier ended it where the notification should have.
    CaseState.REVOKED: CaseState.NOTIFIED,
    CaseState.CLOSED: CaseState.VERIFIED,
}
_CARRIER_PLACE = {
    CaseState.REMOVING: CaseState.REVOKED,
    CaseState.DISABLED: CaseState.REVOKED,
    CaseState.DELETED: CaseState.REVOKED,
    CaseState.NOTIFIED: CaseState.REVOKED,
    CaseState.CLOSED: CaseState.VERIFIED,
}


class CaseLike(Protocol):
    """What a case's way is told by (`store.read.cases.CaseRow`)."""

    @property
    def state(self) -> CaseState: ...
    @property
    def reason(self) -> Reason: ...
    @property
    def has_chip(self) -> bool: ...
    @property
    def chip_refused(self) -> bool: ...
    @property
    def submitted_at(self) -> int | None: ...
    @property
    def received_at(self) -> int | None: ...
    @property
    def decided_at(self) -> int | None: ...


class _Way(NamedTuple):
    stages: list[Span]
    at: int
    """Which of them it is at."""


def case_way(case: CaseLike, width: int, glyphs: Glyphs) -> Line:
    """At most `width` cells; where all stages do not fit, the earliest go first, then the furthest."""
    way = _ended(case, glyphs) if case.state in DONE - {CaseState.CLOSED} else _going(case, glyphs)
    first, last = 0, len(way.stages)
    while cells(plain(drawn := _drawn(way, first, last, glyphs))) > width:
        if first < way.at:
            first += 1
        elif last > way.at + 1:
            last -= 1
        else:
            return fit_line(drawn, width, glyphs.ellipsis)
    return drawn


def follows_chip(case: CaseLike) -> bool:
    """Whether its way is the chip's, by this machine or by a person's hand; else the carrier's revoke."""
    if goes_by_chip(case.reason, has_chip=case.has_chip, chip_refused=case.chip_refused):
        return True
    return case.state in _BY_HAND and not case.chip_refused and case.reason is not Reason.LOST


def _going(case: CaseLike, glyphs: Glyphs) -> _Way:
    """One on its way, or proven: what it is at is told by its own state, what is to come is muted."""
    by_chip = follows_chip(case)
    states = _CHIP_WAY if by_chip else _CARRIER_WAY
    places = _CHIP_PLACE if by_chip else _CARRIER_PLACE
    at = states.index(places.get(case.state, case.state))
    stages = [(state_word(state), Tone.NORMAL if n < at else Tone.MUTED) for n, state in enumerate(states)]
    stages[at] = (state_word(case.state), Tone.STRONG)
    if case.state is CaseState.CLOSED:
        stages[at] = state_span(case.state, glyphs)
    return _Way(stages, at)


def _ended(case: CaseLike, glyphs: Glyphs) -> _Way:
    """One that ended before its service was proven to have: how far it came, and its end."""
    passed = [CaseState.DRAFT]
    if case.submitted_at is not None:
        passed.append(CaseState.SUBMITTED)
    if case.received_at is not None:
        passed.append(CaseState.IN_REVIEW)
    if case.decided_at is not None and case.state is not CaseState.REJECTED:
        passed.append(CaseState.APPROVED)
    stages = [(state_word(state), Tone.NORMAL) for state in passed]
    return _Way([*stages, state_span(case.state, glyphs)], len(stages))


def _drawn(way: _Way, first: int, last: int, glyphs: Glyphs) -> Line:
    spans: list[Span] = [(glyphs.ellipsis, Tone.MUTED)] if first else []
    for at in range(first, last):
        here = at == way.at
        lead = glyphs.forward if here else ""
        if spans:
            lead = f" {glyphs.rule}{lead}"
        if lead:
            spans.append((f"{lead} ", Tone.ACCENT if here else Tone.MUTED))
        spans.append(way.stages[at])
    if last < len(way.stages):
        spans.append((f" {glyphs.rule} {glyphs.ellipsis}", Tone.MUTED))
    return tuple(spans)
