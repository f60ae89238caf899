"""An order's history: one line an event, kept for ever, written in the transaction of what it tells."""

from __future__ import annotations

from axis_tui.domain.renewal_word import OrderState
from axis_tui.domain.text import clean
from axis_tui.store.write.transaction import Tx


def note(tx: Tx, order_id: int, event: str, state: OrderState, now: int, detail: str = "") -> None:
    """One line more: what happened, the state after it, and a detail in plain words or figures."""
    tx.execute(
        "INSERT INTO renewal_event (renewal_id, at, event, state, detail) VALUES (?, ?, ?, ?, ?)",
        (order_id, now, event, state.value, clean(detail, 500)),
    )
