"""Requests: what a screen or the command line asks the worker for, and what became of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from axis_tui.domain.text import clean
from axis_tui.store import tables
from axis_tui.store.write.transaction import Tx

KEPT_S = 7 * 86_400
"""Finished requests are forgotten after a week."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request that waits."""

    id: int
    kind: str
    payload: dict[str, Any]
    created_at: int


def ask(tx: Tx, kind: str, payload: Mapping[str, Any], now: int) -> int:
    """Leave a request; its id. Kinds: refresh, acknowledge, snooze, unsnooze, switch; else Refused."""
    text = json.dumps(dict(payload), separators=(",", ":"), sort_keys=True)
    row = tables.checked(tables.Request, {"kind": kind, "payload": text, "created_at": now})
    tx.session.add(row)
    tx.session.flush()
    assert row.id is not None
    return row.id


def pending(tx: Tx, limit: int = 100) -> list[Request]:
    """What waits, the oldest first."""
    found = tx.rows(
        "SELECT id, kind, payload, created_at FROM request WHERE state = 'pending' ORDER BY id LIMIT ?",
        (limit,),
    )
    return [Request(id, kind, _object(payload), created_at) for id, kind, payload, created_at in found]


def finish(tx: Tx, request_id: int, error: str | None = None, now: int | None = None) -> None:
    """Note that a request was carried out, or why not; forgets those finished a week ago."""
    at = tx.now if now is None else now
    tx.execute(
        "UPDATE request SET state = ?, error = ?, finished_at = ? WHERE id = ? AND state = 'pending'",
        ("done" if error is None else "failed", clean(error or "", 500), at, request_id),
    )
    tx.execute("DELETE FROM request WHERE state <> 'pending' AND finished_at < ?", (at - KEPT_S,))


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
