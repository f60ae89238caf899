"""Which alerts the chip calls for: raised, resolved once they are over, raised anew once they are back."""

from __future__ import annotations

from dataclasses import replace

from axis_tui.domain.alert import AlertDraft, AlertKind, Severity
from axis_tui.domain.chip_check import CHIP_KINDS, ChipCondition
from axis_tui.domain.text import clean
from axis_tui.store.read.chip_fit import chip_conditions
from axis_tui.store.write import Tx
from axis_tui.store.write.alerts import raise_alert, reopen, resolve
from axis_tui.store.write.switch_back import SwitchBack

SAME_FOR_S = 3_600
"""What is over and comes back within this time of its alert is that alert again: a chip that flickers raises
one an hour."""


TOLD_FOR_S = 86_400
"""How long it is told that a switch went back."""


def judge_chip(tx: Tx, now: int) -> list[AlertDraft]:
    """Raise what is due and resolve what is over; those that are new."""
    end_went_back(tx, now, before=now - TOLD_FOR_S)
    due = chip_conditions(tx)
    _resolve_others(tx, due, now)
    return [draft for each in due if (draft := _raise(tx, each, now)) is not None]


def raise_went_back(tx: Tx, back: SwitchBack, now: int) -> None:
    """A switch was undone: told until it is seen, the next switch is made, or a day is over."""
    found = tx.row(
        "SELECT p.esim_id, CASE WHEN p.nickname <> '' THEN p.nickname ELSE coalesce(o.name, p.name) END"
        " FROM profile p LEFT JOIN overview o ON o.esim_id = p.esim_id"
        " WHERE p.eid = ? AND p.isdp_aid = ? AND p.iccid = ? AND p.gone_at IS NULL",
        (back.eid, back.from_aid, back.from_iccid),
    )
    esim_id, label = found or (None, "")
    raise_alert(tx, esim_id, None, None, AlertDraft(AlertKind.WENT_BACK, 0, now, Severity.INFO), now, label)


def end_went_back(tx: Tx, now: int, *, before: int) -> None:
    """Resolve what was told of switches that went back until then."""
    for (alert_id,) in tx.rows(
        "SELECT id FROM alert WHERE kind = ? AND state <> 'resolved' AND raised_at <= ?",
        (AlertKind.WENT_BACK.value, before),
    ):
        resolve(tx, alert_id, now)


def _raise(tx: Tx, due: ChipCondition, now: int) -> AlertDraft | None:
    """The new alert; None where it stands, or was raised so lately that it is only opened again."""
    kind, esim_id, detail = due.draft.kind.value, due.esim_id, clean(due.detail, 500)
    last = tx.row(
        "SELECT id, state, threshold, detail FROM alert WHERE kind = ? AND coalesce(esim_id, 0) = ?"
        " AND cycle = ? ORDER BY threshold DESC LIMIT 1",
        (kind, esim_id or 0, due.draft.cycle),
    )
    if last is not None and last[1] != "resolved":
        if last[3] != detail:
            tx.execute("UPDATE alert SET detail = ? WHERE id = ?", (detail, last[0]))
        return None
    draft = replace(due.draft, threshold=0 if last is None else last[2] + 1)
    late = tx.row(
        "SELECT id FROM alert WHERE kind = ? AND coalesce(esim_id, 0) = ? AND state = 'resolved'"
        " AND raised_at > ? AND (esim_id IS NOT NULL OR detail = ?) ORDER BY id DESC LIMIT 1",
        (kind, esim_id or 0, now - SAME_FOR_S, detail),
    )
    if late is not None:
        reopen(tx, late[0], draft, now, detail)
        return None
    return None if raise_alert(tx, esim_id, None, None, draft, now, detail) is None else draft


def _resolve_others(tx: Tx, due: list[ChipCondition], now: int) -> None:
    standing = {(each.draft.kind.value, each.esim_id, each.draft.cycle) for each in due}
    for alert_id, *about in tx.rows(
        "SELECT id, kind, esim_id, cycle FROM alert WHERE state <> 'resolved'"
        f" AND kind IN ({', '.join('?' * len(CHIP_KINDS))})",
        [kind.value for kind in CHIP_KINDS],
    ):
        if tuple(about) not in standing:
            resolve(tx, alert_id, now)
