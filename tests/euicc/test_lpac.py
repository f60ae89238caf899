"""A chip through the fake lpac: what is asked of it, what goes wrong, and what is never done."""

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from axis_tui.euicc.base import Chip, ProfileRef
from axis_tui.euicc.problem import (
    ChipBusy,
    ChipProblem,
    Driver,
    NoAnswer,
    NotAllowed,
    NotFound,
    WrongState,
)
from tests.euicc.contract import check_chip
from tests.euicc.machine import AIDS, EID, FIRST, ICCIDS, SECOND, Machine, new_chip, profile

HOSTILE = "\x1b]0;x\x07[/x][@click=app.quit]\u202eevil\x00"


def test_the_contract_of_a_chip_holds(machine: Machine) -> None:
    check_chip(machine.chip())


@pytest.mark.parametrize("faults", [
    {"junk": ["", "libqmi: opened", "\xff\x00{", '{"type":"progress"}', "[" * 5_000]},
    {"crash": True},
    {"status": 7},
    {"slow": 0.01},
    {"misspelt": True},
])  # fmt: skip
def test_the_contract_holds_whatever_else_lpac_prints_and_however_it_ends(
    machine: Machine, faults: dict[str, Any]
) -> None:
    machine.fail(**faults)
    if "crash" in faults or "status" in faults:
        machine.fail(**faults, on="profile")
    check_chip(machine.chip())


def test_lpac_is_told_the_aid_and_always_whether_to_refresh(machine: Machine) -> None:
    chip = machine.chip()
    chip.enable(SECOND)
    chip.disable(SECOND, refresh=False)
    changes = [words for words in machine.words if words.startswith(("profile enable", "profile disable"))]
    assert changes == [f"profile enable {AIDS[1]} 1", f"profile disable {AIDS[1]} 0"]


def test_lpac_sees_the_settings_and_no_other_variable_of_its_own(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LPAC_APDU", "LPAC_APDU_DEBUG", "LPAC_HTTP_DEBUG", "AXIS_TUI_STORE"):
        monkeypatch.setenv(name, "stdio")
    machine.chip().info()
    machine.chip(apdu="qmi", device="/dev/cdc-wdm1", slot=2, http="curl").info()
    machine.chip(apdu="pcsc", device="/dev/ignored", slot=2).info()
    assert [call["environ"] for call in machine.calls] == [
        {},
        {"LPAC_APDU": "qmi", "LPAC_HTTP": "curl", "LPAC_APDU_QMI_DEVICE": "/dev/cdc-wdm1",
         "LPAC_APDU_QMI_UIM_SLOT": "2"},
        {"LPAC_APDU": "pcsc"},
    ]  # fmt: skip


@pytest.mark.parametrize("refused", ["isdpAid", "iccid"])
def test_a_chip_that_refuses_one_name_of_a_profile_is_told_the_other(machine: Machine, refused: str) -> None:
    machine.fail(refuses=[refused])
    machine.chip().enable(SECOND)
    assert machine.state["profiles"][1]["profileState"] == "enabled"


def test_a_chip_that_refuses_both_names_has_no_such_profile(machine: Machine) -> None:
    machine.fail(refuses=["isdpAid", "iccid"])
    with pytest.raises(NotFound, match="list its profiles again"):
        machine.chip().enable(SECOND)


@pytest.mark.parametrize(
    "ref",
    [
        ProfileRef(),
        ProfileRef(eid=EID),
        replace(SECOND, isdp_aid=AIDS[0]),
        replace(SECOND, iccid=ICCIDS[0]),
        replace(SECOND, eid="89049032000001000000012345678902"),
        ProfileRef("A0000005591010FFFFFFFF8900009900"),
    ],
)
@pytest.mark.parametrize("change", ["enable", "disable", "delete", "disable_and_delete"])
def test_a_profile_that_does_not_fit_in_all_is_left_alone(
    machine: Machine, ref: ProfileRef, change: str
) -> None:
    before = machine.state
    with pytest.raises(NotFound):
        getattr(machine.chip(), change)(ref)
    assert machine.state == before


def test_an_iccid_that_two_profiles_have_names_neither(machine: Machine) -> None:
    machine.put(new_chip() | {"profiles": [profile(0, "enabled"), profile(1, "disabled", iccid=ICCIDS[0])]})
    machine.fail(refuses=["isdpAid"])
    for ref in (ProfileRef(iccid=ICCIDS[0]), ProfileRef(AIDS[1], ICCIDS[0])):
        with pytest.raises(NotFound):
            machine.chip().delete(ref)
    assert len(machine.state["profiles"]) == 2


def test_the_padding_of_an_iccid_does_not_matter(machine: Machine) -> None:
    machine.chip().delete(replace(SECOND, iccid=ICCIDS[1] + "F", isdp_aid=AIDS[1].lower()))
    assert len(machine.state["profiles"]) == 1


def test_identifiers_that_are_none_never_reach_a_command_line(machine: Machine) -> None:
    odd = profile(1, "disabled", iccid="-r", isdpAid="--help")
    machine.put(new_chip() | {"profiles": [profile(0, "enabled"), odd]})
    for act in (machine.chip().delete, machine.chip().enable, lambda ref: machine.chip().rename(ref, "x")):
        with pytest.raises(ChipProblem, match="no identifier of its own"):
            act(ProfileRef("--help", "-r"))
    assert not [words for words in machine.words if "-r" in words or "--help" in words]


def test_an_enabled_profile_is_not_deleted_but_by_the_call_that_says_so(machine: Machine) -> None:
    chip = machine.chip()
    with pytest.raises(WrongState, match="disable it before you delete it"):
        chip.delete(FIRST)
    chip.disable_and_delete(FIRST)
    assert [row["isdpAid"] for row in machine.state["profiles"]] == [AIDS[1]]
    chip.disable_and_delete(SECOND)
    assert machine.state["profiles"] == []
    operations = [notification.operation for notification in chip.notifications()]
    assert operations == ["disable", "delete", "delete"]


def test_a_policy_rule_is_told_as_such(machine: Machine) -> None:
    machine.put(new_chip() | {"profiles": [profile(0, "enabled", ppr=True)]})
    with pytest.raises(NotAllowed, match="ask its carrier to lift the rule"):
        machine.chip().disable_and_delete(FIRST)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Japan", "Japan"),
        ("  a\n\x1b[31mb\u202e ", "a [31mb"),
        ("x" * 65, "x" * 64),
        ("é" * 33, "é" * 32),
        ("日" * 22, "日" * 21),
        ("a" + "🗾" * 16, "a" + "🗾" * 15),
        ("$(id); rm -rf ~ 'x'", "$(id); rm -rf ~ 'x'"),
        ("-r", "-r"),
    ],
)
def test_a_nickname_is_clean_and_cut_at_a_character(machine: Machine, name: str, kept: str) -> None:
    assert machine.chip().rename(SECOND, name) == kept
    assert machine.state["profiles"][1]["profileNickname"] == kept


def test_what_a_hostile_chip_says_is_clean(machine: Machine) -> None:
    rows = [
        profile(0, "enabled", profileNickname=HOSTILE, profileName="[/x]\n" * 50_000, profileState=HOSTILE)
    ]
    notes = [
        {"seqNumber": 3, "profileManagementOperation": HOSTILE, "notificationAddress": HOSTILE, "iccid": 7}
    ]
    machine.put(new_chip() | {"profiles": rows, "notifications": notes, "info": {"eidValue": HOSTILE}})
    chip = machine.chip()
    words = [*map(str, (chip.info().eid, *chip.profiles(), *chip.notifications()))]
    assert all(word.isprintable() for word in words)
    machine.fail(on="profile delete", data=HOSTILE + "x" * 10_000, code=-1)
    with pytest.raises(ChipProblem) as caught:
        chip.delete(ProfileRef(AIDS[0], ICCIDS[0]))
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 300


READS: list[Callable[[Chip], object]] = [lambda chip: chip.info(), lambda chip: chip.profiles()]
GARBAGE = [
    "",
    "\n\n",
    "\x00" * 100,
    "\xff\xfe",
    "{",
    '{"type":"lpa","payload":{"code":0',
    "[/x]\x1b[2J",
    "null\n",
]


@pytest.mark.parametrize("raw", GARBAGE)
@pytest.mark.parametrize("status", [0, 255, 3])
def test_garbage_in_place_of_an_answer_is_a_driver_problem(machine: Machine, raw: str, status: int) -> None:
    machine.fail(raw=raw, status=status)
    for read in READS:
        with pytest.raises(Driver) as caught:
            read(machine.chip())
        assert str(caught.value).isprintable()


def test_an_argument_error_in_plain_text_is_shown(machine: Machine) -> None:
    machine.fail(plain="Usage: enable [iccid/aid] [refreshflag]", on="profile enable")
    with pytest.raises(Driver, match=r"not take its arguments: Usage: enable \[iccid/aid\].* 2\.3"):
        machine.chip().enable(SECOND)


def test_a_driver_that_fails_to_start_is_shown(machine: Machine) -> None:
    machine.fail(driver="\x1b[31mSCardEstablishContext() failed: 8010001D")
    with pytest.raises(
        Driver, match=r"reach the chip: \[31mSCardEstablishContext\(\) failed: 8010001D; check"
    ):
        machine.chip().info()


@pytest.mark.parametrize(
    "faults",
    [
        {"cut": 20},
        {"cut": 20, "status": 0},
        {"cut": 0},
        {"cut": 0, "status": 1},
        {"junk": ["{"], "cut": 0},
        {"hang": True},
        {"huge": True},
    ],
)
def test_a_change_without_an_answer_is_not_called_a_failure(machine: Machine, faults: dict[str, Any]) -> None:
    machine.fail(**faults, on="profile enable")
    with pytest.raises(NoAnswer, match="list the chip's profiles before you try again"):
        machine.chip(timeout_s=1).enable(SECOND)


def test_a_result_without_a_line_break_counts(machine: Machine) -> None:
    machine.fail(cut=10_000, status=0)
    machine.chip().enable(SECOND)


def test_an_lpac_that_hangs_is_ended(machine: Machine) -> None:
    machine.fail(hang=True)
    with pytest.raises(Driver, match="gave no answer within 1 s"):
        machine.chip(timeout_s=1).info()
    machine.fail()
    assert machine.chip().info().eid == EID


def test_a_missing_lpac_is_named(machine: Machine) -> None:
    with pytest.raises(Driver, match="no-lpac is not installed on this machine; install it"):
        machine.chip(lpac="no-lpac").info()
    with pytest.raises(Driver, match=r"/no/lpac is not installed"):
        machine.chip(lpac="/no/lpac").info()


def test_an_absolute_path_is_run_as_it_is(machine: Machine) -> None:
    other = machine.install("my lpac", "echo no json; exit 255")
    with pytest.raises(Driver, match="does not take its arguments: no json"):
        machine.chip(lpac=str(other)).info()


@pytest.mark.parametrize(
    "data", [None, 7, "x", [7], {}, {"eidValue": [1]}, {"eidValue": None, "EUICCInfo2": 3}]
)
def test_wrong_types_are_taken_or_refused_but_never_a_crash(machine: Machine, data: Any) -> None:
    machine.fail(data=data)
    chip = machine.chip()
    for read in (chip.info, chip.profiles, chip.notifications):
        try:
            read()
        except ChipProblem as problem:
            assert "\n" not in str(problem)  # noqa: PT017  # either is right


def test_two_programs_take_turns_at_a_chip(machine: Machine) -> None:
    machine.fail(slow=0.3, on="notification process")
    machine.chip().disable(FIRST)
    seq = machine.state["notifications"][0]["seqNumber"]
    thread = threading.Thread(target=lambda: machine.chip().process([seq], remove=True))
    thread.start()
    while not any(words.startswith("notification process") for words in machine.words):
        pass
    impatient = machine.chip()
    impatient._lock._wait_s = 0
    with pytest.raises(ChipBusy, match=r"in use by process \d+ \(send notifications\)"):
        impatient.info()
    thread.join()
    assert machine.chip().notifications() == ()
