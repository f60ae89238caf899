"""Bytes that really crossed an interface: counted by the kernel and vnStat, here and through a real sshd."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from axis_tui.domain.usage import Quality, difference
from axis_tui.meters.base import Meter, MeterProblem, Option
from axis_tui.meters.kernel import KernelMeter
from axis_tui.meters.vnstat import VnstatMeter
from tests.meters.contract import check_history, check_reading
from tests.meters.machine import Sshd, Veth, Vnstatd

SENT_BYTES = 20_000_000
LATER = 4_000_000_000
"""Later than any save of vnStat, so that its own time stands."""


@pytest.fixture
def veth() -> Iterator[Veth]:
    with Veth() as pair:
        yield pair


@pytest.fixture
def sshd(tmp_path: Path) -> Iterator[Sshd]:
    directory = tmp_path / "sshd"
    directory.mkdir()
    with Sshd(directory) as server:
        yield server


def assert_within_one_percent(count: int) -> None:
    assert SENT_BYTES <= count <= SENT_BYTES * 1.01


def test_the_kernel_meter_counts_what_was_sent_here_and_through_ssh(veth: Veth, sshd: Sshd) -> None:
    options: dict[str, Option] = {"ssh_config": str(sshd.client_config)}
    meters: list[Meter] = [KernelMeter(veth.interface), KernelMeter(veth.interface, sshd.host, options)]
    before = [meter.read(1_000) for meter in meters]
    veth.receive(SENT_BYTES)
    after = [meter.read(1_060) for meter in meters]
    assert {reading.epoch for reading in before} == {reading.epoch for reading in after}
    for earlier, later in zip(before, after, strict=True):
        delta = difference(earlier, later)
        assert delta is not None
        assert delta.quality is Quality.MEASURED
        assert_within_one_percent(delta.rx_bytes)


def test_a_recreated_interface_is_a_new_epoch() -> None:
    with Veth() as pair:
        first = KernelMeter(pair.interface).read(1_000)
    with Veth() as pair:
        assert KernelMeter(pair.interface).read(1_060).epoch != first.epoch


def test_vnstat_counts_what_was_sent_and_its_history_adds_up(veth: Veth, tmp_path: Path) -> None:
    directory = tmp_path / "vnstat"
    directory.mkdir()
    with Vnstatd(directory, veth.interface) as daemon:
        meter = VnstatMeter(veth.interface, options={"config": str(daemon.config)})
        first = meter.read(LATER)
        veth.receive(SENT_BYTES)
        for _ in daemon.saves():
            if meter.read(LATER).rx_bytes >= first.rx_bytes + SENT_BYTES:
                break
        last = meter.read(LATER)
        check_reading(last, LATER)
        assert last.epoch == first.epoch
        assert_within_one_percent(last.rx_bytes - first.rx_bytes)

        rows = meter.history(LATER, 0)
        assert sum(row.rx_bytes for row in rows) == last.rx_bytes
        assert sum(row.tx_bytes for row in rows) == last.tx_bytes
        assert all(one.start_at + one.seconds <= other.start_at for one, other in pairwise(rows))
        assert rows[-1].start_at + rows[-1].seconds <= last.at
        check_history(meter, last.at + 10, history_first=True)


def test_vnstat_is_read_through_a_real_sshd(veth: Veth, sshd: Sshd, tmp_path: Path) -> None:
    directory = tmp_path / "vnstat"
    directory.mkdir()
    options: dict[str, Option] = {"ssh_config": str(sshd.client_config)}
    with Vnstatd(directory, veth.interface) as daemon:
        options["config"] = str(daemon.config)
        here = VnstatMeter(veth.interface, options={"config": str(daemon.config)}).read(LATER)
        there = VnstatMeter(veth.interface, sshd.host, options).read(here.at + 60)
        assert there.epoch == here.epoch
        assert abs(there.at - here.at) <= 120
        with pytest.raises(MeterProblem, match="vnStat does not count router:wwan9; run `vnstat --add"):
            VnstatMeter("wwan9", sshd.host, options).read(LATER)


def test_an_interface_that_the_real_router_lacks_is_answered_with_its_names(sshd: Sshd) -> None:
    meter = KernelMeter("wwan9", sshd.host, {"ssh_config": str(sshd.client_config)})
    with pytest.raises(MeterProblem, match=r"wwan9 does not exist on router; there are: .*\blo\b"):
        meter.read(1_000)


def test_a_host_key_that_nobody_confirmed_is_no_question_but_a_refusal(sshd: Sshd) -> None:
    sshd.client_config.with_name("known_hosts").write_text("")
    meter = KernelMeter("lo", sshd.host, {"ssh_config": str(sshd.client_config)})
    with pytest.raises(MeterProblem, match="cannot reach router through ssh: Host key verification failed"):
        meter.read(1_000)
