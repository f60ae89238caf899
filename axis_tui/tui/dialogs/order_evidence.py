"""The evidence of an order, for the carrier's support."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axis_tui.domain.evidence import as_markdown
from axis_tui.i18n import _
from axis_tui.present.when import local
from axis_tui.tui.dialogs.text_page import TextPage

if TYPE_CHECKING:
    from axis_tui.store.read.renewals import OrderRow
    from axis_tui.tui.screens.base import AxisScreen


def show_evidence(screen: AxisScreen, order: OrderRow) -> None:
    """Show it, the ICCID in full: support finds an eSIM by nothing else."""
    from axis_tui.store.read.order_evidence import evidence_of

    found = evidence_of(screen.reader, order) if screen.reader is not None else None
    if found is None:
        return
    day = local(screen.now, screen.deps.zone).date().isoformat()
    file_name = f"axis-order-{order.id}-{day}.md"
    screen.app.push_screen(TextPage(_("Evidence"), as_markdown(found, screen.now), file_name))
