"""One part of a dossier: a named text that is made safe once, and never changed from then on."""

import base64
import json
import re
from dataclasses import dataclass
from enum import StrEnum

from axis_tui.domain.canonical import sha256_of
from axis_tui.domain.card_number import looks_like_card_number
from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.redaction import redacted_lines

_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
_MEDIA_TYPE = re.compile(r"[a-z]{1,40}/[a-z0-9.+-]{1,40}(?:;[a-z0-9=-]{1,20})?")
_LONGEST_SIGNED = 65_536
_LONGEST_LINE = 2_000
"""A carrier's whole letter may be one line."""
_TEXT, _JSON, _BASE64 = "text/plain", "application/json", "application/octet-stream;base64"


class PartName(StrEnum):
    """The parts that a dossier of this version has."""

    SUMMARY = "summary"
    CASE = "case"
    CHECKLIST = "checklist"
    """What was checked when it was submitted."""
    TIMES = "times"
    BEFORE = "before"
    AFTER = "after"
    LEDGER = "ledger"
    NOTIFICATION = "notification"
    """What the chip signed: that the profile was deleted (SGP.22 §5.7.10, PendingNotification)."""
    CONFIRMATION = "confirmation"
    """The carrier's own words."""


@dataclass(frozen=True, slots=True)
class Part:
    """A text with its name and media type. Problem for a name or media type that could be taken for markup.

    Made by the functions below, which make the text safe; what was read from a file is as it was read.
    """

    name: str
    media_type: str
    text: str

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name) or not _MEDIA_TYPE.fullmatch(self.media_type):
            raise Problem(N_("A part of a dossier has a short lower-case name and a media type"))

    @property
    def sha256(self) -> str:
        """SHA-256 in hex of the text as UTF-8: what `sha256sum` gives for it."""
        return sha256_of(self.text)


def text_part(name: PartName, text: str) -> Part:
    """Words of a person or a carrier, cleaned line by line and `redacted`."""
    return Part(name, _TEXT, redacted_lines(text, _LONGEST_LINE))


def facts_part(name: PartName, values: object) -> Part:
    """Facts as JSON that a person can read too; texts in it have to be `redacted` before."""
    return Part(name, _JSON, json.dumps(values, ensure_ascii=False, indent=2, sort_keys=True))


def signed_part(name: PartName, text: str) -> Part:
    """A signed object in base64, kept to the letter, for a signature holds for nothing else.

    What is not base64 may hold anything, and is treated as words.
    """
    return Part(name, _BASE64, _bare(text)) if is_signed(text) else text_part(name, text)


def is_signed(text: str) -> bool:
    """Whether it may be a signed object at all, and is kept to the letter."""
    signed = _bare(text)
    is_long = len(signed) > _LONGEST_SIGNED
    return bool(signed) and not is_long and _is_base64(signed) and not looks_like_card_number(signed)


def _bare(text: str) -> str:
    return "".join(text.split())


def _is_base64(text: str) -> bool:
    try:
        return bool(base64.b64decode(text, validate=True))
    except ValueError:
        return False
