"""Waits until what was paid for is there, and keeps the carriers' figures of use coming.

Each look is one read of one eSIM. A carrier that tells usage is asked as often as it allows, orders that wait
for data first; for the others only a person can say that the data came.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from axis_tui.carriers.base import Balance, Capability, LineUsage
from axis_tui.domain.credit import PackageUsage, holdings, is_credited
from axis_tui.domain.money import Money
from axis_tui.domain.plan import RUNNING, WAITING, Plan
from axis_tui.domain.renewal_word import Effect, OrderState
from axis_tui.store.read import Reader
from axis_tui.store.read.renewals import holdings_of
from axis_tui.store.write import Tx
from axis_tui.store.write import order_steps as steps
from axis_tui.store.write.ledger import derived_balance, record_balance
from axis_tui.store.write.order_steps import Standing
from axis_tui.store.write.payment import ensure_balance_method
from axis_tui.store.write.plans import plans_of, set_carrier_figure
from axis_tui.worker.renewals.accounts import Account, Accounts
from axis_tui.worker.renewals.errand import Errands, Outcome

BALANCE_EACH_S = 900
_ROUND_S = 10
"""Between two looks for eSIMs whose figure is old."""
_BATCH = 20
_STALE = (
    "SELECT DISTINCT p.esim_id, e.iccid FROM plan p JOIN esim e ON e.id = p.esim_id"
    " WHERE e.carrier_id = ? AND e.archived_at IS NULL AND e.iccid <> ''"
    " AND p.state IN ('active', 'depleted', 'ready') AND coalesce(p.carrier_used_at, 0) <= ? LIMIT ?"
)


@dataclass(slots=True)
class Watch:
    """Looks for data and figures; `step` begins reads, `take` stores what they gave."""

    accounts: Accounts
    errands: Errands
    _tried: dict[int, int] = field(default_factory=dict)
    """eSIM → when its usage was last asked for."""
    _balance_tried: dict[int, int] = field(default_factory=dict)
    _round_at: int = 0

    def due_orders(self, tx: Tx, now: int) -> list[Standing]:
        """Paid orders whose data is to be looked for; those that only a person can see are put on."""
        asked: list[Standing] = []
        for order in steps.watched(tx, now):
            account = self.accounts.of(order.carrier_id)
            needed = Capability.BALANCE if order.effect is Effect.BALANCE else Capability.USAGE
            if account is None or not account.can(needed):
                steps.still_waiting(tx, order.id, now, None)
            else:
                asked.append(order)
        return asked

    def ask_for(self, orders: list[Standing], now: int) -> None:
        """Begin the reads that these orders wait for."""
        for order in orders:
            account = self.accounts.of(order.carrier_id)
            if account is None:
                continue
            if order.effect is Effect.BALANCE:
                self._read_balance(account, now)
            else:
                self._read_usage(account, order.esim_id, order.esim_reference, now)

    def ask_stale(self, reader: Reader, now: int) -> None:
        """Begin reads of balances and of eSIMs whose figure is older than their carrier lets it be."""
        if 0 <= now - self._round_at < _ROUND_S:
            return
        self._round_at = now
        for account in self.accounts.by_carrier.values():
            if account.can(Capability.BALANCE):
                tried = self._balance_tried.get(account.carrier_id, 0)
                if not 0 <= now - tried < BALANCE_EACH_S:
                    self._read_balance(account, now)
            if account.can(Capability.USAGE):
                interval_s = account.conduct.usage_interval_s
                most = max(1, min(_BATCH, account.conduct.reads_per_minute * _ROUND_S // 60))
                rows = reader.rows(_STALE, (account.carrier_id, now - interval_s, most + len(self._tried)))
                fresh = [row for row in rows if not 0 <= now - self._tried.get(row[0], 0) < interval_s]
                for esim_id, iccid in fresh[:most]:
                    self._read_usage(account, esim_id, iccid, now)

    def take(self, tx: Tx, outcome: Outcome, now: int) -> None:
        """Store what a read gave; a failed one is tried again by its turn."""
        what, _, number = outcome.key.partition(":")
        if what == "balance":
            if isinstance(outcome.value, Balance):
                self._take_balance(tx, int(number), outcome.value, now)
            else:
                self._put_on(tx, "carrier_id = ? AND effect = 'balance'", int(number), now)
        elif isinstance(outcome.value, LineUsage):
            self._take_usage(tx, int(number), outcome.value, now)
        else:
            self._put_on(tx, "esim_id = ?", int(number), now)

    def _read_usage(self, account: Account, esim_id: int, reference: str, now: int) -> None:
        self._tried[esim_id] = now

        def read() -> LineUsage:
            with account.one_at_a_time:
                return account.adapter.usage(reference, now)

        self.errands.start(f"usage:{esim_id}", read, account.deadline_s)

    def _read_balance(self, account: Account, now: int) -> None:
        self._balance_tried[account.carrier_id] = now

        def read() -> Balance:
            with account.one_at_a_time:
                return account.adapter.balance(now)

        self.errands.start(f"balance:{account.carrier_id}", read, account.deadline_s)

    def _take_balance(self, tx: Tx, carrier_id: int, balance: Balance, now: int) -> None:
        before = derived_balance(tx, carrier_id, balance.amount.currency)
        record_balance(tx, carrier_id, balance.amount, now)
        ensure_balance_method(tx, carrier_id, now)
        for order in _awaited(tx, "carrier_id = ? AND effect = 'balance'", carrier_id):
            # What was topped up is not in the ledger before it is seen.
            filled = steps.filled(tx, order)
            if before is not None and _has_risen(before, balance.amount, filled):
                steps.credit(tx, order.id, now)
                before = before + filled
            else:
                steps.still_waiting(tx, order.id, now, None)

    def _take_usage(self, tx: Tx, esim_id: int, usage: LineUsage, now: int) -> None:
        for order in _awaited(tx, "esim_id = ? AND effect <> 'balance'", esim_id):
            kept = tx.row("SELECT holdings_before FROM renewal WHERE id = ?", (order.id,))
            before = holdings_of(str(kept[0])) if kept else None
            after = holdings(usage.packages)
            if is_credited(before, usage.packages, order.reference):
                steps.credit(tx, order.id, now, after)
            else:
                steps.still_waiting(tx, order.id, now, after)
        _take_figures(tx, esim_id, usage, now)

    def _put_on(self, tx: Tx, condition: str, subject: int, now: int) -> None:
        for order in _awaited(tx, condition, subject):
            steps.still_waiting(tx, order.id, now, None)


def _has_risen(before: Money, after: Money, by: Money) -> bool:
    is_same_currency = {(money.currency, money.exponent) for money in (before, after, by)}
    return len(is_same_currency) == 1 and after - before >= by


def _awaited(tx: Tx, condition: str, subject: int) -> list[Standing]:
    found = tx.rows(
        f"SELECT id FROM renewal WHERE state = 'succeeded' AND {condition} ORDER BY id", (subject,)
    )
    orders = [steps.standing(tx, row[0]) for row in found]
    return [order for order in orders if order.state is OrderState.SUCCEEDED]


def _take_figures(tx: Tx, esim_id: int, usage: LineUsage, now: int) -> None:
    """The carrier's figure of the package that runs, on the plan that runs; of now where it is of later."""
    running = [package for package in usage.packages if package.state in ("active", "used_up")]
    if not running:
        return
    package = max(running, key=lambda package: package.starts_at or 0)
    # What was added to a plan may be told in rows of their own, with that plan's dates.
    parts = [part for part in running if (part.starts_at, part.expires_at) == _dates(package)]
    plans = [(plan_id, plan) for plan_id, plan in plans_of(tx, esim_id) if plan.state in RUNNING | WAITING]
    plan_id = _plan_of(tx, package, plans)
    if plan_id is not None:
        set_carrier_figure(tx, plan_id, sum(part.used_bytes for part in parts), min(usage.at, now))
        tx.touch((esim_id,))


def _plan_of(tx: Tx, package: PackageUsage, plans: list[tuple[int, Plan]]) -> int | None:
    """Which plan of ours that package is: by the order that bought it, else the one that runs alone."""
    if package.reference:
        found = tx.row(
            "SELECT new_plan_id FROM renewal WHERE reference = ? AND new_plan_id IS NOT NULL",
            (package.reference,),
        )
        if found is not None and any(plan_id == found[0] for plan_id, _ in plans):
            return int(found[0])
    running = [plan_id for plan_id, plan in plans if plan.state in RUNNING]
    return running[0] if len(running) == 1 else None


def _dates(package: PackageUsage) -> tuple[int | None, int | None]:
    return package.starts_at, package.expires_at
