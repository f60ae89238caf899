"""Reads a dossier back from JSON or from its page, with the hashes that it claims; believes none of them."""

import json
import re
from dataclasses import dataclass

from axis_tui.domain.dossier import SCHEMA, Dossier, Part
from axis_tui.domain.dossier_verdict import Fault
from axis_tui.domain.problem import Problem

MOST_CHARACTERS = 4_000_000
_MOST_PARTS = 100
_FAMILY = SCHEMA.rpartition("/")[0] + "/"
_AT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_HEAD = re.compile(r"# Cancellation C-([0-9]{4,12})\n\nWritten `([^`\n]{1,40})`, schema `([^`\n]{1,80})`")
_ROW = re.compile(r"^\| ([^|\n]{1,40}) \| ([^|\n]{1,120}) \| `([0-9a-f]{64})` \|$", re.MULTILINE)
_SEAL = re.compile(r"^SHA-256 of the list: `([0-9a-f]{64})`$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Claim:
    """A dossier as a file has it, and what the file says of its hashes."""

    dossier: Dossier
    hashes: tuple[str, ...]
    """One a part, in their order."""
    seal: str


def read_json(text: str) -> Claim | Fault:
    """The dossier in JSON of this schema, or why there is none."""
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        return Fault.NOT_ONE
    match values:
        case {
            "schema": str(schema),
            "case": int(case),
            "generated_at": str(at),
            "parts": list(listed),
            "sha256": str(seal),
        } if schema == SCHEMA:
            read = [_part(each) for each in listed[: _MOST_PARTS + 1]]
        case {"schema": str(schema)} if schema.startswith(_FAMILY) and schema != SCHEMA:
            return Fault.OTHER_SCHEMA
        case _:
            return Fault.NOT_ONE
    parts = [found for found in read if found is not None]
    if isinstance(case, bool) or len(parts) != len(listed):
        return Fault.NOT_ONE
    return _claim(case, at, parts, seal)


def read_page(text: str) -> Claim | Fault:
    """The dossier in a page of this schema, or why there is none; a part that is cut off is as it is."""
    head = _HEAD.match(text)
    if head is None:
        return Fault.NOT_ONE
    if head[3] != SCHEMA:
        return Fault.OTHER_SCHEMA if head[3].startswith(_FAMILY) else Fault.NOT_ONE
    seal = _SEAL.search(text)
    if seal is None:
        return Fault.NOT_ONE
    rows = _ROW.findall(text, 0, seal.start())
    if len(rows) > _MOST_PARTS:
        return Fault.NOT_ONE
    parts: list[tuple[Part, str]] = []
    place = seal.end()
    for name, media_type, sha256 in rows:
        found, place = _block(text, place, name)
        part = _made(name, media_type, found)
        if part is None:
            return Fault.NOT_ONE
        parts.append((part, sha256))
    return _claim(int(head[1]), head[2], parts, seal[1])


def _claim(case: int, at: str, parts: list[tuple[Part, str]], seal: str) -> Claim | Fault:
    if not 0 <= case < 10**12 or not _AT.fullmatch(at):
        return Fault.NOT_ONE
    hashes = tuple(sha256 for _, sha256 in parts)
    return Claim(Dossier(case, at, tuple(part for part, _ in parts)), hashes, seal)


def _part(values: object) -> tuple[Part, str] | None:
    match values:
        case {"name": str(name), "media_type": str(media), "text": str(text), "sha256": str(sha256)}:
            part = _made(name, media, text)
            return None if part is None else (part, sha256)
        case _:
            return None


def _made(name: str, media_type: str, text: str) -> Part | None:
    try:
        return Part(name, media_type, text)
    except Problem:
        return None


def _block(text: str, place: int, name: str) -> tuple[str, int]:
    # The fence is longer than any run of backticks within, so the first line that is one ends the block.
    opening = re.compile(rf"\n\n## {re.escape(name)}\n\n(`{{3,}})[a-z]*\n").match(text, place)
    if opening is None:
        return "", place
    end = text.find(f"\n{opening[1]}\n", opening.end() - 1)
    if end < 0:
        return text[opening.end() :], len(text)
    return text[opening.end() : max(end, opening.end())], end + 1 + len(opening[1])
