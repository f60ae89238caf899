"""The third step: what it is paid with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from axis_tui.i18n import _
from axis_tui.present.line import Line, Span, Tone, line
from axis_tui.present.method_words import expiry_span, method_words
from axis_tui.present.when import ago
from axis_tui.present.width import fit
from axis_tui.present.wrap import wrapped
from axis_tui.tui.commands.orders import METHODS
from axis_tui.tui.dialogs.renew_draft import Draft
from axis_tui.tui.dialogs.renew_lines import price_text
from axis_tui.tui.dialogs.renew_step import ChoiceStep

if TYPE_CHECKING:
    from axis_tui.store.read.payment import MethodRow


class MethodStep(ChoiceStep):
    """Payment methods that can pay this carrier; a guided channel also takes money in its own way."""

    COMMANDS: ClassVar[Any] = METHODS
    NUMBER = 3
    KEY = "method"

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self._methods = self._find()

    def _find(self) -> list[MethodRow | None]:
        from axis_tui.store.read import payment

        way = self.draft.way
        found: list[MethodRow | None] = [
            *payment.methods(self.draft.reader, carrier_id=self.draft.carrier.id)
        ]
        return [None, *found] if way is not None and way.is_guided else found

    def store_moved(self) -> None:
        self._methods = self._find()
        self.draft.quote_asked.look(self.draft.screen)

    def count(self) -> int:
        return len(self._methods)

    def draw_inside(self) -> tuple[Sequence[Line], int | None]:
        room = max(1, self.room - 4)
        first = max(0, self.marked - room + 1)
        lines = [self._row(method) for method in self._methods[first : first + room]]
        if not any(self._methods):
            said = _("No payment method is known yet. Account (key 6) is where one is added.")
            lines += [line((text, Tone.WARNING)) for text in wrapped(said, self.inner)]
        said = _("Only a name and four digits are kept here; the carrier has the rest.")
        lines += [(), *(line((text, Tone.MUTED)) for text in wrapped(said, self.inner))]
        return lines, self.marked - first if self._methods else None

    def _row(self, method: MethodRow | None) -> Line:
        if method is None:
            words = _("not recorded")
            return line(f" {fit(words, 30)} ", (_("you pay there in your own way"), Tone.MUTED))
        text = method_words(
            method.kind, method.label, method.last4, carrier=method.carrier, ellipsis=self.glyphs.ellipsis
        )
        return line(f" {fit(text, 30, self.glyphs.ellipsis)} ", self._remark_on(method))

    def _remark_on(self, method: MethodRow) -> Span:
        """The balance with its age, or until when a card can be used."""
        draft = self.draft
        if method.carrier_id is not None:
            balance = draft.carrier.balance
            if balance is None:
                return _("balance not known"), Tone.MUTED
            told = {"balance": price_text(balance), "age": ago(draft.carrier.balance_at, draft.now)}
            return _("holds %(balance)s, %(age)s") % told, Tone.MUTED
        return expiry_span(method.expires_month, draft.now, draft.screen.deps.zone, self.glyphs)

    def offers_key(self, action: str) -> bool:
        return action != "choose" or bool(self._methods)

    def action_cancel(self) -> None:
        from axis_tui.tui.dialogs.renew_channel import ChannelStep

        self.go(ChannelStep(self.draft))

    def action_choose(self) -> None:
        from axis_tui.tui.dialogs.renew_summary import SummaryStep

        if self._methods:
            self.draft.method = self._methods[self.marked]
            self.go(SummaryStep(self.draft))
