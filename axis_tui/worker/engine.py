"""One pass of the worker after another: requests, readings, what time changes, alerts.

Everything that takes time or waits is outside: `step` says how long nothing is due. A pass that finds nothing
to do writes nothing.
"""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from axis_tui.domain.alert import AlertDraft, AlertRules
from axis_tui.i18n import _
from axis_tui.store import sqlite
from axis_tui.store.problems import StoreBusy, StoreMissing, StoreReadOnly
from axis_tui.store.read import Reader
from axis_tui.store.write import Tx, Writer
from axis_tui.store.write.alerts import wake_snoozed
from axis_tui.store.write.metering import prune_readings
from axis_tui.store.write.overview import due_overview, refresh_overview
from axis_tui.store.write.setting import note_clock
from axis_tui.worker.alerts import judge_clock, judge_esims
from axis_tui.worker.cancellations.service import Cancellations
from axis_tui.worker.chip.service import Chips
from axis_tui.worker.clock import Instant, TrustedClock
from axis_tui.worker.fetch import Fetched, Fetcher
from axis_tui.worker.log import LOG
from axis_tui.worker.refresh import Metered, Refresh
from axis_tui.worker.renewals.service import Renewals
from axis_tui.worker.requests import Requests
from axis_tui.worker.sweep import Sweep

POLL_S = 1.0
"""Between two looks for requests."""
TIME_TICK_S = 15
"""Between two looks for what time alone has changed."""
NOTE_CLOCK_S = 3_600
GATHER_S = 0.25
"""How long results wait for others, to be stored in one transaction."""
SWEEP_SLICE_S = 0.1
"""How long the look over the list goes on before requests are looked for again."""
_SWEEP_AT_LEAST_S = 3_600
_SWEEP_SHARE = 100
"""A sweep brought on by others' changes takes at most this part of the time."""
_BATCH = 100
KEEP_READINGS_S = 92 * 86_400
"""How long raw readings are kept; samples and roll-ups stay."""


class Engine:
    """Works on one open store; the caller holds its lease."""

    def __init__(
        self,
        writer: Writer,
        reader: Reader,
        clock: TrustedClock,
        refresh: Refresh,
        fetcher: Fetcher,
        rules: AlertRules,
        renewals: Renewals,
        monotonic: Callable[[], float] = time.monotonic,
        *,
        chips: Chips | None = None,
        cancellations: Cancellations | None = None,
    ) -> None:
        self._writer = writer
        self._reader = reader
        self._clock = clock
        self._fetcher = fetcher
        self._rules = rules
        self._monotonic = monotonic
        self.refresh = refresh
        self._renewals = renewals
        self._chips = chips
        self._cancellations = cancellations
        self.requests = Requests(refresh, renewals, chips)
        self._sweep = Sweep(rules)
        self._results: list[Fetched] = []
        self._results_since = 0.0
        self._seen_version: int | None = None
        self._writer_version: int | None = None
        self._trusted: bool | None = None
        self._noted_at = 0
        self._ticked = float("-inf")
        self._is_behind = False
        """More is due by time than one batch took."""
        self._pages: Iterator[list[int]] | None = None
        """The sweep that is going on."""
        self._suspects: list[int] = []
        self._sweep_cost_s = 0.0
        self._sweep_wanted = True
        self._sweep_from = float("-inf")
        """Monotonic: no sweep for others' changes before this."""
        self._swept = float("-inf")
        self._file = _identity(writer)

    def start(self) -> None:
        """Take up where the last worker stopped."""
        now = self._clock.look()
        with self._writer.transaction() as tx:
            tx.now = now.at
            self.refresh.attach(tx, now.at)
            self.refresh.recall(self._reader, tx, now.at)
            self._renewals.start(tx, now.at)
            if self._chips is not None:
                self._chips.start(tx, now.at)
            self._finish(tx, now)
        if self._cancellations is not None:
            self._cancellations.start()

    def step(self) -> float:
        """One pass; for how many seconds, at most, there is nothing to do unless the fetcher calls."""
        now = self._clock.look()
        try:
            self._watch_clock(now)
            self._take_requests(now)
            self._fetch(self.refresh.due(now.at), now)
            self._store_results(now)
            self._renewals.step(now)
            if self._chips is not None:
                self._chips.step(now)
            if self._cancellations is not None:
                self._cancellations.step(now)
            self._tick(now)
            self._sweep_list(now)
        except StoreBusy:
            LOG.warning(_("another program holds the store; trying again"))
        except StoreReadOnly:
            self._check_place()
            raise
        if self._pages is not None or self._is_behind:
            return 0.0
        return GATHER_S if self._results else POLL_S

    def read_all(self) -> None:
        """Begin to read every meter, due or not."""
        self._fetch(list(self.refresh.meters.values()), self._clock.look())

    @property
    def is_idle(self) -> bool:
        """Whether no reading is under way or waits to be stored, and the list has been looked over."""
        is_reading = self._fetcher.awaited or self._results or self.requests.waiting
        is_looking = self._pages is not None or self._is_behind
        jobs = (self._renewals, self._chips, self._cancellations)
        return not is_reading and not is_looking and all(job is None or job.is_idle for job in jobs)

    def _watch_clock(self, now: Instant) -> None:
        if now.trusted is self._trusted:
            return
        with self._writer.transaction() as tx:
            raised = judge_clock(tx, now.trusted, self._clock.high_water_at or 0, now.at)
            self._finish(tx, now)
        if not now.trusted:
            LOG.warning(_("the clock is not trusted: no plan starts or ends by it until it is right"))
        self._trusted = now.trusted
        say_raised(raised)

    def _take_requests(self, now: Instant) -> None:
        version = self._reader.data_version()
        if version == self._seen_version:
            return
        waiting = dict(self.requests.waiting)
        try:
            with self._writer.transaction() as tx:
                to_read = self.requests.take(tx, now.at)
                self._finish(tx, now)
        except BaseException:
            self.requests.waiting = waiting
            self._renewals.forget_begins()
            if self._chips is not None:
                self._chips.forget_begins()
            raise
        self._seen_version = version
        self._fetch([self.refresh.meters[meter_id] for meter_id in to_read], now)

    def _fetch(self, meters: list[Metered], now: Instant) -> None:
        held = {result.meter_id for result in self._results}
        for meter in meters:
            if meter.id not in held:
                self._fetcher.start(meter.id, meter.meter, now.at, self.refresh.history_since(meter))

    def _store_results(self, now: Instant) -> None:
        before = len(self._results)
        self._results += self._fetcher.take()
        if not self._results:
            return
        if not before:
            self._results_since = self._monotonic()
        if self._fetcher.awaited and self._monotonic() - self._results_since < GATHER_S:
            return
        meters = {meter.id: replace(meter) for meter in self.refresh.meters.values()}
        waiting = {key: replace(one, meters=set(one.meters)) for key, one in self.requests.waiting.items()}
        try:
            with self._writer.transaction() as tx:
                tx.now = now.at
                raised = [
                    draft for result in self._results for draft in self.refresh.store(tx, result, now.at)
                ]
                raised += self._judge(tx, tx.take_touched(), now)
                self.requests.settle(tx, [(one.meter_id, _error(one)) for one in self._results], now.at)
                self._note_clock(tx, now)
                self._finish(tx, now)
        except BaseException:
            self.refresh.meters, self.requests.waiting = meters, waiting
            raise
        self.requests.forget_settled()
        self._results = []
        say_raised(raised)

    def _tick(self, now: Instant) -> None:
        """What time changes by itself; a transaction that writes nothing costs no disk."""
        if not self._is_behind and self._monotonic() - self._ticked < TIME_TICK_S:
            return
        self._ticked = self._monotonic()
        self._check_place()
        with self._writer.transaction() as tx:
            wake_snoozed(tx, now.at)
            raised: list[AlertDraft] = []
            is_behind = False
            if now.trusted:
                due = due_overview(tx, now.at, _BATCH)
                raised = self._judge(tx, due, now)
                is_behind = len(due) == _BATCH
                if now.at - self._noted_at >= NOTE_CLOCK_S:
                    self._note_clock(tx, now)
                    prune_readings(tx, now.at - KEEP_READINGS_S)
            self._finish(tx, now)
        self._is_behind = is_behind
        say_raised(raised)
        self._renewals.tick(now)
        if self._chips is not None:
            self._chips.tick(now)
        self._renewals.ask_carriers(now)

    def _check_place(self) -> None:
        """Raises StoreMissing where the file was taken away or exchanged since it was opened."""
        if _identity(self._writer) != self._file:
            raise StoreMissing(self._writer.path, known=True)

    def _sweep_list(self, now: Instant) -> None:
        """Look over the list where that is due, for a while at a time, so that requests are not held up."""
        began = self._monotonic()
        if self._pages is None:
            is_due = self._sweep.next_at is not None and now.at >= self._sweep.next_at
            is_asked = self._sweep_wanted and began >= self._sweep_from
            if not now.trusted or not (is_due or is_asked or began - self._swept >= _SWEEP_AT_LEAST_S):
                return
            self._pages, self._sweep_wanted, self._sweep_cost_s = (
                self._sweep.pages(self._reader, now.at),
                False,
                0.0,
            )
        try:
            while self._pages is not None and self._monotonic() - began <= SWEEP_SLICE_S:
                if not self._suspects:
                    self._next_page()
                batch, self._suspects = self._suspects[:_BATCH], self._suspects[_BATCH:]
                if batch:
                    with self._writer.transaction() as tx:
                        raised = self._judge(tx, batch, now)
                        self._finish(tx, now)
                    say_raised(raised)
        except BaseException:
            # What it remembers is not what was judged: begin anew.
            self._sweep, self._pages, self._suspects = Sweep(self._rules), None, []
            self._sweep_wanted = True
            raise
        self._swept = self._monotonic()
        self._sweep_cost_s += self._swept - began
        self._sweep_from = self._swept + self._sweep_cost_s * _SWEEP_SHARE

    def _next_page(self) -> None:
        assert self._pages is not None
        try:
            self._suspects = next(self._pages)
        except StopIteration:
            self._pages = None

    def _judge(self, tx: Tx, esim_ids: list[int], now: Instant) -> list[AlertDraft]:
        """Bring these eSIMs to now, and raise what that calls for."""
        tx.now = now.at
        refresh_overview(tx, esim_ids, now.at)
        return judge_esims(tx, esim_ids, now.at, self._rules)

    def _note_clock(self, tx: Tx, now: Instant) -> None:
        if now.trusted:
            note_clock(tx, now.at)
            self._noted_at = now.at

    def _finish(self, tx: Tx, now: Instant) -> None:
        """Before each commit: the transaction's instant, and whether others have changed the store."""
        tx.now = now.at
        version = sqlite.data_version(tx.connection)
        if version != self._writer_version:
            self._writer_version, self._sweep_wanted = version, True


def say_raised(raised: list[AlertDraft]) -> None:
    """Log the alerts that are new."""
    for draft in raised:
        LOG.info(_("alert: %(kind)s, threshold %(threshold)d"), {
            "kind": draft.kind.value, "threshold": draft.threshold,
        })  # fmt: skip


def _identity(writer: Writer) -> tuple[int, int] | None:
    try:
        found = os.lstat(writer.path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _error(result: Fetched) -> str:
    return "" if result.problem is None else str(result.problem)
