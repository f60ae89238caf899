"""What a simulated eUICC signs: a PendingNotification with the tags of SGP.22 §5.7.10; nothing is signed.

In the place of the signature is a hash, so that the same notification is always the same bytes.
"""

from __future__ import annotations

from axis_tui.demo.euicc import Row

_OPERATIONS = {"install": 0x80, "enable": 0x40, "disable": 0x20, "delete": 0x10}


def signed(row: Row, eid: str) -> bytes:
    """The notification of that eUICC, as it would leave it."""
    from hashlib import sha512

    told = metadata(row)
    return tlv(0x30, told, tlv(0x5F37, sha512(eid.encode() + told).digest()))


def metadata(row: Row) -> bytes:
    """NotificationMetadata (SGP.22 §4.1a.1)."""
    operation = bytes([4, _OPERATIONS[row["profileManagementOperation"]]])
    return tlv(
        0xBF2F, integer(0x80, row["seqNumber"]), tlv(0x81, operation),
        tlv(0x0C, row["notificationAddress"].encode()), tlv(0x5A, swapped(row["iccid"])),
    )  # fmt: skip


def tlv(tag: int, *parts: bytes) -> bytes:
    """One BER-TLV of these contents."""
    value = b"".join(parts)
    size = len(value)
    length = bytes([size]) if size < 0x80 else bytes([0x82, size >> 8, size & 0xFF])
    return tag.to_bytes((tag.bit_length() + 7) // 8, "big") + length + value


def integer(tag: int, value: int) -> bytes:
    """One INTEGER."""
    return tlv(tag, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def swapped(digits: str) -> bytes:
    """An ICCID as a chip keeps it: two digits a byte, the second first, padded with F."""
    padded = digits.ljust(20, "F")
    return bytes.fromhex("".join(padded[i + 1] + padded[i] for i in range(0, 20, 2)))
