"""Cancellations in words: reasons, states, what happened; keyed by the values of `domain.cancellation_word`.

A word of a later version is shown as it is. The checklist has words of its own, in `check_words`.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

from axis_tui.domain.cancellation import Reason
from axis_tui.domain.cancellation_review import Review
from axis_tui.domain.cancellation_word import OnChip
from axis_tui.domain.dossier import case_text
from axis_tui.domain.dossier_facts import AUTO_RENEW_OFF, BY_HAND, Standing
from axis_tui.i18n import N_, _, ngettext, pgettext
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Span, Tone
from axis_tui.present.when import day_with_weekday


class StateWord(NamedTuple):
    """How one state reads: `glyph` names a field of `Glyphs`."""

    glyph: str
    word: str
    tone: Tone


class SeenLike(Protocol):
    """A case by what was seen of its eSIM last (`store.read.cases.CaseRow`)."""

    @property
    def reason(self) -> Reason: ...
    @property
    def after(self) -> Standing | None: ...


REASON_WORDS: dict[str, str] = {
    "lost": N_("lost or damaged"),
    "replaced": N_("device replaced"),
    "unused": N_("no longer used"),
    "upkeep": N_("account upkeep"),
    "other": N_("another reason"),
}
"""Why a service is to end."""

STATE_WORDS: dict[str, StateWord] = {
    "draft": StateWord("none", N_("draft"), Tone.MUTED),
    "submitted": StateWord("ready", N_("submitted"), Tone.ACCENT),
    "in_review": StateWord("ready", N_("under review"), Tone.ACCENT),
    "approved": StateWord("warning", N_("approved"), Tone.WARNING),
    "rejected": StateWord("bad", N_("refused"), Tone.BAD),
    "removing": StateWord("forward", N_("being removed"), Tone.ACCENT),
    "disabled": StateWord("forward", N_("disabled"), Tone.ACCENT),
    "deleted": StateWord("forward", N_("off the chip"), Tone.ACCENT),
    "notified": StateWord("forward", N_("notified"), Tone.ACCENT),
    "revoked": StateWord("forward", N_("ended by the carrier"), Tone.ACCENT),
    "verified": StateWord("good", N_("proven"), Tone.GOOD),
    "closed": StateWord("done", N_("closed, proven"), Tone.GOOD),
    "withdrawn": StateWord("none", N_("withdrawn"), Tone.MUTED),
    "unproven": StateWord("warning", N_("ended, not proven"), Tone.WARNING),
}
"""The glyph, the word and the tone of every state."""

EVENT_WORDS: dict[str, str] = {
    "drafted": N_("drafted"),
    "submit": N_("submitted"),
    "asked": N_("handed to the carrier"),
    "receive": N_("the carrier has it, its deadline runs"),
    "approve": N_("the carrier agreed"),
    "reject": N_("the carrier refused"),
    "withdraw": N_("withdrawn by you"),
    "recall_told": N_("the carrier knows that it is withdrawn"),
    "recall_none": N_("the carrier has no request that is to be withdrawn"),
    "recall_refused": N_("the carrier did not take it back: tell it yourself"),
    "confirmed": N_("you confirmed the removal"),
    "begin": N_("the removal began"),
    "disable": N_("the profile is disabled"),
    "delete": N_("the profile is off the chip"),
    "kept": N_("the chip’s signed notification is kept"),
    "notify": N_("the carrier’s server took the notification"),
    "refused": N_("the chip refused; the carrier ends it on its side"),
    "revoke": N_("the carrier ended it on its side, in place of the chip"),
    "told_ended": N_("taken as ended, by the carrier’s word"),
    "ended": N_("the carrier says that the service has ended"),
    "verify": N_("the carrier has ended it; no chip was read"),
    "close": N_("closed, the dossier is kept"),
    "give_up": N_("ended by you, not all of it proven"),
}
"""What stands in a case's history."""


def reason_word(reason: str, notes: str = "") -> str:
    """`device replaced`, with what the person added."""
    word = _(REASON_WORDS[reason]) if reason in REASON_WORDS else reason
    return _("%(reason)s: %(notes)s") % {"reason": word, "notes": notes} if notes else word


def state_word(state: str) -> str:
    """`under review`: the word alone."""
    return _(STATE_WORDS[state].word)


def state_span(state: str, glyphs: Glyphs) -> Span:
    """`○ under review`, `✓ closed, proven`."""
    entry = STATE_WORDS[state]
    return f"{getattr(glyphs, entry.glyph)} {_(entry.word)}", entry.tone


def event_word(event: str) -> str:
    """`the carrier agreed`: what happened, as a history tells it."""
    return _(EVENT_WORDS[event]) if event in EVENT_WORDS else event.replace("_", " ")


def case_event_word(event: str, case: SeenLike) -> str:
    """The same of one case: what is told of its end is what was seen of it."""
    if event == "verify" and case.reason is Reason.LOST:
        return _("the carrier has ended it; the device is out of reach")
    if event == "verify" and case.after is not None and case.after.profile is OnChip.ABSENT:
        return _("gone from the carrier and from the chip")
    return event_word(event)


def event_detail(event: str, detail: str) -> str:
    """A detail of a history in the language in use, where it is one of ours."""
    if event == "drafted":
        return reason_word(detail)
    if detail == AUTO_RENEW_OFF:
        return _("auto-renew turned off")
    return pgettext("cancellation", "by hand") if detail == BY_HAND else detail


def case_title(case_id: int) -> str:
    """`case C-0007`."""
    return _("case %(case)s") % {"case": case_text(case_id)}


def review_span(review: Review, glyphs: Glyphs, *, holidays_known: bool) -> Span:
    """`○ 3 of 5 working days, answer due Wed 25 Nov`; a late one in red, with its word."""
    text = review_words(review, holidays_known=holidays_known)
    if review.is_overdue:
        return f"{glyphs.bad} {_('overdue: %(told)s') % {'told': text}}", Tone.BAD
    if review.is_reminded:
        return f"{glyphs.warning} {text}", Tone.WARNING
    return f"{glyphs.ready} {text}", Tone.ACCENT


def review_words(review: Review, *, holidays_known: bool) -> str:
    """`3 of 5 working days, answer due Wed 25 Nov`; says so where holidays are not left out."""
    values = {"passed": review.passed, "days": review.days, "day": day_with_weekday(review.due_on)}
    if review.is_overdue:
        text = ngettext(
            "%(passed)d working day of %(days)d, answer was due %(day)s",
            "%(passed)d working days of %(days)d, answer was due %(day)s",
            review.passed,
        )
    else:
        text = ngettext(
            "%(passed)d of %(days)d working day, answer due %(day)s",
            "%(passed)d of %(days)d working days, answer due %(day)s",
            review.days,
        )
    told = text % values
    return told if holidays_known else told + _(" (public holidays not known)")
