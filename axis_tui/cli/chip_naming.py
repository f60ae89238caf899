"""Which profile of the chip a person means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axis_tui.domain.problem import N_, Problem

if TYPE_CHECKING:
    from axis_tui.store.read import Reader
    from axis_tui.store.read.chip import ProfileRow

_TAIL = 4
"""Digits of an ICCID's end that say enough."""


def find_profile(reader: Reader, text: str) -> ProfileRow:
    """The one profile of that name on the chip, its eSIM's, its number, or whose ICCID ends so.

    Raises Problem where there is none or several.
    """
    from axis_tui.store.read import chip as read

    rows = read.profiles(reader)
    wanted = text.strip().casefold()
    number = wanted.removeprefix("#")
    choices = (
        [row for row in rows if wanted in (row.nickname.casefold(), row.esim_name.casefold())],
        [row for row in rows if wanted in (row.name.casefold(), row.label.casefold())],
        [row for row in rows if number == str(row.id)],
        [row for row in rows if wanted.isdigit() and len(wanted) >= _TAIL and row.iccid.endswith(wanted)],
        [row for row in rows if wanted and wanted in row.label.casefold()],
    )
    found = next((choice for choice in choices if choice and wanted), [])
    if len(found) == 1:
        return found[0]
    if found:
        raise Problem(
            N_("“%(text)s” fits several profiles, such as #%(one)d and #%(other)d; write the number"),
            text=text.strip(), one=found[0].id, other=found[1].id,
        )  # fmt: skip
    raise Problem(N_("the chip holds no profile “%(text)s”; see “axis-tui chip list”"), text=text.strip())
