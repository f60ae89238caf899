"""The evidence of an order: to read, to copy to the terminal's clipboard, to save to a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from axis_tui.domain.evidence import as_markdown
from axis_tui.domain.evidence_facts import Evidence
from axis_tui.domain.problem import Problem
from axis_tui.domain.renewal_word import MethodKind
from axis_tui.i18n import _, tell
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.when import local
from axis_tui.tui.commands.orders import EVIDENCE
from axis_tui.tui.dialogs.page import PageDialog
from axis_tui.tui.screens.order_file import write_private
from axis_tui.tui.wrap import wrapped

if TYPE_CHECKING:
    from axis_tui.store.read import Reader
    from axis_tui.store.read.renewals import OrderRow
    from axis_tui.tui.screens.base import AxisScreen

LEDGER_ROWS = 50
_OTHERWISE = "otherwise"
"""How the bundle, which is English, names what a person paid with in their own way."""


class EvidencePage(PageDialog):
    """The text, scrolled; copying asks the terminal (OSC 52), which may not take it and does not say."""

    COMMANDS: ClassVar[Any] = EVIDENCE

    def __init__(self, text: str, file_name: str) -> None:
        super().__init__(_("Evidence"), self._page)
        self._text, self._file_name = text, file_name

    def _page(self, width: int) -> Sequence[Line]:
        rows = self._text.splitlines()
        return [line(part) for row in rows for part in (wrapped(row, width) if row else [""])]

    @property
    def room(self) -> int:
        return max(1, super().room - 2)  # for what is said below

    def action_copy(self) -> None:
        self.app.copy_to_clipboard(self._text)
        self.remark(_("sent to your terminal’s clipboard; where it takes none, s saves it"), Tone.GOOD)

    def action_keep(self) -> None:
        try:
            path = write_private(self._file_name, self._text)
        except Problem as problem:
            self.remark(tell(problem), Tone.BAD)
        else:
            self.remark(_("written to %(path)s") % {"path": path}, Tone.GOOD)


def show_evidence(screen: AxisScreen, order: OrderRow) -> None:
    """Put the evidence together and show it."""
    found = evidence_of(screen.reader, order) if screen.reader is not None else None
    if found is None:
        return
    day = local(screen.now, screen.deps.zone).date().isoformat()
    page = EvidencePage(as_markdown(found, screen.now), f"axis-order-{order.id}-{day}.md")
    screen.app.push_screen(page)


def evidence_of(reader: Reader, order: OrderRow) -> Evidence | None:
    """All that the store knows of an order, its ICCID and key in full; None where the order is gone."""
    from axis_tui.store.read import inventory, ledger, renewals

    secrets = renewals.secrets(reader, order.id)
    if secrets is None:
        return None
    carrier = inventory.carrier_of(reader, order.esim_id)
    ways = (
        ()
        if carrier is None
        else (
            ("phone", carrier.support_phone), ("email", carrier.support_email), ("web", carrier.support_url),
        )
    )  # fmt: skip
    entries = reversed(ledger.page(reader, LEDGER_ROWS, renewal_id=order.id))
    return Evidence(
        order=order.id,
        state=order.state,
        channel=order.channel,
        carrier=order.carrier,
        contacts=tuple((kind, value) for kind, value in ways if value),
        esim=order.esim_name,
        iccid=secrets.esim_reference,
        package=order.terms.name,
        package_code=order.package_code,
        amount=order.amount,
        fee=order.fee if order.fee.minor else None,
        method_kind=MethodKind(order.method_kind or MethodKind.CARD),
        method_label=order.method_label or _OTHERWISE,
        method_last4=order.method_last4,
        key=secrets.key,
        carrier_reference="" if order.is_guided else order.reference,
        own_reference=" ".join(filter(None, (order.reference if order.is_guided else "", order.proof))),
        times=tuple((each.at, each.event, each.detail) for each in renewals.events(reader, order.id)),
        before=order.holdings_before,
        after=order.holdings_after,
        looks=order.looks,
        ledger=tuple((row.entry.number, row.hash) for row in entries),
    )
