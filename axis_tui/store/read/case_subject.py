"""All that is looked at before an eSIM is cancelled, as the store has it; the judgement is the domain's."""

from __future__ import annotations

from dataclasses import dataclass, replace

from axis_tui.domain.cancellation import Reason
from axis_tui.domain.cancellation_subject import Policy, Subject
from axis_tui.domain.cancellation_word import CarrierSays, OnChip, RefundRule
from axis_tui.domain.dossier_facts import Standing
from axis_tui.domain.money import Money
from axis_tui.domain.plan import Plan
from axis_tui.domain.policy_rule import rules_of
from axis_tui.domain.queue import current_plan
from axis_tui.store.read.case_ended import ended_by
from axis_tui.store.read.cases import DONE_MARKS, DONE_STATES, Rows
from axis_tui.store.read.detail import PLANS_OF, plan_of
from axis_tui.store.read.renewals import OPEN_MARKS, OPEN_STATES

_ESIM = (
    "SELECT e.iccid, e.profile_state, e.carrier_id, e.archived_at IS NOT NULL, coalesce(d.name, ''),"
    " e.device_id FROM esim e LEFT JOIN device d ON d.id = e.device_id WHERE e.id = ?"
)
_OTHERS = (
    "SELECT count(*) FROM esim e JOIN carrier c ON c.id = e.carrier_id"
    " WHERE e.device_id = ? AND e.id <> ? AND e.archived_at IS NULL"
    " AND e.profile_state NOT IN ('released', 'deleted')"
    " AND (e.profile_expires_at IS NULL OR e.profile_expires_at > ?)"
    " AND (c.service_ended_at IS NULL OR c.service_ended_at > ?) AND EXISTS (SELECT 1 FROM plan p"
    " WHERE p.esim_id = e.id AND p.state IN ('active', 'ready', 'queued')"
    " AND (p.expires_at IS NULL OR p.expires_at > ?))"
)
_ON_CHIP = (
    "SELECT p.state, p.rules, c.rules FROM profile p JOIN chip c ON c.eid = p.eid"
    " WHERE p.esim_id = ? AND p.gone_at IS NULL ORDER BY p.id DESC LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Found:
    """An eSIM as a case begins with it."""

    subject: Subject
    carrier_id: int
    iccid: str
    is_archived: bool
    before: Standing


def look(
    rows: Rows,
    esim_id: int,
    reason: Reason,
    notes: str,
    contact: str,
    backup_at: int | None,
    now: int,
    *,
    but: int = 0,
) -> Found | None:
    """The facts of an eSIM at `now`, the case `but` left out; None where there is no such eSIM.

    Orders that would be withdrawn with the request, not sent yet and sent by the program, are not open ones.
    """
    found = rows.row(_ESIM, (esim_id,))
    if found is None:
        return None
    iccid, profile_state, carrier_id, is_archived, device, device_id = found
    plans = tuple(plan_of(row) for row in rows.rows(PLANS_OF, (esim_id,)))
    on_chip = rows.row(_ON_CHIP, (esim_id,))
    found_rules, possible = (None, None) if on_chip is None else (on_chip[1], on_chip[2])
    policy = policy_of(rows, carrier_id)[0]
    if found_rules:
        policy = replace(policy, rules=(policy.rules or frozenset()) | rules_of(found_rules))
    rule = rows.row("SELECT state FROM auto_renew WHERE esim_id = ?", (esim_id,))
    subject = Subject(
        reason=reason,
        reason_text=notes,
        profile_state=profile_state,
        has_chip_access=on_chip is not None,
        possible_rules=None if possible is None else rules_of(possible),
        device=device,
        others_working=_count(rows, _OTHERS, (device_id, esim_id, now, now, now)),
        plans=plans,
        policy=policy,
        has_open_case=_has_open_case(rows, esim_id, but),
        open_orders=_count(
            rows,
            f"SELECT count(*) FROM renewal WHERE esim_id = ? AND state IN ({OPEN_MARKS})"
            " AND (state <> 'intent' OR is_guided = 1)",
            (esim_id, *OPEN_STATES),
        ),
        auto_renews=rule is not None and rule[0] != "off",
        contact_email=contact,
        backup_verified_at=backup_at,
        now=now,
        ended_by=ended_by(rows, esim_id),
    )
    profile = on_chip_word(None if on_chip is None else str(on_chip[0]))
    before = _standing(plans, profile, CarrierSays.UNKNOWN, now)
    return Found(subject, carrier_id, iccid, bool(is_archived), before)


def standing_at(rows: Rows, esim_id: int, profile: OnChip, carrier: CarrierSays, now: int) -> Standing:
    """What chip and carrier say at `now`, with what the eSIM still holds."""
    plans = tuple(plan_of(row) for row in rows.rows(PLANS_OF, (esim_id,)))
    return _standing(plans, profile, carrier, now)


def review_days_of(rows: Rows, carrier_id: int) -> int | None:
    """Working days that the carrier promises to answer in; None where nothing is known."""
    return policy_of(rows, carrier_id)[1]


def policy_of(rows: Rows, carrier_id: int) -> tuple[Policy, int | None]:
    """How the carrier ends a service, and the working days that it promises to answer in."""
    found = rows.row(
        "SELECT cancel_fee_minor, cancel_fee_currency, cancel_fee_exponent, refund_policy, notice_days,"
        " profile_rules, review_days FROM carrier WHERE id = ?",
        (carrier_id,),
    )
    return (Policy(), None) if found is None else (_policy(*found[:6]), found[6])


def on_chip_word(state: str | None) -> OnChip:
    """What a chip's word for a profile's state means; one that is not known here says nothing."""
    words = {"enabled": OnChip.ENABLED, "disabled": OnChip.DISABLED, "absent": OnChip.ABSENT}
    return words.get(state or "", OnChip.UNKNOWN)


def _policy(
    fee: int | None,
    currency: str,
    exponent: int,
    refund: str | None,
    notice_days: int | None,
    rules: str | None,
) -> Policy:
    return Policy(
        fee=None if fee is None else Money(fee, currency, exponent),
        refund=None if refund is None else RefundRule(refund),
        notice_days=notice_days,
        rules=None if rules is None else rules_of(rules),
    )


def _standing(plans: tuple[Plan, ...], profile: OnChip, carrier: CarrierSays, now: int) -> Standing:
    index = current_plan(plans)
    plan = None if index is None else plans[index]
    return Standing(
        at=now,
        profile=profile,
        carrier=carrier,
        plan_state="" if plan is None else plan.state.value,
        left_bytes=None if plan is None else plan.left_bytes,
        expires_at=None if plan is None else plan.expires_at,
    )


def _has_open_case(rows: Rows, esim_id: int, but: int) -> bool:
    found = rows.row(
        f"SELECT 1 FROM cancellation WHERE esim_id = ? AND id <> ? AND state NOT IN ({DONE_MARKS})",
        (esim_id, but, *DONE_STATES),
    )
    return found is not None


def _count(rows: Rows, sql: str, parameters: tuple[object, ...]) -> int:
    (count,) = rows.row(sql, parameters) or (0,)
    return int(count)
