"""An eSIM's auto-renew rule as it is kept, for what changes it and for what is about to pay by it."""

from __future__ import annotations

from axis_tui.domain.auto_renew import Rule
from axis_tui.store.read.auto_renew import COLUMNS, rule_of
from axis_tui.store.write.transaction import Tx

_RULE = f"SELECT {COLUMNS} FROM auto_renew a WHERE a.esim_id = ?"


def rule_by_esim(tx: Tx, esim_id: int) -> Rule | None:
    """The eSIM's rule; None where it never had one."""
    found = tx.row(_RULE, (esim_id,))
    return None if found is None else rule_of(tuple(found[1:]))
