"""What Renewals and Cancellation share: all eSIMs in one order, a filter as it is typed, and a pane.

A screen of it gives the header, the rows and the pane. The rows come in pages from the read side's overview.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult

from axis_tui.i18n import _
from axis_tui.present.line import Line, Span, Tone, line
from axis_tui.tui.choice import chosen_esim, go_to_esim
from axis_tui.tui.overview_source import OverviewSource
from axis_tui.tui.screens.filtered import ENDS_TYPING, WHILE_TYPING, FilteredScreen
from axis_tui.tui.widgets.canvas import Canvas
from axis_tui.tui.widgets.list_body import PANE_ROWS, ListBody
from axis_tui.tui.widgets.page_list import PageList

if TYPE_CHECKING:
    from axis_tui.store.read import Reader
    from axis_tui.store.read.detail import EsimDetail, PlanRow
    from axis_tui.store.read.overview import OverviewRow


class EsimListScreen(FilteredScreen):
    """A list of eSIMs by `ORDER`, a line about it and a pane."""

    COMMANDS: ClassVar[Any] = ()
    ORDER: ClassVar[str] = "expiry"
    """A value of `store.sort_key.Order`."""
    ORDER_WORD: ClassVar[str] = ""
    """How that order reads, marked with N_."""

    def __init__(self) -> None:
        super().__init__()
        self._pane = Canvas(id="pane")
        self._loaded: tuple[Any, ...] | None = None
        self._followed: int | None = None
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
        self._list = PageList(self.row_line, self.show_about, self.deps.glyphs.cursor, id="list")
        yield ListBody(self._list, self._between, self._pane)

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        chosen = chosen_esim(self.axis)
        if self._list is not None and chosen not in (None, self._followed) and not self.is_typing:
            self._followed = chosen
            self._list.select(chosen)

    def refresh_data(self) -> None:
        """Ask for the visible page and what its rows need besides."""
        reader, listing = self.reader, self.listing
        self._plans.clear()
        self._details.clear()
        if reader is None:
            listing.clear()
            self.show_about()
            return
        listing.set_header((self.header(),))
        listing.fit(self.body_rows - 1 - PANE_ROWS)
        wanted = (id(reader), self._filter_text)
        if wanted == self._loaded:
            listing.reload()
        else:
            self._load(reader)
            self._loaded = wanted
        self.show_about()

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
        chosen_filter = replace(self.chosen_filter(), include_archived=False)
        source = OverviewSource(reader, chosen_filter, Order(self.ORDER), False)
        self.listing.load(source, keep=keep)

    def show_about(self) -> None:
        """The line under the list and the pane."""
        self._between.show((self.about_line(),))
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

    def place_parts(self) -> list[Span]:
        rule, listing = self.deps.glyphs.rule, self.listing
        place = _("%(at)d of %(total)d") % {"at": listing.position, "total": listing.total}
        return [(f"{rule} {place} {rule} {_(self.ORDER_WORD)} ", Tone.MUTED)]

    # What works now

    def allows(self, action: str) -> bool:
        if self.is_typing:
            return action in WHILE_TYPING
        if action in ENDS_TYPING:
            return False
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

    def action_clear(self) -> None:
        self._filter_text = ""
        self._show_all()
