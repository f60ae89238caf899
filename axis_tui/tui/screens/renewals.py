"""Renewals: what needs renewing when, the orders that are open, and every order there was.

Three views of one list: `due` are eSIMs by the end of their plan, `open` and `history` are orders.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, cast

from axis_tui.i18n import N_, _, listed
from axis_tui.present.line import Line, Span, Tone
from axis_tui.tui.commands.renewals import COMMANDS
from axis_tui.tui.order_source import MOST_COUNTED, HistorySource, OpenSource
from axis_tui.tui.screens.order_lines import amount, order_header, order_pane, order_row
from axis_tui.tui.screens.order_mark import doubt_span
from axis_tui.tui.screens.renewal_lines import history_lines, renewal_header, renewal_pane, renewal_row
from axis_tui.tui.screens.views import ViewsScreen

if TYPE_CHECKING:
    from axis_tui.store.read import Reader
    from axis_tui.store.read.overview import OverviewRow
    from axis_tui.store.read.renewals import Filter, OrderRow, Total

DUE, OPEN, HISTORY = "due", "open", "history"


class RenewalsScreen(ViewsScreen):
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
    VIEWS: ClassVar[dict[str, str]] = {
        DUE: N_("to renew"), OPEN: N_("open orders"), HISTORY: N_("history"),
    }  # fmt: skip
    NOTHING: ClassVar[dict[str, str]] = {
        OPEN: N_("No order is open. r on an eSIM renews it."),
        HISTORY: N_("Nothing was ordered yet. r on an eSIM renews it."),
    }
    ORDER = "expiry"
    ORDER_WORD = N_("by the date to renew")

    def __init__(self) -> None:
        super().__init__()
        self._source: OpenSource | HistorySource | None = None
        self._open_orders: dict[int, OrderRow | None] = {}
        self._totals: list[Total] | None = None
        self._doubt: Span | None = None

    # What the list shows

    def header(self) -> Line:
        if self.shows_esims:
            return renewal_header(self.columns)
        return order_header(self.columns, is_history=self._view == HISTORY)

    def row_line(self, row: OverviewRow | OrderRow) -> Line:
        now, glyphs = self.now, self.deps.glyphs
        if not self.shows_esims:
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
        if not self.shows_esims:
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
        if self.shows_esims:
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

        return self.parsed(lambda text: order_filter.parse(text, self.axis.reporting_zone()), Filter)

    # The lines beside the list

    def has_uncounted(self) -> bool:
        return self._view == HISTORY and self.listing.total >= MOST_COUNTED

    def place_parts(self) -> list[Span]:
        more: list[Span] = []
        if self._view == HISTORY and (sums := self._sums()):
            more.append((sums, Tone.NORMAL))
        if self._doubt is not None:
            more.append(self._doubt)
        return self.parts_with(*more)

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

    def works(self, action: str, row: Any) -> bool:
        match action:
            case "open" | "auto_renew":
                return self.shows_esims and row is not None
            case "order":
                return not self.shows_esims and row is not None
            case "renew":
                return row is not None
            case "export":
                return self._view == HISTORY and row is not None
            case "ledger":
                return self.reader is not None
        return True

    # Things to do

    def action_renew(self) -> None:
        from axis_tui.tui.dialogs.renew import renew

        row = self.listing.selected
        if row is not None:
            renew(self, row.esim_id)

    def action_auto_renew(self) -> None:
        from axis_tui.tui.dialogs.auto_renew import open_auto_renew

        row = self.listing.selected
        if row is not None and self.shows_esims:
            open_auto_renew(self, row.esim_id, row.name)

    def action_ledger(self) -> None:
        from axis_tui.tui.dialogs.ledger import open_ledger

        open_ledger(self)

    def action_order(self) -> None:
        from axis_tui.tui.screens.order import OrderScreen

        row = self.listing.selected
        if row is not None and not self.shows_esims:
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
