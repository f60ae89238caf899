"""Auto-renew rules: set with a person's consent, switched off at once, moved on by what the worker found."""

from __future__ import annotations

from dataclasses import dataclass, replace

from axis_tui.domain.auto_renew import Rule, RuleState, SuspendReason
from axis_tui.domain.money import Money
from axis_tui.domain.problem import N_, Problem
from axis_tui.store import tables
from axis_tui.store.problems import NotTaken
from axis_tui.store.read.case_ended import refuse_ended
from axis_tui.store.write.kept_rule import rule_by_esim as rule_by_esim
from axis_tui.store.write.order_steps import withdraw
from axis_tui.store.write.transaction import Tx

_BY_WORKER = ("state", "failures", "next_attempt_at", "suspended_for")


@dataclass(frozen=True, slots=True)
class Off:
    """What switching a rule off did."""

    withdrawn: tuple[int, ...]
    """Orders that had not been sent."""
    in_flight: tuple[int, ...]
    """Orders that were sent already and cannot be called back."""


def set_rule(tx: Tx, esim_id: int, rule: Rule, package_id: int, now: int) -> Rule:
    """Keep the rule as a person consented to it, under a new version; the rule as it is kept.

    An order of an older version that was not sent yet is withdrawn. Raises NotTaken where the eSIM, the
    package or the payment method is not there or does not fit.
    """
    esim = tx.row("SELECT carrier_id, archived_at FROM esim WHERE id = ?", (esim_id,))
    package = tx.row("SELECT carrier_id, code FROM package WHERE id = ? AND gone_at IS NULL", (package_id,))
    method = tx.row(
        "SELECT carrier_id FROM payment_method WHERE id = ? AND retired_at IS NULL", (rule.method_id,)
    )
    if (
        esim is None
        or esim[1] is not None
        or package is None
        or package != (esim[0], rule.consent.package_code)
    ):
        raise NotTaken(N_("This eSIM or package is no longer there; look at the list again"))
    if method is None or method[0] not in (None, esim[0]):
        raise NotTaken(N_("This payment method cannot pay this carrier; choose another"))
    refuse_ended(tx, esim_id)
    before = rule_by_esim(tx, esim_id)
    kept = replace(rule, version=1 if before is None else before.version + 1)
    row = tables.checked(tables.AutoRenew, _columns(esim_id, kept, package_id, now))
    tx.execute("DELETE FROM auto_renew WHERE esim_id = ?", (esim_id,))
    tx.session.add(row)
    tx.session.flush()
    _withdraw_unsent(tx, esim_id, now, "the rule was changed")
    tx.touch((esim_id,))
    return kept


def switch_off(tx: Tx, esim_id: int, now: int) -> Off:
    """Off, at once: what the rule asked for and was not sent is withdrawn in this transaction."""
    tx.execute(
        "UPDATE auto_renew SET state = 'off', suspended_for = NULL, why = '', version = version + 1,"
        " changed_at = ? WHERE esim_id = ? AND state <> 'off'",
        (now, esim_id),
    )
    withdrawn = _withdraw_unsent(tx, esim_id, now, "auto-renew was switched off")
    in_flight = tx.rows(
        "SELECT id FROM renewal WHERE esim_id = ? AND channel = 'auto' AND state IN ('sent', 'unknown')",
        (esim_id,),
    )
    tx.touch((esim_id,))
    return Off(tuple(withdrawn), tuple(row[0] for row in in_flight))


def save_rule(tx: Tx, esim_id: int, rule: Rule, now: int, *, why: str = "") -> None:
    """What the worker, or a wake-up, made of the rule; its version stays, since nothing was consented to."""
    values = (
        rule.state.value, rule.failures, rule.next_attempt_at,
        None if rule.suspended_for is None else rule.suspended_for.value,
    )  # fmt: skip
    tx.execute(
        f"UPDATE auto_renew SET {', '.join(f'{name} = ?' for name in _BY_WORKER)}, why = ?, changed_at = ?"
        " WHERE esim_id = ? AND version = ?",
        (*values, why, now, esim_id, rule.version),
    )
    tx.touch((esim_id,))


def note_why(tx: Tx, esim_id: int, why: str) -> None:
    """What the worker found when it last looked at the rule; written only where it changed."""
    tx.execute("UPDATE auto_renew SET why = ? WHERE esim_id = ? AND why <> ?", (why, esim_id, why))


def suspend(tx: Tx, esim_id: int, reason: SuspendReason, now: int) -> None:
    """Suspend the rule where it is on."""
    rule = rule_by_esim(tx, esim_id)
    if rule is not None and rule.state is RuleState.ON:
        save_rule(tx, esim_id, replace(rule, state=RuleState.SUSPENDED, suspended_for=reason), now)


def wake(tx: Tx, esim_id: int, rule: Rule, now: int) -> None:
    """Keep a rule that was woken; Problem where it is not suspended any more."""
    before = rule_by_esim(tx, esim_id)
    if before is None or before.state is not RuleState.SUSPENDED:
        raise Problem(N_("Auto-renew of this eSIM is not suspended; look at it again"))
    save_rule(tx, esim_id, rule, now)


def _withdraw_unsent(tx: Tx, esim_id: int, now: int, why: str) -> list[int]:
    found = [
        row[0]
        for row in tx.rows(
            "SELECT id FROM renewal WHERE esim_id = ? AND channel = 'auto' AND state = 'intent'", (esim_id,)
        )
    ]
    for order_id in found:
        withdraw(tx, order_id, now, why)
    return found


def _columns(esim_id: int, rule: Rule, package_id: int, now: int) -> dict[str, object]:
    price = rule.consent.price

    def minor(amount: Money | None) -> int | None:
        if amount is None:
            return None
        if (amount.currency, amount.exponent) != (price.currency, price.exponent):
            raise NotTaken(N_("Write all amounts of a rule in %(currency)s"), currency=price.currency)
        return amount.minor

    return {
        "esim_id": esim_id, "state": rule.state.value, "trigger_kind": rule.trigger.value,
        "trigger_value": rule.value, "package_id": package_id, "package_code": rule.consent.package_code,
        "price_minor": price.minor, "currency": price.currency, "currency_exponent": price.exponent,
        "consented_at": rule.consent.at, "method_id": rule.method_id, "cap_plan_minor": minor(rule.cap_plan),
        "cap_day_minor": minor(rule.cap_day), "cap_month_minor": minor(rule.cap_month),
        "overage": rule.overage.value, "overage_limit_minor": minor(rule.overage_limit),
        "overage_then": rule.overage_then.value, "ladder": " ".join(map(str, rule.ladder_s)),
        "failures": rule.failures, "next_attempt_at": rule.next_attempt_at,
        "suspended_for": None if rule.suspended_for is None else rule.suspended_for.value,
        "version": rule.version, "changed_at": now,
    }  # fmt: skip
