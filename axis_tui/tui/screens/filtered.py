"""A list of eSIMs that is filtered as one types: `/`, the words, Enter keeps them, Esc shows all again.

What a filter means is the read side's business; where the line and the list stand, the screen's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import events

from axis_tui.domain.problem import Problem
from axis_tui.i18n import _, ngettext, tell
from axis_tui.present.line import Line, Span, Tone, line
from axis_tui.present.width import cells, cut
from axis_tui.tui.editor import LineEditor
from axis_tui.tui.screens.listing import ListScreen
from axis_tui.tui.widgets.canvas import Canvas

if TYPE_CHECKING:
    from axis_tui.store.read.filter import Filter

T = TypeVar("T")
ENDS_TYPING = ("keep_filter", "drop_filter")
WHILE_TYPING = (*ENDS_TYPING, "palette", "redraw", "suspend", "leave", "next_theme", "refresh_now")
"""The actions that work while a filter is being typed; all other keys are its text."""


class FilteredScreen(ListScreen):
    """Gives `show_about`, which draws the line between list and pane by `about_line`, and the pane."""

    COMMANDS: ClassVar[Any] = ()

    def __init__(self) -> None:
        super().__init__()
        self._between = Canvas(id="between")
        self._editor: LineEditor | None = None  # while a filter is being typed
        self._filter_text = ""
        self._wrong = ""  # what is wrong with the filter as typed

    def show_about(self) -> None:
        """Hook: draw what stands beside the list, as it is now."""
        raise NotImplementedError

    def place_parts(self) -> list[Span]:
        """Hook: what the line between list and pane says of the list, without the filter."""
        raise NotImplementedError

    @property
    def list_columns(self) -> int:
        """Hook: the width of the list."""
        return self.columns

    @property
    def is_typing(self) -> bool:
        """Whether keys are the filter's text now."""
        return self._editor is not None

    def chosen_filter(self) -> Filter:
        """The filter as typed; with one that means nothing everything is shown, and why."""
        from axis_tui.store.read.filter import Filter

        return self.parsed(Filter.parse, Filter)

    def parsed(self, parse: Callable[[str], T], everything: Callable[[], T]) -> T:
        """What `parse` makes of what was typed; where that means nothing, `everything`, and why is said."""
        self._wrong = ""
        try:
            return parse(self._filter_text)
        except Problem as problem:
            self._wrong = tell(problem)
            return everything()

    def about_line(self) -> Line:
        """The line between list and pane: the filter while it is typed, else where the list stands."""
        if self._editor is not None:
            return self._typed_line(self._editor)
        rule = self.deps.glyphs.rule
        parts = self.place_parts()
        if self._filter_text:
            chosen = cut(self._filter_text, max(8, self.list_columns - 50))
            parts += [(rule, Tone.BAR_EMPTY), (f" {_('filter')}: {chosen} ", Tone.ACCENT)]
        if self._wrong:
            parts += [(f"{cut(self._wrong, max(8, self.list_columns - 60))} ", Tone.WARNING)]
        used = sum(cells(text) for text, _tone in parts)
        return line(*parts, (rule * max(0, self.list_columns - used), Tone.BAR_EMPTY))

    def action_filter(self) -> None:
        self._editor = LineEditor(self._filter_text)
        self.show_about()

    def action_keep_filter(self) -> None:
        self._end_filter(self._filter_text)

    def action_drop_filter(self) -> None:
        self._end_filter("")

    def on_key(self, event: events.Key) -> None:
        """While a filter is being typed all keys are its own, but those that move the cursor."""
        editor = self._editor
        if editor is None:
            return
        if event.key == "enter":
            self.action_keep_filter()
        elif event.key == "escape":
            self.action_drop_filter()
        elif event.key in ("up", "down"):
            self.listing.move(1 if event.key == "down" else -1)
        elif editor.key(event.key, event.character):
            self._typed(editor)
        elif event.key.startswith("ctrl+"):
            return
        event.stop()

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        if self._editor is not None:
            self._editor.paste(event.text)
            self._typed(self._editor)

    def _end_filter(self, text: str) -> None:
        self._editor = None
        self._filter_text = text
        self.axis.place_caret(None)
        self._show_all()

    def _typed(self, editor: LineEditor) -> None:
        if editor.text != self._filter_text:
            self._filter_text = editor.text
            self._show_all()
        else:
            self.show_about()

    def _typed_line(self, editor: LineEditor) -> Line:
        """The filter as it is typed, with what it finds, or what is wrong with it, at the right."""
        found = self.listing.total
        count = ngettext("%(count)d found", "%(count)d found", found) % {"count": found}
        remark, tone = (self._wrong, Tone.WARNING) if self._wrong else (count, Tone.MUTED)
        room = max(12, self.list_columns - cells(remark) - 6)
        remark = cut(remark, self.list_columns - room - 4)
        text, caret = editor.window(room, "*")
        x, y = self._between.region.offset
        self.axis.place_caret((x + 3 + caret, y))
        gap = " " * (self.list_columns - 4 - cells(text) - cells(remark))
        return line((" / ", Tone.KEY), text, gap, (remark, tone))
