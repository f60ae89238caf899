"""Writing an auto-renew rule as a sentence: parts in brackets, chosen with left and right or typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events

from axis_tui.domain.problem import Problem
from axis_tui.i18n import _, tell
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.wrap import wrapped
from axis_tui.tui.commands.auto_renew import EDITOR
from axis_tui.tui.dialogs.auto_renew_consent import ask_consent
from axis_tui.tui.dialogs.auto_renew_draft import Draft
from axis_tui.tui.dialogs.auto_renew_ground import Offer, amount_text
from axis_tui.tui.dialogs.auto_renew_part import Part, Picked, Typed, flow
from axis_tui.tui.dialogs.box import Box
from axis_tui.tui.dialogs.choose import Choose
from axis_tui.tui.dialogs.form import FieldProblem

if TYPE_CHECKING:
    from axis_tui.domain.auto_renew import Rule
    from axis_tui.tui.dialogs.auto_renew_ground import Ground
    from axis_tui.tui.screens.base import AxisScreen


class RuleEditor(Box[bool]):
    """Gives True once the rule is consented to and stored. `before` is the rule as it was, if any."""

    COMMANDS: ClassVar[Any] = EDITOR
    COLUMNS = 78

    def __init__(self, screen: AxisScreen, ground: Ground, before: Rule | None) -> None:
        super().__init__(_("Auto-renew: %(name)s") % {"name": ground.name})
        self._screen = screen
        self._draft = Draft(ground, before)
        self._here: Part = self._draft.trigger
        self._touched = False
        self._leaving = False

    # Drawing

    def draw_inside(self) -> tuple[Sequence[Line], int | None]:
        flows = [
            flow(template, values, self._here, self.inner, self.glyphs)
            for template, values in self._draft.sentences()
        ]
        below = self._below()
        text_rows = sum(len(each.lines) for each in flows)
        gap = text_rows + len(flows) + len(below) <= self.room
        lines: list[Line] = []
        for each in flows:
            if each.caret is not None and isinstance(self._here, Typed):
                self.caret_at(each.caret[0], each.caret[1] + len(lines))
            lines += [*each.lines, ()] if gap else each.lines
        return [*lines, *below] if gap else [*lines[: self.room - len(below)], *below], None

    def _below(self) -> list[Line]:
        """What belongs into the marked part, or what is wrong with the rule."""
        try:
            self._draft.written(self._screen.now)
        except Problem as problem:
            text, tone = f"{self.glyphs.warning} {tell(problem)}", Tone.WARNING
        else:
            text, tone = f"{self.glyphs.info} {self._here.help}", Tone.MUTED
        rows = [line((each, tone)) for each in wrapped(text, self.inner)]
        return [*rows, ()][: max(2, len(rows))]

    # Keys

    def on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            is_last = self._here is self._draft.parts()[-1]
            self.action_go_on() if is_last else self.action_step(1)
        elif isinstance(self._here, Typed) and self._here.editor.key(event.key, event.character):
            event.stop()
            self._changed()

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        if isinstance(self._here, Typed):
            self._here.editor.paste(event.text.strip())
            self._changed()

    def action_step(self, by: int) -> None:
        parts = self._draft.parts()
        self._here = parts[(parts.index(self._here) + by) % len(parts)]
        self._leaving = False
        self.remark("")

    def action_turn(self, by: int) -> None:
        if isinstance(self._here, Picked):
            before = self._draft.price
            self._here.turn(by)
            self._draft.turned(before)
            self._changed()

    def action_pick(self) -> None:
        """All choices of the marked part at once."""
        part = self._here
        if not isinstance(part, Picked) or len(part.options) < 2:
            return

        def chosen(at: int | None) -> None:
            if at is not None:
                self.action_turn(at - part.at)

        options = [(_option(value, words), at) for at, (value, words) in enumerate(part.options)]
        self.app.push_screen(Choose(part.help, options), chosen)

    def action_go_on(self) -> None:
        """Show what the rule would do, and ask for consent."""
        try:
            written = self._draft.written(self._screen.now)
            ask_consent(self._screen, self._draft.ground, written, self._consented)
        except Problem as problem:
            if isinstance(problem, FieldProblem):
                parts = self._draft.parts()
                self._here = next((part for part in parts if part.key == problem.key), self._here)
            self.remark(tell(problem), Tone.BAD)

    def _consented(self, is_done: bool | None) -> None:
        if is_done:
            self.dismiss(True)

    def action_cancel(self) -> None:
        if self._touched and not self._leaving:
            self._leaving = True
            self.remark(_("esc again throws away what you wrote; any other key goes on"))
        else:
            self.dismiss(None)

    def _changed(self) -> None:
        self._touched, self._leaving = True, False
        self.remark("")


def _option(value: object, words: str) -> Line:
    """A choice in a list; a package with what it costs."""
    price = f"  {amount_text(value.price)}" if isinstance(value, Offer) else ""
    return line(words, (price, Tone.MUTED))
