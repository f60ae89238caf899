"""The same chip through ssh: words arrive as they are, codes stay off command lines, nothing stays behind."""

import threading
import time
from pathlib import Path

import pytest

from axis_tui.domain.identifiers import parse_activation_code
from axis_tui.euicc.base import Progress
from axis_tui.euicc.problem import Cancelled, ChipProblem, Driver, NoAnswer
from axis_tui.euicc.reference import find
from tests.euicc.contract import check_chip
from tests.euicc.machine import EID, SECOND, Machine, new_chip

CODE = parse_activation_code("LPA:1$rsp.example.com$OFFER-1")


@pytest.fixture
def router(machine: Machine) -> Machine:
    machine.ssh_to_here()
    return machine


def is_gone(pid: int) -> bool:
    """Whether the process has ended: no such process, or a zombie that nobody has reaped yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def await_end(pid: int) -> None:
    deadline = time.monotonic() + 10
    while not is_gone(pid):
        assert time.monotonic() < deadline, "lpac goes on and keeps the chip for itself"
        time.sleep(0.02)


def test_the_contract_holds_through_ssh(router: Machine) -> None:
    check_chip(router.chip(host="router"))
    arguments = (router.directory / "ssh.args").read_text()
    assert "-T\n-o\nBatchMode=yes\n" in arguments
    assert "\n--\nrouter\nsh -c " in arguments


@pytest.mark.parametrize("name", ["a b", "$HOME", "'; id; '", '"$(id)"', "*", "\\", "`id`", "a\\nb", "日本"])
def test_every_word_arrives_as_it_is(router: Machine, name: str) -> None:
    assert router.chip(host="router").rename(SECOND, name) == name
    assert router.state["profiles"][1]["profileNickname"] == name


def test_the_settings_reach_the_other_machine(router: Machine) -> None:
    router.chip(host="router", apdu="mbim", device="/dev/a b;id", slot=3).info()
    environ = dict(router.calls[-1]["environ"])
    assert environ == {
        "LPAC_APDU": "mbim",
        "LPAC_APDU_MBIM_DEVICE": "/dev/a b;id",
        "LPAC_APDU_MBIM_UIM_SLOT": "3",
    }


def test_codes_are_not_on_the_command_line_of_ssh(router: Machine) -> None:
    state = new_chip()
    state["offers"]["SECRET-1"] = state["offers"]["OFFER-1"] | {"code": "4711"}
    router.put(state)
    code = parse_activation_code("LPA:1$rsp.example.com$SECRET-1$$1")
    router.chip(host="router").download(code, confirmation="4711", on_preview=lambda offer: True)
    assert len(router.state["profiles"]) == 3
    arguments = (router.directory / "ssh.args").read_text()
    assert "SECRET-1" not in arguments
    assert "4711" not in arguments


def test_a_no_to_an_offer_reaches_the_other_machine(router: Machine) -> None:
    with pytest.raises(Cancelled):
        router.chip(host="router").download(CODE, on_preview=lambda offer: False)
    assert len(router.state["profiles"]) == 2


def test_a_download_is_given_up_on_the_other_machine(router: Machine) -> None:
    router.install("ssh", 'while [ $# -gt 1 ]; do shift; done\nsetsid --wait sh -c "$1"')
    router.fail(slow=0.2)
    cancel = threading.Event()
    steps: list[str] = []

    def follow(step: Progress) -> None:
        steps.append(step.message)
        cancel.set()

    with pytest.raises(Cancelled):
        router.chip(host="router").download(CODE, on_progress=follow, cancel=cancel)
    assert "es9p_cancel_session" in steps
    await_end(router.calls[-1]["pid"])


def test_an_lpac_that_hangs_there_does_not_outlive_its_ssh(router: Machine) -> None:
    router.install("ssh", 'while [ $# -gt 1 ]; do shift; done\nsetsid --wait sh -c "$1"')
    router.fail(hang=True, on="profile enable")
    with pytest.raises(NoAnswer, match="gave no answer within"):
        router.chip(host="router", timeout_s=2).enable(SECOND)
    await_end(router.calls[-1]["pid"])


def test_words_of_a_login_script_do_no_harm(router: Machine) -> None:
    router.install("ssh", 'echo "Welcome {to} axis 1"; echo "axis x"\n'
                   'while [ $# -gt 1 ]; do shift; done\nexec sh -c "$1"')  # fmt: skip
    assert router.chip(host="router").info().eid == EID


def test_a_host_that_cannot_be_reached_is_told_apart_from_an_lpac_that_fails(router: Machine) -> None:
    router.fail(driver="No APDU driver found")
    with pytest.raises(ChipProblem, match="No APDU driver found") as caught:
        router.chip(host="router").info()
    assert "through ssh" not in str(caught.value)
    router.install("ssh", "echo 'ssh: connect to host router: No route to host' >&2; exit 255")
    with pytest.raises(
        Driver, match=r"cannot reach router through ssh: .*No route to host; `ssh router` must"
    ):
        router.chip(host="router").info()


def test_a_connection_lost_during_a_change_is_not_called_a_failure(router: Machine) -> None:
    router.install("lpac.sh", "case $1$2 in profileenable) exit 255;; esac\n"
                   f'exec "{router.programs}/lpac" "$@"')  # fmt: skip
    chip = router.chip(host="router", lpac=str(router.programs / "lpac.sh"))
    profile = find(SECOND, chip.profiles()).profile
    with pytest.raises(NoAnswer):
        chip.enable(profile.ref(EID))


def test_an_lpac_that_is_not_there_is_said_so(router: Machine) -> None:
    with pytest.raises(Driver, match="lpac is not installed on router; install it there"):
        router.chip(host="router", lpac="no-lpac").info()


def test_a_host_that_ssh_would_read_as_an_option_is_refused(machine: Machine) -> None:
    with pytest.raises(ValueError, match="cannot be a host for ssh"):
        machine.chip(host="-oProxyCommand=id")


def test_each_host_has_a_lock_of_its_own(router: Machine) -> None:
    router.chip().info()
    router.chip(host="router").info()
    locks = {file.name for file in (router.directory / "state").iterdir()}
    assert locks == {"chip-local.lock", "chip-router.lock"}
