"""Alerts: raised once for a kind, subject, threshold and cycle, however many processes try."""

from __future__ import annotations

from collections.abc import Collection

from axis_tui.domain.alert import ALERT_TRANSITIONS, AlertDraft, AlertEvent, AlertKind, AlertState
from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.text import clean
from axis_tui.store.write.transaction import Tx

_RESOLVE = "UPDATE alert SET state = 'resolved', snoozed_until = NULL, changed_at = ? WHERE id = ?"


def raise_alert(
    tx: Tx,
    esim_id: int | None,
    plan_id: int | None,
    meter_id: int | None,
    draft: AlertDraft,
    now: int,
    detail: str = "",
) -> int | None:
    """The new alert's id; None where it was raised in this cycle already, whatever became of it."""
    found = tx.row(
        "INSERT INTO alert (kind, esim_id, plan_id, meter_id, threshold, cycle, severity, state, raised_at,"
        " changed_at, detail) VALUES (?, ?, ?, ?, ?, ?, ?, 'open', ?, ?, ?) ON CONFLICT DO NOTHING"
        " RETURNING id",
        (draft.kind.value, esim_id, plan_id, meter_id, draft.threshold, draft.cycle, draft.severity.value,
        now, now, clean(detail, 500)),
    )  # fmt: skip
    return None if found is None else int(found[0])


def apply_alert_event(
    tx: Tx, alert_id: int, event: AlertEvent, now: int, until: int | None = None
) -> AlertState:
    """What became of the alert. `until` is when a snooze ends. Problem where `event` cannot happen to it."""
    found = tx.row("SELECT state FROM alert WHERE id = ?", (alert_id,))
    if found is None:
        raise Problem(N_("There is no such alert any more; look at the list again"))
    state = ALERT_TRANSITIONS.get((AlertState(found[0]), event))
    if state is None:
        raise Problem(N_("This alert is %(state)s; that cannot be done to it"), state=found[0])
    if state is AlertState.SNOOZED and (until is None or until <= now):
        raise Problem(N_("Say until when to snooze, some time ahead"))
    tx.execute(
        "UPDATE alert SET state = ?, snoozed_until = ?, changed_at = ? WHERE id = ?",
        (state.value, until if state is AlertState.SNOOZED else None, now, alert_id),
    )
    return state


def reopen(tx: Tx, alert_id: int, draft: AlertDraft, now: int, detail: str = "") -> None:
    """What a resolved alert was about is so again, soon enough to be the same alert; as of `draft`."""
    tx.execute(
        "UPDATE alert SET state = 'open', threshold = ?, cycle = ?, severity = ?, detail = ?, changed_at = ?"
        " WHERE id = ?",
        (draft.threshold, draft.cycle, draft.severity.value, clean(detail, 500), now, alert_id),
    )


def resolve(tx: Tx, alert_id: int, now: int) -> None:
    """What the alert is about is over."""
    tx.execute(_RESOLVE, (now, alert_id))


def wake_snoozed(tx: Tx, now: int) -> list[int]:
    """Open again what was snoozed until now; the alerts' ids."""
    found = [
        row[0]
        for row in tx.rows("SELECT id FROM alert WHERE state = 'snoozed' AND snoozed_until <= ?", (now,))
    ]
    for alert_id in found:
        apply_alert_event(tx, alert_id, AlertEvent.UNSNOOZE, now)
    return found


def resolve_cleared(
    tx: Tx,
    now: int,
    *,
    esim_id: int | None = None,
    plan_id: int | None = None,
    meter_id: int | None = None,
    still: Collection[tuple[AlertKind, int, int]] = (),
    kinds: Collection[AlertKind] = tuple(AlertKind),
) -> list[int]:
    """Resolve the subject's alerts of these kinds that no longer hold; their ids.

    The subject is the most exact one given: the plan, else the meter, else the eSIM, else the whole machine.
    `still` names what holds, as (kind, threshold, cycle).
    """
    column, subject = next(
        (
            (name, value)
            for name, value in (("plan_id", plan_id), ("meter_id", meter_id), ("esim_id", esim_id))
            if value is not None
        ),
        ("", None),
    )
    where, parameters = (f"{column} = ?", (subject,)) if column else (
        "esim_id IS NULL AND plan_id IS NULL AND meter_id IS NULL", ()
    )  # fmt: skip
    holding = {(kind.value, threshold, cycle) for kind, threshold, cycle in still}
    named = {kind.value for kind in kinds}
    cleared = [
        row[0]
        for row in tx.rows(
            f"SELECT id, kind, threshold, cycle FROM alert WHERE state <> 'resolved' AND {where}", parameters
        )
        if row[1] in named and row[1:] not in holding
    ]
    for alert_id in cleared:
        resolve(tx, alert_id, now)
    return cleared
