"""What Renewals and Cancellation share: all eSIMs in one order, a filter as it is typed, and a pane.

A screen of it gives the header, the rows and the pane. The rows come in pages from the read side's overview.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import ComposeResult

from axis_tui.domain.problem import Problem
from axis_tui.i18n import _, ngettext, tell
from axis_tui.present.line import Line, Span, Tone, line
from axis_tui.present.width import cells, cut
from axis_tui.tui.choice import chosen_esim, go_to_esim
from axis_tui.tui.editor import LineEditor
from axis_tui.tui.screens.listing import ListScreen
from axis_tui.tui.screens.plans import Overview
from axis_tui.tui.widgets.canvas import Canvas
from axis_tui.tui.widgets.list_body import PANE_ROWS, ListBody
from axis_tui.tui.widgets.page_list import PageList

if TYPE_CHECKING:
    from axis_tui.store.read import Reader
    from axis_tui.store.read.detail import EsimDetail, PlanRow
    from axis_tui.store.read.filter import Filter
    from axis_tui.store.read.overview import OverviewRow


class EsimListScreen(ListScreen):
    """A list of eSIMs by `ORDER`, a line about it and a pane."""

    COMMANDS: ClassVar[Any] = ()
    ORDER: ClassVar[str] = "expiry"
    """A value of `store.sort_key.Order`."""
    ORDER_WORD: ClassVar[str] = ""
    """How that order reads, marked with N_."""

    def __init__(self) -> None:
        super().__init__()
        self._list: PageList[OverviewRow] | None = None
        self._between = Canvas(id="between")
        self._pane = Canvas(id="pane")
        self._loaded: tuple[Any, ...] | None = None
        self._followed: int | None = None
        self._editor: LineEditor | None = None  # while a filter is being typed
        self._filter_text = ""
        self._wrong = ""  # what is wrong with the filter as typed
        self._plans: dict[int, PlanRow | None] = {}
        self._details: dict[int, EsimDetail | None] = {}

    # What the screen gives

    def header(self) -> Line:
        """Hook: titles over the columns."""
        raise NotImplementedError

    def row_line(self, row: OverviewRow) -> Line:
        """Hook: one row."""
        raise NotImplementedError

    def pane_lines(self, row: OverviewRow) -> Sequence[Line]:
        """Hook: four lines about the selected row."""
        raise NotImplementedError

    # Layout and data

    def compose_body(self) -> ComposeResult:
        self._list = PageList(self.row_line, self._show_about, self.deps.glyphs.cursor, id="list")
        yield ListBody(self._list, self._between, self._pane)

    @property
    def listing(self) -> PageList[Any]:
        assert self._list is not None
        return self._list

    @property
    def _chosen(self) -> OverviewRow | None:
        """The selected row; None also while the screen is still being put together."""
        return self._list.selected if self._list is not None else None

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        chosen = chosen_esim(self.axis)
        if self._list is not None and chosen not in (None, self._followed) and self._editor is None:
            self._followed = chosen
            self._list.select(chosen)

    def refresh_data(self) -> None:
        """Ask for the visible page and what its rows need besides."""
        reader, listing = self.reader, self.listing
        self._plans.clear()
        self._details.clear()
        if reader is None:
            listing.clear()
            self._show_about()
            return
        listing.set_header((self.header(),))
        listing.fit(self.body_rows - 1 - PANE_ROWS)
        wanted = (id(reader), self._filter_text)
        if wanted == self._loaded:
            listing.reload()
        else:
            self._load(reader)
            self._loaded = wanted
        self._show_about()

    def plan_of(self, row: OverviewRow) -> PlanRow | None:
        """The plan that the row shows, asked once a refresh."""
        from axis_tui.store.read import detail

        if row.plan_id is None or self.reader is None:
            return None
        if row.plan_id not in self._plans:
            self._plans[row.plan_id] = detail.plan(self.reader, row.plan_id)
        return self._plans[row.plan_id]

    def detail_of(self, row: OverviewRow) -> EsimDetail | None:
        """The eSIM with its carrier's contacts, asked once a refresh."""
        from axis_tui.store.read import detail

        if self.reader is None:
            return None
        if row.esim_id not in self._details:
            self._details[row.esim_id] = detail.esim(self.reader, row.esim_id)
        return self._details[row.esim_id]

    def _load(self, reader: Reader) -> None:
        from axis_tui.store.read.overview import Order

        chosen = self.listing.selected
        keep = chosen.esim_id if chosen is not None else None
        self.listing.load(Overview(reader, self._filter(), Order(self.ORDER), False), keep=keep)

    def _filter(self) -> Filter:
        """The filter as typed; with one that means nothing everything is shown, and why."""
        from axis_tui.store.read.filter import Filter

        self._wrong = ""
        try:
            return replace(Filter.parse(self._filter_text), include_archived=False)
        except Problem as problem:
            self._wrong = tell(problem)
            return Filter()

    def _show_about(self) -> None:
        """The line under the list and the pane."""
        self._between.show(
            (self._between_line() if self._editor is None else self._filter_line(self._editor),)
        )
        row = self.listing.selected
        if row is not None:
            self._pane.show(self.pane_lines(row))
        else:
            nothing = (
                _("Nothing matches. Esc shows all again.")
                if self._filter_text
                else _("No eSIM yet. Plans (key 1) is where one is added.")
            )
            self._pane.show((line((f" {nothing}", Tone.MUTED)),))
        self.refresh_frame()

    def _between_line(self) -> Line:
        rule, listing = self.deps.glyphs.rule, self.listing
        place = _("%(at)d of %(total)d") % {"at": listing.position, "total": listing.total}
        parts: list[Span] = [(f"{rule} {place} {rule} {_(self.ORDER_WORD)} ", Tone.MUTED)]
        if self._filter_text:
            chosen = cut(self._filter_text, max(8, self.columns - 50))
            parts += [(rule, Tone.BAR_EMPTY), (f" {_('filter')}: {chosen} ", Tone.ACCENT)]
        used = sum(cells(text) for text, _tone in parts)
        return line(*parts, (rule * max(0, self.columns - used), Tone.BAR_EMPTY))

    # What works now

    def allows(self, action: str) -> bool:
        if self._editor is not None:
            return action in ("palette", "redraw", "suspend", "leave", "next_theme", "refresh_now")
        row = self._chosen
        if action in ("open", "to_plans", "move", "page", "first", "last"):
            return row is not None
        if action == "filter":
            return row is not None or bool(self._filter_text)
        if action == "clear":
            return bool(self._filter_text)
        return action != "refresh_now" or self.reader is not None

    def action_to_plans(self) -> None:
        row = self.listing.selected
        if row is not None:
            go_to_esim(self.axis, row.esim_id)

    # The filter

    def action_filter(self) -> None:
        self._editor = LineEditor(self._filter_text)
        self._show_about()

    def action_clear(self) -> None:
        self._filter_text = ""
        self._show_all()

    def on_key(self, event: events.Key) -> None:
        """While a filter is being typed all keys are its own, but those that move the cursor."""
        editor = self._editor
        if editor is None:
            return
        if event.key in ("escape", "enter"):
            self._editor = None
            self._filter_text = editor.text if event.key == "enter" else ""
            self.axis.place_caret(None)
            self._show_all()
        elif event.key in ("up", "down"):
            self.listing.move(1 if event.key == "down" else -1)
        elif editor.key(event.key, event.character):
            self._typed(editor)
        elif event.key.startswith("ctrl+"):
            return
        event.stop()

    def on_paste(self, event: events.Paste) -> None:
        if self._editor is not None:
            self._editor.paste(event.text)
            self._typed(self._editor)

    def _typed(self, editor: LineEditor) -> None:
        if editor.text != self._filter_text:
            self._filter_text = editor.text
            self._show_all()
        else:
            self._show_about()

    def _filter_line(self, editor: LineEditor) -> Line:
        """The line in which the filter is typed, with what it finds or what is wrong with it."""
        found = self.listing.total
        count = ngettext("%(count)d found", "%(count)d found", found) % {"count": found}
        remark, tone = (self._wrong, Tone.WARNING) if self._wrong else (count, Tone.MUTED)
        room = max(12, self.columns - cells(remark) - 6)
        remark = cut(remark, self.columns - room - 4)
        text, caret = editor.window(room, "*")
        x, y = self._between.region.offset
        self.axis.place_caret((x + 3 + caret, y))
        gap = " " * (self.columns - 4 - cells(text) - cells(remark))
        return line((" / ", Tone.KEY), text, gap, (remark, tone))
