"""Keeps the meters' readings coming: what is due, what a reading or a failure means, whose bytes.

A failure keeps the last data, is said once, and is tried again more and more rarely; so is the recovery. What
crosses between two readings is the domain's to say, and storing it the store's.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from axis_tui.config import MeterSettings
from axis_tui.domain.alert import AlertDraft, AlertRules
from axis_tui.domain.problem import Problem
from axis_tui.domain.status import Status
from axis_tui.domain.text import clean
from axis_tui.domain.usage import Reading
from axis_tui.domain.validity import day_bounds
from axis_tui.i18n import _, tell
from axis_tui.meters.base import Capability, HistoryRow, Meter
from axis_tui.store.read import Reader, inventory
from axis_tui.store.write import Tx, metering, schedule
from axis_tui.store.write.fleet import find_esim
from axis_tui.worker.alerts import esim_row, judge_meter
from axis_tui.worker.fetch import Fetched
from axis_tui.worker.log import LOG

LONGEST_BACKOFF_S = 900
_EPOCH_ORDINAL = 719_163
"""date(1970, 1, 1).toordinal()"""

MakeMeter = Callable[[MeterSettings], Meter]


class BrokenMeter:
    """Stands for a meter that the settings name but that cannot be made; every read says why."""

    capabilities: frozenset[Capability] = frozenset()

    def __init__(self, settings: MeterSettings, problem: Problem) -> None:
        self.kind, self.interface, self.host = settings.kind, settings.interface, settings.host
        self._problem = problem

    def read(self, now: int) -> Reading:
        """Raises the problem."""
        raise self._problem

    def history(self, now: int, since: int) -> list[HistoryRow]:
        """Raises the problem."""
        raise self._problem


@dataclass(slots=True)
class Metered:
    """A meter of the settings, and how it fares."""

    settings: MeterSettings
    meter: Meter
    id: int
    mapped_to: str
    """The settings' eSIM as it was last put into force; empty before."""
    due_at: int = 0
    failures: int = 0
    """Failed reads in a row."""
    read_at: int | None = None
    """The instant of the last reading."""
    tried_at: int | None = None
    said: str = ""
    """The failure that was logged."""
    switch_to: tuple[int | None] | None = None
    """An eSIM (or nobody) that a person asked for, to be switched to after the next reading."""

    @property
    def job(self) -> str:
        """Its name in the schedule."""
        return f"meter:{self.id}"

    @property
    def label(self) -> str:
        """`wwan0`, or `router:wwan0`."""
        return (
            f"{self.settings.host}:{self.settings.interface}"
            if self.settings.host
            else self.settings.interface
        )

    @property
    def wanted(self) -> str:
        """The settings' eSIM as the store keeps it."""
        return clean(self.settings.esim, 80)


@dataclass(slots=True)
class Refresh:
    """All meters of the settings; `attach` first."""

    settings: tuple[MeterSettings, ...]
    interval_s: int
    rules: AlertRules
    zone: str
    make: MakeMeter
    meters: dict[int, Metered] = field(default_factory=dict)

    def attach(self, tx: Tx, now: int) -> None:
        """Have every meter of the settings in the store and in the schedule."""
        for settings in self.settings:
            meter: Meter
            try:
                meter = self.make(settings)
            except Problem as problem:
                meter = BrokenMeter(settings, problem)
            mapped_to = _mapped_to(tx, settings)
            meter_id = metering.ensure_meter(tx, settings.kind, settings.interface, settings.host, mapped_to)
            metered = Metered(settings, meter, meter_id, mapped_to)
            schedule.ensure(tx, metered.job, self.interval_s, now)
            self.meters[meter_id] = metered

    def recall(self, reader: Reader, tx: Tx, now: int) -> None:
        """Take up due times and failures where the last worker left them; clear up after meters taken out."""
        rows = {row.job: row for row in inventory.schedule(reader)}
        for meter in self.meters.values():
            if (row := rows.get(meter.job)) is not None:
                # A due time further off than any wait can be comes from a clock that was wrong.
                is_sane = row.due_at - now <= self._pause_s(row.failures)
                meter.due_at, meter.failures = (row.due_at if is_sane else now), row.failures
        for known in inventory.meters(reader):
            if known.id in self.meters:
                self.meters[known.id].read_at = known.read_at
            else:
                schedule.forget(tx, f"meter:{known.id}")
                metering.retire_meter(tx, known.id)
                judge_meter(tx, known.id, None, 0, "", now, self.rules)

    def due(self, now: int) -> list[Metered]:
        """The meters to be read now."""
        return [meter for meter in self.meters.values() if meter.due_at <= now]

    def next_due_at(self) -> int | None:
        """When the next meter is due."""
        return min((meter.due_at for meter in self.meters.values()), default=None)

    def unread_since(self, asked_at: int) -> list[Metered]:
        """The meters that have not been read after a person asked; bytes that crossed before count then."""
        return [
            meter
            for meter in self.meters.values()
            if meter.tried_at is None or meter.tried_at <= asked_at or meter.failures or meter.switch_to
        ]

    def history_since(self, meter: Metered) -> int | None:
        """From when to ask for history: at first contact with an eSIM; None else."""
        if meter.mapped_to or not meter.wanted or Capability.HISTORY not in meter.meter.capabilities:
            return None
        since = meter.settings.since
        return 0 if since is None else day_bounds(since.toordinal() - _EPOCH_ORDINAL, self.zone)[0]

    def store(self, tx: Tx, fetched: Fetched, now: int) -> list[AlertDraft]:
        """Store what a meter gave and all that follows for it; the alerts that are new."""
        meter = self.meters[fetched.meter_id]
        meter.tried_at = now
        problem = fetched.problem
        if fetched.reading is not None:
            problem = self._store_reading(tx, meter, fetched.reading, fetched.history, now)
            meter.read_at = max(meter.read_at or 0, fetched.reading.at)
            meter.failures = 0
        else:
            meter.failures += 1
            if meter.switch_to is not None:
                self._switch(tx, meter, meter.switch_to[0], now)
        if problem is not None:
            metering.meter_failed(tx, meter.id, str(problem), now)
        meter.due_at = now + self._pause_s(meter.failures)
        schedule.done(tx, meter.job, now, meter.due_at, failed=meter.failures > 0)
        self._say(meter, problem)
        error = "" if problem is None else str(problem)
        return judge_meter(tx, meter.id, meter.read_at, meter.failures, error, now, self.rules)

    def _store_reading(
        self, tx: Tx, meter: Metered, reading: Reading, history: tuple[HistoryRow, ...] | None, now: int
    ) -> Problem | None:
        """Store the reading, then make the switch that waited for it; why it cannot count for its eSIM."""
        is_first = metering.last_reading(tx, meter.id) is None
        target: int | None = None
        problem: Problem | None = None
        is_remapped = meter.wanted != meter.mapped_to
        if is_remapped and meter.wanted:
            try:
                target = find_esim(tx, meter.wanted)
            except Problem as unknown:
                is_remapped, problem = False, unknown
        if is_remapped and is_first:
            # Nothing is counted before the first reading, and everything after it.
            metering.switch(tx, meter.id, target, reading.at)
        metering.record_reading(tx, meter.id, reading, now)
        if is_remapped:
            metering.switch(tx, meter.id, target, now)
            if target is not None and history:
                metering.import_history(tx, meter.id, target, history, now)
            settings = meter.settings
            metering.ensure_meter(tx, settings.kind, settings.interface, settings.host, meter.wanted)
            meter.mapped_to = meter.wanted
        if meter.switch_to is not None:
            self._switch(tx, meter, meter.switch_to[0], now)
        return problem

    def _switch(self, tx: Tx, meter: Metered, esim_id: int | None, now: int) -> None:
        meter.switch_to = None
        if esim_id is None or is_countable(tx, esim_id):  # it may have been archived since it was asked for
            metering.switch(tx, meter.id, esim_id, now)

    def _pause_s(self, failures: int) -> int:
        """Seconds until the next read: the interval, doubled with each failure up to 15 minutes."""
        if failures < 2:
            return self.interval_s
        return max(self.interval_s, min(LONGEST_BACKOFF_S, self.interval_s << min(failures - 1, 12)))

    def _say(self, meter: Metered, problem: Problem | None) -> None:
        if problem is not None:
            if str(problem) != meter.said:
                LOG.warning("%s: %s", meter.label, tell(problem))
            meter.said = str(problem)
        elif meter.said:
            LOG.warning(_("%(meter)s can be read again"), {"meter": meter.label})
            meter.said = ""


def is_countable(tx: Tx, esim_id: int) -> bool:
    """Whether there is such an eSIM, not archived."""
    row = esim_row(tx, esim_id)
    return row is not None and row.status is not Status.ARCHIVED


def _mapped_to(tx: Tx, settings: MeterSettings) -> str:
    found = tx.row(
        "SELECT settings_esim FROM meter WHERE host = ? AND interface = ?",
        (settings.host, settings.interface),
    )
    return "" if found is None else str(found[0])
