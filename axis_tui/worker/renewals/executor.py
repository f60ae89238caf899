"""Sends orders, one at a time, and sees each to an answer: the only code that spends.

An order is prepared (a fresh quote, what the eSIM holds now), claimed in a transaction that checks all again,
sent in a thread while the lock is held, and its answer stored before the lock is given back. What is not
known is looked up, sent again with the same key where the carrier promises to take a key once, or parked for
a person; never guessed.
"""

from collections.abc import Callable

from axis_tui.carriers.base import Capability, Declined, Receipt
from axis_tui.domain.renewal_word import DeclineKind, OrderState
from axis_tui.i18n import _
from axis_tui.store import sqlite
from axis_tui.store.problems import StoreProblem
from axis_tui.store.read import Reader
from axis_tui.store.write import Tx, Writer
from axis_tui.store.write import order_steps as steps
from axis_tui.store.write.ledger import record_balance
from axis_tui.store.write.order_steps import Standing
from axis_tui.worker.clock import Instant
from axis_tui.worker.log import LOG
from axis_tui.worker.renewals.accounts import Account, Accounts
from axis_tui.worker.renewals.answer import accept, decline, put_off, refuse, take_answer, take_nonsense
from axis_tui.worker.renewals.call import Prepared, is_within, may_resend, needed, prepare, sendable, told_at
from axis_tui.worker.renewals.errand import Errands, Outcome, said
from axis_tui.worker.renewals.follow import doubted_by_rule
from axis_tui.worker.renewals.lock import SpendLock

UNTRUSTED = "the clock is not trusted"
DIFFERING = "the carrier's clock and this one differ"
CLOCK_SLACK_S = 900
"""A carrier's clock further from ours than this: ours is not believed, and nothing is charged by itself."""
ORPHANED = "the program ended before the answer came"

_DUE = (
    "SELECT 1 FROM renewal WHERE is_guided = 0 AND (state = 'sent' OR (state IN ('intent', 'unknown')"
    " AND coalesce(next_look_at, 0) <= ?)) LIMIT 1"
)


class Executor:
    """Works on one store; `step` from the worker's main loop, `after` is called where something changed."""

    def __init__(
        self, writer: Writer, reader: Reader, accounts: Accounts, errands: Errands, lock: SpendLock
    ) -> None:
        self._writer = writer
        self._reader = reader
        self._accounts = accounts
        self._errands = errands
        self._lock = lock
        self._order: Standing | None = None
        """The order whose call is under way or whose outcome is not stored yet."""
        self._outcome: Outcome | None = None

    @property
    def is_busy(self) -> bool:
        """Whether an order is in a call."""
        return self._order is not None

    def recover(self, tx: Tx, now: int) -> None:
        """What the last executor left SENT is UNKNOWN from here on; only where no other one is at work."""
        if not self._lock.acquire():
            return
        try:
            steps.lose_orphans(tx, now, ORPHANED)
        finally:
            self._lock.release()

    def owns(self, outcome: Outcome) -> bool:
        """Whether the outcome is of a call of this executor; it is kept until it is stored."""
        if self._order is None or not outcome.key.startswith("order:"):
            return False
        self._outcome = outcome
        return True

    def step(self, now: Instant) -> bool:
        """Store an outcome, or begin what is due; whether anything changed."""
        if self._outcome is not None:
            self._store(now)
            return True
        if self._order is not None or not self._is_due(now):
            return False
        if not self._lock.acquire():
            return False
        changed = False
        try:
            changed = self._begin(now)
        finally:
            if self._order is None:
                self._lock.release()
        return changed

    def _is_due(self, now: Instant) -> bool:
        return self._reader.row(_DUE, (now.at,)) is not None

    # Beginning

    def _begin(self, now: Instant) -> bool:
        with self._writer.transaction() as tx:
            tx.now = now.at
            orphans = steps.lose_orphans(tx, now.at, ORPHANED)
            unknown = steps.due(tx, OrderState.UNKNOWN, now.at, 1)
            intents = steps.due(tx, OrderState.INTENT, now.at, 1)
        if orphans:
            LOG.warning(_("an order was left without an answer; it is looked up"))
        if unknown:
            self._clear_up(unknown[0], now)
            return True
        if intents:
            self._prepare(intents[0], now)
            return True
        return bool(orphans)

    def _prepare(self, order: Standing, now: Instant) -> None:
        account = self._accounts.of(order.carrier_id)
        if account is None or not account.can(needed(order)):
            self._change(now, lambda tx: steps.withdraw(tx, order.id, now.at, "the carrier cannot be asked"))
            return
        if not now.trusted:
            self._postpone(order, now, UNTRUSTED)
            return
        if not sqlite.has_free_space(self._writer.path):
            self._postpone(order, now, "the disk is nearly full")
            return
        self._call(order, "prepare", account, lambda: prepare(account, order, now.at))

    def _clear_up(self, order: Standing, now: Instant) -> None:
        account = self._accounts.of(order.carrier_id)
        if account is None:
            self._park(order, now, "the carrier cannot be asked by this program")
        elif account.can(Capability.LOOK_UP):
            self._call(order, "look_up", account, lambda: account.adapter.look_up(sendable(order), now.at))
        else:
            self._resend_or_park(order, account, now, "the carrier cannot be asked what became of it")

    def _resend_or_park(self, order: Standing, account: Account, now: Instant, why: str) -> None:
        if not may_resend(order, account, now):
            self._park(order, now, why)
        elif account.conduct.key_lifetime_s is None:
            self._resend(order, account, now)
        else:
            # How old the key is, only the carrier's clock tells: ours may have stood still while it was off.
            self._call(order, "date", account, lambda: told_at(account, order, now.at))

    def _resend(self, order: Standing, account: Account, now: Instant) -> None:
        again: list[Standing | None] = []
        self._change(now, lambda tx: again.append(steps.resend(tx, order.id, now.at)))
        if again[0] is None:
            self._park(order, now, "what was ordered is not what was stored")
        else:
            self._send(again[0], account, now)

    def _send(self, order: Standing, account: Account, now: Instant) -> None:
        buy = account.adapter.order if order.kind == "base" else account.adapter.top_up
        self._call(order, "send", account, lambda: buy(sendable(order), now.at))

    def _call(self, order: Standing, what: str, account: Account, call: Callable[[], object]) -> None:
        self._order = order
        self._errands.start(f"order:{what}:{order.id}", call, account.deadline_s, account.one_at_a_time)

    # Storing what came of it

    def _store(self, now: Instant) -> None:
        """Raises StoreProblem with the outcome kept, to be stored at the next step.

        What a carrier answered and nobody can make sense of is no answer.
        """
        order, outcome = self._order, self._outcome
        assert order is not None
        assert outcome is not None
        what = outcome.key.split(":")[1]
        account = self._accounts.of(order.carrier_id)
        assert account is not None
        following: Callable[[], None] | None = None
        try:
            with self._writer.transaction() as tx:
                tx.now = now.at
                match what:
                    case "prepare":
                        following = self._claim(tx, order, account, outcome, now)
                    case "look_up":
                        following = self._take_look_up(tx, order, account, outcome, now)
                    case "date":
                        following = self._take_date(tx, order, account, outcome, now)
                    case _:
                        take_answer(tx, order, outcome, now)
        except StoreProblem:
            raise
        except Exception as error:  # whatever a third party's carrier may have answered
            following = None
            LOG.warning(
                _("what the carrier answered about order %(number)d cannot be understood (%(kind)s)"),
                {"number": order.id, "kind": type(error).__name__},
            )
            self._change(now, lambda tx: take_nonsense(tx, order, now))
        self._order, self._outcome = None, None
        try:
            if following is not None:
                following()
        finally:
            if self._order is None:
                self._lock.release()

    def _claim(
        self, tx: Tx, order: Standing, account: Account, outcome: Outcome, now: Instant
    ) -> Callable[[], None] | None:
        """Claim the order where all still speaks for it; what to do once that is committed."""
        if outcome.error is not None:
            if isinstance(outcome.error, Declined):
                refuse(tx, order, outcome.error.kind, said(outcome.error), now)
            else:
                put_off(tx, order, now, said(outcome.error))
            return None
        if not now.trusted:
            put_off(tx, order, now, UNTRUSTED)
            return None
        prepared: Prepared = outcome.value
        quote = prepared.quote
        if quote is not None:
            if quote.answered_at is not None and abs(quote.answered_at - now.at) > CLOCK_SLACK_S:
                put_off(tx, order, now, DIFFERING)
                return None
            if not is_within(quote.total, order.amount):
                detail = f"asked {quote.total.text()}, agreed {order.amount.text()}"
                refuse(tx, order, DeclineKind.PRICE_CHANGED, detail, now)
                return None
        if prepared.balance is not None:
            record_balance(tx, order.carrier_id, prepared.balance, now.at)
        if prepared.before is not None:
            steps.keep_before(tx, order.id, prepared.before)
        claimed = steps.claim(tx, order.id, now.at)
        return None if claimed is None else lambda: self._send_if_wanted(claimed, account, now)

    def _send_if_wanted(self, order: Standing, account: Account, now: Instant) -> None:
        """Right before the first byte: a rule that was switched off since the claim stops it still."""
        wanted: list[bool] = []

        def look(tx: Tx) -> None:
            wanted.append(steps.is_wanted(tx, order.id))
            if not wanted[0]:
                steps.release(tx, order.id, now.at, now.at, "the rule was changed or switched off")
                steps.withdraw(tx, order.id, now.at, "the rule was changed or switched off")

        self._change(now, look)
        if wanted[0]:
            self._send(order, account, now)

    def _take_look_up(
        self, tx: Tx, order: Standing, account: Account, outcome: Outcome, now: Instant
    ) -> Callable[[], None] | None:
        error, receipt = outcome.error, outcome.value
        if isinstance(error, Declined):
            decline(tx, order, error.kind, said(error), now)
        elif error is not None:
            if steps.looked(tx, order.id, now.at, said(error), answered=False):
                doubted_by_rule(tx, order, now.at)
        elif isinstance(receipt, Receipt):
            accept(tx, order, receipt, now)
        elif receipt is not None:
            take_nonsense(tx, order, now)
        elif may_resend(order, account, now):
            return lambda: self._resend_or_park(order, account, now, "the carrier knows no such order")
        elif account.conduct.look_up_is_final:
            decline(tx, order, DeclineKind.TRY_LATER, "the carrier knows no such order", now)
        elif steps.looked(tx, order.id, now.at, "the carrier knows no such order (yet)", answered=True):
            doubted_by_rule(tx, order, now.at)
        return None

    def _take_date(
        self, tx: Tx, order: Standing, account: Account, outcome: Outcome, now: Instant
    ) -> Callable[[], None] | None:
        """Sent again where the carrier's clock vouches for ours; parked where it tells none."""
        error, told = outcome.error, outcome.value
        if error is not None:
            is_parked = steps.looked(tx, order.id, now.at, said(error), answered=isinstance(error, Declined))
        elif told is None:
            is_parked = True
            steps.park(tx, order.id, now.at, DIFFERING)
        elif now.trusted and abs(told - now.at) <= CLOCK_SLACK_S:
            return lambda: self._resend(order, account, now)
        else:
            is_parked = steps.looked(tx, order.id, now.at, DIFFERING, answered=True)
        if is_parked:
            doubted_by_rule(tx, order, now.at)
        return None

    # Small changes of their own

    def _postpone(self, order: Standing, now: Instant, why: str) -> None:
        self._change(now, lambda tx: put_off(tx, order, now, why))

    def _park(self, order: Standing, now: Instant, why: str) -> None:
        def park(tx: Tx) -> None:
            if steps.standing(tx, order.id).state is OrderState.UNKNOWN:
                steps.park(tx, order.id, now.at, why)
                doubted_by_rule(tx, order, now.at)

        self._change(now, park)

    def _change(self, now: Instant, change: Callable[[Tx], object]) -> None:
        with self._writer.transaction() as tx:
            tx.now = now.at
            change(tx)
