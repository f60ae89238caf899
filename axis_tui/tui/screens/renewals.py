"""Renewals: what needs renewing when, the orders that are open, and every order there was.

Three views of one list: `due` are eSIMs by the end of their plan, `open` and `history` are orders.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, cast

from axis_tui.domain.problem import Problem
from axis_tui.i18n import N_, _, listed, tell
from axis_tui.present.line import Line, Span, Tone, line
from axis_tui.tui.commands.renewals import COMMANDS
from axis_tui.tui.order_source import MOST_COUNTED, HistorySource, OpenSource
from axis_tui.tui.screens.esim_listing import EsimListScreen
from axis_tui.tui.screens.filtered import ENDS_TYPING
from axis_tui.tui.screens.order_lines import amount, order_header, order_pane, order_row
from axis_tui.tui.screens.order_mark import doubt_span
from axis_tui.tui.screens.renewal_lines import history_lines, renewal_header, renewal_pane, renewal_row

if TYPE_CHECKING:
    from axis_tui.store.read import Reader
    from axis_tui.store.read.overview import OverviewRow
    from axis_tui.store.read.renewals import Filter, OrderRow, Total

DUE, OPEN, HISTORY = "due", "open", "history"
VIEWS = {DUE: N_("to renew"), OPEN: N_("open orders"), HISTORY: N_("history")}


class RenewalsScreen(EsimListScreen):
    """eSIMs by when their plan ends, or orders."""

    NAME = "renewals"
    HEADING = N_("Renewals")
    PURPOSE = N_(
        "Which plan needs renewing when, and how to reach its carrier; renewing it; and every order: how far "
        "it is, what it cost, and what you can do about it. v changes between the three."
    )
    WORDS: ClassVar[tuple[tuple[str, str], ...]] = (
        (N_("renew by"), N_("the last day of the plan; from then on the eSIM carries no data")),
        (N_("ways"), N_("how the carrier can be reached: by phone, on the web, by e-mail")),
        (N_("auto-renew"), N_("whether the plan is prolonged without you")),
        (N_("order"), N_("one renewal, from your asking for it until its data is there")),
        (N_("in doubt"), N_("sent, and no answer that can be trusted: money may have moved")),
        (N_("in review"), N_("nobody could find out, so you decide, with what proves it")),
        (N_("paid"), N_("the carrier took it and the ledger has it; the data is awaited")),
        (N_("credited"), N_("the data was seen on the eSIM")),
        (N_("channel"), N_("how it reaches the carrier: online, by hotline, in a shop, by a third party")),
    )
    COMMANDS = COMMANDS
    ORDER = "expiry"
    ORDER_WORD = N_("by the date to renew")

    def __init__(self) -> None:
        super().__init__()
        self._view = DUE
        self._filters = dict.fromkeys(VIEWS, "")
        self._source: OpenSource | HistorySource | None = None
        self._open_orders: dict[int, OrderRow | None] = {}
        self._totals: list[Total] | None = None
        self._doubt: Span | None = None

    # What the list shows

    def header(self) -> Line:
        if self._view == DUE:
            return renewal_header(self.columns)
        return order_header(self.columns, is_history=self._view == HISTORY)

    def row_line(self, row: OverviewRow | OrderRow) -> Line:
        now, glyphs = self.now, self.deps.glyphs
        if self._view != DUE:
            order, is_history = cast("OrderRow", row), self._view == HISTORY
            return order_row(order, now, self.deps.zone, self.columns, glyphs, is_history=is_history)
        esim = cast("OverviewRow", row)
        found = self.plan_of(esim)
        return renewal_row(
            esim, found.plan if found else None, self.detail_of(esim), now, self.columns, glyphs,
            self.open_order_of(esim),
        )  # fmt: skip

    def pane_lines(self, row: OverviewRow | OrderRow) -> Sequence[Line]:
        now, glyphs = self.now, self.deps.glyphs
        if self._view != DUE:
            return order_pane(cast("OrderRow", row), now, self.deps.zone, self.columns, glyphs)
        esim = cast("OverviewRow", row)
        found = self.plan_of(esim)
        return renewal_pane(
            esim, found.plan if found else None, self.detail_of(esim), now, self.columns, glyphs,
            self.open_order_of(esim), self.deps.zone,
        )  # fmt: skip

    def open_order_of(self, row: OverviewRow) -> OrderRow | None:
        """The eSIM's order that is not at its end, asked once a refresh."""
        from axis_tui.store.read import renewals

        if self.reader is None:
            return None
        if row.esim_id not in self._open_orders:
            self._open_orders[row.esim_id] = renewals.open_of_esim(self.reader, row.esim_id)
        return self._open_orders[row.esim_id]

    # Data

    def refresh_data(self) -> None:
        self._open_orders.clear()
        self._totals = None
        self._doubt = doubt_span(self.reader, self.now, self.deps.glyphs, short=True)
        if self._source is not None:
            self._source.forget()
        super().refresh_data()

    def _load(self, reader: Reader) -> None:
        if self._view == DUE:
            self._source = None
            super()._load(reader)
            return
        chosen = self.listing.selected
        keep = None if self._source is None or chosen is None else self._source.identity(chosen)
        made = OpenSource if self._view == OPEN else HistorySource
        self._source = made(reader, self.order_filter())
        self.listing.load(self._source, keep=keep)

    def order_filter(self) -> Filter:
        """The filter as typed; with one that means nothing every order is shown, and why."""
        from axis_tui.store.read import order_filter
        from axis_tui.store.read.renewals import Filter

        self._wrong = ""
        try:
            return order_filter.parse(self._filter_text, self.axis.reporting_zone())
        except Problem as problem:
            self._wrong = tell(problem)
            return Filter()

    # The lines beside the list

    def show_about(self) -> None:
        if self._view == DUE or self.listing.selected is not None:
            super().show_about()
            return
        self._between.show((self.about_line(),))
        if self._filter_text:
            nothing = _("Nothing matches. Esc shows all again.")
        elif self._view == OPEN:
            nothing = _("No order is open. r on an eSIM renews it.")
        else:
            nothing = _("Nothing was ordered yet. r on an eSIM renews it.")
        self._pane.show((line((f" {nothing}", Tone.MUTED)),))
        self.refresh_frame()

    def place_parts(self) -> list[Span]:
        rule, listing = self.deps.glyphs.rule, self.listing
        more = "+" if self._view == HISTORY and listing.total >= MOST_COUNTED else ""
        place = _("%(at)d of %(total)s") % {"at": listing.position, "total": f"{listing.total}{more}"}
        spans: list[Span] = [(f"{rule} ", Tone.BAR_EMPTY), (f"{_(VIEWS[self._view])} ", Tone.STRONG)]
        spans += [(f"{rule} ", Tone.BAR_EMPTY), (f"{place} ", Tone.MUTED)]
        if self._view == HISTORY and (sums := self._sums()):
            spans += [(f"{rule} ", Tone.BAR_EMPTY), (f"{sums} ", Tone.NORMAL)]
        if self._doubt is not None:
            spans += [(f"{rule} ", Tone.BAR_EMPTY), (f"{self._doubt[0]} ", self._doubt[1])]
        return spans

    def _sums(self) -> str:
        """What was charged and given back in all, a figure a currency; not over more than can be shown."""
        from axis_tui.store.read import renewals

        if self.reader is None or self.listing.total >= MOST_COUNTED:
            return _("narrow it for totals, such as since:2026-11") if self.listing.total else ""
        if self._totals is None:
            self._totals = renewals.totals(self.reader, self.order_filter())
        parts = [amount(each.charged) for each in self._totals]
        back = [amount(each.refunded) for each in self._totals if each.refunded.minor]
        if not parts:
            return ""
        said = _("charged %(sums)s") % {"sums": listed(parts)}
        return listed([said, _("back %(sums)s") % {"sums": listed(back)}]) if back else said

    # What works now

    def allows(self, action: str) -> bool:
        if not super().allows(action):
            return False
        if self.is_typing or action in ENDS_TYPING:
            return True
        row: Any = self._chosen
        match action:
            case "open" | "auto_renew":
                return self._view == DUE and row is not None
            case "order":
                return self._view != DUE and row is not None
            case "renew":
                return row is not None
            case "export":
                return self._view == HISTORY and row is not None
            case "view" | "show_view" | "ledger":
                return self.reader is not None
            case "simulate":
                return self.deps.demo and row is not None
        return True

    # Things to do

    def action_view(self) -> None:
        names = list(VIEWS)
        self.action_show_view(names[(names.index(self._view) + 1) % len(names)])

    def action_show_view(self, name: str) -> None:
        if name not in VIEWS or name == self._view:
            return
        self._filters[self._view] = self._filter_text
        self._view, self._filter_text = name, self._filters[name]
        self._loaded, self._wrong = None, ""
        self._show_all()

    def action_renew(self) -> None:
        from axis_tui.tui.dialogs.renew import renew

        row = self.listing.selected
        if row is not None:
            renew(self, row.esim_id)

    def action_auto_renew(self) -> None:
        from axis_tui.tui.dialogs.auto_renew import open_auto_renew

        row = self.listing.selected
        if row is not None and self._view == DUE:
            open_auto_renew(self, row.esim_id, row.name)

    def action_ledger(self) -> None:
        from axis_tui.tui.dialogs.ledger import open_ledger

        open_ledger(self)

    def action_simulate(self) -> None:
        from axis_tui.tui.dialogs.simulate import open_simulator

        row: Any = self.listing.selected
        if row is not None:
            open_simulator(self, row.esim_id, row.name if self._view == DUE else row.esim_name)

    def action_order(self) -> None:
        from axis_tui.tui.screens.order import OrderScreen

        row = self.listing.selected
        if row is not None and self._view != DUE:
            self.app.push_screen(OrderScreen(row.id))

    def action_export(self) -> None:
        from axis_tui.tui.dialogs.order_export import ask_export

        ask_export(self, self.order_filter())

    def action_open(self) -> None:
        from axis_tui.store.read import detail
        from axis_tui.tui.dialogs.page import PageDialog

        row, reader = self.listing.selected, self.reader
        if row is None or reader is None:
            return
        plans = [found.plan for found in detail.plans(reader, row.esim_id)]
        contacts, glyphs = self.detail_of(row), self.deps.glyphs
        self.app.push_screen(
            PageDialog(
                _("Plans bought"),
                lambda width: history_lines(row.name, plans, contacts, row.carrier, width, glyphs),
            )
        )
