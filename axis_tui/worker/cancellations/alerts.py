"""Which alerts open cancellations call for: raised, and resolved once they are over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from axis_tui.deadline import local_date
from axis_tui.domain.alert import AlertDraft, AlertKind, Severity
from axis_tui.domain.cancellation import CaseState
from axis_tui.domain.cancellation_word import Recall, Wait
from axis_tui.store.read.cases import CaseRow
from axis_tui.store.write import Tx
from axis_tui.store.write.alerts import raise_alert, resolve
from axis_tui.worker.clock import Instant

KINDS = (AlertKind.REVIEW_REMINDER, AlertKind.REVIEW_OVERDUE, AlertKind.CASE_WAITS_FOR_YOU)
_STATES = tuple(CaseState)
_STANDING = (
    "SELECT id, kind, esim_id, threshold, cycle FROM alert WHERE state <> 'resolved'"
    f" AND kind IN ({', '.join('?' * len(KINDS))})"
)


_REFUSED_SEEN = (
    "SELECT a.id FROM alert a WHERE a.kind = ? AND a.state <> 'resolved' AND (a.state = 'acknowledged'"
    " OR EXISTS (SELECT 1 FROM cancellation k WHERE k.esim_id = a.esim_id AND k.id > a.cycle))"
)


def tell_refusal(tx: Tx, case_id: int, esim_id: int, why: str, now: int) -> list[AlertDraft]:
    """Raise that the carrier refused, once a case, in the transaction that records it."""
    draft = AlertDraft(AlertKind.CASE_REFUSED, 0, case_id, Severity.WARNING)
    is_new = raise_alert(tx, esim_id, None, None, draft, now, why) is not None
    return [draft] if is_new else []


def judge_cases(
    tx: Tx, cases: Iterable[CaseRow], waits: Mapping[int, Wait], now: Instant
) -> list[AlertDraft]:
    """Raise what is due for these open cases, and resolve what is over; those that are new."""
    due = [(case, draft) for case in cases for draft in _due(case, waits.get(case.id), now)]
    standing = {(draft.kind.value, case.esim_id, draft.threshold, draft.cycle) for case, draft in due}
    for alert_id, *about in tx.rows(_STANDING, [kind.value for kind in KINDS]):
        if tuple(about) not in standing:
            resolve(tx, alert_id, now.at)
    # A refusal stands until a person has seen it, or asks for it anew.
    for (alert_id,) in tx.rows(_REFUSED_SEEN, (AlertKind.CASE_REFUSED.value,)):
        resolve(tx, alert_id, now.at)
    return [
        draft
        for case, draft in due
        if raise_alert(tx, case.esim_id, None, None, draft, now.at, case.state.value) is not None
    ]


def _due(case: CaseRow, wait: Wait | None, now: Instant) -> Iterator[AlertDraft]:
    is_waiting = wait is Wait.PERSON and case.state is not CaseState.DRAFT
    if is_waiting or case.recall is Recall.REFUSED:
        # Each state that a person is needed in is told by itself; once withdrawn, to tell the carrier so.
        yield AlertDraft(AlertKind.CASE_WAITS_FOR_YOU, _STATES.index(case.state), case.id, Severity.WARNING)
    if case.state is not CaseState.IN_REVIEW or case.deadline_on is None or not now.trusted:
        return
    today = local_date(now.at, case.carrier_zone)
    if today > case.deadline_on:
        yield AlertDraft(AlertKind.REVIEW_OVERDUE, 0, case.id, Severity.CRITICAL)
    elif case.remind_on is not None and today >= case.remind_on:
        yield AlertDraft(AlertKind.REVIEW_REMINDER, 0, case.id, Severity.WARNING)
