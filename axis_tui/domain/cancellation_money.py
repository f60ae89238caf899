"""The lines of the checklist about money: what is lost, what it costs, what comes back, how long it goes on.

Sums are by currency, for nothing is ever exchanged here. What is lost and what comes back are told apart and
not set off: a refund is the carrier's to give.
"""

from collections.abc import Iterable, Iterator

from axis_tui.domain.cancellation_subject import Check, Params, Subject
from axis_tui.domain.cancellation_value import is_refunded_whole, is_worth_something, loss, refund
from axis_tui.domain.cancellation_word import CheckCode, Level, RefundRule
from axis_tui.domain.money import Money
from axis_tui.domain.package import Billing
from axis_tui.domain.plan import OVER, Plan
from axis_tui.domain.validity import DAY_S


def checks_of_money(subject: Subject) -> Iterator[Check]:
    """Value, fee, refund and notice, for plans that stand as they do at `subject.now`."""
    worth = [plan for plan in subject.plans if is_worth_something(plan, subject.now)]
    losses = [found for plan in worth if (found := loss(plan, subject.now)) is not None]
    is_known = len(losses) == len(worth)
    yield from _of_the_value(losses, is_known)
    yield _of_the_fee(subject.policy.fee)
    yield from _of_the_refund(worth, is_known, subject)
    is_postpaid = any(
        plan.terms.billing is Billing.POSTPAID and plan.state not in OVER for plan in subject.plans
    )
    if is_postpaid:
        yield _of_the_notice(subject.policy.notice_days, subject.now)


def _of_the_value(losses: list[tuple[Money, str]], is_known: bool) -> Iterator[Check]:
    by = losses[0][1] if len(losses) == 1 else "plans"
    for amount in _sums(amount for amount, _ in losses):
        yield Check(CheckCode.VALUE_LEFT, Level.WARNS, (*_params(amount), ("by", by)))
    if not is_known:
        yield Check(CheckCode.VALUE_UNKNOWN, Level.WARNS)
    elif not losses:
        yield Check(CheckCode.VALUE_NONE, Level.OK)


def _of_the_fee(fee: Money | None) -> Check:
    if fee is None:
        return Check(CheckCode.FEE_UNKNOWN, Level.WARNS)
    return (
        Check(CheckCode.FEE, Level.WARNS, _params(fee)) if fee.minor else Check(CheckCode.FEE_NONE, Level.OK)
    )


def _of_the_refund(worth: list[Plan], is_known: bool, subject: Subject) -> Iterator[Check]:
    rule, state, now = subject.policy.refund, subject.profile_state, subject.now
    if not worth:
        yield Check(CheckCode.REFUND_NOTHING, Level.OK)
        return
    if rule is None:
        yield Check(CheckCode.REFUND_UNKNOWN, Level.WARNS)
        return
    amounts = [amount for plan in worth if (amount := refund(plan, state, rule, now)) is not None]
    is_whole = all(is_refunded_whole(plan, state, rule) for plan in worth)
    for amount in _sums(amounts):
        code = CheckCode.REFUND_FULL if is_whole else CheckCode.REFUND_PART
        yield Check(code, Level.OK if is_whole else Level.WARNS, _params(amount))
    if not is_known and rule is not RefundRule.NEVER:
        yield Check(CheckCode.REFUND_UNKNOWN, Level.WARNS)
    elif not amounts:
        yield Check(CheckCode.REFUND_NONE, Level.WARNS)


def _of_the_notice(days: int | None, now: int) -> Check:
    if days is None:
        return Check(CheckCode.NOTICE_UNKNOWN, Level.WARNS)
    return Check(CheckCode.NOTICE_PERIOD, Level.WARNS, (("days", days), ("until_at", now + days * DAY_S)))


def _sums(amounts: Iterable[Money]) -> list[Money]:
    sums: dict[tuple[str, int], Money] = {}
    for amount in amounts:
        currency = (amount.currency, amount.exponent)
        sums[currency] = sums[currency] + amount if currency in sums else amount
    return [sums[currency] for currency in sorted(sums)]


def _params(amount: Money) -> Params:
    return ("minor", amount.minor), ("currency", amount.currency), ("exponent", amount.exponent)
