"""What was asked of the chip: what goes on now, whoever asked, and what became of what this page asked."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from axis_tui.i18n import _
from axis_tui.present import chip_ask_words
from axis_tui.present.chip_words import step_place, step_word
from axis_tui.present.line import Span, Tone
from axis_tui.tui.dialogs.chip_download import KIND as DOWNLOAD
from axis_tui.tui.dialogs.chip_download import take_away

if TYPE_CHECKING:
    from axis_tui.store.read import Reader
    from axis_tui.store.read.inventory import RequestRow


READ_S = 3
"""How long a failure stays whatever is typed."""


@dataclass(slots=True)
class Asked:
    """`look` brings it up to date."""

    downloading: int | None = None
    """The request of a download that goes on."""
    is_switching: bool = False
    """Whether a profile is being enabled or disabled."""
    going_on: list[str] = field(default_factory=list)
    """What goes on, in words, the first asked first."""
    failure: str = ""
    """Why the last thing that this page asked did not come about."""
    _failed_at: int = 0
    _mine: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Kind and name of what this page asked and has not heard of."""
    _files: dict[int, Path] = field(default_factory=dict)
    _given_up: set[int] = field(default_factory=set)
    """Downloads that this page has asked to give up."""

    def note(self, request_id: int, kind: str, name: str, file: Path | None = None) -> None:
        """This page has asked for it; what failed before is past."""
        self.failure = ""
        self._mine[request_id] = kind, name
        if kind == "chip_cancel" and self.downloading is not None:
            self._given_up.add(self.downloading)
        if file is not None:
            self._files[request_id] = file

    def is_pending(self, kind: str) -> bool:
        """Whether this page waits for such a one."""
        return any(mine == kind for mine, _name in self._mine.values())

    def fail(self, why: str, now: int) -> None:
        """What was asked did not come about; told until the person goes on."""
        self.failure, self._failed_at = why, now

    def go_on(self, now: int) -> bool:
        """The person goes on: whether a failure is forgotten by it, which was there for long enough to be
        read."""
        is_read = bool(self.failure) and now - self._failed_at >= READ_S
        if is_read:
            self.failure = ""
        return is_read

    def look(self, reader: Reader, labels: dict[int, str], now: int) -> Span | None:
        """What to say of what was settled since the last look; a failure is kept instead.

        `labels`: of profiles, by id.
        """
        from axis_tui.store.read import inventory

        said: Span | None = None
        # The outcome of a download has the last word on its being given up.
        for request_id, (kind, name) in sorted(self._mine.items(), key=lambda each: each[1][0] == DOWNLOAD):
            request = inventory.request(reader, request_id)
            if request is not None and request.state == "pending":
                continue
            del self._mine[request_id]
            if (file := self._files.pop(request_id, None)) is not None:
                take_away(file)
            if request is not None and request.state == "failed":
                if kind == DOWNLOAD and chip_ask_words.is_given_up(request.error):
                    said = _(request.error), Tone.NORMAL
                else:
                    self.fail(chip_ask_words.failed(kind, name, _(request.error)), now)
            elif kind == DOWNLOAD and request_id in self._given_up:
                self.failure = ""
                said = chip_ask_words.too_late(), Tone.WARNING
            elif words := chip_ask_words.done(kind, name):
                said = words, Tone.GOOD
        waiting = [row for row in reversed(inventory.requests(reader)) if row.kind.startswith("chip_")]
        self.downloading = next((row.id for row in waiting if row.kind == DOWNLOAD), None)
        self.is_switching = any(row.kind in ("chip_enable", "chip_disable") for row in waiting)
        self.going_on = [words for row in waiting if (words := self._words(reader, row, labels))]
        return said

    def _words(self, reader: Reader, row: RequestRow, labels: dict[int, str]) -> str:
        """`installing a profile: the profile is fetched, step 8 of 9`."""
        _kind, name = self._mine.get(row.id, ("", labels.get(_profile_of(row.payload), "")))
        words = chip_ask_words.doing(row.kind, name)
        if row.kind != DOWNLOAD:
            return words
        from axis_tui.store.read import chip

        step = chip.progress(reader, row.id)
        if not step:
            return words
        told: dict[str, Any] = {"what": words, "how": step_word(step)}
        place = step_place(step)
        if place is None:
            return _("%(what)s: %(how)s") % told
        told |= {"at": place[0], "total": place[1]}
        return _("%(what)s: %(how)s, step %(at)d of %(total)d") % told


def _profile_of(payload: str) -> int:
    found: Any = json.loads(payload)
    value = found.get("profile_id") if isinstance(found, dict) else None
    return value if isinstance(value, int) else 0
