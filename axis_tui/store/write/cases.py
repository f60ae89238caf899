"""Opening a cancellation: the draft, and the request with all that has to be in order for it.

At most one open case an eSIM, whoever asks and however many at once: the UNIQUE index refuses the second.
Moving a case on is `case_steps`' business.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from axis_tui.domain.cancellation import CaseState, Reason
from axis_tui.domain.cancellation_check import checks, is_blocked
from axis_tui.domain.cancellation_subject import Check, Policy
from axis_tui.domain.cancellation_word import Level
from axis_tui.domain.dossier_facts import AUTO_RENEW_OFF
from axis_tui.domain.policy_rule import policy_text
from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.redaction import redacted
from axis_tui.store import tables
from axis_tui.store.backup import Backup
from axis_tui.store.problems import NotTaken
from axis_tui.store.read.carrier_port import carrier_port
from axis_tui.store.read.case_subject import look
from axis_tui.store.tables.cancellation import CONTACT, NOTES
from axis_tui.store.write.auto_renew import switch_off
from axis_tui.store.write.case_history import note, standing_text, state_of
from axis_tui.store.write.case_steps import move_to_submitted
from axis_tui.store.write.order_steps import withdraw as withdraw_order
from axis_tui.store.write.transaction import Tx


@dataclass(frozen=True, slots=True)
class NewCase:
    """What a person wants to end, and why."""

    esim_id: int
    reason: Reason
    notes: str = ""
    contact: str = ""
    """Where the carrier may answer, an e-mail address; empty where none is given."""


class Blocked(NotTaken):
    """What stands in a request's way; `found` is the whole checklist."""

    def __init__(self, found: Sequence[Check]) -> None:
        self.found = tuple(found)
        codes = ", ".join(check.code.value for check in found if check.level is Level.BLOCKS)
        super().__init__(
            N_("This eSIM cannot be cancelled now (%(codes)s); nothing was changed"), codes=codes
        )


def draft(tx: Tx, new: NewCase, now: int) -> int:
    """A case that asks for nothing yet; its number. Raises NotTaken where one of the eSIM is open."""
    found = look(tx, new.esim_id, new.reason, new.notes, new.contact, None, now)
    if found is None or found.is_archived:
        raise NotTaken(N_("There is no such eSIM any more; look at the list again"))
    if found.subject.has_open_case:
        raise NotTaken(N_("A cancellation of this eSIM is open already; see “axis-tui cancellations”"))
    row = tables.checked(
        tables.Cancellation,
        {
            "esim_id": new.esim_id, "carrier_id": found.carrier_id, "reason": new.reason.value,
            "notes": redacted(new.notes, NOTES), "contact": redacted(new.contact, CONTACT),
            "created_at": now, "changed_at": now,
        },
    )  # fmt: skip
    tx.session.add(row)
    tx.session.flush()
    assert row.id is not None
    note(tx, row.id, "drafted", CaseState.DRAFT, now, new.reason.value)
    tx.touch((new.esim_id,))
    return row.id


def submit(tx: Tx, case_id: int, now: int, backup: Backup) -> bool:
    """Ask for it: what is to be in order is checked here once more, auto-renew goes off, unsent orders go.

    False where it was submitted before. Raises Blocked, with nothing changed, and Problem.
    """
    if state_of(tx, case_id) is CaseState.SUBMITTED:
        return False
    row = tx.row("SELECT esim_id, reason, notes, contact FROM cancellation WHERE id = ?", (case_id,))
    assert row is not None, "its state was just read"
    esim_id, reason, notes, contact = row
    found = look(tx, esim_id, Reason(reason), notes, contact, backup.verified_at, now, but=case_id)
    if found is None:
        raise Problem(N_("There is no such eSIM any more; look at the list again"))
    checklist = checks(found.subject)
    if is_blocked(checklist):
        raise Blocked(checklist)
    switch_off(tx, esim_id, now)
    _withdraw_unsent(tx, esim_id, now)
    can_ask = "cancel" in carrier_port(tx, found.carrier_id).capabilities
    turned_off = AUTO_RENEW_OFF if found.subject.auto_renews else ""
    return move_to_submitted(
        tx, case_id, now, turned_off, device=found.subject.device, esim_reference=found.iccid,
        uses_api=int(can_ask and bool(found.iccid)), has_chip=int(found.subject.has_chip_access),
        checklist=_checklist_text(checklist), backup_file=backup.path.name, backup_sha256=backup.sha256,
        backup_at=backup.verified_at, before=standing_text(found.before),
    )  # fmt: skip


def set_policy(tx: Tx, carrier_id: int, policy: Policy, review_days: int | None) -> None:
    """How a carrier ends a service, as far as a person knows. Raises Problem where there is no such one."""
    fee = policy.fee
    for days in (review_days, policy.notice_days):
        if days is not None and not 0 <= days <= 366:
            raise NotTaken(N_("Days of a carrier's policy are 0 to 366"))
    if fee is not None and fee.minor < 0:
        raise NotTaken(N_("A fee is 0 or more"))
    changed = tx.execute(
        "UPDATE carrier SET cancel_fee_minor = ?, cancel_fee_currency = ?, cancel_fee_exponent = ?,"
        " refund_policy = ?, review_days = ?, notice_days = ?, profile_rules = ? WHERE id = ?",
        (
            None if fee is None else fee.minor, None if fee is None else fee.currency,
            None if fee is None else fee.exponent, None if policy.refund is None else policy.refund.value,
            review_days, policy.notice_days,
            None if policy.rules is None else policy_text(policy.rules), carrier_id,
        ),
    )  # fmt: skip
    if not changed:
        raise Problem(N_("There is no such carrier any more; look at the list again"))


def _withdraw_unsent(tx: Tx, esim_id: int, now: int) -> None:
    """Orders of a person's that a program would send; what a person pays themselves is theirs to end."""
    for (order_id,) in tx.rows(
        "SELECT id FROM renewal WHERE esim_id = ? AND state = 'intent' AND is_guided = 0", (esim_id,)
    ):
        withdraw_order(tx, order_id, now, "the eSIM is being cancelled")


def _checklist_text(checklist: Sequence[Check]) -> str:
    rows = [
        [check.code.value, check.level.value, [list(param) for param in check.params]] for check in checklist
    ]
    return json.dumps(rows, separators=(",", ":"))
