"""Renewing as one of the worker's jobs: what is begun and stored in each pass of the main loop.

A pass that finds nothing to do writes nothing and costs one small query.
"""

from __future__ import annotations

from collections.abc import Callable

from axis_tui.config import CarrierSettings
from axis_tui.domain.alert import AlertDraft
from axis_tui.i18n import _
from axis_tui.store.problems import StoreProblem
from axis_tui.store.read import Reader
from axis_tui.store.write import Tx, Writer
from axis_tui.store.write.requests import Request
from axis_tui.worker.clock import Instant
from axis_tui.worker.log import LOG
from axis_tui.worker.renewals.accounts import Accounts, MakeCarrier
from axis_tui.worker.renewals.alerts import judge_renewals
from axis_tui.worker.renewals.desk import KINDS, Desk
from axis_tui.worker.renewals.errand import Errands, Outcome
from axis_tui.worker.renewals.executor import Executor
from axis_tui.worker.renewals.lock import SpendLock
from axis_tui.worker.renewals.rules import Rules
from axis_tui.worker.renewals.watch import Watch

_WATCHED = "SELECT 1 FROM renewal WHERE state = 'succeeded' AND next_look_at <= ? LIMIT 1"


class Renewals:
    """All that renewing needs of the worker; `start`, then `step` in each pass."""

    def __init__(
        self,
        writer: Writer,
        reader: Reader,
        settings: tuple[CarrierSettings, ...],
        make: MakeCarrier,
        errands: Errands,
        say: Callable[[list[AlertDraft]], None],
    ) -> None:
        self._writer = writer
        self._reader = reader
        self._errands = errands
        self._say = say
        self._accounts = Accounts(settings, make)
        self._desk = Desk(self._accounts, errands)
        self._watch = Watch(self._accounts, errands)
        self._rules = Rules()
        self._executor = Executor(writer, reader, self._accounts, errands, SpendLock(writer.path))
        self._begins: list[Callable[[], None]] = []
        self._outcomes: list[Outcome] = []
        self._version: int | None = None

    @property
    def accounts(self) -> Accounts:
        """The carriers that a program can ask, for the other jobs of this worker."""
        return self._accounts

    @property
    def is_idle(self) -> bool:
        """Whether no call is under way and no answer waits to be stored."""
        return not (self._errands.count or self._outcomes or self._begins or self._executor.is_busy)

    @property
    def waiting(self) -> int:
        """How many requests wait for a carrier."""
        return len(self._desk.waiting)

    def start(self, tx: Tx, now: int) -> None:
        """Make the carriers' adapters, and put what the last worker left in doubt where a person sees it."""
        self._accounts.attach(tx)
        self._executor.recover(tx, now)
        judge_renewals(tx, now)

    def take_request(self, tx: Tx, request: Request, now: int) -> bool:
        """Whether the request is one for a carrier; it is begun by `begin`. Raises Problem."""
        if request.kind not in KINDS:
            return False
        begin = self._desk.take_up(tx, request, now)
        if begin is not None:
            self._begins.append(begin)
        return True

    def forget_begins(self) -> None:
        """The transaction that took requests was not committed: they are taken again."""
        self._begins.clear()

    def step(self, now: Instant) -> None:
        """Begin what was asked for, store what came back, send what is due, look for data."""
        begins, self._begins = self._begins, []
        for begin in begins:
            begin()
        self._outcomes += self._errands.take()
        changed = self._store(now)
        changed = self._executor.step(now) or changed
        self._look(now)
        version = self._reader.data_version()
        if changed or version != self._version:
            self._version = version
            self.tick(now)

    def tick(self, now: Instant) -> None:
        """What time or someone else's change calls for: rules that are due, alerts."""
        with self._writer.transaction() as tx:
            tx.now = now.at
            if now.trusted:
                self._rules.act(tx, now)
            raised = judge_renewals(tx, now.at)
        self._say(raised)

    def ask_carriers(self, now: Instant) -> None:
        """Begin reads of figures that are old."""
        self._watch.ask_stale(self._reader, now.at)

    def _store(self, now: Instant) -> bool:
        """Store the answers; what the store cannot take now stays for the next pass.

        One that makes no sense holds up no other: it is taken for a failed call.
        """
        own = [outcome for outcome in self._outcomes if not self._executor.owns(outcome)]
        self._outcomes = own
        if not own:
            return False
        try:
            self._take(own, now)
        except StoreProblem:
            raise
        except Exception:
            for outcome in own:
                self._take_alone(outcome, now)
        return True

    def _take_alone(self, outcome: Outcome, now: Instant) -> None:
        try:
            self._take([outcome], now)
        except StoreProblem:
            raise
        except Exception as error:  # whatever a third party's carrier may have answered
            LOG.warning(
                _("what a carrier answered cannot be understood (%(kind)s)"), {"kind": type(error).__name__}
            )
            self._take([Outcome(outcome.key, None, error)], now)

    def _take(self, outcomes: list[Outcome], now: Instant) -> None:
        with self._writer.transaction() as tx:
            tx.now = now.at
            for outcome in outcomes:
                if outcome.key.startswith("desk:"):
                    self._desk.settle(tx, outcome, now.at)
                elif not outcome.key.startswith("order:"):
                    self._watch.take(tx, outcome, now.at)
        keys = {outcome.key for outcome in outcomes}
        for outcome in outcomes:
            if outcome.key.startswith("desk:"):
                self._desk.forget(outcome)
        self._outcomes = [outcome for outcome in self._outcomes if outcome.key not in keys]

    def _look(self, now: Instant) -> None:
        if self._reader.row(_WATCHED, (now.at,)) is None:
            return
        with self._writer.transaction() as tx:
            tx.now = now.at
            orders = self._watch.due_orders(tx, now.at)
        self._watch.ask_for(orders, now.at)
