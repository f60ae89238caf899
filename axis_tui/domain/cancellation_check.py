"""The checklist before a cancellation is submitted: what blocks it, what only warns, and what is in order.

Pure. The facts come in as the store has them; words for the checks are the screens'. All is checked again in
the transaction that submits, which also turns auto-renew off.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from axis_tui.domain.cancellation import Reason, goes_by_chip
from axis_tui.domain.cancellation_money import checks_of_money
from axis_tui.domain.cancellation_subject import Check as Check
from axis_tui.domain.cancellation_subject import Policy as Policy
from axis_tui.domain.cancellation_subject import Subject as Subject
from axis_tui.domain.cancellation_word import CheckCode as CheckCode
from axis_tui.domain.cancellation_word import Level as Level
from axis_tui.domain.cancellation_word import PolicyRule as PolicyRule
from axis_tui.domain.queue import advance_queue
from axis_tui.domain.validity import DAY_S

BACKUP_HOLDS_S = DAY_S
"""A backup verified longer ago does not hold what was bought since."""

_ORDER = tuple(Level)


def checks(subject: Subject) -> tuple[Check, ...]:
    """The whole checklist, what blocks first, then what warns; the order within each is always the same."""
    subject = replace(subject, plans=advance_queue(subject.plans, subject.now))
    found = [
        *_of_the_case(subject),
        *checks_of_money(subject),
        *_of_the_chip(subject),
        *_of_the_device(subject),
        *_of_what_goes_on(subject),
    ]
    return tuple(sorted(found, key=lambda check: _ORDER.index(check.level)))


def is_blocked(found: Sequence[Check]) -> bool:
    """Whether it cannot be submitted so."""
    return any(check.level is Level.BLOCKS for check in found)


def _of_the_case(subject: Subject) -> Iterator[Check]:
    if subject.has_open_case:
        yield Check(CheckCode.OPEN_CASE, Level.BLOCKS)
    elif subject.ended_by is not None:
        yield Check(CheckCode.ALREADY_ENDED, Level.BLOCKS, (("case", subject.ended_by),))
    if subject.reason is Reason.OTHER and not subject.reason_text.strip():
        yield Check(CheckCode.REASON_TEXT_MISSING, Level.BLOCKS)
    else:
        yield Check(CheckCode.REASON, Level.OK, (("reason", subject.reason.value),))


def _of_the_chip(subject: Subject) -> Iterator[Check]:
    if not goes_by_chip(subject.reason, has_chip=subject.has_chip_access):
        yield Check(CheckCode.CARRIER_REVOKES, Level.OK)
        return
    in_the_way = {PolicyRule.NO_DELETE: CheckCode.RULE_NO_DELETE}
    if subject.profile_state == "enabled":
        in_the_way = {PolicyRule.NO_DISABLE: CheckCode.RULE_NO_DISABLE} | in_the_way
    known, possible = subject.policy.rules, subject.possible_rules
    forbidding = [code for rule, code in in_the_way.items() if rule in (known or ())]
    yield from (Check(code, Level.BLOCKS) for code in forbidding)
    if forbidding:
        return
    if possible is not None and possible.isdisjoint(in_the_way):
        yield Check(CheckCode.RULES_NONE, Level.OK)
    elif possible and known is None:
        yield Check(CheckCode.RULES_MAY_FORBID, Level.WARNS)
    else:
        yield Check(CheckCode.RULES_ALLOW, Level.OK)


def _of_the_device(subject: Subject) -> Iterator[Check]:
    if not subject.device or subject.profile_state in ("released", "deleted"):
        yield Check(CheckCode.NO_DEVICE, Level.OK)
        return
    device = ("device", subject.device)
    if subject.others_working:
        yield Check(CheckCode.OTHER_WORKS, Level.OK, (("count", subject.others_working), device))
    else:
        yield Check(CheckCode.LAST_WORKING, Level.WARNS, (device,))


def _of_what_goes_on(subject: Subject) -> Iterator[Check]:
    if subject.open_orders:
        yield Check(CheckCode.OPEN_ORDERS, Level.BLOCKS, (("count", subject.open_orders),))
    else:
        yield Check(CheckCode.ORDERS_NONE, Level.OK)
    if subject.auto_renews:
        yield Check(CheckCode.AUTO_RENEW_ON, Level.WARNS)
    else:
        yield Check(CheckCode.AUTO_RENEW_OFF, Level.OK)
    if subject.contact_email.strip():
        yield Check(CheckCode.CONTACT_SET, Level.OK)
    else:
        yield Check(CheckCode.CONTACT_MISSING, Level.WARNS)
    yield _of_the_backup(subject.backup_verified_at, subject.now)


def _of_the_backup(verified_at: int | None, now: int) -> Check:
    if verified_at is None:
        return Check(CheckCode.BACKUP_MISSING, Level.BLOCKS)
    at = (("at", verified_at),)
    # One verified in the future is no younger than the clock that says so.
    if 0 <= now - verified_at <= BACKUP_HOLDS_S:
        return Check(CheckCode.BACKUP_MADE, Level.OK, at)
    return Check(CheckCode.BACKUP_OLD, Level.BLOCKS, at)
