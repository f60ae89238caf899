"""The last step: everything on one page, the amount typed by hand, and the PIN where one is set."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events

from axis_tui.domain.problem import Problem
from axis_tui.i18n import _, tell
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.pin_words import refusal
from axis_tui.present.typed import is_amount
from axis_tui.present.when import moment
from axis_tui.present.width import cells
from axis_tui.tui.commands.orders import SUMMARY
from axis_tui.tui.dialogs.renew_draft import Draft
from axis_tui.tui.dialogs.renew_lines import price_text
from axis_tui.tui.dialogs.renew_place import NewRenewal, place
from axis_tui.tui.dialogs.renew_step import Step
from axis_tui.tui.dialogs.renew_summary_lines import summary_lines
from axis_tui.tui.editor import LineEditor

if TYPE_CHECKING:
    from axis_tui.store.read.payment import PinRow, QuoteRow


class SummaryStep(Step):
    """Enter places the order, once, when the amount typed is the one shown and the PIN is right."""

    COMMANDS: ClassVar[Any] = SUMMARY
    NUMBER = 4

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self._quote: QuoteRow | None = None
        self._pin: PinRow | None = None
        self._at_pin = False
        self._placing = False
        self._look()

    def on_mount(self) -> None:
        draft = self.draft
        if draft.wants_quote and not self._is_valid(self._quote):
            draft.ask_quote()
        if draft.method is not None and draft.method.carrier_id is not None:
            draft.ask_balance()

    def store_moved(self) -> None:
        self.draft.quote_asked.look(self.draft.screen)
        self.draft.balance_asked.look(self.draft.screen)
        self._look()

    def _look(self) -> None:
        from axis_tui.store.read import payment

        self._quote = self.draft.quote()
        self._pin = payment.pin(self.draft.reader)

    def _is_valid(self, quote: QuoteRow | None) -> bool:
        """Whether the price still holds, and is of this draft and not of an earlier one."""
        return quote is not None and self.draft.now < quote.valid_until_at

    # Drawing

    def draw_inside(self) -> tuple[Sequence[Line], int | None]:
        draft = self.draft
        total = draft.total(self._quote)
        lines = summary_lines(draft, self._quote, self.inner, self.glyphs)
        if total is None:
            return [*lines, ()], None
        lines.append(
            self._field(_("Type the amount to confirm:"), draft.amount, not self._at_pin, len(lines))
        )
        if self._pin is not None and self._pin.is_set:
            lines.append(self._field(_("Approval PIN:"), draft.pin, self._at_pin, len(lines)))
        if self._locked:
            until = moment(self._locked, draft.screen.deps.zone, draft.now)
            lines.append(line((_("the PIN is locked until %(when)s") % {"when": until}, Tone.BAD)))
        return lines, None

    def _field(self, prompt: str, editor: LineEditor, is_here: bool, row: int) -> Line:
        dot = "*" if self.glyphs.name == "ascii" else "•"
        text, caret = editor.window(max(1, self.inner - cells(prompt) - 2), dot)
        if is_here:
            self.caret_at(cells(prompt) + 1 + caret, row)
        return line((f"{prompt} ", Tone.KEY if is_here else Tone.MUTED), text)

    @property
    def _locked(self) -> int:
        """Until when no PIN is taken; 0 where one is."""
        until = self._pin.locked_until_at if self._pin is not None else 0
        return until if until > self.draft.now else 0

    def offers_key(self, action: str) -> bool:
        return action != "ask_again" or self.draft.wants_quote

    # Keys

    def on_key(self, event: events.Key) -> None:
        editor = self.draft.pin if self._at_pin else self.draft.amount
        if self._placing:
            event.stop()
        elif event.key in ("tab", "down", "shift+tab", "up"):
            event.stop()
            self._at_pin = not self._at_pin and self._pin is not None and self._pin.is_set
            self.draw()
        elif editor.key(event.key, event.character):
            event.stop()
            self.remark("")

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        self.remark(_("pasting does not count here; type it"))

    def action_cancel(self) -> None:
        from axis_tui.tui.dialogs.renew_method import MethodStep

        if not self._placing:
            self.draft.pin.set("")
            self.go(MethodStep(self.draft))

    def action_abandon(self) -> None:
        if not self._placing:
            super().action_abandon()

    def action_ask_again(self) -> None:
        if self.draft.wants_quote and not self._placing:
            self.draft.ask_quote()
            self.draw()

    def action_place(self) -> None:
        if self._placing:
            return
        draft, total = self.draft, self.draft.total(self._quote)
        if draft.wants_quote and draft.quote_asked.is_asking:
            self.remark(_("the price is being asked for; wait for the answer"))
        elif draft.wants_quote and not self._is_valid(self._quote):
            draft.ask_quote()
            self.remark(_("the price has run out and is asked for anew"))
        elif total is None:
            self.remark(_("there is no price to pay"))
        elif draft.is_too_little(total):
            least = {"carrier": draft.carrier.name, "amount": price_text(draft.port.minimum)}
            self.remark(_("%(carrier)s takes at least %(amount)s at once; choose a larger package") % least)
        elif not is_amount(draft.amount.text, total):
            self._at_pin = False
            self.remark(_("that is not %(amount)s") % {"amount": price_text(total)})
        elif self._pin is not None and self._pin.is_set and not self._at_pin and not draft.pin.text:
            self._at_pin = True
            self.remark("")
        elif self._locked:
            self.draw()
        else:
            self._place()

    # Placing

    def _place(self) -> None:
        draft, quote = self.draft, self._quote
        assert draft.offer is not None
        assert draft.way is not None
        price = quote.price if quote is not None else draft.offer.package.terms.price
        assert price is not None
        new = NewRenewal(
            esim_id=draft.esim.esim_id,
            carrier_id=draft.carrier.id,
            package_id=draft.offer.package_id,
            package=draft.offer.package,
            channel=draft.way.channel,
            is_guided=draft.way.is_guided,
            price=price,
            fee=quote.fee if quote is not None else None,
            method_id=draft.method.id if draft.method is not None else None,
        )
        self._placing = True
        self.remark(_("placing the order"), Tone.MUTED)
        pin = draft.pin.text or None
        draft.pin.set("")
        now = draft.now
        future = draft.screen.deps.gateway.write(lambda tx: place(tx, new, pin, now))
        draft.screen.deliver(future, self._answered, self._refused)
        self.axis.on_loop(future, self._settled)

    def _answered(self, result: Any) -> None:
        """`result`: the store's answer, an order's number where the PIN was right."""
        if result.is_done:
            self._open(int(result.value))
            return
        self._placing, self._at_pin = False, True
        self._look()
        self.remark(refusal(result, self.draft.screen.deps.zone, self.draft.now), Tone.BAD)

    def _refused(self, problem: Problem) -> None:
        self._placing = False
        self.remark(tell(problem), Tone.BAD)

    def _settled(self, future: Future[Any]) -> None:
        """A commit that failed may have been carried out all the same: look before anything is said."""
        error = future.exception()
        if error is None or not self.is_current:
            return
        from axis_tui.store.read import renewals

        placed = renewals.open_of_esim(self.draft.reader, self.draft.esim.esim_id)
        if placed is not None:
            self._open(placed.id)
        elif not isinstance(error, Problem):
            self._placing = False
            self.remark(_("it could not be stored; nothing was ordered"), Tone.BAD)

    def _open(self, order_id: int) -> None:
        from axis_tui.tui.screens.order import OrderScreen

        self.app.switch_screen(OrderScreen(order_id))
