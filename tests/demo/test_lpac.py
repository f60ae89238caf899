"""The demo's chip through the real adapter: it keeps every promise, and tells what the store knows of it."""

import os
import stat
import subprocess
from pathlib import Path

import pytest

from axis_tui.config import ChipSettings
from axis_tui.demo.chip import chip_state, install, reading_of
from axis_tui.demo.chip_file import ChipFile
from axis_tui.demo.program import OFF, install_program
from axis_tui.demo.world import world
from axis_tui.domain.identifiers import parse_activation_code
from axis_tui.euicc.base import Progress
from axis_tui.euicc.lpac import LpacChip
from axis_tui.euicc.problem import ChipProblem, NoMemory, WrongState
from axis_tui.worker.chip.call import read_chip
from tests.demo.played import AT
from tests.euicc.contract import check_chip

TURKEY = "LPA:1$smdp.bosphorus.example$DEMO-TR-0008"


class Place:
    """A directory, with a name that a shell could misread, and a chip in it that takes no time."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory / "a 'demo' $HOME"
        self.directory.mkdir()
        self.state = chip_state(world(7, AT)) | {"pace_ms": 0}
        self.program = install(self.directory, self.state)
        self.file = ChipFile(str(self.directory / "chip.json"))

    def chip(self) -> LpacChip:
        return LpacChip(ChipSettings(lpac=self.program), self.directory / "state", os.environ)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_the_contract_of_a_chip_holds(place: Place) -> None:
    with place.file.changing() as state:
        state["profiles"] = state["profiles"][:2]
    check_chip(place.chip())


def test_what_was_stored_first_is_what_the_chip_tells(place: Place) -> None:
    assert read_chip(place.chip(), "") == reading_of(place.state)


def test_a_download_shows_its_steps_needs_room_and_is_there_once(place: Place) -> None:
    steps: list[Progress] = []
    chip, code = place.chip(), parse_activation_code(TURKEY)
    before = chip.info().free_bytes or 0
    got = chip.download(code, on_progress=steps.append)
    assert len(steps) >= 5
    assert chip.profiles()[-1].iccid == got.iccid
    assert (chip.info().free_bytes or 0) < before
    with pytest.raises(WrongState):
        chip.download(code)
    chip.delete(chip.profiles()[-1].ref())
    assert chip.info().free_bytes == before
    with place.file.changing() as state:
        state["info"]["EUICCInfo2"]["extCardResource"]["freeNonVolatileMemory"] = 1_000
    with pytest.raises(NoMemory):
        chip.download(code)
    with pytest.raises(ChipProblem, match=r"8\.2\.6/3\.8"):
        chip.download(parse_activation_code("LPA:1$smdp.bosphorus.example$NOBODYS"))


def test_words_that_lpac_does_not_know_are_plain_text(place: Place) -> None:
    for words in ([], ["profile", "paint"], ["profile", "enable"], ["notification", "dump", "x"]):
        done = subprocess.run(
            [place.program, *words], capture_output=True, text=True, timeout=30, check=False
        )
        assert (done.returncode, done.stdout[:1]) == (255, "U")
        assert done.stderr == ""


def test_only_the_owner_can_use_it_and_where_nothing_can_be_run_there_is_none(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert stat.S_IMODE(os.stat(place.program).st_mode) == 0o700
    assert stat.S_IMODE((place.directory / "chip.json").stat().st_mode) == 0o600
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert install_program(place.directory) == OFF
