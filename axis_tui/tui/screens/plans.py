"""Plans, the home screen: every eSIM in a list, the selected one in a few lines, and what can be done
with it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.widget import Widget

from axis_tui.domain.problem import Problem
from axis_tui.i18n import N_, _, ngettext, tell
from axis_tui.present.line import Line, Span, Tone, line
from axis_tui.present.overview_cells import MARGIN, columns, header_line, overview_line
from axis_tui.present.when import local
from axis_tui.present.width import cells, cut
from axis_tui.tui.commands.plans import COMMANDS
from axis_tui.tui.editor import LineEditor
from axis_tui.tui.plan_pane import PANE_ROWS, SPARK_DAYS, empty_side, low_pane, side_pane
from axis_tui.tui.screens.base import AxisScreen
from axis_tui.tui.screens.listing import ListScreen
from axis_tui.tui.widgets.canvas import Canvas
from axis_tui.tui.widgets.page_list import PageList

if TYPE_CHECKING:
    from axis_tui.store.read import Reader
    from axis_tui.store.read.overview import Filter, Order, OverviewRow

WIDE_FROM = 120
SIDE_COLUMNS = 40
_WHILE_TYPING = ("palette", "redraw", "suspend", "leave", "next_theme", "refresh_now")
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


class Overview:
    """The list's rows out of the store."""

    def __init__(self, reader: Reader, chosen: Filter, order: Order, descending: bool) -> None:
        self._reader, self._filter, self._order, self._descending = reader, chosen, order, descending

    def page(
        self, limit: int, *, after: Any = None, before: Any = None, from_end: bool = False
    ) -> Sequence[Any]:
        from axis_tui.store.read import overview

        return overview.page(
            self._reader, self._filter, self._order, limit,
            after=after, before=before, descending=self._descending, from_end=from_end,
        )  # fmt: skip

    def count(self) -> int:
        from axis_tui.store.read import overview

        return overview.count(self._reader, self._filter)

    def key(self, row: OverviewRow) -> Any:
        return row.key(self._order)

    def identity(self, row: OverviewRow) -> Hashable:
        return row.esim_id

    def find(self, identity: Hashable) -> OverviewRow | None:
        from axis_tui.store.read import overview

        return overview.row(self._reader, int(str(identity)))


class PlansScreen(ListScreen):
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
        self._list: PageList[OverviewRow] | None = None
        self._between = Canvas(id="between")
        self._pane = Canvas(id="pane")
        self._body: Widget | None = None
        self._order = "expiry"
        self._descending = False
        self._filter_text = ""
        self._archived = False
        self._loaded: tuple[Any, ...] | None = None
        self._empty = False
        self._editor: LineEditor | None = None  # while a filter is being typed
        self._wrong = ""  # what is wrong with the filter as typed

    # Layout

    def compose_body(self) -> ComposeResult:
        self._list = PageList(self._draw_row, self._moved, self.deps.glyphs.cursor, id="list")
        self._body = Widget(self._list, self._between, self._pane, id="plans")
        yield self._body

    @property
    def listing(self) -> PageList[Any]:
        assert self._list is not None
        return self._list

    @property
    def _wide(self) -> bool:
        return self.columns >= WIDE_FROM

    @property
    def _list_columns(self) -> int:
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
        layout = columns(self._list_columns)
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
        self._show_about()

    def _has_nothing(self, reader: Reader) -> bool:
        from axis_tui.store.read import overview

        return not any(overview.state_counts(reader).values())

    def _load(self, reader: Reader) -> None:
        from axis_tui.store.read.overview import Order

        chosen = self.listing.selected
        source = Overview(reader, self._filter(), Order(self._order), self._descending)
        self.listing.load(source, keep=chosen.esim_id if chosen is not None else None)

    def _filter(self) -> Filter:
        """The filter as typed; with one that means nothing everything is shown, and why."""
        from dataclasses import replace

        from axis_tui.store.read.filter import Filter

        self._wrong = ""
        try:
            chosen = Filter.parse(self._filter_text)
        except Problem as problem:
            self._wrong = tell(problem)
            chosen = Filter()
        return replace(chosen, include_archived=chosen.include_archived or self._archived)

    def _draw_row(self, row: OverviewRow) -> Line:
        return overview_line(row, self.now, columns(self._list_columns), self.deps.glyphs)

    def _moved(self) -> None:
        self._show_about()

    def _show_about(self) -> None:
        """The line between list and pane, and the pane."""
        self._between.show(
            (self._between_line() if self._editor is None else self._filter_line(self._editor),)
        )
        row, glyphs = self.listing.selected, self.deps.glyphs
        if self._wide:
            lines = list(side_pane(row, self._days(row), self.now, glyphs, SIDE_COLUMNS)) if row else []
            lines += [empty_side(glyphs)] * (self.body_rows - len(lines))
            self._pane.show(lines)
        elif row is None:
            self._pane.show(((), line((" " + _("Nothing matches. Esc shows all again."), Tone.MUTED))))
        else:
            self._pane.show(low_pane(row, self._days(row), self.now, glyphs, self.columns))
        self.refresh_frame()

    def _days(self, row: OverviewRow) -> Sequence[int]:
        """Bytes of the last days, today last, in the zone whose days the store counts."""
        from axis_tui.store.read import usage

        assert self.reader is not None
        today = local(self.now, self.axis.reporting_zone()).toordinal() - _EPOCH_ORDINAL
        days = usage.days(self.reader, row.esim_id, today - SPARK_DAYS + 1, SPARK_DAYS)
        return [day.rx_bytes + day.tx_bytes or day.carrier_bytes for day in days]

    def _between_line(self) -> Line:
        glyphs, listing = self.deps.glyphs, self.listing
        rule = glyphs.rule
        place = _("%(at)d of %(total)d") % {"at": listing.position, "total": listing.total}
        arrow = glyphs.descending if self._descending else glyphs.ascending
        parts: list[str | Span] = [(rule, Tone.BAR_EMPTY), (f" {place} ", Tone.MUTED), (rule, Tone.BAR_EMPTY)]
        parts.append((f" {_(_ORDERS[self._order][0])} {arrow} ", Tone.MUTED))
        if self._filter_text:
            chosen = cut(self._filter_text, max(8, self._list_columns - 50))
            parts += [(rule, Tone.BAR_EMPTY), (f" {_('filter')}: {chosen} ", Tone.ACCENT)]
        if self._wrong:
            parts += [(f"{cut(self._wrong, max(8, self._list_columns - 60))} ", Tone.WARNING)]
        if self._archived:
            parts += [(rule, Tone.BAR_EMPTY), (f" {_('with archived')} ", Tone.MUTED)]
        used = sum(cells(text) for text, _tone in line(*parts))
        return line(*parts, (rule * max(0, self._list_columns - used), Tone.BAR_EMPTY))

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
        if self._editor is not None:
            return action in ("keep_filter", "drop_filter", *_WHILE_TYPING)
        if action in ("keep_filter", "drop_filter"):
            return False
        row = None if self._empty else self.listing.selected
        if action in ("open", "edit"):
            return row is not None
        if action in ("carry", "archive"):
            return row is not None and str(row.status) != "archived"
        if action == "unarchive":
            return row is not None and str(row.status) == "archived"
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

    def action_filter(self) -> None:
        self._editor = LineEditor(self._filter_text)
        self._show_about()

    def on_key(self, event: events.Key) -> None:
        """While a filter is being typed all keys are its own, but those that move the cursor keep
        doing so."""
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

    def action_keep_filter(self) -> None:
        self._end_filter(self._filter_text)

    def action_drop_filter(self) -> None:
        self._end_filter("")

    def _end_filter(self, text: str) -> None:
        self._editor = None
        self._filter_text = text
        self.axis.place_caret(None)
        self._show_all()

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
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
        """The line in which the filter is typed, with what it finds, or what is wrong with it, at the
        right."""
        found = self.listing.total
        count = ngettext("%(count)d found", "%(count)d found", found) % {"count": found}
        remark, tone = (self._wrong, Tone.WARNING) if self._wrong else (count, Tone.MUTED)
        room = max(12, self._list_columns - cells(remark) - 6)
        remark = cut(remark, self._list_columns - room - 4)
        text, caret = editor.window(room, "*")
        x, y = self._between.region.offset if self._between.region else (0, self.body_rows - PANE_ROWS + 1)
        self.axis.place_caret((x + 3 + caret, y))
        gap = " " * (self._list_columns - 4 - cells(text) - cells(remark))
        return line((" / ", Tone.KEY), text, gap, (remark, tone))

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
        from axis_tui.tui.dialogs.confirm import Confirm

        row = self.listing.selected
        if row is None:
            return
        question = _("Take “%(name)s” off the list?") % {"name": row.name}
        facts = (_("Its plans and usage stay in the store; A shows it again, x puts it back."),)
        esim_id = row.esim_id

        def answered(yes: bool | None) -> None:
            if yes:
                self._change("archive_esim", esim_id, _("archived; A shows it"))

        self.app.push_screen(Confirm(_("Archive"), question, facts), answered)

    def action_unarchive(self) -> None:
        row = self.listing.selected
        if row is not None:
            self._change("unarchive_esim", row.esim_id, _("back on the list"))

    def _change(self, function: str, esim_id: int, said: str) -> None:
        now = self.now

        def change(tx: Any) -> None:
            from axis_tui.store.write import fleet

            getattr(fleet, function)(tx, esim_id, now)

        self.write(change, lambda _none: self.say(said, Tone.GOOD))

    def action_carry(self) -> None:
        from axis_tui.tui.dialogs.carry import choose_meter

        row = self.listing.selected
        if row is not None:
            choose_meter(self, row.esim_id, row.name)

    def action_demo(self) -> None:
        self.axis.leave_for(self.deps.demo_argv)

    def action_connect(self) -> None:
        from axis_tui.tui.dialogs.page import PageDialog
        from axis_tui.tui.start_page import meter_lines

        self.app.push_screen(PageDialog(_("Meters"), meter_lines))
