"""One line of lpac's output at a time. Pure, and lenient: what is no line of lpac's is None, never an error.

The envelope, as of lpac 2.3: `{"type": "progress" | "lpa", "payload": {"code", "message", "data"}}`. Only
`notification dump` is different: it prints `{"type": "notification", …}`, and no `lpa` line on success.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from axis_tui.domain.text import clean
from axis_tui.euicc.base import Progress, SignedNotification

PAYLOAD_LIMIT = 1 << 17
"""Characters of base64; a signed notification has some 2 000."""
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")
_RENAMED = {"es8p_meatadata_parse": "es8p_metadata_parse"}
"""lpac 2.3.0's spelling → the one since."""
_DECODER = json.JSONDecoder(strict=False)
_WORD_LIMIT = 100
_NUMBER_LIMIT = 1 << 63


@dataclass(frozen=True, slots=True)
class Step:
    """A progress line, with its data as they came."""

    progress: Progress
    data: object = field(repr=False)


@dataclass(frozen=True, slots=True)
class Result:
    """The `lpa` line that ends a call; any `code` but 0 is a failure."""

    code: int
    message: str
    data: object = field(repr=False)


Line = Step | Result | SignedNotification


def read_line(raw: bytes, hide: Callable[[str], str] = str) -> Line | None:
    """What a line says; None for blank lines, for other programs' words and for JSON of another shape.

    `hide` takes secrets out of its texts before they are shortened.
    """
    return _line(_json(raw.decode("utf-8", "replace")), hide)


def text(value: object, limit: int = 200) -> str:
    """A clean text of a JSON scalar; empty for null, and for what is no scalar."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    try:
        return clean(str(value), limit)
    except ValueError:  # an integer of more digits than Python prints
        return ""


def number(value: object) -> int | None:
    """A whole number of 0 or more, also where lpac writes it as text or with a fraction of 0; else None."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,19}", value):
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _NUMBER_LIMIT:
        return value
    return None


def table(value: object) -> Mapping[str, Any]:
    """A JSON object; empty for what is none."""
    return value if isinstance(value, dict) else {}


def rows(value: object, limit: int = 1_000) -> Sequence[Any]:
    """The first `limit` of a JSON array; empty for what is none."""
    return value[:limit] if isinstance(value, list) else ()


def _json(line: str) -> object:
    start = line.find("{")
    if start < 0:
        return None
    try:
        return _DECODER.raw_decode(line, start)[0]
    except (ValueError, RecursionError):
        return None


def _line(value: object, hide: Callable[[str], str]) -> Line | None:
    envelope = table(value)
    kind, payload = envelope.get("type"), table(envelope.get("payload"))
    if kind == "notification":
        return _signed(envelope)
    if kind not in ("progress", "lpa") or not isinstance(payload.get("message"), str):
        return None
    message = text(hide(payload["message"]), _WORD_LIMIT)
    message = _RENAMED.get(message, message)
    code = number(payload.get("code"))
    code, data = -1 if code is None else code, _hidden(payload.get("data"), hide)
    return Result(code, message, data) if kind == "lpa" else Step(Progress(code, message, text(data)), data)


def _hidden(data: object, hide: Callable[[str], str]) -> object:
    if isinstance(data, str):
        return hide(data)
    if isinstance(data, dict):
        return {key: hide(value) if isinstance(value, str) else value for key, value in data.items()}
    return data


def _signed(envelope: Mapping[str, Any]) -> SignedNotification | None:
    seq, payload = number(envelope.get("seqNumber")), envelope.get("pendingNotification")
    if seq is None or not isinstance(payload, str) or len(payload) > PAYLOAD_LIMIT:
        return None
    if not _BASE64.fullmatch(payload):
        return None
    return SignedNotification(
        seq, text(envelope.get("notificationAddress")), text(envelope.get("eid")), payload
    )
