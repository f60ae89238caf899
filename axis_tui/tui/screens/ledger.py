"""The ledger: every movement of money, the newest first, over the screen it was opened from."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult

from axis_tui.i18n import N_, _
from axis_tui.present.ledger_words import verdict_span
from axis_tui.present.line import Line, Span, Tone, line
from axis_tui.present.width import cells
from axis_tui.tui.beside import beside
from axis_tui.tui.commands.ledger import COMMANDS
from axis_tui.tui.screens.ledger_lines import ledger_header, ledger_pane, ledger_row
from axis_tui.tui.screens.ledger_source import LedgerSource
from axis_tui.tui.screens.listing import ListScreen
from axis_tui.tui.widgets.canvas import Canvas
from axis_tui.tui.widgets.list_body import PANE_ROWS, ListBody
from axis_tui.tui.widgets.page_list import PageList

if TYPE_CHECKING:
    from axis_tui.domain.ledger import Verdict
    from axis_tui.store.read.ledger import LedgerRow


class LedgerScreen(ListScreen):
    """Entries, a line with what the last check found, and the entry under the cursor."""

    NAME = "renewals"
    HEADING = N_("Ledger")
    PURPOSE = N_(
        "Every movement of money, the newest first: what was charged, topped up and given back. Entries are "
        "only ever added, and each carries a hash of all before it, so that none can be changed unseen."
    )
    WORDS: ClassVar[tuple[tuple[str, str], ...]] = (
        (N_("top-up"), N_("money put into a carrier’s prepaid balance")),
        (N_("adjustment"), N_("an opening balance, or a difference that a person accepted")),
        (N_("chain"), N_("the hashes that tie every entry to the one before it")),
    )
    COMMANDS = COMMANDS

    def __init__(self) -> None:
        super().__init__()
        self._between = Canvas(id="between")
        self._pane = Canvas(id="pane")
        self._loaded: int | None = None
        self._verdict: Verdict | None = None
        self._checked_total = 0

    def compose_body(self) -> ComposeResult:
        self._list = PageList(self._draw_row, self._show_about, self.deps.glyphs.cursor, id="list")
        yield ListBody(self._list, self._between, self._pane)

    # Data

    def refresh_data(self) -> None:
        """Ask for the visible page; the chain is checked by its key only."""
        reader, listing = self.reader, self.listing
        if reader is None:
            listing.clear()
        else:
            listing.set_header((ledger_header(self.columns),))
            listing.fit(self.body_rows - 1 - PANE_ROWS)
            if id(reader) == self._loaded:
                listing.reload()
            else:
                listing.load(LedgerSource(reader))
                self._loaded = id(reader)
        self._show_about()

    def _draw_row(self, row: LedgerRow) -> Line:
        return ledger_row(row, self.deps.zone, self.columns, self.deps.glyphs)

    def _show_about(self) -> None:
        row, glyphs, listing = self._chosen, self.deps.glyphs, self.listing
        place = _("%(at)d of %(total)d") % {"at": listing.position, "total": listing.total}
        parts: list[Span] = [(f"{glyphs.rule} {place} ", Tone.MUTED)]
        if self._verdict is not None and self._checked_total == listing.total:
            text, tone = verdict_span(self._verdict, glyphs)
            parts += [(f"{glyphs.rule} ", Tone.BAR_EMPTY), (f"{text} ", tone)]
        used = sum(cells(text) for text, _tone in parts)
        self._between.show((line(*parts, (glyphs.rule * max(0, self.columns - used), Tone.BAR_EMPTY)),))
        if row is None:
            nothing = _("Nothing was paid yet. A renewal, or a carrier that tells its balance, begins this.")
            self._pane.show((line((f" {nothing}", Tone.MUTED)),))
        else:
            self._pane.show(ledger_pane(row, self.deps.zone, self.now, self.columns, glyphs))
        self.refresh_frame()

    # Keys

    def allows(self, action: str) -> bool:
        if action in ("move", "page", "first", "last", "export"):
            return self._chosen is not None
        if action in ("check", "balances", "refresh_now"):
            return self.reader is not None
        return True

    def action_back(self) -> None:
        self.dismiss(None)

    def action_check(self) -> None:
        """Read and hash every entry beside the screen, which stays usable."""
        total, open_reader = self.listing.total, self.deps.open_reader

        def work() -> Verdict:
            from axis_tui.store.read import ledger

            with open_reader() as reader:
                return ledger.check(reader)

        def found(verdict: Verdict) -> None:
            self._verdict, self._checked_total = verdict, total
            text, tone = verdict_span(verdict, self.deps.glyphs)
            self.say(text, tone)
            self._show_about()

        self.say(_("checking the chain") + self.deps.glyphs.ellipsis, Tone.MUTED)
        self.deliver(beside(work), found)

    def action_balances(self) -> None:
        from axis_tui.tui.dialogs.ledger_balances import open_balances

        open_balances(self)

    def action_export(self) -> None:
        from axis_tui.tui.dialogs.ledger import ask_export

        ask_export(self)
