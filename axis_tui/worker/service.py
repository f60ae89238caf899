"""Runs one worker for one store, from taking the lease to giving it back; says what ended it.

The service stays until a signal, the companion until its parent is gone, `once` for one pass. Only this file
knows about processes; what a pass does is the engine's business.
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from axis_tui.config import CarrierSettings, MeterSettings, Settings
from axis_tui.domain.problem import Problem
from axis_tui.i18n import _, tell
from axis_tui.meters.base import Meter
from axis_tui.store.presence import Presence
from axis_tui.store.problems import StoreBusy, StoreEmpty, StoreProblem
from axis_tui.store.sqlite import make_directory
from axis_tui.worker import log
from axis_tui.worker.children import kill_children
from axis_tui.worker.clock import TrustedClock
from axis_tui.worker.lease import Lease, acquire
from axis_tui.worker.log import LOG
from axis_tui.worker.stop import Stop, parent_pipe
from axis_tui.worker.time_service import keeps_the_clock

if TYPE_CHECKING:
    from axis_tui.carriers.base import Carrier
    from axis_tui.euicc.base import Chip
    from axis_tui.store.write import Writer
    from axis_tui.worker.engine import Engine

Kind = Literal["service", "companion", "once"]

FINE, FAILED, STORE_UNUSABLE, INTERRUPTED = 0, 1, 4, 130
"""Exit codes; `once` fails where a meter could not be read."""
_RETRY_S = 1.0


def make_meter(settings: MeterSettings) -> Meter:
    """The meter that the settings describe. Raises Problem."""
    from axis_tui.meters import registry

    return registry.make(settings.kind, settings.interface, settings.host, settings.options)


def make_carrier(settings: CarrierSettings) -> "Carrier":
    """The carrier that the settings describe. Raises Problem."""
    from axis_tui.carriers import registry

    return registry.make(settings.kind, settings.name, settings.options)


def make_chip(settings: Settings, environ: Mapping[str, str]) -> "Chip | None":
    """The chip that the settings name, or that a lpac on PATH may reach; None where there is neither."""
    from axis_tui.config.chip import is_chip_set_up

    if not is_chip_set_up(settings, environ):
        return None
    from axis_tui.euicc.lpac import LpacChip

    return LpacChip(settings.chip, settings.paths.state_dir, environ)


def run(
    store_path: Path,
    settings: Settings,
    state_dir: Path,
    clock: Callable[[], int],
    *,
    kind: Kind = "service",
    zone: str = "UTC",
    read_meters: bool = True,
    make: Callable[[MeterSettings], Meter] = make_meter,
    make_account: "Callable[[CarrierSettings], Carrier]" = make_carrier,
    proof: Callable[[], bool] = keeps_the_clock,
    log_to: int = 2,
) -> int:
    """Run a worker in this process, from its main thread; its exit code. Raises nothing.

    `clock` gives UTC seconds; `zone` is the person's, for a store that is made and for `since` in the
    settings. With `read_meters` False a pass of `once` carries out requests and reads only what is due or
    asked for. Lines go to the file descriptor `log_to`. A companion makes no store: it waits for one.
    """
    log.start(log_to, verbose=kind != "once")
    stop = Stop(parent_pipe() if kind == "companion" else None, kill_children)
    stop.install()
    lease: Lease | None = None
    try:
        lease = _lease(store_path, kind, clock, stop)
        if lease is None:
            return _ended(stop) if stop.requested else FAILED
        is_watched = kind == "service" and os.isatty(log_to)
        if is_watched:
            LOG.info(_("works for %(path)s; Ctrl+C ends it"), {"path": store_path})
        code = _work(
            store_path,
            settings,
            state_dir,
            clock,
            kind,
            zone,
            read_meters,
            make,
            make_account,
            proof,
            stop,
            lease,
        )
        if is_watched:
            LOG.info(_("ended; what was read is stored"))
        return code
    except StoreProblem as problem:
        LOG.error("%s", tell(problem))
        return STORE_UNUSABLE
    except Problem as problem:
        LOG.error("%s", tell(problem))
        return FAILED
    except Exception as error:  # no traceback for the person; what is stored is whole
        LOG.error(_("unexpected error (%(kind)s); nothing was changed by it"), {"kind": type(error).__name__})
        return FAILED
    finally:
        kill_children()
        if lease is not None:
            lease.release()
        stop.close()
        log.stop()


def _lease(store_path: Path, kind: Kind, clock: Callable[[], int], stop: Stop) -> Lease | None:
    """The lease; None where another worker has it, or where a companion was ended while waiting for it."""
    if kind != "companion":
        make_directory(store_path.parent)
    while not stop.requested:
        if store_path.parent.is_dir():
            held = acquire(store_path, kind, clock())
            if isinstance(held, Lease):
                return held
            if kind != "companion":
                LOG.error("%s", _who_holds(held))
                return None
        stop.wait(_RETRY_S)
    return None


def _work(
    store_path: Path,
    settings: Settings,
    state_dir: Path,
    clock: Callable[[], int],
    kind: Kind,
    zone: str,
    read_meters: bool,
    make: Callable[[MeterSettings], Meter],
    make_account: "Callable[[CarrierSettings], Carrier]",
    proof: Callable[[], bool],
    stop: Stop,
    lease: Lease,
) -> int:
    if kind == "companion" and not _wait_for_store(store_path, stop, lease):
        return _ended(stop)
    # Only now what costs half a second and 40 MB: a worker that may not work has cost nothing.
    from axis_tui.store.read import inventory, open_reader
    from axis_tui.store.write import open_writer
    from axis_tui.worker.alerts import rules_of
    from axis_tui.worker.cancellations.service import Cancellations
    from axis_tui.worker.chip.service import Chips
    from axis_tui.worker.engine import Engine, say_raised
    from axis_tui.worker.fetch import Fetcher
    from axis_tui.worker.refresh import Refresh
    from axis_tui.worker.renewals.errand import Errands
    from axis_tui.worker.renewals.service import Renewals

    trusted = TrustedClock(clock, None, proof=proof)

    def open_store() -> "Writer":
        writer = open_writer(
            store_path,
            create=kind != "companion",
            state_dir=state_dir,
            clock=lambda: trusted.look().at,
            time_zone=zone,
        )
        if settings.time_zone != "auto":
            _count_days_by(settings.time_zone, writer)
        return writer

    writer = _patiently(open_store, kind, stop, lease)
    if writer is None:
        return _ended(stop)
    with writer, open_reader(store_path) as reader:
        trusted = TrustedClock(clock, inventory.clock_high_water(reader), proof=proof)
        rules = rules_of(settings.alerts)
        refresh = Refresh(settings.meters, settings.worker.refresh_seconds, rules, zone, make)
        renewals = Renewals(writer, reader, settings.carriers, make_account, Errands(stop.wake), say_raised)
        chip = make_chip(settings, os.environ)
        chips = None if chip is None else Chips(
            writer, reader, chip, settings.chip, state_dir, Errands(stop.wake), say_raised, stop.wake
        )  # fmt: skip
        if chips is not None:
            stop.holds = lambda: chips.must_stay
        cancellations = Cancellations(
            writer, reader, renewals.accounts, Errands(stop.wake), chips, say_raised
        )
        engine = Engine(
            writer, reader, trusted, refresh, Fetcher(stop.wake), rules, renewals, chips=chips,
            cancellations=cancellations,
        )  # fmt: skip
        return _pass(engine, stop, lease, read_meters) if kind == "once" else _stay(engine, stop, lease)


def _stay(engine: "Engine", stop: Stop, lease: Lease) -> int:
    started = False
    while not stop.requested:
        if not started:
            try:
                engine.start()
                started = True
            except StoreBusy as busy:
                LOG.warning("%s", tell(busy))
        if started:
            stop.wait(engine.step())
        lease.beat()
    return _ended(stop)


def _pass(engine: "Engine", stop: Stop, lease: Lease, read_meters: bool) -> int:
    engine.start()
    if read_meters:
        engine.read_all()
    pause_s = engine.step()
    while not engine.is_idle and not stop.requested:
        stop.wait(pause_s)
        pause_s = engine.step()
        lease.beat()
    if stop.requested:
        return _ended(stop)
    return FAILED if any(meter.said for meter in engine.refresh.meters.values()) else FINE


def _count_days_by(zone: str, writer: "Writer") -> None:
    """Take the zone that a person set since the store was made; one met on a journey changes no past day."""
    from axis_tui.store.write.setting import set_time_zone

    try:
        with writer.transaction() as tx:
            if set_time_zone(tx, zone):
                LOG.info(_("days are now counted by %(zone)s"), {"zone": zone})
    except BaseException:
        writer.close()
        raise


def _wait_for_store(store_path: Path, stop: Stop, lease: Lease) -> bool:
    """Whether there is a store before the end; the person makes it in the dashboard."""
    while not stop.requested:
        if store_path.is_file() and store_path.stat().st_size:
            return True
        lease.beat()
        stop.wait(_RETRY_S)
    return False


def _patiently(open_store: "Callable[[], Writer]", kind: Kind, stop: Stop, lease: Lease) -> "Writer | None":
    """The store once it can be opened: it may be busy, or a companion's just being made."""
    while not stop.requested:
        try:
            return open_store()
        except StoreBusy as busy:
            if kind == "once":
                raise
            LOG.warning("%s", tell(busy))
        except StoreEmpty:
            if kind != "companion":
                raise
        lease.beat()
        stop.wait(_RETRY_S)
    return None


def _who_holds(held: Presence) -> str:
    return _("a worker runs for this store already (%(kind)s, process %(pid)d); let it work, or end it") % {
        "kind": held.kind or "?", "pid": held.pid,
    }  # fmt: skip


def _ended(stop: Stop) -> int:
    import signal

    return INTERRUPTED if stop.reason == signal.SIGINT else FINE
