"""A download shows its steps, asks before it installs, can be given up, and keeps its codes to itself."""

import threading
import time
from pathlib import Path
from typing import Any

import pytest

from axis_tui.domain.identifiers import ActivationCode, parse_activation_code
from axis_tui.euicc.base import Preview, Progress
from axis_tui.euicc.problem import Cancelled, ChipProblem, NoAnswer, NoMemory
from tests.euicc.machine import Machine, new_chip

CODE = parse_activation_code("LPA:1$rsp.example.com$OFFER-1")
SECRET, CONFIRMATION = "SECRET-TOKEN-77", "4711-geheim"


def installed(machine: Machine) -> list[str]:
    return [row["profileName"] for row in machine.state["profiles"][2:]]


def secret_code(*, confirmed: bool = False) -> ActivationCode:
    return parse_activation_code(f"LPA:1$rsp.example.com${SECRET}" + ("$$1" if confirmed else ""))


def test_a_profile_is_installed_and_its_steps_are_shown(machine: Machine) -> None:
    steps: list[Progress] = []
    downloaded = machine.chip().download(CODE, on_progress=steps.append)
    assert (downloaded.iccid, downloaded.seq) == ("8981100000000000001", 7)
    assert installed(machine) == ["Japan"]
    assert [step.message for step in steps][-1] == "es10b_load_bound_profile_package"
    assert steps[1] == Progress(0, "es9p_initiate_authentication", "rsp.example.com")


@pytest.mark.parametrize("spelling", [True, False])
def test_what_is_offered_is_asked_about_first(machine: Machine, spelling: bool) -> None:
    machine.fail(misspelt=spelling)
    offers: list[Preview] = []

    def agree(offer: Preview) -> bool:
        assert installed(machine) == []
        offers.append(offer)
        return True

    machine.chip().download(CODE, on_preview=agree)
    assert offers == [Preview("8981100000000000001", "Axis", "Japan", "operational", False)]
    assert installed(machine) == ["Japan"]


def test_a_no_installs_nothing(machine: Machine) -> None:
    with pytest.raises(Cancelled, match="nothing was installed"):
        machine.chip().download(CODE, on_preview=lambda offer: False)
    assert installed(machine) == []


def test_a_person_may_think_for_longer_than_the_time_out(machine: Machine) -> None:
    def think(offer: Preview) -> bool:
        time.sleep(1.5)
        return True

    chip = machine.chip()
    chip._download_timeout_s = 1.2
    chip.download(CODE, on_preview=think)
    assert installed(machine) == ["Japan"]


def test_it_is_given_up_between_two_steps(machine: Machine) -> None:
    machine.fail(slow=0.1)
    cancel = threading.Event()
    steps: list[str] = []

    def follow(step: Progress) -> None:
        steps.append(step.message)
        cancel.set()

    with pytest.raises(Cancelled):
        machine.chip().download(CODE, on_progress=follow, cancel=cancel)
    assert "es9p_cancel_session" in steps
    assert installed(machine) == []


def test_an_lpac_that_does_not_heed_a_stop_is_ended_in_the_end(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("axis_tui.euicc.lpac_talk.STOP_GRACE_S", 0.3)
    machine.fail(slow=60)
    cancel = threading.Event()
    with pytest.raises(NoAnswer):
        machine.chip().download(CODE, on_progress=lambda step: cancel.set(), cancel=cancel)
    assert installed(machine) == []


def test_it_is_given_up_while_the_offer_is_looked_at(machine: Machine) -> None:
    cancel = threading.Event()

    def agree_too_late(offer: Preview) -> bool:
        cancel.set()
        return True

    with pytest.raises(Cancelled):
        machine.chip().download(CODE, on_preview=agree_too_late, cancel=cancel)
    assert installed(machine) == []


def test_it_is_not_begun_where_it_was_given_up_before(machine: Machine) -> None:
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(Cancelled):
        machine.chip().download(CODE, cancel=cancel)
    assert machine.calls == []


def test_once_the_chip_is_being_written_the_result_is_awaited(machine: Machine) -> None:
    machine.fail(slow=0.1)
    cancel = threading.Event()

    def follow(step: Progress) -> None:
        if step.message == "es10b_load_bound_profile_package":
            cancel.set()

    assert machine.chip().download(CODE, on_progress=follow, cancel=cancel).iccid
    assert installed(machine) == ["Japan"]


def test_a_download_without_an_answer_may_have_installed_something(machine: Machine) -> None:
    machine.fail(cut=5, on="profile download")
    with pytest.raises(NoAnswer, match="list the chip's profiles before you try again"):
        machine.chip().download(CODE)
    assert installed(machine) == ["Japan"]


def test_a_chip_without_room_is_told(machine: Machine) -> None:
    state = new_chip()
    state["offers"]["OFFER-1"]["size"] = 10**9
    machine.put(state)
    with pytest.raises(NoMemory, match="delete one first"):
        machine.chip().download(CODE)


@pytest.mark.parametrize("data", [None, "", 7, [], {"iccid": None, "seqNumber": "x"}])
def test_an_older_lpac_does_not_tell_what_it_installed(machine: Machine, data: Any) -> None:
    machine.fail(data=data)
    downloaded = machine.chip().download(CODE)
    assert (downloaded.iccid, downloaded.seq) == ("", None)


def test_an_imei_and_an_empty_matching_id_reach_lpac_as_they_should(machine: Machine) -> None:
    state = new_chip()
    state["offers"][""] = state["offers"]["OFFER-1"]
    machine.put(state)
    machine.chip().download(parse_activation_code("1$rsp.example.com$"), imei="490154203237518")
    assert machine.words == ["profile download -s rsp.example.com -i 490154203237518"]


@pytest.mark.parametrize("confirmation", ["", "a\nb", "\x1b[2J", "x" * 256])
def test_a_confirmation_code_that_lacks_or_is_none_is_refused_unasked(
    machine: Machine, confirmation: str
) -> None:
    with pytest.raises(ChipProblem) as caught:
        machine.chip().download(secret_code(confirmed=True), confirmation=confirmation)
    assert machine.calls == []
    assert not confirmation or confirmation not in str(caught.value)


@pytest.mark.parametrize("imei", ["12", "x" * 15, "49015420323751\n"])
def test_an_imei_that_is_none_is_refused_unasked(machine: Machine, imei: str) -> None:
    with pytest.raises(ChipProblem, match="an IMEI has 15 digits"):
        machine.chip().download(CODE, imei=imei)
    assert machine.calls == []


@pytest.mark.parametrize("how", [{"echo": f"{SECRET.lower()} {CONFIRMATION}"}, {"driver": f"bad -m {SECRET}"},
                                 {"plain": f"Usage: {SECRET} {CONFIRMATION}"}, {"cut": 60},
                                 {"junk": [f"debug: -m {SECRET} -c {CONFIRMATION}"], "cut": 3}])  # fmt: skip
def test_codes_are_in_no_error_step_or_file(machine: Machine, how: dict[str, Any], tmp_path: Path) -> None:
    machine.fail(**how)
    seen: list[object] = []
    with pytest.raises(ChipProblem) as caught:
        machine.chip().download(
            secret_code(confirmed=True), confirmation=CONFIRMATION, on_progress=seen.append
        )
    seen += [caught.value, caught.value.params, caught.value.__cause__, caught.value.__context__]
    files = [file.read_text() for file in (machine.directory / "state").iterdir()]
    told = " ".join(map(repr, [*seen, str(caught.value), *files])).lower()
    assert SECRET.lower() not in told
    assert CONFIRMATION not in told
    assert "rsp.example.com" in repr(secret_code())


def test_a_server_that_repeats_the_code_among_its_words_is_still_quoted(machine: Machine) -> None:
    machine.fail(refusal="Refused", echo=f"for {SECRET}")
    with pytest.raises(ChipProblem, match=r"es9p_authenticate_client: Refused for …"):
        machine.chip().download(secret_code())
