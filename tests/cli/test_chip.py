"""chip: what is listed and asked; typed words before what cannot be undone; secrets that stay secret."""

from __future__ import annotations

import io
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from axis_tui.domain.cancellation import Reason
from axis_tui.store.read import chip as read
from axis_tui.store.read import open_reader
from axis_tui.store.write import open_writer
from axis_tui.store.write.approval import set_pin
from axis_tui.store.write.cases import NewCase, draft
from axis_tui.store.write.fleet import NewDevice, NewEsim, add_device, add_esim
from axis_tui.store.write.switch_back import SwitchBack
from axis_tui.worker.chip.alerts import raise_went_back
from tests.cli.home import Home, Said
from tests.euicc.machine import ICCIDS, SERVER, Machine
from tests.worker.chip_world import EID, new_chip

CODE = f"LPA:1${SERVER}$OFFER-1"


@dataclass(frozen=True, slots=True)
class ChipHome:
    """A home on a machine with a chip: Japan is enabled on it, Axis 1 is no eSIM here."""

    home: Home
    machine: Machine

    def chip(self, *argv: str) -> Said:
        """One command of the chip's."""
        return self.home.axis("chip", *argv)

    @property
    def states(self) -> dict[str, str]:
        """What the chip really holds."""
        return {row["profileName"]: row["profileState"] for row in self.machine.state["profiles"]}

    @property
    def next_back(self) -> Any:
        """The switch that waits."""
        with open_reader(self.home.store) as reader:
            return read.switch_back(reader)


@pytest.fixture
def place(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ChipHome:
    machine = Machine(tmp_path / "machine")
    machine.put(new_chip())
    monkeypatch.setenv("PATH", machine.environ["PATH"])
    monkeypatch.delenv("SSH_CONNECTION", raising=False)
    with (
        open_writer(home.store, create=True, state_dir=home.path / "state") as writer,
        writer.transaction() as tx,
    ):
        add_device(tx, NewDevice("Router", "router", EID, is_local=True))
        add_esim(tx, NewEsim("Japan", "Axis", device="Router", iccid=ICCIDS[0], activation_code=CODE))
    return ChipHome(home, machine)


def test_the_list_reads_a_chip_that_was_never_read(place: ChipHome) -> None:
    said = place.chip()
    assert said.code == 0, said.err
    assert "EID …8954" in said.out
    assert "Japan" in said.out
    assert "no eSIM here" in said.out
    rows = place.chip("list", "--json").json["profiles"]
    assert [(row["label"], row["state"], row["esim"]) for row in rows] == [
        ("Japan", "enabled", "Japan"), ("Axis 1", "disabled", None),
    ]  # fmt: skip
    assert place.chip("list", "--plain").out.splitlines()[1].startswith("1\tJapan\tenabled\t…4158")
    assert ICCIDS[0] not in said.out + place.chip("--json").out
    assert "285 KiB" in place.chip("info").out or "291" in place.chip("info").out


def test_without_a_chip_it_says_what_to_do(home: Home) -> None:
    home.axis("add", "--name", "Japan", "--carrier", "Axis")
    said = home.axis("chip", "list")
    assert (said.code, "install lpac" in said.err) == (1, True)


def test_a_profile_is_enabled_renamed_and_disabled(place: ChipHome) -> None:
    place.chip()
    assert place.chip("enable", "Axis 1", "--dry-run").out == "would enable “Axis 1”\n"
    assert place.states["Axis 1"] == "disabled"
    assert place.chip("enable", "Axis 1").out == "enabled “Axis 1”\n"
    assert place.states == {"Axis 0": "disabled", "Axis 1": "enabled"}
    said = place.chip("rename", "Axis 1", "ü" * 33)
    assert (said.code, "64 bytes" in said.err) == (2, True)
    assert place.chip("rename", "Axis 1", "Korea").code == 0
    assert place.chip("disable", "korea").out == "disabled “Korea”\n"
    assert place.states["Axis 1"] == "disabled"


def test_the_list_tells_of_a_switch_that_went_back(place: ChipHome) -> None:
    assert place.chip("list", "--json").json["went_back_at"] is None
    with open_reader(place.home.store) as reader:
        row = read.profiles(reader)[1]
    back = SwitchBack(row.eid, "", "", row.isdp_aid, row.iccid, 60, 0, 60)
    with (
        open_writer(place.home.store, create=False, state_dir=place.home.path / "state") as writer,
        writer.transaction() as tx,
    ):
        raise_went_back(tx, back, int(time.time()))
    assert "The switch to “Axis 1” went back by itself: nobody kept it" in place.chip("list").out
    assert place.chip("list", "--json").json["went_back_at"]
    assert place.chip("enable", "Axis 1").code == 0
    assert "went back" not in place.chip("list").out


def test_deleting_takes_the_name_typed(place: ChipHome) -> None:
    place.chip()
    said = place.chip("delete", "Axis 1", "--no-input")
    assert (said.code, "--confirm" in said.err) == (2, True)
    assert place.chip("delete", "Axis 1", "--confirm", "axis").code == 2
    assert "for ever" in place.chip("delete", "Axis 1", "--dry-run").out
    assert len(place.states) == 2
    said = place.chip("delete", "Axis 1", "--confirm", "Axis 1")
    assert said.code == 0, said.err
    assert place.states == {"Axis 0": "enabled"}
    assert place.machine.state["heard"] == [[SERVER, 7]]
    (row,) = place.chip("notifications", "--json").json["notifications"]
    assert (row["operation"], row["has_proof"], row["on_chip"]) == ("delete", True, False)


def with_pin(place: ChipHome) -> Path:
    """Set a PIN; the file that holds it."""
    pin = place.home.path / "pin"
    pin.write_text("482916\n")
    pin.chmod(0o600)
    with (
        open_writer(place.home.store, create=False, state_dir=place.home.path / "state") as writer,
        writer.transaction() as tx,
    ):
        set_pin(tx, "482916", int(time.time()))
    return pin


def test_deleting_takes_the_pin_where_one_is_set(place: ChipHome) -> None:
    place.chip()
    pin = with_pin(place)
    delete = ("delete", "Axis 1", "--confirm", "Axis 1")
    assert place.chip(*delete).code == 2
    assert len(place.states) == 2
    assert place.chip(*delete, "--pin-file", str(pin)).code == 0


def test_through_ssh_a_switch_is_not_begun_without_a_worker_to_undo_it(
    place: ChipHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.chip()
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 5 192.0.2.2 22")
    said = place.chip("enable", "Axis 1")
    assert (said.code, "axis-tui worker" in said.err) == (1, True)
    assert "go back after 60 s" in place.chip("enable", "Axis 1", "--dry-run").out
    assert place.chip("delete", "Japan", "--confirm", "Japan").code == 1
    assert place.states == {"Axis 0": "enabled", "Axis 1": "disabled"}
    assert place.chip("enable", "Axis 1", "--keep").code == 0
    assert place.states["Axis 1"] == "enabled"
    assert place.next_back is None
    assert place.chip("confirm").code == 1


def test_an_esim_whose_cancellation_is_open_is_not_deleted_by_hand(place: ChipHome) -> None:
    place.chip()
    with (
        open_writer(place.home.store, create=False, state_dir=place.home.path / "state") as writer,
        writer.transaction() as tx,
    ):
        draft(tx, NewCase(1, Reason.UNUSED, "", ""), int(time.time()))
    said = place.chip("delete", "Japan", "--confirm", "Japan")
    assert (said.code, "C-0001" in said.err) == (1, True)
    assert "Axis 0" in place.states


def test_an_unknown_profile_is_linked_to_an_esim(place: ChipHome) -> None:
    place.chip()
    assert place.home.axis("add", "--name", "Korea", "--carrier", "Axis").code == 0
    said = place.chip("link", "Axis 1", "Japan")
    assert (said.code, "contradict" in said.err) == (2, True), said.err
    assert "would link" in place.chip("link", "Axis 1", "Korea", "--dry-run").out
    assert place.chip("list", "--json").json["profiles"][1]["esim"] is None
    said = place.chip("link", "Axis 1", "Korea")
    assert said.code == 0, said.err
    row = place.chip("list", "--json").json["profiles"][1]
    assert (row["esim"], row["label"]) == ("Korea", "Korea")
    assert place.chip("link", "Japan", "Korea").code == 2
    assert place.chip("link", "Japan").code == 2
    assert place.chip("link", "Japan", "--new").code == 2
    with open_reader(place.home.store) as reader:
        found = reader.row("SELECT iccid, profile_state FROM esim WHERE id = 2")
    assert found == (ICCIDS[1], "disabled")


def test_a_code_comes_from_a_file_or_standard_input_and_stays_secret(
    place: ChipHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = place.home.path / "code"
    file.write_text(CODE + "\n")
    assert "would install" in place.chip("download", "--code-file", str(file), "--dry-run").out
    monkeypatch.setattr("sys.stdin", io.StringIO(CODE + "\n"))
    said = place.chip("download", "--code-file", "-")
    assert said.code == 0, said.err
    assert place.states["Japan"] == "disabled"
    assert "OFFER-1" not in said.out + said.err
    assert not list((place.home.path / "state").glob("chip-code-*"))


def test_a_code_that_the_server_refuses_is_one_line(place: ChipHome) -> None:
    file = place.home.path / "code"
    file.write_text(f"LPA:1${SERVER}$WRONG\n")
    said = place.chip("download", "--code-file", str(file))
    assert said.code == 1
    assert "WRONG" not in said.err
    assert place.chip("download", "--code-file", str(file) + "x").code == 2
    assert place.chip("download", CODE).code == 2


def test_a_notification_is_dropped_unsent_only_by_a_typed_word(place: ChipHome) -> None:
    state = new_chip()
    state["notifications"] = [{"seqNumber": 3, "profileManagementOperation": "delete",
                               "notificationAddress": SERVER, "iccid": ICCIDS[1]}]  # fmt: skip
    place.machine.put(state)
    place.chip()
    assert "from before, not sent" in place.chip("notifications").out
    assert place.chip("notifications", "--drop", "3", "--no-input").code == 2
    said = place.chip("notifications", "--drop", "3", "--confirm", "yes")
    assert (said.code, "that is not “deleted 3”" in said.err) == (2, True)
    assert len(place.machine.state["notifications"]) == 1
    assert place.chip("notifications", "--drop", "3", "--confirm", "delete 3").code == 0
    assert place.machine.state["notifications"] == []
    assert "dropped unsent" in place.chip("notifications").out


def test_what_waits_is_sent_when_asked(place: ChipHome) -> None:
    place.chip()
    place.machine.fail(unreachable=[SERVER])
    place.chip("enable", "Axis 1")
    said = place.chip("notifications", "--send")
    assert (said.code, "did not take" in said.err) == (1, True)
    assert "notifications wait" in place.home.axis("doctor").out
    place.machine.fail()
    assert place.chip("notifications", "--send").out == "every notification is sent\n"
    assert place.machine.state["heard"] == [[SERVER, 7]]


def test_revealing_an_activation_code_is_noted(place: ChipHome) -> None:
    said = place.chip("reveal", "Japan")
    assert CODE in said.out
    assert "█" in said.out
    assert place.chip("reveal", "Japan", "--json").json["code"] == CODE
    with open_reader(place.home.store) as reader:
        assert [what for _at, what in read.reveals(reader, 1)] == ["activation_code"] * 2
    assert place.home.axis("add", "--name", "Bare", "--carrier", "Axis").code == 0
    assert place.chip("reveal", "Bare").code == 2
    with_pin(place)
    said = place.chip("reveal", "Japan", "--no-input")
    assert (said.code, CODE in said.out) == (2, False)
    assert CODE in place.chip("reveal", "Japan", "--pin-file", str(place.home.path / "pin")).out


def test_doctor_says_which_chip_and_which_lpac(place: ChipHome) -> None:
    assert "not read yet" in place.home.axis("doctor").out
    place.chip()
    said = place.home.axis("doctor")
    assert str(place.machine.programs / "lpac") in said.out
    assert "EID …8954" in said.out
    assert os.environ["PATH"].startswith(str(place.machine.programs))
