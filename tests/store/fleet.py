"""A fleet made up from a seed, for tests and benchmarks: any number of eSIMs, plans and samples, in bulk."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from axis_tui.domain.money import Money
from axis_tui.domain.package import Billing, CapRule, Terms
from axis_tui.domain.plan import add_usage, new_plan
from axis_tui.domain.queue import advance_queue
from axis_tui.domain.units import GB, UnitSystem
from axis_tui.domain.validity import DAY_S, StartRule, Validity, ValidityClock, ValidityUnit
from axis_tui.store.write import Writer, open_writer
from axis_tui.store.write.overview import refresh_overview
from axis_tui.store.write.plans import _STATE, _state_columns, terms_columns
from axis_tui.store.write.samples import SampleRow, add_samples

NOW = 1_780_000_000
"""28 May 2026, 20:26:40 UTC: what these fleets take for now."""
CARRIERS = ("Axis Mobile", "Aurora Telecom", "Blue Lagoon SIM", "北京漫游", "Continental Roam", "Delta eSIM")
PLACES = ("JP", "KR JP", "US CA MX", "DE FR IT ES", "TH VN MY SG", "GB IE", "AU NZ", "CH", "CN HK MO", "TR")
ZONES = ("Asia/Tokyo", "Europe/Berlin", "America/New_York", "UTC", "Asia/Kolkata", "Australia/Lord_Howe")


def terms(
    name: str = "Japan 5 GB",
    coverage: tuple[str, ...] = ("JP",),
    gigabytes: int | None = 5,
    days: int = 30,
    *,
    zone: str = "UTC",
    start_rule: StartRule = StartRule.FIRST_USE,
    billing: Billing = Billing.PREPAID,
    window_days: int | None = 90,
    price: Money | None = None,
    daily_cap_bytes: int | None = None,
    cap_rule: CapRule = CapRule.NONE,
) -> Terms:
    """Terms of a plan, all but what matters to a test already chosen."""
    return Terms(
        name=name,
        coverage=coverage,
        unit_system=UnitSystem.DECIMAL,
        allowance_bytes=None if gigabytes is None else gigabytes * GB,
        daily_cap_bytes=daily_cap_bytes,
        cap_rule=cap_rule,
        validity=Validity(days, ValidityUnit.DAY, ValidityClock.ROLLING, zone),
        start_rule=start_rule,
        billing=billing,
        activation_window_days=window_days,
        price=price,
    )


def build_fleet(
    path: Path,
    state_dir: Path,
    esims: int,
    samples: int = 0,
    *,
    seed: int = 1,
    now: int = NOW,
    span_days: int = 30,
) -> Path:
    """A store at `path` with that many eSIMs and samples, the same for the same seed; gives `path`."""
    with open_writer(path, create=True, state_dir=state_dir, clock=lambda: now) as writer:
        _people(writer, esims, random.Random(seed), now)
        if samples:
            with writer.transaction() as tx:
                add_samples(tx, sample_rows(esims, samples, seed=seed, now=now, span_days=span_days))
        for first in range(1, esims + 1, 20_000):
            with writer.transaction() as tx:
                refresh_overview(tx, range(first, min(first + 20_000, esims + 1)), now)
    return path


def sample_rows(
    esims: int, samples: int, *, seed: int = 1, now: int = NOW, span_days: int = 30
) -> Iterator[SampleRow]:
    """Samples in (time, eSIM) order, evenly over the last `span_days` days."""
    instants = max(1, -(-samples // esims))
    step = max(1, span_days * DAY_S // instants)
    sizes = [random.Random(seed).randrange(1 << 20) for _ in range(997)]
    left = samples
    for index in range(instants):
        at = now - span_days * DAY_S + index * step
        for esim_id in range(1, min(esims, left) + 1):
            size = sizes[(index * 31 + esim_id) % 997]
            yield at, esim_id, 0, size, size >> 3, 0
        left -= esims


def _people(writer: Writer, esims: int, chance: random.Random, now: int) -> None:
    offers = [
        terms(
            f"{place} {gigabytes or 'unlimited'} GB {days} d",
            tuple(place.split()),
            gigabytes,
            days,
            zone=zone,
            price=Money(100 * days, "USD", 2),
        )
        for place, zone in zip(PLACES, ZONES * 2, strict=False)
        for gigabytes in (1, 5, 20, None)
        for days in (7, 30, 90)
    ]
    columns = [terms_columns(offer) for offer in offers]
    names = (*columns[0], *_STATE, "esim_id")
    devices = max(1, esims // 4)
    with writer.transaction() as tx:
        tx.connection.executemany(
            "INSERT INTO carrier (id, name, time_zone) VALUES (?, ?, ?)",
            [(index + 1, name, ZONES[index]) for index, name in enumerate(CARRIERS)],
        )
        tx.connection.executemany(
            "INSERT INTO device (id, name, kind) VALUES (?, ?, ?)",
            ((id, f"Device {id:06d}", ("phone", "router", "tablet")[id % 3]) for id in range(1, devices + 1)),
        )
        tx.connection.executemany(
            "INSERT INTO esim (id, nickname, iccid, carrier_id, device_id, profile_state, created_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    id,
                    f"Traveller {chance.randrange(esims):06d}",
                    f"89{10**16 + id * 7919:017d}",
                    1 + min(len(CARRIERS) - 1, int(chance.expovariate(1.0))),
                    None if id % 10 == 0 else 1 + id % devices,
                    "enabled",
                    now - 200 * DAY_S,
                )
                for id in range(1, esims + 1)
            ),
        )

        def plans() -> Iterator[tuple[object, ...]]:
            for esim_id in range(1, esims + 1):
                if esim_id % 50 == 0:
                    continue
                pick = chance.randrange(len(offers))
                offer = offers[pick]
                days = offer.validity.count
                age = chance.choice((0, days // 2, days - 2, days + 5, days))
                is_started = chance.random() < 0.85
                plan = new_plan(
                    offer, now - age * DAY_S - 3_600, starts_at=now - age * DAY_S - 60 if is_started else None
                )
                (plan,) = advance_queue([plan], now - age * DAY_S)
                if offer.allowance_bytes and is_started:
                    plan = add_usage(
                        plan, int(offer.allowance_bytes * chance.random() * 1.05), now - age * DAY_S
                    )
                (plan,) = advance_queue([plan], now)
                yield (*columns[pick].values(), *_state_columns(plan).values(), esim_id)

        tx.connection.executemany(
            f"INSERT INTO plan ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})", plans()
        )
