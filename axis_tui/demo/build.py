"""Writes a world into a store, as a process: `python -m axis_tui.demo.build DIRECTORY SEED INSTANT`.

Everything goes through the store's write side, as if a person and the worker had done it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from axis_tui.demo import chip, money
from axis_tui.demo.carrier import declare, write_far_ends
from axis_tui.demo.history import HISTORY_S, SampleSeed, history
from axis_tui.demo.past_cases import place_cases
from axis_tui.demo.policies import write_down_policies
from axis_tui.demo.seeds import EsimSeed, World
from axis_tui.demo.settings import settings_text
from axis_tui.demo.world import world
from axis_tui.domain.alert import (
    AlertDraft,
    AlertEvent,
    AlertKind,
    AlertRules,
    Severity,
    due_alerts,
    forecast_alert,
)
from axis_tui.domain.forecast import Forecast
from axis_tui.domain.plan import Plan
from axis_tui.domain.problem import Problem
from axis_tui.domain.units import UnitSystem
from axis_tui.meters.base import HistoryRow

if TYPE_CHECKING:
    from axis_tui.store.read.overview import OverviewRow
    from axis_tui.store.write import Tx

DAY_S = 86_400
MEASURED = 0
"""The code of a measured sample."""


def build(directory: Path, seed: int, at: int) -> Path:
    """Makes settings, state and store under `directory`; the store's file. Raises Problem."""
    from axis_tui.store.read import open_reader, overview
    from axis_tui.store.write import open_writer
    from axis_tui.worker.chip.alerts import judge_chip

    here = world(seed, at)
    config = directory / "config.toml"
    descriptor = os.open(config, os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(settings_text(here, chip.install(directory, chip.chip_state(here))))
    write_far_ends(directory, here, {esim.nickname: history(esim, seed, at)[0] for esim in here.esims})
    store = directory / "store.db"
    with (
        open_writer(store, create=True, state_dir=directory / "state", clock=lambda: at) as writer,
        open_reader(store) as reader,
    ):
        with writer.transaction() as tx:
            fill(tx, here)
        rows = overview.page(reader, overview.Filter(), overview.Order.NAME, 100)
        with writer.transaction() as tx:
            declare(tx, config)
            place_cases(tx, here)
            _put_away(tx, here)
            judge_chip(tx, at - 2 * DAY_S)
            _raise_forecasts(tx, [row for row in rows if row.lasts is False], at)
    return store


def fill(tx: Tx, here: World) -> None:
    """Writes the world in the transaction of a new store."""
    from axis_tui.store.write import fleet

    for carrier in here.carriers:
        fleet.add_carrier(
            tx,
            fleet.NewCarrier(
                name=carrier.name,
                unit_system=UnitSystem(carrier.unit_system),
                time_zone=carrier.time_zone,
                support_phone=carrier.phone,
                support_url=carrier.url,
                support_email=carrier.email,
                service_ended_at=carrier.service_ended_at,
                country=carrier.country,
                support_hours=carrier.hours,
                renew_url=carrier.renew_url,
                store_address=carrier.store_address,
                store_hours=carrier.store_hours,
                third_party=carrier.third_party,
                third_party_url=carrier.third_party_url,
            ),
        )
    for device in here.devices:
        fleet.add_device(
            tx, fleet.NewDevice(name=device.name, kind=device.kind, eid=device.eid, is_local=device.is_local)
        )
    write_down_policies(tx)
    methods = money.add_methods(tx, here)
    samples: list[tuple[int, int, int, int, int, int]] = []
    ids: dict[str, int] = {}
    for esim in here.esims:
        esim_id, plans, counted = _add_esim(tx, esim, here, methods["travel card"])
        samples += (
            (sample.at, esim_id, sample.source, sample.rx_bytes, sample.tx_bytes, MEASURED)
            for sample in counted
        )
        if esim.archived_at is None:
            _raise_alerts(tx, esim_id, plans, here.at)
        ids[esim.nickname] = esim_id
    # After the past orders: what they bought and the catalogue no longer lists is gone from it.
    money.add_catalogues(tx, here)
    money.open_balances(tx, here)
    money.switch_on_auto_renew(tx, here, ids, methods["travel card"])
    _add_meters(tx, here, ids)
    _add_samples(tx, samples, here.at)


def _add_esim(
    tx: Tx, esim: EsimSeed, here: World, method_id: int
) -> tuple[int, list[tuple[int, Plan]], list[SampleSeed]]:
    from axis_tui.store.write import fleet

    esim_id = fleet.add_esim(
        tx,
        fleet.NewEsim(
            nickname=esim.nickname,
            carrier=esim.carrier,
            device=esim.device,
            iccid=esim.iccid,
            activation_code=esim.code,
            number=esim.number,
            notes=esim.notes,
            profile_state=esim.profile_state,
            profile_expires_at=esim.profile_expires_at,
        ),
    )
    plans, counted = history(esim, here.seed, here.at)
    stored = []
    for index, (booked, plan) in enumerate(zip(esim.plans, plans, strict=True)):
        order_id = None
        if booked.channel:
            order_id = money.place_past_order(tx, esim_id, booked, method_id, esim_id * 10 + index)
        plan_id = fleet.add_plan(
            tx, esim_id, booked.terms, booked.purchased_at,
            starts_at=booked.starts_at, installed_at=booked.starts_at,
        )  # fmt: skip
        fleet.save_plan(tx, plan_id, plan)
        if order_id is not None:
            money.credit_past_order(tx, order_id, plan_id, booked.purchased_at)
        stored.append((plan_id, plan))
    return esim_id, stored, counted


def _put_away(tx: Tx, here: World) -> None:
    """What is archived, once all that happened to it is there."""
    from axis_tui.store.write import fleet

    for esim in here.esims:
        if esim.archived_at is not None:
            (esim_id,) = tx.row("SELECT id FROM esim WHERE nickname = ?", (esim.nickname,)) or (0,)
            fleet.archive_esim(tx, esim_id, esim.archived_at)
    tx.now = here.at


def _add_samples(tx: Tx, samples: list[tuple[int, int, int, int, int, int]], at: int) -> None:
    from axis_tui.store.write.samples import add_samples

    samples.sort()
    add_samples(tx, samples)
    tx.touch({row[1] for row in samples}, at)


def _add_meters(tx: Tx, here: World, ids: dict[str, int]) -> None:
    """Simulated meters that were read a moment ago, so that the worker goes on from there.

    One interface may have counted for several eSIMs, one after the other.
    """
    from axis_tui.demo.settings import meter_options
    from axis_tui.meters.simulated import SimulatedMeter
    from axis_tui.store.write import metering

    for live in (esim for esim in here.esims if esim.live_bytes_per_day):
        meter = SimulatedMeter(live.interface, options=meter_options(here, live))
        meter_id = metering.ensure_meter(tx, meter.kind, live.interface, "", live.nickname)
        from_at = here.at - HISTORY_S
        users = [esim for esim in here.esims if esim.interface == live.interface]
        for esim in sorted(users, key=lambda esim: -esim.reading_age_s):
            metering.switch(tx, meter_id, ids[esim.nickname], from_at)
            from_at = here.at - esim.reading_age_s
        metering.record_reading(tx, meter_id, meter.read(from_at), here.at)
        # The history is in the samples already: what the meter remembers of it counts as taken.
        metering.import_history(tx, meter_id, ids[live.nickname], [HistoryRow(from_at - 1, 1, 0, 0)], here.at)


def _raise_alerts(tx: Tx, esim_id: int, plans: list[tuple[int, Plan]], at: int) -> None:
    """What is due, raised when it came due; of what only informs, one was seen and another can wait."""
    from axis_tui.store.write import alerts

    for plan_id, plan, draft in _due(plans, at):
        alert_id = alerts.raise_alert(tx, esim_id, plan_id, None, draft, _raised_at(plan, draft, at))
        if alert_id is None or draft.severity is not Severity.INFO:
            continue
        if plan.terms.allowance_bytes is None:
            alerts.apply_alert_event(tx, alert_id, AlertEvent.ACKNOWLEDGE, at - DAY_S // 24)
        else:
            alerts.apply_alert_event(tx, alert_id, AlertEvent.SNOOZE, at - DAY_S // 8, at + DAY_S)


def _raise_forecasts(tx: Tx, rows: list[OverviewRow], at: int) -> None:
    """What will run out early, by the forecast that the overview shows."""
    from axis_tui.store.write import alerts, fleet

    for row in rows:
        if row.plan_id is None:
            continue
        early = Forecast(row.rate_bytes_per_day, row.runs_out_at, False, row.budget_bytes_per_day)
        draft = forecast_alert(fleet.plan_by_id(tx, row.plan_id), early, at)
        if draft is not None:
            alerts.raise_alert(tx, row.esim_id, row.plan_id, None, draft, at - DAY_S // 6)


def _due(plans: list[tuple[int, Plan]], at: int) -> Iterator[tuple[int, Plan, AlertDraft]]:
    for plan_id, plan in plans:
        for draft in due_alerts(plan, at, AlertRules()):
            yield plan_id, plan, draft


def _raised_at(plan: Plan, draft: AlertDraft, at: int) -> int:
    if draft.kind is AlertKind.EXPIRING and plan.expires_at is not None:
        return plan.expires_at - draft.threshold * DAY_S
    return at - (100 - draft.threshold % 100) * 600


if __name__ == "__main__":
    os.umask(0o077)
    try:
        build(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    except Problem as problem:
        sys.exit(str(problem))
