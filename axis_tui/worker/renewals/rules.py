"""Acts on auto-renew rules: looks at those whose trigger may be there, and leaves an order where one is due.

Whether one is due is the domain's to say, from facts that the store reads in the same transaction; sending it
is the executor's. A rule that is suspended wakes by itself where its reason is gone.
"""

from __future__ import annotations

from dataclasses import dataclass

from axis_tui.domain.auto_renew import Rule, Wake, woken
from axis_tui.domain.auto_renew_decision import decide
from axis_tui.domain.problem import Problem
from axis_tui.domain.renewal_word import Channel, MethodKind, SuspendReason, Why
from axis_tui.i18n import _, tell
from axis_tui.store.read.rule_facts import facts
from axis_tui.store.write import Tx
from axis_tui.store.write.auto_renew import note_why, rule_by_esim, save_rule, suspend
from axis_tui.store.write.orders import NewOrder, place
from axis_tui.worker.clock import Instant
from axis_tui.worker.log import LOG

_BATCH = 50
# What the triggers compare, against the plan that the list shows; the domain looks again at what is found.
_CANDIDATES = """SELECT a.esim_id FROM auto_renew a JOIN overview o ON o.esim_id = a.esim_id
  JOIN esim e ON e.id = a.esim_id JOIN carrier c ON c.id = e.carrier_id
  WHERE a.state = 'on' AND a.next_attempt_at <= :now AND o.archived = 0 AND a.esim_id > :after
  AND CASE a.trigger_kind
    WHEN 'data_below' THEN o.left_bytes < a.trigger_value
    WHEN 'data_below_percent' THEN o.left_bytes * 100 < o.allowance_bytes * a.trigger_value
    WHEN 'balance_below' THEN c.balance_minor < a.trigger_value
    ELSE o.expires_at - a.trigger_value * 86400 <= :now END
  ORDER BY a.esim_id LIMIT :limit"""
_SUSPENDED = (
    "SELECT a.esim_id, a.suspended_for, m.kind, c.balance_minor, c.balance_currency, a.price_minor,"
    " a.currency, m.retired_at FROM auto_renew a JOIN esim e ON e.id = a.esim_id"
    " JOIN carrier c ON c.id = e.carrier_id JOIN payment_method m ON m.id = a.method_id"
    " WHERE a.state = 'suspended' AND a.suspended_for IN ('ladder_spent', 'in_doubt')"
)
_DOUBTFUL = "SELECT 1 FROM renewal WHERE esim_id = ? AND state IN ('sent', 'unknown', 'review') LIMIT 1"


@dataclass(slots=True)
class Rules:
    """All rules of one store."""

    def act(self, tx: Tx, now: Instant) -> list[int]:
        """Leave an order for each rule that is due; the orders' numbers."""
        self._wake(tx, now.at)
        placed: list[int] = []
        after = 0
        while esim_ids := self._candidates(tx, now.at, after):
            for esim_id in esim_ids:
                order_id = self._act_on(tx, esim_id, now)
                if order_id is not None:
                    placed.append(order_id)
            after = esim_ids[-1]
        return placed

    def _candidates(self, tx: Tx, now: int, after: int) -> list[int]:
        found = tx.connection.execute(_CANDIDATES, {"now": now, "after": after, "limit": _BATCH})
        return [row[0] for row in found]

    def _act_on(self, tx: Tx, esim_id: int, now: Instant) -> int | None:
        rule = rule_by_esim(tx, esim_id)
        if rule is None:
            return None
        known = facts(tx, esim_id, now.at, rule=rule, clock_trusted=now.trusted)
        if known is None:
            return None
        try:
            decision = decide(rule, known, now.at)
        except Problem as problem:
            LOG.warning("%s", tell(problem))
            return None
        note_why(tx, esim_id, decision.why.value)
        if decision.why is Why.METHOD_UNUSABLE:
            suspend(tx, esim_id, SuspendReason.METHOD_UNUSABLE, now.at)
        if not decision.is_due:
            return None
        return self._order(tx, esim_id, rule, now.at)

    def _order(self, tx: Tx, esim_id: int, rule: Rule, now: int) -> int | None:
        found = tx.row(
            "SELECT a.package_id, p.gone_at FROM auto_renew a JOIN package p ON p.id = a.package_id"
            " WHERE a.esim_id = ?",
            (esim_id,),
        )
        assert found is not None
        package_id, gone_at = found
        if gone_at is not None:
            suspend(tx, esim_id, SuspendReason.PACKAGE_GONE, now)
            return None
        new = NewOrder(
            esim_id=esim_id, package_id=package_id, channel=Channel.AUTO, price=rule.consent.price,
            method_id=rule.method_id, rule_version=rule.version,
        )  # fmt: skip
        try:
            order_id = place(tx, new, now)
        except Problem as problem:
            LOG.warning("%s", tell(problem))
            return None
        LOG.info(_("auto-renew asks for order %(number)d"), {"number": order_id})
        return order_id

    def _wake(self, tx: Tx, now: int) -> None:
        for esim_id, reason, kind, balance, held, price, currency, retired_at in tx.rows(_SUSPENDED):
            wake: Wake | None = None
            if reason == SuspendReason.IN_DOUBT:
                wake = Wake.RESOLVED if tx.row(_DOUBTFUL, (esim_id,)) is None else None
            elif kind == MethodKind.BALANCE and retired_at is None and held == currency:
                wake = Wake.BALANCE if balance >= price else None
            rule = rule_by_esim(tx, esim_id) if wake is not None else None
            if rule is not None and wake is not None and (again := woken(rule, wake)) is not None:
                save_rule(tx, esim_id, again, now)
                LOG.info(_("auto-renew goes on: what it waited for is there"))
