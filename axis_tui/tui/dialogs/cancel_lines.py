"""What a cancellation means, in lines: what is lost, what to do about what blocks, what follows. No keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from axis_tui.domain.cancellation import Reason
from axis_tui.domain.cancellation_review import REVIEW_DAYS
from axis_tui.domain.cancellation_subject import Check
from axis_tui.domain.cancellation_word import CheckCode, Level
from axis_tui.i18n import N_, _, ngettext
from axis_tui.present.case_words import reason_word
from axis_tui.present.check_words import check_mark, check_sentence
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.lost_words import lost_sentences
from axis_tui.present.width import fit
from axis_tui.present.wrap import wrapped

if TYPE_CHECKING:
    from axis_tui.tui.dialogs.cancel_draft import Draft

LABEL_CELLS = 11
"""What stands at the left of a fact or a field."""
_ADVICE = {
    CheckCode.OPEN_CASE: N_("Go on with the case that is open, or withdraw it: open cases, key o."),
    CheckCode.ALREADY_ENDED: N_("There is nothing left to end; its case is kept: all cases, key v."),
    CheckCode.REASON_TEXT_MISSING: N_("Go back a step and write it into the notes."),
    CheckCode.RULE_NO_DISABLE: N_("Ask %(carrier)s to lift the rule, or to end the eSIM on its side."),
    CheckCode.RULE_NO_DELETE: N_("Ask %(carrier)s to lift the rule, or to end the eSIM on its side."),
    CheckCode.OPEN_ORDERS: N_("Bring them to their end first: Renewals (key 3), open orders."),
    CheckCode.BACKUP_MISSING: N_("Without it nothing is asked for; ^r tries again."),
    CheckCode.BACKUP_OLD: N_("Without a fresh one nothing is asked for; ^r tries again."),
}
"""What to do about each line that can block."""
MONEY = frozenset(
    {
        CheckCode.VALUE_LEFT, CheckCode.VALUE_UNKNOWN, CheckCode.FEE, CheckCode.FEE_UNKNOWN,
        CheckCode.REFUND_FULL, CheckCode.REFUND_PART, CheckCode.REFUND_NONE, CheckCode.REFUND_UNKNOWN,
        CheckCode.NOTICE_PERIOD, CheckCode.NOTICE_UNKNOWN,
    }
)  # fmt: skip
"""What of the checklist is about money that goes, comes back, or goes on."""


def blocking_lines(check: Check, carrier: str, zone: str, now: int, width: int, glyphs: Glyphs) -> list[Line]:
    """One line of the checklist that blocks, and what to do about it."""
    mark, tone = check_mark(check.level, glyphs)
    lines = [
        line((f"{mark} " if not at else "  ", tone), (text, tone))
        for at, text in enumerate(wrapped(check_sentence(check, zone, now), width - 2))
    ]
    advice = _ADVICE.get(check.code)
    if advice is not None:
        told = _(advice) % {"carrier": carrier}
        lines += [line(("  ", Tone.MUTED), (text, Tone.STRONG)) for text in wrapped(told, width - 2)]
    return lines


def lost_lines(draft: Draft, width: int, glyphs: Glyphs) -> list[Line]:
    """What is lost with it, every plan by its time and data, then money, each line with its mark."""
    money = [check for check in draft.checks if check.code in MONEY]
    is_lost = any(check.code in (CheckCode.VALUE_LEFT, CheckCode.VALUE_UNKNOWN) for check in money)
    lines: list[Line] = []
    for at, said in enumerate(lost_sentences(draft.lost, draft.now)):
        lines += _fact("" if at else _("Lost"), said, width, Tone.WARNING if is_lost else Tone.NORMAL)
    for check in money:
        mark, tone = check_mark(check.level, glyphs)
        text = f"{mark} {check_sentence(check, draft.screen.deps.zone, draft.now)}"
        lines += _fact("", text, width, tone)
    return lines


def told_lines(draft: Draft, width: int, glyphs: Glyphs) -> list[Line]:
    """All that is agreed to: which eSIM and why, what is lost, what follows."""
    esim = draft.esim
    which = _("%(name)s, %(carrier)s") % {"name": esim.name, "carrier": esim.carrier}
    lines = _fact(_("eSIM"), which, width, Tone.STRONG)
    lines += _fact(_("Reason"), reason_word(draft.reason.value, draft.notes.text.strip()), width)
    contact = draft.contact.text.strip()
    if contact:
        lines += _fact(_("Answer to"), contact, width)
    lines += lost_lines(draft, width, glyphs)
    others = [check for check in draft.checks if check.level is Level.WARNS and check.code not in MONEY]
    for at, check in enumerate(others):
        mark, tone = check_mark(check.level, glyphs)
        said = f"{mark} {check_sentence(check, draft.screen.deps.zone, draft.now)}"
        lines += _fact(_("Mind") if not at else "", said, width, tone)
    for at, sentence in enumerate(_steps(draft)):
        lines += _fact(_("Then") if not at else "", f"{at + 1}. {sentence}", width)
    return lines


def _steps(draft: Draft) -> Iterator[str]:
    """What follows from the request, in order."""
    days = REVIEW_DAYS if draft.review_days is None else draft.review_days
    told = {"carrier": draft.esim.carrier, "days": days}
    if draft.asks_itself:
        yield _("The request goes to %(carrier)s by itself.") % told
    else:
        yield _("You hand the request to %(carrier)s; no program reaches it.") % told
    yield (
        ngettext(
            "It answers within %(days)d working day; until the removal begins you can withdraw.",
            "It answers within %(days)d working days; until the removal begins you can withdraw.",
            days,
        )
        % told
    )
    if draft.goes_by_chip:
        yield _("You confirm the removal; then the profile is deleted from the chip for good.")
    elif draft.reason is Reason.LOST:
        yield _("You confirm; then %(carrier)s revokes it on its side, and the chip is not touched.") % told
    else:
        yield _("You confirm; then %(carrier)s ends it on its side.") % told


def _fact(label: str, text: str, width: int, tone: Tone = Tone.NORMAL) -> list[Line]:
    first, *rest = wrapped(text, width - LABEL_CELLS)
    lines = [line((fit(label, LABEL_CELLS), Tone.MUTED), (first, tone))]
    return [*lines, *(line(" " * LABEL_CELLS, (each, tone)) for each in rest)]


def field_line(label: str, text: str, hint: str, *, is_here: bool) -> Line:
    """A label and what is typed beside it; the hint while nothing is."""
    head = (fit(label, LABEL_CELLS), Tone.KEY if is_here else Tone.MUTED)
    return line(head, text) if text or is_here else line(head, (f"({hint})", Tone.MUTED))


def reason_lines(chosen: Reason, glyphs: Glyphs) -> list[Line]:
    """The reasons below each other, the chosen one with a glyph of its own."""
    return [
        line(
            (f" {glyphs.good if reason is chosen else glyphs.ready} ", Tone.ACCENT),
            (reason_word(reason.value), Tone.STRONG if reason is chosen else Tone.NORMAL),
        )
        for reason in Reason
    ]
