"""What a person types to narrow the list of eSIMs: words, `state:`, `carrier:`, `device:`, `left:`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.word import Status
from axis_tui.store.read.typed import keyed, tokens, unquoted

_EXAMPLES = {
    "state": "state:expiring", "carrier": "carrier:axis", "device": "device:phone", "left": "left:<1GB",
}  # fmt: skip
KEYS = tuple(_EXAMPLES)
_BOUND = re.compile(r"(<=|>=|<|>|)(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which eSIMs a list shows: those that match all that is given; by default all but archived ones."""

    text: str = ""
    """Words, each to be found in name, carrier, device, coverage or ICCID; a quoted phrase is one word."""
    statuses: tuple[Status, ...] = ()
    carrier: str = ""
    """Part of the carrier's name."""
    device: str = ""
    """Part of the device's name."""
    left_below_bytes: int | None = None
    left_above_bytes: int | None = None
    include_archived: bool = False

    @classmethod
    def parse(cls, text: str, *, is_whole: bool = False) -> Filter:
        """The filter that `jp state:expiring carrier:axis left:<1GB` means.

        A key without a value yet counts for nothing, the beginning of a state's name stands for the state, so
        that the list follows as one types; where `is_whole`, nothing more is typed, and such a key is wrong.
        Raises Problem on a key, state or size that does not exist.
        """
        words: list[str] = []
        statuses: list[Status] = []
        named = {"carrier": "", "device": ""}
        below: int | None = None
        above: int | None = None
        for key, value in keyed(text):
            if not key:
                words.append(value)
                continue
            if key not in KEYS:
                raise Problem(
                    N_("There is no filter “%(key)s:”. Use state:, carrier:, device: or left:, or quote it."),
                    key=key,
                )
            if not value.strip("<>= "):
                if is_whole:
                    raise Problem(N_("“%(key)s:” needs a value, such as %(example)s"),
                                  key=key, example=_EXAMPLES[key])  # fmt: skip
                continue
            if key == "state":
                statuses += [status for part in value.split(",") if part for status in _states(part)]
            elif key == "left":
                is_above, amount = _bound(value)
                if is_above:
                    above = amount
                else:
                    below = amount
            else:
                named[key] = value
        return cls(
            text=" ".join(words),
            statuses=tuple(dict.fromkeys(statuses)),
            carrier=named["carrier"],
            device=named["device"],
            left_below_bytes=below,
            left_above_bytes=above,
            include_archived=Status.ARCHIVED in statuses,
        )

    @property
    def words(self) -> tuple[str, ...]:
        """The words of `text` without their quotes, lower-cased for comparing."""
        found = (unquoted(token).strip().casefold() for token in tokens(self.text))
        return tuple(dict.fromkeys(word for word in found if word))

    @property
    def is_empty(self) -> bool:
        """Whether it lets everything pass (archived ones apart)."""
        return self.is_by_status_only and not self.statuses

    @property
    def is_by_status_only(self) -> bool:
        """Whether the counts kept by state answer it."""
        return self._is_plain and not self.words

    @property
    def is_by_text_only(self) -> bool:
        """Whether the search index answers it."""
        return self._is_plain and not self.statuses

    @property
    def _is_plain(self) -> bool:
        bounds = (self.left_below_bytes, self.left_above_bytes)
        return not self.carrier and not self.device and bounds == (None, None)


def _states(text: str) -> list[Status]:
    wanted = text.strip().lower().replace("-", "_").replace(" ", "_")
    if wanted in {status.value for status in Status}:
        return [Status(wanted)]
    found = [status for status in Status if status.value.startswith(wanted)]
    if not found:
        raise Problem(
            N_("There is no state “%(state)s”. Use one of: %(states)s."),
            state=text,
            states=", ".join(status.value for status in Status),
        )
    return found


def _bound(text: str) -> tuple[bool, int]:
    from axis_tui.domain.units import parse_bytes

    match = _BOUND.fullmatch(text)
    sign, amount = (match[1], match[2].strip()) if match else ("", text)
    return sign.startswith(">"), parse_bytes(amount)
