"""A small world for the worker: a real store, meters that do as told, and a clock that is set by hand."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any

from axis_tui.carriers.base import Carrier
from axis_tui.config import CarrierSettings, MeterSettings
from axis_tui.domain.alert import AlertRules
from axis_tui.domain.package import Terms
from axis_tui.domain.problem import Problem
from axis_tui.domain.usage import Reading
from axis_tui.domain.validity import StartRule
from axis_tui.meters.base import Capability, HistoryRow, Meter
from axis_tui.store.read import Reader, alerts, inventory, open_reader, overview, usage
from axis_tui.store.read.overview import OverviewRow
from axis_tui.store.write import Tx, Writer, open_writer, requests
from axis_tui.store.write.fleet import NewEsim, add_esim
from axis_tui.store.write.plans import add_plan
from axis_tui.worker.cancellations.service import Cancellations
from axis_tui.worker.chip.service import Chips
from axis_tui.worker.clock import TrustedClock
from axis_tui.worker.engine import Engine, say_raised
from axis_tui.worker.fetch import Fetcher
from axis_tui.worker.refresh import Refresh
from axis_tui.worker.renewals.errand import Errands
from axis_tui.worker.renewals.service import Renewals
from tests.store.fleet import NOW, terms

HOUR = 3_600
DAY = 86_400


@dataclass
class FakeMeter:
    """Counters that a test sets; or a problem; or, with `is_hanging`, no answer until a test lets it go."""

    interface: str = "wwan0"
    host: str = ""
    kind: str = "fake"
    rx_bytes: int = 1_000
    tx_bytes: int = 500
    epoch: str = "boot-1"
    lag_s: int = 0
    problem: Exception | None = None
    rows: Sequence[HistoryRow] = ()
    capabilities: frozenset[Capability] = frozenset()
    is_hanging: bool = False
    reads: int = 0
    asked_since: int | None = None

    def read(self, now: int) -> Reading:
        """The counters as set."""
        self.reads += 1
        if self.problem is not None:
            raise self.problem
        return Reading(now - self.lag_s, self.rx_bytes, self.tx_bytes, self.epoch)

    def history(self, now: int, since: int) -> Sequence[HistoryRow]:
        """The rows as set."""
        self.asked_since = since
        return [row for row in self.rows if row.start_at >= since]


@dataclass
class World:
    """One store, one engine; time passes only when a test says so."""

    root: Path
    meters: list[FakeMeter] = field(default_factory=list)
    mapping: dict[str, str] = field(default_factory=dict)
    """Interface to the eSIM in the settings."""
    since: date | None = None
    carriers: dict[str, Carrier] = field(default_factory=dict)
    """Name in the store to the adapter that answers for it."""
    rules: AlertRules = field(default_factory=AlertRules)
    interval_s: int = 60
    wall: int = NOW
    elapsed: float = 0.0
    is_synchronised: bool = False
    _other: Writer | None = None
    held: list[Callable[[], None]] = field(default_factory=list)
    """Reads of hanging meters, to be let go."""

    def __post_init__(self) -> None:
        self.path = self.root / "store.db"
        shutil.copyfile(_blank_store(self.root.parent), self.path)
        self.writer = self._open()
        self.reader: Reader = open_reader(self.path)

    def __enter__(self) -> World:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.reader.close()
        self.writer.close()
        if self._other is not None:
            self._other.close()

    def write(self, change: Callable[[Tx], Any]) -> Any:
        """One change from outside the worker, by a writer of its own as the dashboard has."""
        if self._other is None:
            self._other = self._open()
        with self._other.transaction() as tx:
            return change(tx)

    def add(self, name: str = "Japan", plan: Terms | None = None, **when: Any) -> int:
        """An eSIM, with a plan bought now unless `purchased_at` says otherwise; its id."""

        def change(tx: Tx) -> int:
            esim_id = add_esim(tx, NewEsim(nickname=name, carrier="Axis Mobile"))
            if plan is not None:
                add_plan(tx, esim_id, plan, when.pop("purchased_at", self.wall), **when)
            return esim_id

        return int(self.write(change))

    def engine(self) -> Engine:
        """A worker that starts now, on what the store holds."""
        settings = tuple(
            MeterSettings(
                meter.kind, meter.interface, meter.host, self.mapping.get(meter.interface, ""), self.since
            )
            for meter in self.meters
        )
        clock = TrustedClock(
            lambda: self.wall,
            inventory.clock_high_water(self.reader),
            proof=lambda: self.is_synchronised,
            monotonic=lambda: self.elapsed,
        )
        refresh = Refresh(settings, self.interval_s, self.rules, "UTC", self._make)
        fetcher = Fetcher(lambda: None, self._spawn, lambda: self.elapsed)
        errands = Errands(lambda: None, self._spawn, lambda: self.elapsed)
        renewals = Renewals(
            self.writer, self.reader, tuple(CarrierSettings(name, "fake") for name in self.carriers),
            lambda settings: self.carriers[settings.name], errands, say_raised,
        )  # fmt: skip
        engine = Engine(
            self.writer, self.reader, clock, refresh, fetcher, self.rules, renewals, lambda: self.elapsed,
            chips=self.chips(), cancellations=self.cancellations(renewals),
        )  # fmt: skip
        engine.start()
        return engine

    def chips(self) -> Chips | None:
        """What the worker has of a chip: nothing here."""
        return None

    def cancellations(self, renewals: Renewals) -> Cancellations | None:
        """What the worker has of cancellations: nothing here."""
        return None

    def pass_time(self, seconds: int, engine: Engine | None = None) -> None:
        """Let time go on, and the worker with it."""
        self.wall += seconds
        self.elapsed += seconds
        if engine is not None:
            engine.step()

    def ask(self, kind: str, **payload: Any) -> int:
        """Leave a request."""
        return int(self.write(lambda tx: requests.ask(tx, kind, payload, self.wall)))

    def request(self, request_id: int) -> tuple[str, str]:
        """State and error of a request."""
        row = inventory.request(self.reader, request_id)
        assert row is not None
        return row.state, row.error

    def row(self, esim_id: int) -> OverviewRow:
        """The eSIM in the list."""
        row = overview.row(self.reader, esim_id)
        assert row is not None
        return row

    def alerts(self, *states: str) -> list[tuple[str, int, str]]:
        """Kind, threshold and state of every alert, in the order raised."""
        rows = alerts.page(self.reader, 500, states=tuple(alerts.AlertState))
        found = [
            (str(row.kind), row.threshold, str(row.state)) for row in sorted(rows, key=lambda row: row.id)
        ]
        return [alert for alert in found if not states or alert[2] in states]

    def alert_id(self, kind: str) -> int:
        """The one alert of that kind."""
        rows = alerts.page(self.reader, 500, states=tuple(alerts.AlertState))
        (found,) = [row.id for row in rows if row.kind == kind]
        return found

    def counted(self, esim_id: int | None = None) -> tuple[int, int]:
        """All bytes ever counted for an eSIM (or the fleet), received and sent, from the hourly roll-ups."""
        first = (NOW - 400 * DAY) // HOUR
        rows = usage.hours(self.reader, esim_id, first, 800 * 24)
        return sum(row.rx_bytes for row in rows), sum(row.tx_bytes for row in rows)

    def let_go(self) -> None:
        """Let the hanging reads come to their end."""
        waiting, self.held = self.held, []
        for work in waiting:
            work()

    def _open(self) -> Writer:
        return open_writer(self.path, create=False, state_dir=self.root / "state", clock=lambda: self.wall)

    def _make(self, settings: MeterSettings) -> Meter:
        (meter,) = [
            meter
            for meter in self.meters
            if (meter.interface, meter.host) == (settings.interface, settings.host)
        ]
        if isinstance(meter.problem, Problem) and meter.kind == "broken":
            raise meter.problem
        return meter

    def _spawn(self, work: Callable[[], None]) -> None:
        if any(meter.is_hanging for meter in self.meters):
            self.held.append(work)
        else:
            work()


def plan_terms(**changes: Any) -> Terms:
    """Terms that start when bought, so that time alone moves the plan."""
    return terms(**{"start_rule": StartRule.PURCHASE, **changes})


def _blank_store(directory: Path) -> Path:
    """A store without anything in it, made once a run of the tests: making one waits for the disk."""
    path = directory / "blank.db"
    if not path.exists():
        open_writer(path, create=True, state_dir=directory / "blank", clock=lambda: NOW).close()
    return path
