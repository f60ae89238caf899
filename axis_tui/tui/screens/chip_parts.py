"""The parts of the chip's page: the titles, a row and the pane of each, and what is said of an empty one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from axis_tui.i18n import _
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Line, Tone, line
from axis_tui.tui.screens import chip_lines
from axis_tui.tui.screens.chip_head import MISFITS, NOTICES, PROFILES

if TYPE_CHECKING:
    from axis_tui.store.read.chip import ProfileRow
    from axis_tui.store.read.chip_fit import MisfitRow


def header(part: str, width: int) -> Line:
    """Titles over the columns."""
    return {
        PROFILES: chip_lines.profile_header,
        NOTICES: chip_lines.notice_header,
        MISFITS: chip_lines.misfit_header,
    }[part](width)


def row_line(part: str, row: Any, misfits: Sequence[MisfitRow], width: int, glyphs: Glyphs) -> Line:
    """One row."""
    if part == PROFILES:
        return chip_lines.profile_row(row, misfit_of(row, misfits) is not None, width, glyphs)
    return (chip_lines.notice_row if part == NOTICES else chip_lines.misfit_row)(row, width, glyphs)


def pane_lines(
    part: str,
    row: Any,
    misfits: Sequence[MisfitRow],
    case: str,
    now: int,
    zone: str,
    width: int,
    glyphs: Glyphs,
) -> Sequence[Line]:
    """About the selected row; `case`: the open cancellation of a profile's eSIM, such as C-0007."""
    if row is None:
        nothing = {
            PROFILES: _("No profile is on it; n installs one by its activation code."),
            NOTICES: _("It has nothing to tell a carrier."),
            MISFITS: _("What is on the chip fits with your plans."),
        }[part]
        return (line((f" {nothing}", Tone.MUTED)),)
    if part == PROFILES:
        return chip_lines.profile_pane(row, misfit_of(row, misfits), case, width, glyphs)
    if part == NOTICES:
        return chip_lines.notice_pane(row, now, zone, width, glyphs)
    return chip_lines.misfit_pane(row, width, glyphs)


def misfit_of(row: ProfileRow, misfits: Sequence[MisfitRow]) -> MisfitRow | None:
    """What does not fit about a profile."""
    if row.esim_id is None:
        return next((each for each in misfits if each.profile_id == row.id), None)
    return next((each for each in misfits if each.esim_id == row.esim_id), None)
