"""Agreeing to what spends or cannot be undone: told in full, a word or amount typed, and the PIN where one
is set.

Pasting counts for neither field. A wrong PIN is told with the tries that are left, and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import events

from axis_tui.domain.problem import Problem
from axis_tui.i18n import N_, _, tell
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.pin_words import refusal
from axis_tui.present.width import cells
from axis_tui.tui.command import Command, key_word
from axis_tui.tui.commands.auto_renew import APPROVAL
from axis_tui.tui.commands.dialog import NEXT
from axis_tui.tui.dialogs.box import Box
from axis_tui.tui.editor import LineEditor

if TYPE_CHECKING:
    from axis_tui.tui.screens.base import AxisScreen

T = TypeVar("T")


class Approval(Box[T]):
    """Gives what `change(tx, pin)` made, once it is done; None where it was left.

    `lines(width)` tells what is agreed to; `word` is what has to be typed, and `is_word` says whether a text
    is that, where more than one writing is. `change` gives a `store.write.approval.Approved`.
    """

    COMMANDS: ClassVar[Any] = APPROVAL
    COLUMNS = 78

    def __init__(
        self,
        screen: AxisScreen,
        title: str,
        lines: Callable[[int], Sequence[Line]],
        word: str,
        change: Callable[[Any, str | None], Any],
        *,
        is_word: Callable[[str], bool] | None = None,
        asks_pin: bool,
    ) -> None:
        super().__init__(title)
        self._screen, self._lines, self._word, self._change = screen, lines, word, change
        self._is_word = is_word or (lambda text: text == word)
        self._typed = LineEditor(typed_only=True)
        self._pin = LineEditor(secret=True, typed_only=True) if asks_pin else None
        self._at = 0
        self._first = 0
        self._more = False
        self._doing = False

    def done(self, value: T) -> None:
        """Hook: it is done, and gave `value`."""
        self.dismiss(value)

    @property
    def _editors(self) -> list[LineEditor]:
        return [self._typed] if self._pin is None else [self._typed, self._pin]

    def draw_inside(self) -> tuple[Sequence[Line], int | None]:
        prompts = [_("Type “%(word)s” to agree:") % {"word": self._word}, _("Approval PIN:")]
        told = list(self._lines(self.inner))
        # The remark may take two lines more, and what is typed must stay in sight.
        room = max(2, self.room - len(self._editors) - 3)
        self._more = len(told) > room
        self._first = max(0, min(self._first, len(told) - room))
        rows: list[Line] = [*told[self._first : self._first + room], ()]
        for at, (prompt, editor) in enumerate(zip(prompts, self._editors, strict=False)):
            here = at == self._at
            text, caret = editor.window(max(1, self.inner - cells(prompt) - 1), self.glyphs.dot)
            if here:
                self.caret_at(cells(prompt) + 1 + caret, len(rows))
            rows.append(line((f"{prompt} ", Tone.KEY if here else Tone.MUTED), text))
        return rows, None

    def keys_text(self) -> str:
        ascii_only = self.glyphs.name == "ascii"
        commands: tuple[Command, ...] = self.COMMANDS
        shown = [each for each in commands if each.shown and (each is not NEXT or self._pin is not None)]
        keys = [f"{each.key_word(ascii_only=ascii_only)} {_(each.label)}" for each in shown]
        return "   ".join([*keys, f"{key_word('pagedown')} {_('more')}"] if self._more else keys)

    # Keys

    def on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            self.action_agree()
        elif self._doing or self._editors[self._at].key(event.key, event.character):
            event.stop()
            if not self._doing:
                self.remark("")

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        if not self._doing:
            self.remark(_("pasting does not count here; type it"))

    def action_step(self, by: int) -> None:
        self._at = (self._at + by) % len(self._editors)
        self.draw()

    def action_scroll(self, by: int) -> None:
        self._first += by
        self.draw()

    def action_cancel(self) -> None:
        if not self._doing:
            super().action_cancel()

    def action_abandon(self) -> None:
        if not self._doing:
            super().action_abandon()

    def action_agree(self) -> None:
        """Do it where all that is asked for is there; else go to what is not."""
        if self._doing:
            return
        if not self._is_word(self._typed.text.strip()):
            self._at = 0
            said = _("that is not “%(word)s”") if self._typed.text else _("first type “%(word)s” in full")
            self.remark(said % {"word": self._word})
            return
        pin = None if self._pin is None else self._pin.text.strip()
        if pin == "":
            self._at = 1
            self.remark(_("type the PIN too"))
            return
        self._doing = True
        self.remark(_("storing"), Tone.MUTED)
        self._screen.write(lambda tx: self._do(tx, pin), self._answered, self._refused)

    def _do(self, tx: Any, pin: str | None) -> Any:
        """In the writing thread: an unforeseen failure comes back as a Problem too, or none could leave."""
        try:
            return self._change(tx, pin)
        except Problem:
            raise
        except Exception as error:
            kind = type(error).__name__
            raise Problem(N_("could not be stored (%(kind)s)"), kind=kind) from error

    def _answered(self, approved: Any) -> None:
        self._doing = False
        if approved.is_done:
            self.done(approved.value)
            return
        assert self._pin is not None
        self._pin.set("")
        self._at = 1
        self.remark(refusal(approved, self._screen.deps.zone, self._screen.now), Tone.BAD)

    def _refused(self, problem: Problem) -> None:
        self._doing = False
        self.remark(tell(problem), Tone.BAD)


def asks_pin(screen: AxisScreen) -> bool:
    """Whether an approval PIN is set."""
    from axis_tui.store.read import payment

    return screen.reader is not None and payment.pin(screen.reader).is_set
