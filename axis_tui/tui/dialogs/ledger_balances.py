"""Balances by carrier: what the ledger adds up to, what the carrier says, and accepting the difference."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from axis_tui.domain.money import Money
from axis_tui.domain.problem import N_, Problem
from axis_tui.i18n import _
from axis_tui.present.ledger_words import signed
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.wrap import wrapped
from axis_tui.tui.command import Command
from axis_tui.tui.commands.dialog import CLOSE
from axis_tui.tui.commands.listing import MOVES
from axis_tui.tui.dialogs.box import Box
from axis_tui.tui.dialogs.pin_approval import Approval, asks_pin
from axis_tui.tui.screens.ledger_lines import balance_header, balance_line, balance_words

if TYPE_CHECKING:
    from axis_tui.store.read.ledger import BalanceRow
    from axis_tui.tui.screens.base import AxisScreen

NOTE = "difference accepted"
ACCEPT = Command(
    "balances.accept", ("enter",), N_("accept"), N_("Enter the difference into the ledger"), "accept"
)


def open_balances(screen: AxisScreen) -> None:
    """Show them all."""
    from axis_tui.store.read import ledger

    if screen.reader is not None:
        screen.app.push_screen(Balances(screen, ledger.balances(screen.reader)))


class Balances(Box[None]):
    """A list of balances; the words below are about the marked one."""

    COMMANDS: ClassVar[Any] = (ACCEPT, CLOSE, *MOVES)
    COLUMNS = 84

    def __init__(self, screen: AxisScreen, rows: Sequence[BalanceRow]) -> None:
        super().__init__(_("Balances"))
        self._screen, self._rows = screen, list(rows)
        self._at = 0

    @property
    def _chosen(self) -> BalanceRow | None:
        return self._rows[self._at] if self._rows else None

    # Drawing

    def draw_inside(self) -> tuple[Sequence[Line], int | None]:
        chosen = self._chosen
        if chosen is None:
            return [line((_("No carrier tells a balance, and the ledger holds none."), Tone.MUTED))], None
        now, glyphs = self._screen.now, self.glyphs
        below = [line(text) for text in wrapped(balance_words(chosen, now), self.inner)]
        room = max(1, self.room - len(below) - 2)
        first = max(0, self._at - room + 1)
        shown = self._rows[first : first + room]
        rows = [balance_line(row, now, self.inner, glyphs) for row in shown]
        return [balance_header(self.inner), *rows, (), *below], 1 + self._at - first

    def keys_text(self) -> str:
        keys = super().keys_text()
        return keys if self._differs() else keys.partition("   ")[2]

    def _differs(self) -> Money | None:
        found = self._chosen.difference if self._chosen is not None else None
        return found if found is not None and found.minor else None

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != ACCEPT.name or self._differs() is not None

    def _go(self, to: int) -> None:
        self._at = max(0, min(to, len(self._rows) - 1))
        self.draw()

    def action_move(self, by: int) -> None:
        self._go(self._at + by)

    def action_page(self, pages: int) -> None:
        self._go(self._at + pages * self.room)

    def action_first(self) -> None:
        self._go(0)

    def action_last(self) -> None:
        self._go(len(self._rows) - 1)

    def action_accept(self) -> None:
        """Ask, with what it means; the entry is the difference that was shown, or none."""
        row, differs, screen = self._chosen, self._differs(), self._screen
        if row is None or differs is None:
            return

        def lines(width: int) -> list[Line]:
            texts = (
                balance_words(row, screen.now),
                _("An adjustment of %(amount)s goes into the ledger, for good.")
                % {"amount": signed(differs)},
                _("First look whether a charge is missing here, or one was made that you do not know."),
            )
            return [line(text) for each in texts for text in wrapped(each, width)]

        screen.app.push_screen(
            Approval(
                screen,
                _("Accept the difference at %(carrier)s") % {"carrier": row.carrier},
                lines,
                _("accept"),
                lambda tx, pin: accept(tx, pin, row.carrier_id, differs),
                asks_pin=asks_pin(screen),
            ),
            self._accepted,
        )

    def _accepted(self, entered: Money | None) -> None:
        from axis_tui.store.read import ledger

        if entered is not None and self._screen.reader is not None:
            self._rows = ledger.balances(self._screen.reader)
            self.remark(_("entered: %(amount)s") % {"amount": signed(entered)}, Tone.GOOD)


def accept(tx: Any, pin: str | None, carrier_id: int, shown: Money) -> Any:
    """Run in the writing thread: enter the difference where it is still the one that was shown."""
    from axis_tui.store.write import approval, ledger

    def enter(tx: Any) -> Money:
        entered: Money | None = ledger.accept_difference(tx, carrier_id, NOTE, tx.now)
        if entered != shown:
            raise Problem(N_("The balance has changed meanwhile; look at it again"))
        return shown

    return approval.approved(tx, pin, tx.now, enter)
