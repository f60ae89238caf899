"""A secret that is shown to a person is shown once it is logged."""

from __future__ import annotations

from axis_tui.domain.problem import N_
from axis_tui.store.problems import NotTaken
from axis_tui.store.write.transaction import Tx

ACTIVATION_CODE = "activation_code"


def reveal_code(tx: Tx, esim_id: int, now: int) -> str:
    """The eSIM's activation code, after its reveal is noted. Raises NotTaken where it has none."""
    found = tx.row("SELECT activation_code FROM esim WHERE id = ?", (esim_id,))
    if found is None or not found[0]:
        raise NotTaken(N_("no activation code is kept for this eSIM"))
    tx.execute("INSERT INTO reveal_log (at, what, esim_id) VALUES (?, ?, ?)", (now, ACTIVATION_CODE, esim_id))
    return str(found[0])
