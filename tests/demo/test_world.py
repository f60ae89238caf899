"""The demo's world: every state is there, sums agree, and a seed with an instant is one world."""

import pytest

from axis_tui.demo.history import CARRIER, ROUTER, history
from axis_tui.demo.seeds import EsimSeed, World
from axis_tui.demo.world import world
from axis_tui.domain.identifiers import parse_activation_code, parse_eid, parse_iccid
from axis_tui.domain.plan import Plan
from axis_tui.domain.queue import current_plan
from axis_tui.domain.status import Status, status_of
from axis_tui.domain.validity import day_bounds, local_day

AT = 1_795_176_000  # Friday 20 November 2026, 12:00 UTC
INSTANTS = (AT, AT + 3_600 * 11 + 1_700, 1_772_323_260, 1_830_297_600)
"""Noon, shortly before midnight, the first minutes of a month, a day in another year."""


def plans_of(here: World, esim: EsimSeed) -> list[Plan]:
    return history(esim, here.seed, here.at)[0]


def status(here: World, esim: EsimSeed) -> Status:
    plans = plans_of(here, esim)
    index = current_plan(plans)
    ended_at = next(carrier.service_ended_at for carrier in here.carriers if carrier.name == esim.carrier)
    return status_of(
        None if index is None else plans[index],
        here.at,
        service_ended_at=ended_at,
        profile_expires_at=esim.profile_expires_at,
        archived=esim.archived_at is not None,
    )


@pytest.mark.parametrize("at", INSTANTS)
def test_twelve_esims_show_the_states_a_person_meets(at: int) -> None:
    here = world(7, at)
    shown = {esim.nickname: status(here, esim) for esim in here.esims if esim.archived_at is None}
    assert len(shown) == 12
    assert shown == {
        "Japan 10 GB": Status.ACTIVE,
        "EU 20 GB": Status.EXPIRING,
        "USA unlimited": Status.ACTIVE,
        "Home postpaid": Status.ACTIVE,
        "Korea 5 GB": Status.READY,
        "Swiss day": Status.EXPIRED,
        "Thailand 3 GB": Status.LOW,
        "Turkey 5 GB": Status.LAPSED,
        "Brazil 6 GB": Status.DEPLETED,
        "Gulf 8 GB": Status.SERVICE_ENDED,
        "UK 12 GB": Status.PROFILE_EXPIRED,
        "Canada watch": Status.SLOWED,
    }


def test_a_second_plan_waits_behind_the_running_one() -> None:
    here = world(7, AT)
    thailand = next(esim for esim in here.esims if esim.nickname == "Thailand 3 GB")
    assert [str(plan.state) for plan in plans_of(here, thailand)] == ["active", "queued"]


@pytest.mark.parametrize("at", INSTANTS)
def test_samples_sum_to_what_the_plans_count(at: int) -> None:
    here = world(7, at)
    checked = 0
    for esim in here.esims:
        plans, samples = history(esim, here.seed, at)
        own = [sample for sample in samples if sample.source == ROUTER]
        assert all(sample.at <= at for sample in samples)
        assert len({(sample.at, sample.source) for sample in samples}) == len(samples)
        for plan in plans:
            start = plan.cycle_starts_at
            if start is None or start < at - 90 * 86_400 or not plan.metered_bytes:
                continue
            within = [s for s in own if s.at >= start and (plan.expires_at is None or s.at < plan.expires_at)]
            assert sum(s.rx_bytes + s.tx_bytes for s in within) == plan.metered_bytes
            zone = plan.terms.validity.zone
            midnight = day_bounds(local_day(at, zone), zone)[0]
            assert sum(s.rx_bytes + s.tx_bytes for s in within if s.at >= midnight) == plan.day_bytes
            checked += 1
    assert checked >= 8


def test_the_carriers_figure_stands_beside_the_routers_and_lags() -> None:
    here = world(7, AT)
    japan = here.esims[0]
    plans, samples = history(japan, here.seed, AT)
    told = [sample for sample in samples if sample.source == CARRIER]
    assert plans[0].carrier_used_bytes == sum(sample.rx_bytes + sample.tx_bytes for sample in told)
    assert plans[0].carrier_used_at is not None
    assert AT - 4 * 3_600 <= plans[0].carrier_used_at < AT
    assert plans[0].is_estimate


def test_home_has_ninety_days_of_use() -> None:
    here = world(7, AT)
    home = next(esim for esim in here.esims if esim.nickname == "Home postpaid")
    days = {sample.at // 86_400 for sample in history(home, here.seed, AT)[1]}
    assert len(days) >= 90


def test_the_same_seed_and_instant_are_the_same_world() -> None:
    one, again, other = world(7, AT), world(7, AT), world(8, AT)
    assert one == again
    assert [history(esim, 7, AT) for esim in one.esims] == [history(esim, 7, AT) for esim in again.esims]
    assert other.esims != one.esims


def test_identifiers_are_valid_and_differ() -> None:
    here = world(7, AT)
    assert all(parse_iccid(esim.iccid).luhn_ok for esim in here.esims)
    assert len({esim.iccid[-4:] for esim in here.esims}) == len(here.esims)
    for device in here.devices:
        parse_eid(device.eid)
    for esim in here.esims:
        if esim.code:
            assert parse_activation_code(esim.code).smdp_address.endswith(".example")
