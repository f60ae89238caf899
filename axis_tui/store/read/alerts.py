"""Alerts for the list and the counts in the tab bar."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from itertools import islice
from typing import Any

from axis_tui.domain.word import AlertKind, AlertState, Severity
from axis_tui.store.read.reader import Reader, made

UNRESOLVED = (AlertState.OPEN, AlertState.ACKNOWLEDGED, AlertState.SNOOZED)
Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class AlertRow:
    """One alert with the names of what it is about; None where it is about no such thing."""

    id: int
    kind: AlertKind | str
    """A kind of a later version is kept verbatim."""
    severity: Severity
    state: AlertState
    raised_at: int
    snoozed_until: int | None
    threshold: int
    esim_id: int | None
    esim_name: str
    plan_id: int | None
    plan_name: str
    meter_label: str
    """`wwan0` or `router:wwan0`."""
    expires_at: int | None
    """Expiry of the plan, or the end of its activation window while it has not started."""
    left_bytes: int | None
    detail: str
    cycle: int = 1
    meter_id: int | None = None

    @property
    def key(self) -> Key:
        """Where it stands in the list; give it to `page` as after."""
        return self.raised_at, self.id


_KINDS: dict[str, AlertKind | str] = {kind.value: kind for kind in AlertKind}
_SELECT = """SELECT a.id, a.kind, a.severity, a.state, a.raised_at, a.snoozed_until, a.threshold, a.esim_id,
  coalesce(o.name, ''), a.plan_id, coalesce(p.name, ''), coalesce(m.host, ''), coalesce(m.interface, ''),
  coalesce(p.expires_at, p.lapses_at), CASE WHEN o.plan_id = a.plan_id THEN o.left_bytes END, a.detail,
  a.cycle, a.meter_id
  FROM alert a LEFT JOIN overview o ON o.esim_id = a.esim_id LEFT JOIN plan p ON p.id = a.plan_id
  LEFT JOIN meter m ON m.id = a.meter_id"""


def page(
    reader: Reader, limit: int, after: Key | None = None, states: tuple[AlertState, ...] = UNRESOLVED
) -> list[AlertRow]:
    """At most `limit` alerts in these states, the newest first, from the top or after a key."""
    place, parameters = ("", ()) if after is None else (" AND (a.raised_at, a.id) < (?, ?)", after)
    each = [
        reader.rows(
            f"{_SELECT} WHERE a.state = ?{place} ORDER BY a.raised_at DESC, a.id DESC LIMIT ?",
            (state.value, *parameters, limit),
        )
        for state in states
    ]
    merged = heapq.merge(
        *(made(reader.path, _alert_row, rows) for rows in each), key=lambda row: row.key, reverse=True
    )
    return list(islice(merged, max(0, limit)))


def row(reader: Reader, alert_id: int) -> AlertRow | None:
    """One alert; None where there is none such."""
    found = reader.row(f"{_SELECT} WHERE a.id = ?", (alert_id,))
    return None if found is None else made(reader.path, _alert_row, [found])[0]


def of_esim(reader: Reader, esim_id: int, limit: int = 20) -> list[AlertRow]:
    """The unresolved alerts of one eSIM, the newest first."""
    found = reader.rows(
        f"{_SELECT} WHERE a.esim_id = ? AND a.state <> 'resolved'"
        " ORDER BY a.raised_at DESC, a.id DESC LIMIT ?",
        (esim_id, limit),
    )
    return made(reader.path, _alert_row, found)


def open_counts(reader: Reader) -> dict[Severity, int]:
    """How many alerts are open, by how much they matter; every severity is there."""
    counts = dict.fromkeys(Severity, 0)
    for severity, n in reader.rows(
        "SELECT severity, count(*) FROM alert WHERE state = 'open' GROUP BY severity"
    ):
        counts[Severity(severity)] = n
    return counts


def _alert_row(row: tuple[Any, ...]) -> AlertRow:
    (
        id, kind, severity, state, raised_at, snoozed_until, threshold, esim_id, esim_name, plan_id,
        plan_name, host, interface, expires_at, left_bytes, detail, cycle, meter_id,
    ) = row  # fmt: skip
    return AlertRow(
        id, _KINDS.get(kind, kind), Severity(severity), AlertState(state), raised_at, snoozed_until,
        threshold, esim_id, esim_name, plan_id, plan_name, f"{host}:{interface}" if host else interface,
        expires_at, left_bytes, detail, cycle, meter_id,
    )  # fmt: skip
