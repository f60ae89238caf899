"""One step of a wizard: a box with its place at the right of its edge, which follows the store.

What is chosen and typed outlives the steps in the draft, so that going back and forth loses nothing.
"""

from __future__ import annotations

from typing import Any, ClassVar, Generic, Protocol, TypeVar

from axis_tui.i18n import _
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.width import cells, cut
from axis_tui.tui.dialogs.box import Box

FOLLOW_S = 0.5
AGE_STEP_S = 10
"""Ages on screen move in steps of this, so that a quiet box sends little."""


class WizardDraft(Protocol):
    """What the steps share while it is put together."""

    @property
    def now(self) -> int: ...

    def reload(self) -> None:
        """What the store holds may have changed."""


D = TypeVar("D", bound=WizardDraft)
R = TypeVar("R")


class Numbered(Box[R]):
    """A box that is number `NUMBER` of `STEPS`."""

    COMMANDS: ClassVar[Any] = ()
    COLUMNS = 76
    NUMBER: ClassVar[int] = 1
    STEPS: ClassVar[int] = 1

    def _edge(self, title: str, tone: Tone, first: int) -> Line:
        if first:
            return super()._edge(title, tone, first)
        glyphs, width = self.glyphs, self.inner + 4
        place = f" {_('%(at)d of %(all)d') % {'at': self.NUMBER, 'all': self.STEPS}} "
        text = f" {cut(title, width - 8 - cells(place))} "
        rest = glyphs.rule * max(1, width - 4 - cells(text) - cells(place))
        return line(
            (glyphs.corners[0] + glyphs.rule, Tone.BAR_EMPTY),
            (text, tone),
            (rest, Tone.BAR_EMPTY),
            (place, Tone.MUTED),
            (glyphs.rule + glyphs.corners[1], Tone.BAR_EMPTY),
        )


class WizardStep(Numbered[None], Generic[D]):
    """Gives `draw_inside`. `go` replaces it by another step."""

    COMMANDS: ClassVar[Any] = ()

    def __init__(self, draft: D, title: str) -> None:
        super().__init__(title)
        self.draft = draft
        self._seen: tuple[object, ...] | None = None

    def on_mount(self) -> None:
        self._seen = self._state()
        self.set_interval(FOLLOW_S, self._follow)

    def store_moved(self) -> None:
        """Hook: the store holds something else now; it is drawn afterwards."""

    def offers_key(self, action: str) -> bool:
        """Hook: whether the edge names the key of this action now."""
        return True

    def keys_text(self) -> str:
        ascii_only = self.glyphs.name == "ascii"
        return "   ".join(
            f"{command.key_word(ascii_only=ascii_only)} {_(command.label)}"
            for command in self.COMMANDS
            if command.shown and command.keys and self.offers_key(command.name)
        )

    def go(self, step: Box[Any]) -> None:
        """Show another step in place of this one."""
        self.app.switch_screen(step)

    def say(self, text: str, tone: Tone = Tone.WARNING) -> None:
        """Like `remark`, unless it says so already."""
        if self._remark != ((text, tone) if text else None):
            self.remark(text, tone)

    def _follow(self) -> None:
        state = self._state()
        if state == self._seen or not self.is_current:
            return
        if self._seen is None or state[0] != self._seen[0]:
            self.draft.reload()
            self.store_moved()
        self._seen = state
        self.draw()

    def _state(self) -> tuple[object, ...]:
        return self.axis.version, self.draft.now // AGE_STEP_S
