"""Which profile of the chip a person means; and whether switching it may cut their own connection."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from axis_tui.domain.problem import N_, Problem

if TYPE_CHECKING:
    from axis_tui.cli.context import Context
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


def may_carry_us(context: Context) -> bool:
    """Whether the enabled profile may be the way by which the person reaches this machine, or the chip's.

    So it is in a session through SSH on the machine of the chip, and where the chip is reached through ssh.
    """
    return bool(context.settings.chip.host or os.environ.get("SSH_CONNECTION"))
