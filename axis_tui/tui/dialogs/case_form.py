"""What a person records of a cancellation in words: the carrier's answer, its own words, giving it up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from axis_tui.domain.cancellation_act import Act
from axis_tui.domain.dossier import case_text
from axis_tui.domain.problem import Problem
from axis_tui.i18n import N_, _
from axis_tui.present.case_done import done_words
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.wrap import wrapped
from axis_tui.tui.command import Command
from axis_tui.tui.commands.case import RECORDING
from axis_tui.tui.commands.dialog import NEXT
from axis_tui.tui.dialogs.form import FieldProblem, Form, Text
from axis_tui.tui.editor import LineEditor

if TYPE_CHECKING:
    from axis_tui.store.read.cases import CaseRow
    from axis_tui.tui.screens.base import AxisScreen

_SAID, _WORD = "said", "word"
_TITLES = {
    Act.ASKED: N_("Handed to %(carrier)s"),
    Act.APPROVE: N_("%(carrier)s agreed"),
    Act.REJECT: N_("%(carrier)s refused"),
    Act.ENDED: N_("%(carrier)s has ended it"),
    Act.GIVE_UP: N_("Give up cancellation %(case)s"),
}
_TOLD = {
    Act.ASKED: N_("From now on %(carrier)s has the request of “%(name)s”, and its deadline runs."),
    Act.APPROVE: N_("Nothing is removed yet: that waits for your own agreement."),
    Act.REJECT: N_("The case ends with that, and the eSIM stays as it is. You can ask again later."),
    Act.ENDED: N_("Its own words are the proof that the service of “%(name)s” has ended."),
    Act.GIVE_UP: N_(
        "This is final: the case ends, and its dossier says what is not proven. "
        "The carrier may go on charging for “%(name)s”."
    ),
}
_LABELS = {
    Act.ASKED: (N_("Reference"), N_("its number of the request, if any")),
    Act.APPROVE: (N_("Reference"), N_("its number of the request, if any")),
    Act.REJECT: (N_("Why"), N_("its reason, in its own words")),
    Act.ENDED: (N_("Its words"), N_("what it wrote or said, who and when")),
    Act.GIVE_UP: (N_("Why"), N_("why it cannot go on")),
}


class CaseForm(Form):
    """Says above the fields what follows from it; gives the case's number once it is recorded."""

    COMMANDS: ClassVar[Any] = RECORDING
    COLUMNS = 76

    def __init__(self, screen: AxisScreen, case: CaseRow, act: Act) -> None:
        self._screen, self._case, self._act = screen, case, act
        self._names = {"carrier": case.carrier, "name": case.esim_name, "case": case_text(case.id)}
        super().__init__(_(_TITLES[act]) % self._names, self._fields_of(act))

    def _fields_of(self, act: Act) -> list[Text]:
        # What is written there takes the place of the reference that is kept.
        known = self._case.reference if act is Act.APPROVE else ""
        fields = [Text(_SAID, *_LABELS[act], LineEditor(known))]
        if act is Act.GIVE_UP:
            label = _("Type %(case)s") % self._names
            fields.append(Text(_WORD, label, N_("to confirm"), LineEditor(typed_only=True)))
        return fields

    def keys_text(self) -> str:
        """Enter records from the last field; there is nowhere else to go where there is one."""
        ascii_only = self.glyphs.name == "ascii"
        commands: tuple[Command, ...] = self.COMMANDS
        shown = [each for each in commands if each.shown and (each is not NEXT or len(self._fields) > 1)]
        return "   ".join(f"{each.key_word(ascii_only=ascii_only)} {_(each.label)}" for each in shown)

    def draw_inside(self) -> tuple[Sequence[Line], int | None]:
        lines, marked = super().draw_inside()
        told = wrapped(_(_TOLD[self._act]) % self._names, self.inner)
        tone = Tone.WARNING if self._act is Act.GIVE_UP else Tone.MUTED
        above = [*(line((text, tone)) for text in told), ()][: max(0, self.room - len(lines))]
        if self._caret is not None:
            self.caret_at(self._caret[0], self._caret[1] + len(above))
        return [*above, *lines], marked

    def save(self) -> None:
        values, case, act, now = self.values(), self._case, self._act, self._screen.now
        word = case_text(case.id)
        if act is Act.GIVE_UP and values[_WORD].upper() != word:
            raise FieldProblem(_WORD, Problem(N_("that is not “%(word)s”"), word=word))

        def change(tx: Any) -> CaseRow:
            from axis_tui.store.write import case_person

            return case_person.record(tx, case, act, now, values[_SAID])

        self._screen.write(change, self._recorded, self._not_recorded)

    def _recorded(self, case: CaseRow) -> None:
        self.stored(case.id)
        self._screen.say(done_words(self._act, case), Tone.GOOD)

    def _not_recorded(self, problem: Problem) -> None:
        """It is about what was written, whatever field is marked."""
        self.refused(FieldProblem(_SAID, problem))
