"""An eUICC that answers the ES10 functions (SGP.22 §5.7) which manage profiles, for a chip in a JSON file.

Tags are those of SGP.22's ASN.1. Nothing is signed for real.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from axis_tui.demo import euicc
from axis_tui.demo.euicc import Refused
from axis_tui.demo.signature import integer, metadata, signed, swapped, tlv

_STATES = {"disabled": 0, "enabled": 1}
OK, NOT_FOUND, WRONG_STATE = 0, 1, 2
_MORE = 0x11
"""P1 of a block of STORE DATA that another one follows."""


def nodes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Tag and contents of each BER-TLV in a row."""
    while data:
        size = 2 if data[0] & 0x1F == 0x1F else 1
        tag, data = int.from_bytes(data[:size], "big"), data[size:]
        length, data = data[0], data[1:]
        if length & 0x80:
            size = length & 0x7F
            length, data = int.from_bytes(data[:size], "big"), data[size:]
        yield tag, data[:length]
        data = data[length:]


class Euicc:
    """The chip in `file`; every change is saved at once."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._state: dict[str, Any] = json.loads(file.read_text())
        self._request = b""

    def transmit(self, apdu: bytes) -> bytes:
        """Answers one command APDU with data and status word."""
        self._request += apdu[5 : 5 + apdu[4]]
        if apdu[2] == _MORE:
            return b"\x90\x00"
        request, self._request = self._request, b""
        ((tag, value),) = nodes(request)
        answer = self._answer(tag, value)
        self._file.write_text(json.dumps(self._state))
        return tlv(tag, answer) + b"\x90\x00"

    def _answer(self, tag: int, value: bytes) -> bytes:
        match tag:
            case 0xBF3E:
                return tlv(0x5A, bytes.fromhex(self._state["info"]["eidValue"]))
            case 0xBF3C:
                return tlv(0x81, self._state["info"]["EuiccConfiguredAddresses"]["rootDsAddress"].encode())
            case 0xBF22:
                resource = self._state["info"]["EUICCInfo2"]["extCardResource"]
                free = integer(0x82, resource["freeNonVolatileMemory"])
                return tlv(0x83, b"\x04\x06\x00") + tlv(0x84, integer(0x81, 0), free, integer(0x83, 5_970))
            case 0xBF43:
                return tlv(0xA0)
            case 0xBF2D:
                return tlv(0xA0, *map(self._profile, self._state["profiles"]))
            case 0xBF31:
                return integer(0x80, self._switch(dict(nodes(value))[0xA0], "enable"))
            case 0xBF32:
                return integer(0x80, self._switch(dict(nodes(value))[0xA0], "disable"))
            case 0xBF33:
                return integer(0x80, self._switch(value, "delete"))
            case 0xBF29:
                return integer(0x80, self._rename(dict(nodes(value))))
            case 0xBF28:
                return tlv(0xA0, *map(metadata, self._state["notifications"]))
            case 0xBF2B:
                return self._signed(dict(nodes(dict(nodes(value))[0xA0]))[0x80])
            case 0xBF30:
                return integer(0x80, self._forget(dict(nodes(value))[0x80]))
        raise ValueError(f"no function {tag:04X}")

    def _profile(self, row: dict[str, Any]) -> bytes:
        return tlv(
            0xE3, tlv(0x5A, swapped(row["iccid"])), tlv(0x4F, bytes.fromhex(row["isdpAid"])),
            integer(0x9F70, _STATES[row["profileState"]]), tlv(0x90, (row["profileNickname"] or "").encode()),
            tlv(0x91, row["serviceProviderName"].encode()), tlv(0x92, row["profileName"].encode()),
            integer(0x95, 2),
        )  # fmt: skip

    def _find(self, name: dict[int, bytes]) -> dict[str, Any] | None:
        rows: list[dict[str, Any]] = self._state["profiles"]
        for row in rows:
            own = {0x4F: bytes.fromhex(row["isdpAid"]), 0x5A: swapped(row["iccid"])}
            if any(own[tag] == value for tag, value in name.items() if tag in own):
                return row
        return None

    def _switch(self, name: bytes, verb: str) -> int:
        row = self._find(dict(nodes(name)))
        if row is None:
            return NOT_FOUND
        try:
            euicc.switch(self._state, verb, row)
        except Refused:
            return WRONG_STATE
        return OK

    def _rename(self, request: dict[int, bytes]) -> int:
        row = self._find(request)
        if row is None:
            return NOT_FOUND
        row["profileNickname"] = request[0x90].decode()
        return OK

    def _numbered(self, seq: bytes) -> list[dict[str, Any]]:
        wanted = int.from_bytes(seq, "big")
        return [row for row in self._state["notifications"] if row["seqNumber"] == wanted]

    def _signed(self, seq: bytes) -> bytes:
        eid = self._state["info"]["eidValue"]
        return tlv(0xA0, *(signed(row, eid) for row in self._numbered(seq)))

    def _forget(self, seq: bytes) -> int:
        try:
            euicc.forget(self._state, int.from_bytes(seq, "big"))
        except Refused:
            return NOT_FOUND
        return OK
