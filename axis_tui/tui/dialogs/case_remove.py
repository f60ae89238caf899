"""Agreeing to a removal: told in full, by the eSIM's name typed, and the PIN where one is set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from axis_tui.domain.cancellation_act import Act
from axis_tui.domain.dossier import case_text
from axis_tui.i18n import _
from axis_tui.present.case_done import done_words
from axis_tui.present.case_removal import removal_sentences
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.width import cut
from axis_tui.present.wrap import wrapped
from axis_tui.tui.dialogs.pin_approval import Approval, asks_pin

if TYPE_CHECKING:
    from axis_tui.store.read.cases import CaseRow
    from axis_tui.tui.screens.base import AxisScreen

_LONGEST_NAME = 40


def ask_removal(screen: AxisScreen, case: CaseRow) -> None:
    """Nothing is removed before the name is typed; from then on the worker does it."""
    gravest, *rest = removal_sentences(case)
    name, number = case.esim_name.strip(), case_text(case.id)
    if not name.isascii():
        rest.append(_("Where that name cannot be typed here, %(number)s does too.") % {"number": number})

    def lines(width: int) -> Sequence[Line]:
        told = [line((text, Tone.BAD)) for text in wrapped(gravest, width)]
        for sentence in rest:
            told += [(), *(line(text) for text in wrapped(sentence, width))]
        return told

    def change(tx: Any, pin: str | None) -> Any:
        from axis_tui.store.write import approval, case_person

        return approval.approved(tx, pin, tx.now, lambda tx: case_person.record(tx, case, Act.REMOVE, tx.now))

    def agreed(after: CaseRow | None) -> None:
        if after is not None:
            screen.say(done_words(Act.REMOVE, after), Tone.GOOD)

    title = _("Remove %(name)s for ever") % {"name": case.esim_name}
    dialog: Approval[CaseRow] = Approval(
        screen,
        title,
        lines,
        cut(name, _LONGEST_NAME) or number,
        change,
        is_word=lambda text: text in {name or number, number},
        asks_pin=asks_pin(screen),
    )
    screen.app.push_screen(dialog, agreed)
