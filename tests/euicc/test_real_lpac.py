"""The same promises with the lpac of this machine on a simulated eUICC; collected only where there is one."""

import shutil
import sys
from pathlib import Path

import pytest

from axis_tui.euicc.problem import Driver
from tests.euicc.contract import check_chip
from tests.euicc.machine import EID, Machine

LPAC = shutil.which("lpac") or ""
BRIDGE = Path(__file__).with_name("real_lpac.py")


@pytest.fixture
def real(machine: Machine) -> Machine:
    machine.install("lpac", f'exec "{sys.executable}" "{BRIDGE}" "{LPAC}" "{machine.directory}" "$@"')
    return machine


def test_the_contract_holds_with_the_real_lpac(real: Machine) -> None:
    check_chip(real.chip())


def test_the_contract_holds_with_the_real_lpac_through_ssh(real: Machine) -> None:
    real.ssh_to_here()
    check_chip(real.chip(host="router"))


def test_the_real_lpac_tells_a_chips_facts(real: Machine) -> None:
    info = real.chip().info()
    assert (info.eid, info.free_bytes, info.root_ds_address) == (EID, 291_666, "lpa.ds.gsma.com")


def test_the_real_lpac_without_its_driver_is_a_driver_problem(machine: Machine) -> None:
    with pytest.raises(Driver):
        machine.chip(lpac=LPAC, apdu="no_such_driver").info()
    with pytest.raises(Driver, match="found no eUICC"):
        machine.chip(lpac=LPAC, apdu="stdio", http="stdio").info()
