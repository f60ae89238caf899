"""The demo's traffic of ninety days as samples, and the counters that follow from it. Pure and seeded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from axis_tui.demo.seeds import EsimSeed, PlanSeed
from axis_tui.demo.traffic import directions, share, weights
from axis_tui.domain.plan import Plan, advance, new_plan
from axis_tui.domain.validity import day_bounds, local_day

HISTORY_S = 90 * 86_400
HOUR_S = 3_600
ROUTER, CARRIER = 0, 1


@dataclass(frozen=True, slots=True)
class SampleSeed:
    """The bytes of one stretch that begins at `at`, as one source counted them."""

    at: int
    source: int
    rx_bytes: int
    tx_bytes: int


def history(esim: EsimSeed, seed: int, at: int) -> tuple[list[Plan], list[SampleSeed]]:
    """The eSIM's plans as they stand at `at`, in order, and its samples, oldest first."""
    random = Random(f"traffic {seed} {esim.nickname}")
    last_at = at - esim.reading_age_s
    plans: list[Plan] = []
    samples: list[SampleSeed] = []
    for index, booked in enumerate(esim.plans):
        plan = advance(_bought(booked), at)
        from_at = plan.cycle_starts_at
        if booked.used_bytes and from_at is not None:
            if not index and esim.before_bytes_per_day:
                samples += _before(random, esim, plan, from_at, at)
            until_at = min(last_at, plan.expires_at or last_at)
            counted = _counted(random, booked, plan, from_at, until_at)
            plan = _metered(plan, booked, counted, at)
            samples += [sample for sample in counted if sample.at >= at - HISTORY_S]
        plans.append(plan)
    return plans, samples


def _bought(booked: PlanSeed) -> Plan:
    return new_plan(
        booked.terms,
        booked.purchased_at,
        installed_at=booked.starts_at,
        starts_at=booked.starts_at,
        is_queued=booked.is_queued,
    )


def _before(random: Random, esim: EsimSeed, plan: Plan, until_at: int, at: int) -> list[SampleSeed]:
    from_at = at - HISTORY_S
    total = esim.before_bytes_per_day * (until_at - from_at) // 86_400
    own = _spread(random, total, from_at, until_at, plan.terms.validity.zone)
    return own + [replace(sample, source=CARRIER) for sample in own]


def _counted(random: Random, booked: PlanSeed, plan: Plan, from_at: int, until_at: int) -> list[SampleSeed]:
    """Our own samples of one cycle, and the carrier's beside them up to its lag."""
    zone = plan.terms.validity.zone
    if booked.today_bytes is None:
        own = _spread(random, booked.used_bytes, from_at, until_at, zone)
    else:
        midnight = day_bounds(local_day(until_at, zone), zone)[0]
        own = _spread(random, booked.used_bytes - booked.today_bytes, from_at, midnight, zone)
        own += _spread(random, booked.today_bytes, midnight, until_at, zone, sleeps=False)
    if booked.carrier_per_mille is None:
        return own
    told = [sample for sample in own if sample.at < until_at - booked.carrier_lag_s]
    return own + [
        SampleSeed(
            sample.at,
            CARRIER,
            sample.rx_bytes * booked.carrier_per_mille // 1000,
            sample.tx_bytes * booked.carrier_per_mille // 1000,
        )
        for sample in told
    ]


def _spread(
    random: Random, total_bytes: int, from_at: int, until_at: int, zone: str, *, sleeps: bool = True
) -> list[SampleSeed]:
    """One sample an hour with traffic; the last begins a little before `until_at`."""
    starts = [from_at, *range((from_at // HOUR_S + 1) * HOUR_S, until_at, HOUR_S)]
    first_local_hour = (from_at - day_bounds(local_day(from_at, zone), zone)[0]) // HOUR_S
    parts = share(total_bytes, weights(random, len(starts), first_local_hour, sleeps=sleeps))
    return [
        SampleSeed(start_at, ROUTER, *directions(part))
        for start_at, part in zip(starts, parts, strict=True)
        if part
    ]


def _metered(plan: Plan, booked: PlanSeed, samples: list[SampleSeed], at: int) -> Plan:
    """The plan with its counters as these samples make them."""
    zone = plan.terms.validity.zone
    today = local_day(at, zone)
    midnight = day_bounds(today, zone)[0]
    own = [sample for sample in samples if sample.source == ROUTER]
    told = [sample for sample in samples if sample.source == CARRIER]
    plan = replace(
        plan,
        metered_bytes=sum(_total(sample) for sample in own),
        day=today,
        day_bytes=sum(_total(sample) for sample in own if sample.at >= midnight),
    )
    if told:
        told_until_at = told[-1].at
        plan = replace(
            plan,
            carrier_used_bytes=sum(_total(sample) for sample in told),
            carrier_used_at=min(told_until_at + HOUR_S, at - booked.carrier_lag_s),
            metered_at_carrier_bytes=sum(_total(sample) for sample in own if sample.at <= told_until_at),
        )
    return advance(plan, at)


def _total(sample: SampleSeed) -> int:
    return sample.rx_bytes + sample.tx_bytes
