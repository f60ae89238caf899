"""A machine with a chip: the fake lpac on PATH, its chip and its faults in a directory, an ssh to here."""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from axis_tui.config import ChipSettings
from axis_tui.euicc.base import ProfileRef
from axis_tui.euicc.lpac import LpacChip

EID = "89049032000001000000012345678901"
AIDS = ("A0000005591010FFFFFFFF8900001000", "A0000005591010FFFFFFFF8900001100")
ICCIDS = ("8944476500001224158", "8985200000010000017")
SERVER = "rsp.example.com"
FAKE = Path(__file__).with_name("fake_lpac.py")
FIRST, SECOND = (ProfileRef(aid, iccid, EID) for aid, iccid in zip(AIDS, ICCIDS, strict=True))


def profile(index: int, state: str, **more: Any) -> dict[str, Any]:
    """A row of `profile list`, with the server that hears of it."""
    return {
        "iccid": ICCIDS[index], "isdpAid": AIDS[index], "profileState": state, "profileNickname": None,
        "serviceProviderName": "Axis", "profileName": f"Axis {index}", "iconType": None, "icon": None,
        "profileClass": "operational", "server": SERVER,
    } | more  # fmt: skip


def new_chip() -> dict[str, Any]:
    """A chip with an enabled profile, a disabled one, and one offer to download."""
    resource = {"installedApplication": 0, "freeNonVolatileMemory": 291_666, "freeVolatileMemory": 5_970}
    return {
        "info": {
            "eidValue": EID,
            "EuiccConfiguredAddresses": {"defaultDpAddress": None, "rootDsAddress": "lpa.ds.gsma.com"},
            "EUICCInfo2": {"euiccFirmwareVer": "4.6.0", "extCardResource": resource,
                           "forbiddenProfilePolicyRules": ["ppr1"]},
            "rulesAuthorisationTable": [{"pprIds": ["ppr2"], "allowedOperators": [{"plmn": "44010"}],
                                         "pprFlags": ["consentRequired"]}],
        },
        "profiles": [profile(0, "enabled"), profile(1, "disabled")],
        "notifications": [], "next": 7, "heard": [], "signature": "vzcwgQ==",
        "offers": {"OFFER-1": {"iccid": "8981100000000000001", "serviceProviderName": "Axis",
                               "profileName": "Japan", "profileClass": "operational", "size": 40_000}},
    }  # fmt: skip


class Machine:
    """Where the fake lpac is installed and what has been asked of it."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.programs = directory / "bin"
        self.programs.mkdir(parents=True)
        self.install("lpac", f'exec "{sys.executable}" -I -S "{FAKE}" "{directory}" "$@"')
        self.put(new_chip())

    @property
    def environ(self) -> dict[str, str]:
        """The environment of a process on it."""
        return os.environ | {"PATH": f"{self.programs}:{os.environ['PATH']}"}

    def install(self, name: str, script: str) -> Path:
        """Adds a program: a shell script without its first line."""
        file = self.programs / name
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)
        return file

    def ssh_to_here(self) -> None:
        """Adds an ssh that runs the command with a shell, as sshd would, and notes its arguments."""
        self.install("ssh", f'printf "%s\\n" "$@" >> "{self.directory}/ssh.args"\n'
                     'while [ $# -gt 1 ]; do shift; done\nexec sh -c "$1"')  # fmt: skip

    def chip(self, *, host: str = "", timeout_s: int = 30, **settings: Any) -> LpacChip:
        """The chip as the program under test sees it."""
        chosen = ChipSettings(host=host, timeout_seconds=timeout_s, **settings)
        return LpacChip(chosen, self.directory / "state", self.environ)

    def put(self, state: Mapping[str, Any]) -> None:
        """Replaces the chip."""
        (self.directory / "chip.json").write_text(json.dumps(state))

    @property
    def state(self) -> dict[str, Any]:
        """The chip as it is now."""
        return dict(json.loads((self.directory / "chip.json").read_text()))

    def fail(self, **faults: Any) -> None:
        """What goes wrong from now on; nothing where nothing is given."""
        (self.directory / "faults.json").write_text(json.dumps(faults))

    @property
    def calls(self) -> Sequence[Mapping[str, Any]]:
        """All calls of lpac so far."""
        file = self.directory / "calls.jsonl"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    @property
    def words(self) -> list[str]:
        """The words of all calls so far."""
        return [" ".join(call["words"]) for call in self.calls]
