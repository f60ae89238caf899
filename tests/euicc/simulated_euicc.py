"""An eUICC that answers the ES10 functions (SGP.22 §5.7) which manage profiles, for a chip in a JSON file.

Tags are those of SGP.22's ASN.1. Nothing is signed for real.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_OPERATIONS = {"install": 0x80, "enable": 0x40, "disable": 0x20, "delete": 0x10}
_STATES = {"disabled": 0, "enabled": 1}
OK, NOT_FOUND, WRONG_STATE = 0, 1, 2
_MORE = 0x11
"""P1 of a block of STORE DATA that another one follows."""


def tlv(tag: int, *parts: bytes) -> bytes:
    """One BER-TLV of these contents."""
    value = b"".join(parts)
    size = len(value)
    length = bytes([size]) if size < 0x80 else bytes([0x82, size >> 8, size & 0xFF])
    return tag.to_bytes((tag.bit_length() + 7) // 8, "big") + length + value


def number(tag: int, value: int) -> bytes:
    """One INTEGER."""
    return tlv(tag, value.to_bytes(value.bit_length() // 8 + 1, "big"))


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


def swapped(digits: str) -> bytes:
    """An ICCID as a chip keeps it: two digits a byte, the second first, padded with F."""
    padded = digits.ljust(20, "F")
    return bytes.fromhex("".join(padded[i + 1] + padded[i] for i in range(0, 20, 2)))


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
                free = number(0x82, resource["freeNonVolatileMemory"])
                return tlv(0x83, b"\x04\x06\x00") + tlv(0x84, number(0x81, 0), free, number(0x83, 5_970))
            case 0xBF43:
                return tlv(0xA0)
            case 0xBF2D:
                return tlv(0xA0, *map(self._profile, self._state["profiles"]))
            case 0xBF31:
                return number(0x80, self._switch(dict(nodes(value))[0xA0], "enable", "disabled"))
            case 0xBF32:
                return number(0x80, self._switch(dict(nodes(value))[0xA0], "disable", "enabled"))
            case 0xBF33:
                return number(0x80, self._switch(value, "delete", "disabled"))
            case 0xBF29:
                return number(0x80, self._rename(dict(nodes(value))))
            case 0xBF28:
                return tlv(0xA0, *map(self._metadata, self._state["notifications"]))
            case 0xBF2B:
                return self._signed(dict(nodes(dict(nodes(value))[0xA0]))[0x80])
            case 0xBF30:
                return number(0x80, self._forget(dict(nodes(value))[0x80]))
        raise ValueError(f"no function {tag:04X}")

    def _profile(self, row: dict[str, Any]) -> bytes:
        return tlv(
            0xE3, tlv(0x5A, swapped(row["iccid"])), tlv(0x4F, bytes.fromhex(row["isdpAid"])),
            number(0x9F70, _STATES[row["profileState"]]), tlv(0x90, (row["profileNickname"] or "").encode()),
            tlv(0x91, row["serviceProviderName"].encode()), tlv(0x92, row["profileName"].encode()),
            number(0x95, 2),
        )  # fmt: skip

    def _find(self, name: dict[int, bytes]) -> dict[str, Any] | None:
        rows: list[dict[str, Any]] = self._state["profiles"]
        for row in rows:
            own = {0x4F: bytes.fromhex(row["isdpAid"]), 0x5A: swapped(row["iccid"])}
            if any(own[tag] == value for tag, value in name.items() if tag in own):
                return row
        return None

    def _switch(self, name: bytes, verb: str, needed: str) -> int:
        row = self._find(dict(nodes(name)))
        if row is None:
            return NOT_FOUND
        if row["profileState"] != needed:
            return WRONG_STATE
        if verb == "delete":
            self._state["profiles"].remove(row)
        else:
            for other in self._state["profiles"]:
                other["profileState"] = "disabled"
            row["profileState"] = "enabled" if verb == "enable" else "disabled"
        self._state["notifications"].append(
            {"seqNumber": self._state["next"], "profileManagementOperation": verb,
             "notificationAddress": row["server"], "iccid": row["iccid"]}
        )  # fmt: skip
        self._state["next"] += 1
        return OK

    def _rename(self, request: dict[int, bytes]) -> int:
        row = self._find(request)
        if row is None:
            return NOT_FOUND
        row["profileNickname"] = request[0x90].decode()
        return OK

    def _metadata(self, row: dict[str, Any]) -> bytes:
        operation = bytes([4, _OPERATIONS[row["profileManagementOperation"]]])
        return tlv(
            0xBF2F, number(0x80, row["seqNumber"]), tlv(0x81, operation),
            tlv(0x0C, row["notificationAddress"].encode()), tlv(0x5A, swapped(row["iccid"])),
        )  # fmt: skip

    def _numbered(self, seq: bytes) -> list[dict[str, Any]]:
        wanted = int.from_bytes(seq, "big")
        return [row for row in self._state["notifications"] if row["seqNumber"] == wanted]

    def _signed(self, seq: bytes) -> bytes:
        return tlv(
            0xA0, *(tlv(0x30, self._metadata(row), tlv(0x5F37, b"x" * 64)) for row in self._numbered(seq))
        )

    def _forget(self, seq: bytes) -> int:
        found = self._numbered(seq)
        for row in found:
            self._state["notifications"].remove(row)
        return OK if found else NOT_FOUND
