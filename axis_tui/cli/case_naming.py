"""Which cancellation a person means: `7`, `#7` or `C-0007`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axis_tui.cli.problem import UsageProblem
from axis_tui.domain.problem import N_, Problem

if TYPE_CHECKING:
    from axis_tui.store.read import Reader
    from axis_tui.store.read.cases import CaseRow


def case_of(reader: Reader, text: str) -> CaseRow:
    """The case of that number. Raises UsageProblem, and Problem where there is none."""
    from axis_tui.store.read import cases

    bare = text.strip().upper().removeprefix("#").removeprefix("C-")
    if not (bare.isascii() and bare.isdigit() and len(bare) < 18):
        raise UsageProblem(
            N_("“%(text)s” is not a cancellation's number; see “axis-tui cancellations”"), text=text
        )
    row = cases.case(reader, int(bare))
    if row is None:
        raise Problem(
            N_("there is no cancellation %(number)d; see “axis-tui cancellations --all”"), number=int(bare)
        )
    return row
