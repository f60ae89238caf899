"""What an order's end means for the auto-renew rule that asked for it; nothing where a person did."""

from axis_tui.domain.auto_renew import Rule, after_decline, after_success, suspended
from axis_tui.domain.renewal_word import DeclineKind, SuspendReason
from axis_tui.store.write import Tx
from axis_tui.store.write.auto_renew import rule_by_esim, save_rule
from axis_tui.store.write.order_steps import Standing


def paid_by_rule(tx: Tx, order: Standing, now: int) -> None:
    """The ladder begins anew."""
    rule = _rule(tx, order)
    if rule is not None:
        save_rule(tx, order.esim_id, after_success(rule), now)


def declined_by_rule(tx: Tx, order: Standing, kind: DeclineKind, now: int) -> None:
    """Tried again by the ladder, or suspended."""
    rule = _rule(tx, order)
    if rule is not None:
        save_rule(tx, order.esim_id, after_decline(rule, kind, now), now)


def doubted_by_rule(tx: Tx, order: Standing, now: int) -> None:
    """Suspended until a person has said what became of the order."""
    rule = _rule(tx, order)
    if rule is not None:
        save_rule(tx, order.esim_id, suspended(rule, SuspendReason.IN_DOUBT), now)


def _rule(tx: Tx, order: Standing) -> Rule | None:
    """The rule that asked, if it still is as it was then."""
    rule = rule_by_esim(tx, order.esim_id) if order.rule_version is not None else None
    return rule if rule is not None and rule.version == order.rule_version else None
