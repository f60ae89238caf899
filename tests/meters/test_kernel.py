"""The kernel meter reads counters of files, and says plainly what it cannot read."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.domain.problem import Problem
from axis_tui.domain.usage import Reading
from axis_tui.meters.base import MeterProblem
from axis_tui.meters.kernel import KernelMeter, parse_counters
from tests.meters.contract import check_meter
from tests.meters.fakes import BOOT, Programs, write_kernel

NOW = 1_795_180_000


def test_a_kernel_meter_keeps_the_contract(tmp_path: Path) -> None:
    write_kernel(tmp_path, 123, 45)
    check_meter(lambda: KernelMeter("wwan0", root=tmp_path), NOW)


def test_it_reads_both_counters_now(tmp_path: Path) -> None:
    write_kernel(tmp_path, 5_000_000_000, 45)
    assert KernelMeter("wwan0", root=tmp_path).read(NOW) == Reading(NOW, 5_000_000_000, 45, f"{BOOT}/7", 64)


def test_a_reboot_and_a_new_device_are_new_epochs(tmp_path: Path) -> None:
    epochs = set()
    for boot, index in ((BOOT, 7), (BOOT, 8), (BOOT.replace("0b", "1b"), 7)):
        write_kernel(tmp_path, 1, 1, index=index, boot=boot)
        epochs.add(KernelMeter("wwan0", root=tmp_path).read(NOW).epoch)
    assert len(epochs) == 3


def test_a_counter_told_to_be_32_bits_wide_is_believed_until_it_is_larger(tmp_path: Path) -> None:
    meter = KernelMeter("wwan0", options={"width": 32}, root=tmp_path)
    write_kernel(tmp_path, 2**32 - 1, 45)
    assert meter.read(NOW).width == 32
    write_kernel(tmp_path, 2**32, 45)
    assert meter.read(NOW).width == 64


def test_an_unknown_interface_names_those_that_there_are(tmp_path: Path) -> None:
    write_kernel(tmp_path, 1, 1, interface="lo")
    write_kernel(tmp_path, 1, 1, interface="eth0")
    with pytest.raises(
        MeterProblem, match=r"^interface wwan9 does not exist on this machine; there are: eth0, lo$"
    ):
        KernelMeter("wwan9", root=tmp_path).read(NOW)


def test_a_machine_without_sysfs_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(MeterProblem, match="has no /sys/class/net"):
        KernelMeter("wwan0", root=tmp_path).read(NOW)


def test_a_file_that_cannot_be_read_is_said_so(tmp_path: Path) -> None:
    write_kernel(tmp_path, 1, 1)
    (tmp_path / "proc/sys/kernel/random/boot_id").unlink()
    with pytest.raises(MeterProblem, match="cannot read the counters of wwan0: No such file"):
        KernelMeter("wwan0", root=tmp_path).read(NOW)


@pytest.mark.parametrize("options", [{"width": 16}, {"width": "32"}, {"width": True}, {"wide": 32}])
def test_options_that_mean_nothing_are_refused(options: dict[str, int | str]) -> None:
    with pytest.raises(MeterProblem):
        KernelMeter("wwan0", options=options)


def test_a_remote_interface_is_read_in_one_ssh_command_that_asks_nothing(programs: Programs) -> None:
    programs.ssh_to_here()
    there, here = KernelMeter("lo", "root@router").read(NOW), KernelMeter("lo").read(NOW)
    assert there.epoch == here.epoch
    assert there.rx_bytes <= here.rx_bytes
    arguments = programs.arguments("ssh")
    assert "BatchMode=yes" in arguments
    assert list(arguments[-3:-1]) == ["--", "root@router"]
    assert arguments[-1].startswith("cat /sys/class/net/lo/ifindex /sys/class/net/lo/statistics/rx_bytes ")


def test_an_unknown_remote_interface_names_those_of_that_machine(programs: Programs) -> None:
    programs.ssh_to_here()
    with pytest.raises(MeterProblem, match=r"interface wwan9 does not exist on router; there are: .*\blo\b"):
        KernelMeter("wwan9", "router").read(NOW)


def test_what_a_login_script_prints_is_no_counter(programs: Programs) -> None:
    programs.add("ssh", f"printf 'Welcome!\\n12\\n7\\n100\\n200\\n{BOOT}\\n7\\n'")
    assert KernelMeter("wwan0", "router").read(NOW) == Reading(NOW, 100, 200, f"{BOOT}/7", 64)


def test_a_host_that_cannot_be_reached_says_what_has_to_work(programs: Programs) -> None:
    programs.add("ssh", "echo 'root@router: Permission denied (publickey).' >&2; exit 255")
    with pytest.raises(
        MeterProblem,
        match=r"cannot reach router through ssh: .*denied \(publickey\)\.; `ssh router` must work without",
    ):
        KernelMeter("wwan0", "router").read(NOW)


def test_a_device_replaced_while_being_read_is_not_counted() -> None:
    with pytest.raises(MeterProblem, match="wwan0 was replaced while being read"):
        parse_counters(["7", "1", "2", BOOT, "8"], "wwan0", NOW, 64)


@given(st.lists(st.text() | st.integers().map(str), min_size=4, max_size=6))
def test_whatever_the_files_hold_only_a_meter_problem_comes_out(lines: list[str]) -> None:
    with pytest.raises(MeterProblem) as caught:
        parse_counters(lines, "wwan0", NOW, 64)
    assert str(caught.value).isprintable()


@given(rx_bytes=st.integers(0, 2**64), tx_bytes=st.integers(0, 2**64))
def test_counters_are_taken_exactly_or_refused(rx_bytes: int, tx_bytes: int) -> None:
    lines = ["7\n", f"{rx_bytes}\n", f"{tx_bytes}\n", f"{BOOT}\n", "7\n"]
    try:
        reading = parse_counters(lines, "wwan0", NOW, 64)
    except Problem:
        assert max(rx_bytes, tx_bytes) >= 2**63
    else:
        assert (reading.rx_bytes, reading.tx_bytes) == (rx_bytes, tx_bytes)
        assert max(rx_bytes, tx_bytes) < 2**63
