"""The chip of the demo's router: what is on it when the demo begins."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from axis_tui.demo.chip_file import ChipFile
from axis_tui.demo.euicc import Row, State, listed
from axis_tui.demo.numbers import iccid
from axis_tui.demo.program import STATE, install_program
from axis_tui.demo.seeds import DeviceSeed, EsimSeed, World
from axis_tui.domain.identifiers import parse_activation_code
from axis_tui.euicc import lpac_parse

if TYPE_CHECKING:
    from axis_tui.euicc.base import Chip, ChipInfo, Notification, Profile
    from axis_tui.store.write.chip import ChipReading

PACE_MS = 600
"""How long a step takes: a removal and a download can be watched."""
NEXT_SEQ = 9
"""Notifications before this one are history."""
LONE_SEQ = 1
"""The one of the profile that nobody knows waits since before the chip was read first."""
_FREE_BYTES, _SIZE_BYTES = 231_424, 41_984


def local_device(here: World) -> DeviceSeed:
    """What the demo runs on."""
    return next(device for device in here.devices if device.is_local)


def chip_state(here: World) -> State:
    """The chip as the demo finds it: the router's eSIMs, one profile that no eSIM here knows, and offers."""
    device = local_device(here)
    ours = [esim for esim in here.esims if esim.device == device.name and esim.archived_at is None]
    resource = {
        "installedApplication": 0, "freeNonVolatileMemory": _FREE_BYTES, "freeVolatileMemory": 5_970
    }  # fmt: skip
    offers = (esim for esim in here.esims if esim.code and esim.archived_at is None)
    return {
        "info": {
            "eidValue": device.eid,
            "EuiccConfiguredAddresses": {"defaultDpAddress": None, "rootDsAddress": "lpa.ds.example"},
            "EUICCInfo2": {"euiccFirmwareVer": "4.6.0", "extCardResource": resource},
            "rulesAuthorisationTable": [],
        },
        "profiles": [*(profile(esim, index) for index, esim in enumerate(ours, 3)), lone_profile()],
        "notifications": [lone_notice()],
        "next": NEXT_SEQ,
        "pace_ms": PACE_MS,
        "offers": dict(_offer(esim) for esim in offers),
    }


def profile(esim: EsimSeed, index: int) -> Row:
    """An eSIM's profile; the index makes its AID."""
    return {
        "iccid": esim.iccid, "isdpAid": f"A0000005591010FFFFFFFF8900001{index:x}00",
        "profileState": "enabled" if esim.profile_state == "enabled" else "disabled",
        "profileNickname": esim.nickname, "serviceProviderName": esim.carrier,
        "profileName": f"{esim.carrier} data", "iconType": None, "icon": None,
        "profileClass": "operational", "server": server_of(esim.carrier), "size": _SIZE_BYTES,
    }  # fmt: skip


def lone_profile() -> Row:
    """A profile that was on the router when it was bought."""
    return {
        "iccid": iccid("8957300000021", "3380"), "isdpAid": "A0000005591010FFFFFFFF8900001100",
        "profileState": "disabled", "profileNickname": None, "serviceProviderName": "Andes Cel",
        "profileName": "Andes trial 1 GB", "iconType": None, "icon": None, "profileClass": "operational",
        "server": server_of("Andes Cel"), "size": _SIZE_BYTES,
    }  # fmt: skip


def lone_notice() -> Row:
    """That it was installed; its carrier was never told."""
    row = lone_profile()
    return {
        "seqNumber": LONE_SEQ, "profileManagementOperation": "install", "notificationAddress": row["server"],
        "iccid": row["iccid"],
    }  # fmt: skip


def server_of(carrier: str) -> str:
    """The SM-DP+ that hears of a carrier's profiles."""
    return f"rsp.{carrier.lower().replace(' ', '-').replace('ó', 'o')}.example"


def reading_of(state: State) -> ChipReading:
    """What the worker would read of it."""
    from axis_tui.worker.chip.call import read_chip

    return read_chip(cast("Chip", _Said(state)), "")


class _Said:
    """The chip's own questions, answered without its program."""

    def __init__(self, state: State) -> None:
        self._state = state

    def info(self) -> ChipInfo:
        return lpac_parse.chip_info(self._state["info"])

    def profiles(self) -> tuple[Profile, ...]:
        return lpac_parse.profiles(listed(self._state))

    def notifications(self) -> tuple[Notification, ...]:
        return lpac_parse.notifications(self._state["notifications"])


def install(directory: Path, state: State) -> str:
    """Put the chip and its program there; what `[chip] lpac` is set to."""
    ChipFile(str(directory / STATE)).write(state)
    return install_program(directory)


def _offer(esim: EsimSeed) -> tuple[str, Row]:
    code = parse_activation_code(esim.code or "")
    return code.matching_id, {
        "iccid": esim.iccid, "serviceProviderName": esim.carrier, "profileName": f"{esim.carrier} data",
        "profileClass": "operational", "size": _SIZE_BYTES,
    }  # fmt: skip
