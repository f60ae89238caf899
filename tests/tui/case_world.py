"""Cancellations for the dashboard's tests: one open case an eSIM in several states, and some at their end.

Brought there step by step, as people and the worker take them; the worker is played by hand.
"""

from datetime import date
from pathlib import Path
from typing import Any

from axis_tui.domain.cancellation_word import CarrierSays, CaseEvent, OnChip, Reason
from axis_tui.domain.dossier_facts import Standing
from tests.tui import order_world, world
from tests.tui.world import DAY_S, NOW

EID = "89049032123451234512345678901235"
CAN = ["usage", "cancel"]
"""What a carrier declares that takes a program's word to end a service."""


def furnish(path: Path) -> dict[str, int]:
    """Axis EU takes requests from a program, the others by hand; Swiss day is on this machine's chip."""

    def do(tx: Any) -> dict[str, int]:
        ids = {name: esim_id for esim_id, name in tx.rows("SELECT id, nickname FROM esim")}
        ids["hostile"] = ids.pop(max(ids, key=len))
        ids |= {name: carrier_id for carrier_id, name in tx.rows("SELECT id, name FROM carrier")}
        order_world.declare(tx, ids["Axis EU"], CAN, ["online"])
        on_chip(tx, ids["Swiss day"])
        return ids

    return order_world.change(path, do)  # type: ignore[no-any-return]


def on_chip(tx: Any, esim_id: int) -> None:
    """This machine has a chip, and the eSIM's profile is enabled on it."""
    tx.execute(
        "INSERT INTO chip (eid, first_seq, first_read_at, read_at) VALUES (?, 0, ?, ?)", (EID, NOW, NOW)
    )
    tx.execute(
        "INSERT INTO profile (eid, iccid, state, esim_id, first_seen_at, seen_at)"
        " SELECT ?, iccid, 'enabled', id, ?, ? FROM esim WHERE id = ?",
        (EID, NOW, NOW, esim_id),
    )


def submitted(tx: Any, esim_id: int, at: int, reason: Reason = Reason.UNUSED, notes: str = "") -> int:
    """A person's request; the number of the case."""
    from axis_tui.store.backup import Backup
    from axis_tui.store.write.cases import NewCase, draft, submit

    case_id: int = draft(tx, NewCase(esim_id, reason, notes, "me@example.com"), at)
    submit(tx, case_id, at, Backup(Path("copy.db"), "ab" * 32, at))
    return case_id


def reviewed(tx: Any, case_id: int, at: int, due: date, reference: str = "") -> None:
    """The carrier has had it since `at`, and has five working days."""
    from axis_tui.store.write.case_steps import Deadline, receive

    receive(tx, case_id, at, Deadline(5, due.replace(day=due.day - 1), due, True), reference)


def removed(tx: Any, case_id: int, at: int, *events: CaseEvent) -> None:
    """Agreed to, confirmed and begun at `at`, then those steps, one minute each."""
    from axis_tui.store.write import case_keeping as keeping
    from axis_tui.store.write import case_steps as steps

    steps.approve(tx, case_id, at)
    keeping.confirm(tx, case_id, at + 60)
    steps.begin(tx, case_id, at + 120)
    for number, event in enumerate(events, start=3):
        steps.record(tx, case_id, event, at + 60 * number)


def past(path: Path, ids: dict[str, int]) -> dict[str, int]:
    """Cases by their state: five open, the others at their end; `overdue` is one more under review.

    Numbered in this order: closed, rejected, withdrawn, unproven; submitted (Axis EU, by itself), in_review
    (Japan, by hand, 3 of 5 working days), overdue (Korea), approved (USA), removing (Swiss, on the chip).
    """

    def do(tx: Any) -> dict[str, int]:
        from axis_tui.store.write import case_keeping as keeping
        from axis_tui.store.write import case_steps as steps

        long_ago = NOW - 40 * DAY_S
        gone = Standing(long_ago, OnChip.UNKNOWN, CarrierSays.CANCELLED, "active", None, None)
        closed = submitted(tx, ids["Swiss day"], long_ago, Reason.LOST, "left on a train")
        reviewed(tx, closed, long_ago, date(2026, 10, 16), "CH-1001")
        removed(tx, closed, long_ago + 600, CaseEvent.REVOKE)
        keeping.keep_confirmation(tx, closed, long_ago + 900, "The service has ended.")
        steps.verify(tx, closed, long_ago + 900, gone)
        steps.close(tx, closed, long_ago + 960, "{}")
        rejected = submitted(tx, ids["Korea 5 GB"], long_ago + DAY_S, Reason.UPKEEP)
        reviewed(tx, rejected, long_ago + DAY_S, date(2026, 10, 19), "KR-7")
        steps.reject(tx, rejected, long_ago + 2 * DAY_S, "the contract runs until March")
        withdrawn = submitted(tx, ids["USA unlimited"], long_ago + 3 * DAY_S)
        steps.withdraw(tx, withdrawn, long_ago + 3 * DAY_S + 60)
        unproven = submitted(tx, ids["hostile"], long_ago + 4 * DAY_S, Reason.OTHER, world.HOSTILE)
        removed(tx, unproven, long_ago + 5 * DAY_S)
        steps.give_up(tx, unproven, long_ago + 6 * DAY_S, "the chip broke")

        waiting = submitted(tx, ids["EU 20 GB"], NOW - 300, Reason.REPLACED, "a new phone")
        review = submitted(tx, ids["Japan 10 GB"], NOW - 3 * DAY_S - 600)
        reviewed(tx, review, NOW - 3 * DAY_S, date(2026, 11, 24), "JP-4711")
        overdue = submitted(tx, ids["Korea 5 GB"], NOW - 11 * DAY_S)
        reviewed(tx, overdue, NOW - 11 * DAY_S, date(2026, 11, 16))
        approved = submitted(tx, ids["USA unlimited"], NOW - 2 * DAY_S, Reason.LOST)
        steps.approve(tx, approved, NOW - DAY_S, "LH-22")
        removing = submitted(tx, ids["Swiss day"], NOW - 2 * DAY_S, Reason.REPLACED)
        removed(tx, removing, NOW - 3_600)
        return {
            "closed": closed, "rejected": rejected, "withdrawn": withdrawn, "unproven": unproven,
            "submitted": waiting, "in_review": review, "overdue": overdue, "approved": approved,
            "removing": removing,
        }  # fmt: skip

    return order_world.change(path, do)  # type: ignore[no-any-return]


def ended(path: Path, case_id: int) -> None:
    """An approved case is carried out by its carrier, and closed."""

    def do(tx: Any) -> None:
        from axis_tui.store.write import case_keeping as keeping
        from axis_tui.store.write import case_steps as steps

        keeping.keep_confirmation(tx, case_id, NOW - 900, "The service has ended.")
        keeping.confirm(tx, case_id, NOW - 840)
        steps.begin(tx, case_id, NOW - 780)
        steps.record(tx, case_id, CaseEvent.REVOKE, NOW - 720)
        gone = Standing(NOW - 660, OnChip.UNKNOWN, CarrierSays.MUTE, "active", None, None)
        steps.verify(tx, case_id, NOW - 660, gone)
        steps.close(tx, case_id, NOW - 600, "{}")

    order_world.change(path, do)
