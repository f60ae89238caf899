"""Which alerts the chip and the plans call for: raised, and resolved once they are over."""

from __future__ import annotations

from axis_tui.domain.alert import AlertDraft
from axis_tui.domain.chip_check import CHIP_KINDS, ChipCondition
from axis_tui.store.read.chip_fit import chip_conditions
from axis_tui.store.write import Tx
from axis_tui.store.write.alerts import raise_alert, resolve


def judge_chip(tx: Tx, now: int) -> list[AlertDraft]:
    """Raise what is due and resolve what is over; those that are new."""
    due = chip_conditions(tx)
    _resolve_others(tx, due, now)
    return [
        each.draft
        for each in due
        if raise_alert(tx, each.esim_id, None, None, each.draft, now, each.detail) is not None
    ]


def _resolve_others(tx: Tx, due: list[ChipCondition], now: int) -> None:
    standing = {(each.draft.kind.value, each.esim_id, each.draft.cycle) for each in due}
    for alert_id, *about in tx.rows(
        "SELECT id, kind, esim_id, cycle FROM alert WHERE state <> 'resolved'"
        f" AND kind IN ({', '.join('?' * len(CHIP_KINDS))})",
        [kind.value for kind in CHIP_KINDS],
    ):
        if tuple(about) not in standing:
            resolve(tx, alert_id, now)
