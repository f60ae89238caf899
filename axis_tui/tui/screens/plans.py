"""Plans, the home screen: every eSIM in a list, the selected one in a few lines, and what can be done
with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.widget import Widget

from axis_tui.i18n import N_, _
from axis_tui.present.line import Line, Span, Tone, line
from axis_tui.present.overview_cells import MARGIN, columns, header_line, overview_line
from axis_tui.present.validity_words import span_from
from axis_tui.present.when import local
from axis_tui.tui.commands.plans import COMMANDS
from axis_tui.tui.overview_source import OverviewSource
from axis_tui.tui.plan_pane import PANE_ROWS, SPARK_DAYS, empty_side, low_pane, side_pane
from axis_tui.tui.screens.base import AxisScreen
from axis_tui.tui.screens.filtered import ENDS_TYPING, WHILE_TYPING, FilteredScreen
from axis_tui.tui.screens.order_mark import doubt_span
from axis_tui.tui.widgets.canvas import Canvas
from axis_tui.tui.widgets.page_list import PageList

if TYPE_CHECKING:
    from axis_tui.store.read import Reader
    from axis_tui.store.read.overview import Filter, OverviewRow

WIDE_FROM = 120
SIDE_COLUMNS = 40
_EPOCH_ORDINAL = 719_163  # 1970-01-01

# How an order reads in the line under the list, and the column of the header that carries its arrow.
_ORDERS: dict[str, tuple[str, str]] = {
    "expiry": (N_("valid until"), "until"),
    "left": (N_("data left"), "left"),
    "forecast": (N_("forecast"), "forecast"),
    "status": (N_("state"), "status"),
    "name": (N_("name"), "name"),
    "carrier": (N_("carrier"), "carrier"),
    "device": (N_("device"), "device"),
}


def edit(screen: AxisScreen, esim_id: int) -> None:
    """Open the form for what is known about an eSIM."""
    from axis_tui.store.read import detail
    from axis_tui.tui.dialogs.edit_esim import EditEsim

    found = detail.esim(screen.reader, esim_id) if screen.reader is not None else None

    def done(result: int | None) -> None:
        if result is not None:
            screen.say(_("saved"), Tone.GOOD)

    if found is not None:
        screen.app.push_screen(EditEsim(screen, found), done)


class PlansScreen(FilteredScreen):
    """The list, a line about it, and the pane of the selected eSIM."""

    NAME = "plans"
    HEADING = N_("Plans")
    PURPOSE = N_(
        "Every eSIM you own: how much data is left, until when it is valid, and whether it will last. "
        "The lines below the list, or beside it, tell more about the selected one."
    )
    WORDS: ClassVar[tuple[tuple[str, str], ...]] = (
        (N_("eSIM"), N_("one profile on one device; it holds one or more plans")),
        (N_("plan"), N_("one bought package: an allowance, and how long it is valid")),
        (N_("data left"), N_("the allowance less what the carrier and your meters counted")),
        (N_("est."), N_("the carrier’s figure plus what your own meter counted since")),
        (N_("lapses"), N_("bought but not started; it is lost if it is not started by then")),
        (N_("carries the traffic"), N_("the eSIM that a meter’s bytes are counted to from now on")),
    )
    COMMANDS = COMMANDS

    def __init__(self) -> None:
        super().__init__()
        self._pane = Canvas(id="pane")
        self._body: Widget | None = None
        self._order = "expiry"
        self._descending = False
        self._archived = False
        self._loaded: tuple[Any, ...] | None = None
        self._empty = False

    # Layout

    def compose_body(self) -> ComposeResult:
        self._list = PageList(self._draw_row, self._moved, self.deps.glyphs.cursor, id="list")
        self._body = Widget(self._list, self._between, self._pane, id="plans")
        yield self._body

    @property
    def _wide(self) -> bool:
        return self.columns >= WIDE_FROM

    @property
    def list_columns(self) -> int:
        """The list's share of a wide terminal, else all of it."""
        return self.columns - SIDE_COLUMNS if self._wide else self.columns

    # Data

    def refresh_data(self) -> None:
        """Ask for the visible page, its counts, and the selected eSIM's days."""
        reader = self.reader
        if reader is None or self._has_nothing(reader):
            self._show_start()
            return
        if self._empty:
            self._empty, self._loaded = False, None
        self.set_class(self._wide, "-wide")
        listing = self.listing
        layout = columns(self.list_columns)
        listing.cursor_cells = MARGIN + layout[0].width
        arrow = _ORDERS[self._order][1]
        listing.set_header((header_line(layout, arrow, self._descending, self.deps.glyphs),))
        listing.fit(self.body_rows - 1 - (0 if self._wide else PANE_ROWS))
        wanted = (id(reader), self._order, self._descending, self._filter_text, self._archived)
        if wanted == self._loaded:
            listing.reload()
        else:
            self._load(reader)
            self._loaded = wanted
        self.show_about()

    def _has_nothing(self, reader: Reader) -> bool:
        from axis_tui.store.read import overview

        return not any(overview.state_counts(reader).values())

    def _load(self, reader: Reader) -> None:
        from axis_tui.store.read.overview import Order

        chosen = self.listing.selected
        source = OverviewSource(reader, self._filter(), Order(self._order), self._descending)
        self.listing.load(source, keep=chosen.esim_id if chosen is not None else None)

    def _filter(self) -> Filter:
        from dataclasses import replace

        chosen = self.chosen_filter()
        return replace(chosen, include_archived=chosen.include_archived or self._archived)

    def _draw_row(self, row: OverviewRow) -> Line:
        return overview_line(row, self.now, columns(self.list_columns), self.deps.glyphs)

    def _moved(self) -> None:
        self.show_about()

    def show_about(self) -> None:
        """The line between list and pane, and the pane."""
        self._between.show((self.about_line(),))
        row, glyphs = self.listing.selected, self.deps.glyphs
        if self._wide:
            lines = list(self._side(row)) if row else []
            lines += [empty_side(glyphs)] * (self.body_rows - len(lines))
            self._pane.show(lines)
        elif row is None:
            self._pane.show(((), line((" " + _("Nothing matches. Esc shows all again."), Tone.MUTED))))
        else:
            days = self._days(row)
            valid_for, renewing = self._valid_for(row), self._renewing(row)
            self._pane.show(low_pane(row, days, self.now, glyphs, self.columns, valid_for, renewing))
        self.refresh_frame()

    def _side(self, row: OverviewRow) -> Sequence[Line]:
        days, valid_for = self._days(row), self._valid_for(row)
        glyphs, renewing = self.deps.glyphs, self._renewing(row)
        return side_pane(row, days, self.now, glyphs, SIDE_COLUMNS, valid_for, renewing)

    def _renewing(self, row: OverviewRow) -> Span | None:
        """The auto-renew rule in short, where there is one that matters."""
        from axis_tui.store.read.rule_state import rule_state

        if self.reader is None or rule_state(self.reader, row.esim_id) == "off":
            return None
        from axis_tui.tui.dialogs.auto_renew_short import short_span

        return short_span(self.reader, row.esim_id, str(row.unit_system), self.deps.glyphs.ellipsis)

    def _valid_for(self, row: OverviewRow) -> str:
        """`30 days from first use`, of a plan that has not started."""
        from axis_tui.store.read import detail

        if row.plan_id is None or row.starts_at is not None or self.reader is None:
            return ""
        found = detail.plan(self.reader, row.plan_id)
        if found is None:
            return ""
        terms = found.plan.terms
        return span_from(str(terms.validity.unit), terms.validity.count, str(terms.start_rule))

    def _days(self, row: OverviewRow) -> Sequence[int]:
        """Bytes of the last days, today last, in the zone whose days the store counts."""
        from axis_tui.store.read import usage

        assert self.reader is not None
        today = local(self.now, self.axis.reporting_zone()).toordinal() - _EPOCH_ORDINAL
        days = usage.days(self.reader, row.esim_id, today - SPARK_DAYS + 1, SPARK_DAYS)
        return [day.rx_bytes + day.tx_bytes or day.carrier_bytes for day in days]

    def place_parts(self) -> list[Span]:
        glyphs, listing = self.deps.glyphs, self.listing
        rule = (glyphs.rule, Tone.BAR_EMPTY)
        place = _("%(at)d of %(total)d") % {"at": listing.position, "total": listing.total}
        arrow = glyphs.descending if self._descending else glyphs.ascending
        order = f" {_(_ORDERS[self._order][0])} {arrow} "
        parts: list[Span] = [rule, (f" {place} ", Tone.MUTED), rule, (order, Tone.MUTED)]
        if self._archived:
            parts += [rule, (f" {_('with archived')} ", Tone.MUTED)]
        if (doubt := doubt_span(self.reader, self.now, glyphs)) is not None:
            parts += [rule, (f" {doubt[0]} (3) ", doubt[1])]
        return parts

    def _show_start(self) -> None:
        from axis_tui.tui.start_page import start_lines

        self._empty, self._loaded = True, None
        self.set_class(False, "-wide")
        self.listing.set_header(start_lines(self.deps.glyphs, demo=self.deps.demo_argv is not None))
        self.listing.clear()
        self._between.show(())
        self._pane.show(())

    # What works now

    def allows(self, action: str) -> bool:
        if self.is_typing:
            return action in WHILE_TYPING
        if action in ENDS_TYPING:
            return False
        row = None if self._empty else self.listing.selected
        if action in ("open", "edit"):
            return row is not None
        if action in ("carry", "archive", "auto_renew", "renew"):
            return row is not None and str(row.status) != "archived"
        if action == "unarchive":
            return row is not None and str(row.status) == "archived"
        if action == "reveal":
            return row is not None and self._has_code(row)
        if action == "chip":
            return row is not None and self._is_on_chip(row)
        if action in ("sort", "reverse", "filter", "archived", "move", "page", "first", "last"):
            return not self._empty
        if action == "clear":
            return bool(self._filter_text) or self._archived
        if action == "demo":
            return self._empty and self.deps.demo_argv is not None
        if action == "connect":
            return self._empty
        if action == "refresh_now":
            return self.reader is not None
        return True

    def _has_code(self, row: OverviewRow) -> bool:
        from axis_tui.tui.dialogs.reveal import has_code

        return has_code(self, row.esim_id)

    def _is_on_chip(self, row: OverviewRow) -> bool:
        from axis_tui.store.read.chip import is_on_chip

        return self.reader is not None and is_on_chip(self.reader, row.esim_id)

    # Order and filter

    def action_sort(self) -> None:
        names = list(_ORDERS)
        self._order = names[(names.index(self._order) + 1) % len(names)]
        self._show_all()

    def action_reverse(self) -> None:
        self._descending = not self._descending
        self._show_all()

    def action_archived(self) -> None:
        self._archived = not self._archived
        self._show_all()

    def action_clear(self) -> None:
        self._filter_text, self._archived = "", False
        self._show_all()

    # Things to do

    def action_open(self) -> None:
        from axis_tui.tui.screens.plan import PlanScreen

        row = self.listing.selected
        if row is not None:
            self.app.push_screen(PlanScreen(row.esim_id))

    def action_add(self) -> None:
        from axis_tui.tui.dialogs.add_esim import AddEsim

        self.app.push_screen(AddEsim(self), self._added)

    def _added(self, esim_id: int | None) -> None:
        if esim_id is not None:
            self.axis.feed_now()
            self.say(_("added"), Tone.GOOD)
            if not self._empty and self.listing.total:
                self.listing.select(esim_id)

    def action_edit(self) -> None:
        row = self.listing.selected
        if row is not None and self.reader is not None:
            edit(self, row.esim_id)

    def action_archive(self) -> None:
        from axis_tui.tui.dialogs.archive import ask_archive

        row = self.listing.selected
        if row is not None:
            ask_archive(self, row.esim_id, row.name)

    def action_unarchive(self) -> None:
        from axis_tui.tui.dialogs.archive import unarchive

        row = self.listing.selected
        if row is not None:
            unarchive(self, row.esim_id)

    def action_carry(self) -> None:
        from axis_tui.tui.dialogs.carry import choose_meter

        row = self.listing.selected
        if row is not None:
            choose_meter(self, row.esim_id, row.name)

    def action_auto_renew(self) -> None:
        from axis_tui.tui.dialogs.auto_renew import open_auto_renew

        row = self.listing.selected
        if row is not None:
            open_auto_renew(self, row.esim_id, row.name)

    def action_renew(self) -> None:
        from axis_tui.tui.dialogs.renew import renew

        row = self.listing.selected
        if row is not None:
            renew(self, row.esim_id)

    def action_reveal(self) -> None:
        from axis_tui.tui.dialogs.reveal import reveal

        row = self.listing.selected
        if row is not None:
            reveal(self, row.esim_id, row.name)

    def action_chip(self) -> None:
        from axis_tui.tui.screens.chip import ChipScreen

        row = self.listing.selected
        if row is not None:
            self.app.push_screen(ChipScreen(row.esim_id))

    def action_demo(self) -> None:
        self.axis.leave_for(self.deps.demo_argv)

    def action_connect(self) -> None:
        from axis_tui.tui.dialogs.page import PageDialog
        from axis_tui.tui.start_page import meter_lines

        self.app.push_screen(PageDialog(_("Meters"), meter_lines))
