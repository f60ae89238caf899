"""A form in a box: fields one below the other, one of them being typed in; nothing typed is lost by a
mistake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from textual import events

from axis_tui.domain.problem import Problem
from axis_tui.i18n import N_, _, tell
from axis_tui.present.line import Line, Span, Tone, line
from axis_tui.present.width import cut, fit
from axis_tui.tui.commands.dialog import FORM
from axis_tui.tui.dialogs.box import Box
from axis_tui.tui.editor import LineEditor

_LABEL_CELLS = 16


@dataclass(slots=True)
class Text:
    """A line of text. `label` and `hint` are marked with N_; the hint shows in parentheses while the field is
    empty, so that it does not read as a value."""

    key: str
    label: str
    hint: str = ""
    editor: LineEditor = field(default_factory=LineEditor)

    @property
    def value(self) -> str:
        return self.editor.text.strip()


@dataclass(slots=True)
class Choice:
    """One of a few words, turned with ← → or the space bar. `options`: (value, label marked with N_)."""

    key: str
    label: str
    options: Sequence[tuple[str, str]]
    at: int = 0

    @property
    def value(self) -> str:
        return self.options[self.at][0]

    def turn(self, by: int) -> None:
        self.at = (self.at + by) % len(self.options)


@dataclass(frozen=True, slots=True)
class Heading:
    """A line between fields; `label` is marked with N_."""

    label: str


class FieldProblem(Problem):
    """A Problem of one field, by its key."""

    def __init__(self, key: str, problem: Problem) -> None:
        super().__init__(problem.template, **problem.params)
        self.key = key


class Form(Box[int]):
    """Fields, ctrl+s to store, Esc to leave. Subclasses give `save`, which ends with `stored` or
    `refused`."""

    COMMANDS = FORM
    COLUMNS = 72
    DOING = N_("storing")
    """What is said while `save` is under way."""

    def __init__(self, title: str, parts: Sequence[Text | Choice | Heading]) -> None:
        super().__init__(title)
        self._parts = list(parts)
        self._fields = [part for part in self._parts if not isinstance(part, Heading)]
        self._at = 0
        self._before = self.values()
        self._saving = False
        self._leaving = False

    def values(self) -> dict[str, str]:
        """What is written in each field now."""
        return {each.key: each.value for each in self._fields}

    def save(self) -> None:
        """Hook: check the values and store them. May raise Problem, or FieldProblem to name the field."""
        raise NotImplementedError

    def stored(self, result: int) -> None:
        """To be called when it is stored: closes the form with this result."""
        self.dismiss(result)

    def refused(self, problem: Problem) -> None:
        """To be called when it cannot be stored: says why and leaves everything as typed."""
        self._saving = False
        if isinstance(problem, FieldProblem):
            self._at = next((n for n, each in enumerate(self._fields) if each.key == problem.key), self._at)
        self.remark(tell(problem), Tone.BAD)

    # Drawing

    def draw_inside(self) -> tuple[Sequence[Line], int | None]:
        lines: list[Line] = []
        marked = 0
        for part in self._parts:
            if isinstance(part, Heading):
                lines += [line((_(part.label), Tone.TITLE))]
                continue
            here = part is self._fields[self._at]
            if here:
                marked = len(lines)
            label = fit(_(part.label), _LABEL_CELLS - 1) + " "
            head: Span = (label, Tone.KEY if here else Tone.MUTED)
            lines.append(line(head, *self._field(part, here, len(lines))))
        first = max(0, min(marked - self.room // 2, len(lines) - self.room))
        if first and self._caret is not None:
            self.caret_at(self._caret[0], self._caret[1] - first)
        return lines[first : first + self.room], None

    def _field(self, part: Text | Choice, here: bool, row: int) -> list[Span]:
        width = self.inner - _LABEL_CELLS
        if isinstance(part, Choice):
            word = _(part.options[part.at][1])
            back, forward = self.glyphs.back, self.glyphs.forward
            if here:
                return [(word, Tone.STRONG), (f"  {back} {forward}", Tone.KEY)]
            return [(word, Tone.NORMAL)]
        text, caret = part.editor.window(width - 1, "*")
        if here:
            self.caret_at(_LABEL_CELLS + caret, row)
        if not text and part.hint:
            return [(f"({cut(_(part.hint), width - 2)})", Tone.MUTED)]
        return [(text, Tone.NORMAL)]

    # Keys

    def on_key(self, event: events.Key) -> None:
        if self._saving:
            event.stop()
            return
        part = self._fields[self._at]
        if event.key == "enter":
            self.action_save() if self._at == len(self._fields) - 1 else self.action_step(1)
        elif isinstance(part, Choice) and event.key in ("left", "right", "space"):
            part.turn(-1 if event.key == "left" else 1)
        elif not isinstance(part, Text) or not part.editor.key(event.key, event.character):
            return
        event.stop()
        self._leaving = False
        if not self._saving and event.key != "enter":
            self.remark("")

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        part = self._fields[self._at]
        if isinstance(part, Text) and not self._saving:
            part.editor.paste(event.text.strip())
            self._leaving = False
            self.remark("")

    def action_step(self, by: int) -> None:
        self._at = (self._at + by) % len(self._fields)
        self.draw()

    def action_save(self) -> None:
        if self._saving:
            return
        self._saving = True
        self.remark(_(self.DOING), Tone.MUTED)
        try:
            self.save()
        except Problem as problem:
            self.refused(problem)

    def action_abandon(self) -> None:
        if not self._saving:
            super().action_abandon()

    def action_cancel(self) -> None:
        if self._saving:
            return
        if self.values() != self._before and not self._leaving:
            self._leaving = True
            self.remark(_("esc again throws away what you typed; any other key goes on"))
        else:
            self.dismiss(None)
